//! What a rulebook uses of itself, as it is written: which attribute, table, definition or function stands in which expression.

use std::collections::{BTreeMap, BTreeSet};

use crate::lower::order::{attribute, expressions};
use crate::lower::scan::each_expression;
use crate::source::Span;
use crate::typed::{
    Attribute, AttributeId, AttributeKind, DefinitionId, EntityId, Expr, ExprKind, FunctionId,
    OutcomeId, OutputItem, OutputValue, Rulebook, TableId, Type,
};

/// Something that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thing {
    /// Given or computed.
    Attribute(AttributeId),
    Definition(DefinitionId),
    Function(FunctionId),
    Table(TableId),
    Outcome(OutcomeId),
    /// By its place.
    Rule(u32),
}

/// What a rulebook uses of itself.
pub(crate) struct Uses<'r> {
    pub(crate) rulebook: &'r Rulebook,
    /// The attributes in which the items of an entity stand, by entity.
    pub(crate) holders: BTreeMap<EntityId, Vec<AttributeId>>,
    /// The rules that have an effect on an outcome.
    pub(crate) rules_of: BTreeMap<OutcomeId, Vec<u32>>,
}

impl<'r> Uses<'r> {
    /// Of a checked rulebook.
    pub(crate) fn of(rulebook: &'r Rulebook) -> Self {
        let mut uses = Self {
            rulebook,
            holders: BTreeMap::new(),
            rules_of: BTreeMap::new(),
        };
        for (id, declared) in uses.attributes() {
            if let Some(entity) = held(&declared.ty) {
                uses.holders.entry(entity).or_default().push(id);
            }
        }
        for (at, rule) in (0..).zip(&rulebook.rules) {
            for effect in &rule.effects {
                uses.rules_of.entry(effect.outcome).or_default().push(at);
            }
        }
        uses
    }

