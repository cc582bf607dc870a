//! What an expression can see: variables, the current item, its ancestors, and what guards have shown to be given.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::typed::{AttributeId, DefinitionId, EntityId, Expr, ExprKind, Type, VariableId};

/// A value that can be named twice and is the same both times: a path of attributes and fields from a fixed start.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    start: Start,
    steps: Vec<PlaceStep>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Start {
    Item(EntityId),
    Variable(VariableId),
    Definition(DefinitionId),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum PlaceStep {
    Attribute(AttributeId),
    Field(u32),
}

impl Place {
    /// The place that an expression names, if it names one.
    pub(crate) fn of(expr: &Expr) -> Option<Self> {
        let start = |start| {
            Some(Self {
                start,
                steps: Vec::new(),
            })
        };
        let then = |of: &Expr, step| {
            let mut place = Self::of(of)?;
            place.steps.push(step);
            Some(place)
        };
        match &expr.kind {
            ExprKind::Item(entity) => start(Start::Item(*entity)),
            ExprKind::Variable(variable) => start(Start::Variable(*variable)),
            ExprKind::Definition(definition) => start(Start::Definition(*definition)),
            ExprKind::Attribute { of, attribute } => then(of, PlaceStep::Attribute(*attribute)),
            ExprKind::Field { of, field } => then(of, PlaceStep::Field(*field)),
            ExprKind::Unwrap(inner) => Self::of(inner),
            _ => None,
        }
    }
}

/// The places that are given where a condition is true.
pub(crate) fn given_if_true(condition: &Expr) -> Vec<Place> {
    match &condition.kind {
        ExprKind::IsGiven(value) => Place::of(value).into_iter().collect(),
        ExprKind::And(a, b) => [given_if_true(a), given_if_true(b)].concat(),
        ExprKind::Not(inner) => given_if_false(inner),
        _ => Vec::new(),
    }
}

/// The places that are given where a condition is false.
pub(crate) fn given_if_false(condition: &Expr) -> Vec<Place> {
    match &condition.kind {
        ExprKind::Or(a, b) => [given_if_false(a), given_if_false(b)].concat(),
        ExprKind::Not(inner) => given_if_true(inner),
        _ => Vec::new(),
    }
}

/// A variable in sight. Without a type its value has a diagnostic already.
#[derive(Debug, Clone)]
pub(crate) struct Variable {
    pub(crate) name: Arc<str>,
    pub(crate) id: VariableId,
    pub(crate) ty: Option<Type>,
    /// Whether it goes through a list that always has an item.
    pub(crate) never_empty: bool,
    /// Whether it goes through a list, so that it has a place in it.
    pub(crate) in_list: bool,
}

/// What an expression can see.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope {
    /// The entity whose item is computed; its attributes have bare names.
    pub(crate) own: Option<EntityId>,
    /// What the item stands in, nearest first; in rules, definitions and the output the root.
    pub(crate) ancestors: Vec<EntityId>,
    /// Innermost last.
    variables: Vec<Variable>,
    /// The places of those of a name, innermost last: there may be ten thousands.
    by_name: BTreeMap<Arc<str>, Vec<usize>>,
    /// What has been shown to be given, in the order in which it was learnt, each once.
    known: Vec<Place>,
    /// The same, to look it up.
    given: BTreeSet<Place>,
}

impl Scope {
    /// What rules, definitions, tests and the output see: the risk.
    pub(crate) fn of_risk(root: EntityId) -> Self {
        Self {
            ancestors: vec![root],
            ..Self::default()
        }
    }

    /// What an item's attributes see of the item itself.
    pub(crate) fn of_item(own: EntityId) -> Self {
        Self {
            own: Some(own),
            ..Self::default()
        }
    }

    /// Brings a variable into sight.
    pub(crate) fn bind(&mut self, variable: Variable) {
        let places = self.by_name.entry(Arc::clone(&variable.name)).or_default();
        places.push(self.variables.len());
        self.variables.push(variable);
    }

    /// Brings into sight what another scope sees.
    pub(crate) fn bind_all_of(&mut self, other: &Self) {
        other
            .variables
            .iter()
            .cloned()
            .for_each(|variable| self.bind(variable));
    }

    /// The variables in sight, innermost last.
    pub(crate) fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// The innermost variable of this name.
    pub(crate) fn variable(&self, name: &str) -> Option<&Variable> {
        let place = self.by_name.get(name)?.last()?;
        self.variables.get(*place)
    }

    /// Takes all variables behind the first `count` out of sight.
    fn forget(&mut self, count: usize) {
        for variable in self.variables.drain(count.min(self.variables.len())..) {
            if let Some(places) = self.by_name.get_mut(&variable.name) {
                places.pop();
            }
        }
    }

    /// Whether a guard has shown this place to be given.
    pub(crate) fn is_given(&self, place: &Place) -> bool {
        self.given.contains(place)
    }

    /// Does something under the knowledge that some places are given.
    pub(crate) fn knowing<T>(
        &mut self,
        places: Vec<Place>,
        work: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let (variables, known) = (self.variables.len(), self.known.len());
        self.learn(places);
        let result = work(self);
        for forgotten in self.known.drain(known..) {
            self.given.remove(&forgotten);
        }
        self.forget(variables);
        result
    }

    /// Does something after which the variables that it brought in are forgotten.
    pub(crate) fn inside<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> T {
        self.knowing(Vec::new(), work)
    }

    /// Adds knowledge until the surrounding [`Scope::knowing`] ends.
    pub(crate) fn learn(&mut self, places: Vec<Place>) {
        for place in places {
            if !self.given.contains(&place) {
                self.given.insert(place.clone());
                self.known.push(place);
            }
        }
    }
}
