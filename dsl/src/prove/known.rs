//! What guards have shown: facts of terms, and how terms compare.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::fact::Fact;
use crate::typed::Expr;

/// What holds at a place of the text, beside what holds everywhere.
#[derive(Debug, Clone, Default)]
pub(super) struct Known<'r> {
    /// What the requirements of the item and of what it stands in say.
    pub(super) base: Option<Rc<Base<'r>>>,
    facts: Vec<(String, Fact)>,
    orders: Vec<Order>,
    /// Conditions of which it is known whether they are true, but not yet by which of their parts.
    pub(super) open: Vec<(&'r Expr, bool)>,
}

/// What requirements say, for all attributes of an entity.
#[derive(Debug, Default)]
pub(super) struct Base<'r> {
    facts: BTreeMap<String, Fact>,
    orders: Vec<Order>,
    pub(super) open: Vec<(&'r Expr, bool)>,
}

/// How two terms compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) low: String,
    pub(super) high: String,
    pub(super) relation: Relation,
}

/// How the first of two compares with the second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// It is less.
    Less,
    /// It is not greater.
    AtMost,
    /// It is another one.
    Other,
}

/// How much was known, to forget what came later.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark(usize, usize, usize);

impl<'r> Known<'r> {
    pub(super) fn from_base(base: Rc<Base<'r>>) -> Self {
        Self {
            base: Some(base),
            ..Self::default()
        }
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.facts.len(), self.orders.len(), self.open.len())
    }

    pub(super) fn forget(&mut self, mark: Mark) {
        self.facts.truncate(mark.0);
        self.orders.truncate(mark.1);
        self.open.truncate(mark.2);
    }

    pub(super) fn has_facts(&self) -> bool {
        !self.facts.is_empty() || self.base.as_ref().is_some_and(|b| !b.facts.is_empty())
    }

    pub(super) fn has_orders(&self) -> bool {
        !self.orders.is_empty() || self.base.as_ref().is_some_and(|b| !b.orders.is_empty())
    }

    pub(super) fn learn(&mut self, term: String, fact: Fact) {
        self.facts.push((term, fact));
    }

    pub(super) fn learn_order(&mut self, low: String, high: String, relation: Relation) {
        self.orders.push(Order {
            low,
            high,
            relation,
        });
    }

    /// What is known of a term beside what its expression says.
    pub(super) fn of(&self, term: &str, fact: Fact) -> Fact {
        let base = self.base.as_ref().and_then(|base| base.facts.get(term));
        let own = self.facts.iter().filter(|(own, _)| own == term);
        base.into_iter()
            .chain(own.map(|(_, fact)| fact))
            .fold(fact, |all, one| all.meet(one))
    }

    /// How the first term is known to compare with the second: whether it is less, at most as great, another one.
    pub(super) fn compares(&self, low: &str, high: &str) -> impl Iterator<Item = Relation> {
        let base = self.base.iter().flat_map(|base| &base.orders);
        base.chain(&self.orders)
            .filter(move |order| order.low == low && order.high == high)
            .map(|order| order.relation)
    }

    /// All of it as the base of what stands below.
    pub(super) fn into_base(self) -> Base<'r> {
        let mut facts: BTreeMap<String, Fact> = BTreeMap::new();
        let mut orders = self.orders;
        let mut open = self.open;
        if let Some(base) = &self.base {
            facts.clone_from(&base.facts);
            orders.extend(base.orders.iter().cloned());
            open.extend(&base.open);
        }
        for (term, fact) in self.facts {
            let met = facts
                .get(&term)
                .map_or_else(|| fact.clone(), |f| f.meet(&fact));
            facts.insert(term, met);
        }
        Base {
            facts,
            orders,
            open,
        }
    }
}