    /// All attributes, entity by entity.
    pub(crate) fn attributes(
        &self,
    ) -> impl Iterator<Item = (AttributeId, &'r Attribute)> + use<'r> {
        let entities = (0..).map(EntityId).zip(&self.rulebook.entities);
        entities.flat_map(|(entity, declared)| {
            let attributes = (0..).zip(&declared.attributes);
            attributes.map(move |(attribute, it)| (AttributeId { entity, attribute }, it))
        })
    }

    /// What something uses, each with the place.
    pub(crate) fn needs(&self, thing: Thing) -> Vec<(Thing, Span)> {
        let rulebook = self.rulebook;
        let mut found = Vec::new();
        match thing {
            Thing::Attribute(id) => {
                let of = attribute(rulebook, id).map(expressions).unwrap_or_default();
                of.into_iter().for_each(|expr| read(expr, &mut found));
                let carried = attribute(rulebook, id).map(|it| &it.kind);
                if let Some(AttributeKind::Carried { .. }) = carried {
                    let entity = rulebook.entities.get(id.entity.index());
                    let order = entity.and_then(|entity| entity.order.as_ref());
                    order.into_iter().for_each(|order| read(order, &mut found));
                }
            }
            Thing::Definition(id) => {
                let definition = rulebook.definitions.get(id.index());
                definition.iter().for_each(|d| read(&d.value, &mut found));
            }
            Thing::Function(id) => {
                let function = rulebook.functions.get(id.index());
                function.iter().for_each(|f| read(&f.body, &mut found));
            }
            Thing::Table(_) => {}
            Thing::Outcome(id) => {
                let span = self.named(thing).map(|(_, span)| span).unwrap_or_default();
                let rules = self.rules_of.get(&id).into_iter().flatten();
                found.extend(rules.map(|rule| (Thing::Rule(*rule), span)));
            }
            Thing::Rule(at) => {
                if let Some(rule) = rulebook.rules.get(at as usize) {
                    let lists = rule.clauses.iter().map(|clause| &clause.list);
                    lists.for_each(|list| read(list, &mut found));
                    read(&rule.condition, &mut found);
                    let effects = rule.effects.iter();
                    effects.for_each(|effect| read(&effect.message, &mut found));
                }
            }
        }
        found
    }

    /// Adds what leads from some things on, themselves included.
    pub(crate) fn reach(&self, from: Vec<(Thing, Span)>, reached: &mut BTreeSet<Thing>) {
        let mut open = from;
        while let Some((thing, _)) = open.pop() {
            if reached.insert(thing) {
                open.extend(self.needs(thing));
            }
        }
    }

    /// What it is called, and where it is declared.
    pub(crate) fn named(&self, thing: Thing) -> Option<(&'r str, Span)> {
        let rulebook = self.rulebook;
        Some(match thing {
            Thing::Attribute(id) => {
                let it = attribute(rulebook, id)?;
                (&it.name, it.span)
            }
            Thing::Definition(id) => {
                let it = rulebook.definitions.get(id.index())?;
                (&it.name, it.span)
            }
            Thing::Function(id) => {
                let it = rulebook.functions.get(id.index())?;
                (&it.name, it.span)
            }
            Thing::Table(id) => {
                let it = rulebook.tables.get(id.index())?;
                (&it.data.name, it.span)
            }
            Thing::Outcome(id) => {
                let it = rulebook.outcomes.get(id.index())?;
                (&it.name, it.span)
            }
            Thing::Rule(at) => {
                let it = rulebook.rules.get(at as usize)?;
                (&it.code, it.span)
            }
        })
    }
}

/// The entity whose items an attribute has.
pub(crate) fn held(ty: &Type) -> Option<EntityId> {
    match ty {
        Type::Entity(entity) => Some(*entity),
        Type::List(item) | Type::Optional(item) => held(item),
        _ => None,
    }
}

/// Adds what the fields of an answer use.
pub(crate) fn output(items: &[OutputItem], found: &mut Vec<(Thing, Span)>) {
    for item in items {
        match &item.value {
            OutputValue::Value(value) => read(value, found),
            OutputValue::For { clause, items } => {
                read(&clause.list, found);
                output(items, found);
            }
        }
    }
}

/// Adds what an expression uses. Every kind is named, so that a new one cannot use something unseen.
pub(crate) fn read(tree: &Expr, found: &mut Vec<(Thing, Span)>) {
    each_expression(tree, |part| {
        let thing = match &part.kind {
            ExprKind::Attribute { attribute, .. } | ExprKind::Final { attribute, .. } => {
                Thing::Attribute(*attribute)
            }
            ExprKind::Definition(id) => Thing::Definition(*id),
            ExprKind::Call { function, .. } => Thing::Function(*function),
            ExprKind::Lookup { table, .. } => Thing::Table(*table),
            ExprKind::Rows(rows) | ExprKind::Fitting { rows, .. } => Thing::Table(rows.of),
            ExprKind::Decision(id) | ExprKind::Reasons(id) => Thing::Outcome(*id),
            ExprKind::Variants { of, .. } => {
                let dimensions = of.dimensions.iter();
                found.extend(dimensions.map(|id| (Thing::Definition(*id), part.span)));
                return;
            }
            ExprKind::Literal(_)
            | ExprKind::Item(_)
            | ExprKind::Variable(_)
            | ExprKind::Position(_)
            | ExprKind::Field { .. }
            | ExprKind::Negate(_)
            | ExprKind::Not(_)
            | ExprKind::Arithmetic { .. }
            | ExprKind::Shift { .. }
            | ExprKind::Period { .. }
            | ExprKind::Compare { .. }
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::In { .. }
            | ExprKind::InRange { .. }
            | ExprKind::InList { .. }
            | ExprKind::IsGiven(_)
            | ExprKind::Coalesce(..)
            | ExprKind::Wrap(_)
            | ExprKind::Unwrap(_)
            | ExprKind::Widen(_)
            | ExprKind::Check { .. }
            | ExprKind::If { .. }
            | ExprKind::Match { .. }
            | ExprKind::Let { .. }
            | ExprKind::Aggregate { .. }
            | ExprKind::Pick { .. }
            | ExprKind::Sorted { .. }
            | ExprKind::Place(_)
            | ExprKind::Numbers { .. }
            | ExprKind::Joined { .. }
            | ExprKind::Index { .. }
            | ExprKind::ItemFor { .. }
            | ExprKind::Round { .. }
            | ExprKind::Absolute(_)
            | ExprKind::Maths { .. }
            | ExprKind::Least(_)
            | ExprKind::Greatest(_)
            | ExprKind::DatePart { .. }
            | ExprKind::Between { .. }
            | ExprKind::Steps { .. }
            | ExprKind::Record { .. }
            | ExprKind::With { .. }
            | ExprKind::Allocated { .. }
            | ExprKind::Format(_) => return,
        };
        found.push((thing, part.span));
    });
}
