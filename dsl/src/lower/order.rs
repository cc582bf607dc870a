//! In which order declarations are lowered: each behind all that it reads, however long the chain.

use super::scan::each_expression;
use crate::typed::{
    Attribute, AttributeId, AttributeKind, DefinitionId, EntityId, Expr, ExprKind, FunctionId,
    MadeFor, OutcomeId, Rulebook, Type,
};

/// Something that is lowered as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Task {
    /// An attribute of an entity.
    Attribute(AttributeId),
    /// A definition.
    Definition(DefinitionId),
    /// A rule, by its place.
    Rule(u32),
    /// The reasons and the decision of an outcome.
    Outcome(OutcomeId),
    /// A function: nothing is lowered but what calls it, which needs what its body reads.
    Function(FunctionId),
}

/// The tasks of a rulebook with a number for each.
pub(crate) struct Tasks<'a> {
    rulebook: &'a Rulebook,
    pub(crate) all: Vec<Task>,
    /// The number of the first attribute, by entity.
    attributes: Vec<usize>,
    definitions: usize,
    outcomes: usize,
    /// The rules that have an effect on an outcome, by outcome.
    rules_of: Vec<Vec<usize>>,
    functions: usize,
    /// The made list in which an entity's items stand, by entity.
    made_by: Vec<Option<usize>>,
}

/// All tasks, each behind those that it needs.
pub(crate) fn order(rulebook: &Rulebook) -> Vec<Task> {
    let tasks = Tasks::of(rulebook);
    let mut done = vec![false; tasks.all.len()];
    let mut seen = vec![false; tasks.all.len()];
    let mut order = Vec::with_capacity(tasks.all.len());
    for start in 0..tasks.all.len() {
        let mut open = vec![start];
        while let Some(number) = open.last().copied() {
            let first_visit = seen
                .get_mut(number)
                .is_some_and(|seen| !std::mem::replace(seen, true));
            if first_visit {
                let needs = tasks.needs(number);
                open.extend(
                    needs
                        .into_iter()
                        .rev()
                        .filter(|need| seen.get(*need) == Some(&false)),
                );
                continue;
            }
            open.pop();
            let last_visit = done
                .get_mut(number)
                .is_some_and(|done| !std::mem::replace(done, true));
            if last_visit {
                order.extend(tasks.all.get(number));
            }
        }
    }
    order
}

/// The entity whose items a list attribute makes.
pub(super) fn made_entity(attribute: &Attribute) -> Option<EntityId> {
    match (&attribute.kind, &attribute.ty) {
        (AttributeKind::MadeList(_), Type::List(item)) => match **item {
            Type::Entity(entity) => Some(entity),
            _ => None,
        },
        _ => None,
    }
}

impl<'a> Tasks<'a> {
    pub(crate) fn of(rulebook: &'a Rulebook) -> Self {
        let mut all = Vec::new();
        let count = |n: usize| 0..u32::try_from(n).unwrap_or(u32::MAX);
        let definitions = all.len();
        all.extend(
            count(rulebook.definitions.len()).map(|place| Task::Definition(DefinitionId(place))),
        );
        let mut attributes = Vec::new();
        let mut made_by = vec![None; rulebook.entities.len()];
        for (entity, declared) in (0_u32..).map(EntityId).zip(&rulebook.entities) {
            attributes.push(all.len());
            for (place, attribute) in (0_u32..).zip(&declared.attributes) {
                if let Some(slot) =
                    made_entity(attribute).and_then(|made| made_by.get_mut(made.index()))
                {
                    slot.get_or_insert(all.len());
                }
                all.push(Task::Attribute(AttributeId {
                    entity,
                    attribute: place,
                }));
            }
        }
        let rules = all.len();
        all.extend(count(rulebook.rules.len()).map(Task::Rule));
        let mut rules_of = vec![Vec::new(); rulebook.outcomes.len()];
        for (number, rule) in (rules..).zip(&rulebook.rules) {
            for effect in &rule.effects {
                if let Some(of) = rules_of.get_mut(effect.outcome.index())
                    && of.last() != Some(&number)
                {
                    of.push(number);
                }
            }
        }
        let outcomes = all.len();
        all.extend(count(rulebook.outcomes.len()).map(|place| Task::Outcome(OutcomeId(place))));
        let functions = all.len();
        all.extend(count(rulebook.functions.len()).map(|place| Task::Function(FunctionId(place))));
        Self {
            rulebook,
            all,
            attributes,
            definitions,
            outcomes,
            rules_of,
            functions,
            made_by,
        }
    }

    /// The numbers of the tasks that one needs, as they are met in the text.
    pub(crate) fn needs(&self, number: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut read = |expr: &Expr| self.read(expr, &mut found);
        match self.all.get(number) {
            Some(Task::Attribute(id)) => {
                let made_by = self.made_by.get(id.entity.index()).copied().flatten();
                for expr in attribute(self.rulebook, *id)
                    .map(expressions)
                    .unwrap_or_default()
                {
                    read(expr);
                }
                found.extend(made_by);
            }
            Some(Task::Definition(id)) => {
                if let Some(definition) = self.rulebook.definitions.get(id.index()) {
                    read(&definition.value);
                }
            }
            Some(Task::Function(id)) => {
                if let Some(function) = self.rulebook.functions.get(id.index()) {
                    read(&function.body);
                }
            }
            Some(Task::Rule(place)) => {
                if let Some(rule) = self.rulebook.rules.get(*place as usize) {
                    rule.clauses.iter().for_each(|clause| read(&clause.list));
                    read(&rule.condition);
                    rule.effects.iter().for_each(|effect| read(&effect.message));
                }
            }
            Some(Task::Outcome(id)) => {
                found.extend(self.rules_of.get(id.index()).into_iter().flatten());
            }
            None => {}
        }
        found
    }

    fn read(&self, expr: &Expr, found: &mut Vec<usize>) {
        each_expression(expr, |part| {
            if let ExprKind::Variants { of, .. } = &part.kind {
                let places = of.dimensions.iter().map(|dimension| dimension.index());
                found.extend(places.filter_map(|place| self.definitions.checked_add(place)));
            }
            let (first, place) = match &part.kind {
                ExprKind::Attribute { attribute, .. } => (
                    self.attributes.get(attribute.entity.index()).copied(),
                    attribute.attribute as usize,
                ),
                ExprKind::Definition(id) => (Some(self.definitions), id.index()),
                ExprKind::Call { function, .. } => (Some(self.functions), function.index()),
                ExprKind::Decision(id) | ExprKind::Reasons(id) => (Some(self.outcomes), id.index()),
                ExprKind::Item(entity) => (self.made_by.get(entity.index()).copied().flatten(), 0),
                _ => (None, 0),
            };
            found.extend(first.and_then(|first| first.checked_add(place)));
        });
    }
}

/// The attribute of that id.
pub(crate) fn attribute(rulebook: &Rulebook, id: AttributeId) -> Option<&Attribute> {
    rulebook
        .entities
        .get(id.entity.index())?
        .attributes
        .get(id.attribute as usize)
}

/// The expressions that an attribute is computed from.
pub(crate) fn expressions(attribute: &Attribute) -> Vec<&Expr> {
    match &attribute.kind {
        AttributeKind::Derived(value) => vec![value],
        AttributeKind::MadeList(MadeFor::Numbers { from, to, .. }) => vec![from, to],
        AttributeKind::MadeList(MadeFor::Values { list, .. }) => vec![list],
        _ => Vec::new(),
    }
}
