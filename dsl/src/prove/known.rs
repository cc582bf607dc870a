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
    facts: Facts,
    orders: Orders,
    /// Conditions of which it is known whether they are true, but not yet by which of their parts.
    pub(super) open: Vec<(&'r Expr, bool)>,
}

/// What requirements say, for all attributes of an entity.
#[derive(Debug, Default)]
pub(super) struct Base<'r> {
    facts: BTreeMap<String, Fact>,
    orders: Orders,
    pub(super) open: Vec<(&'r Expr, bool)>,
}

/// Facts of terms. A rulebook may have ten thousands of guards, so that what is known of one is found without going through all.
#[derive(Debug, Clone, Default)]
struct Facts {
    /// Terms in the order in which something was learnt of them.
    learnt: Vec<String>,
    /// Of each term all that was known of it, each time something was learnt.
    known: BTreeMap<String, Vec<Fact>>,
}

impl Facts {
    fn learn(&mut self, term: String, fact: Fact) {
        let known = self.known.entry(term.clone()).or_default();
        let met = match known.last() {
            Some(before) => before.meet(&fact),
            None => fact,
        };
        known.push(met);
        self.learnt.push(term);
    }

    fn of(&self, term: &str) -> Option<&Fact> {
        self.known.get(term).and_then(|known| known.last())
    }

    fn forget(&mut self, count: usize) {
        while self.learnt.len() > count
            && let Some(term) = self.learnt.pop()
        {
            if let Some(known) = self.known.get_mut(&term) {
                known.pop();
                if known.is_empty() {
                    self.known.remove(&term);
                }
            }
        }
    }
}

/// How terms compare, found by the two.
#[derive(Debug, Clone, Default)]
struct Orders {
    /// In the order in which they were learnt.
    learnt: Vec<(String, String)>,
    /// Of the first term, of the second one.
    known: BTreeMap<String, BTreeMap<String, Vec<Relation>>>,
}

impl Orders {
    fn learn(&mut self, low: String, high: String, relation: Relation) {
        let known = self.known.entry(low.clone()).or_default();
        let known = known.entry(high.clone()).or_default();
        // What is known already stays known for longer.
        if !known.contains(&relation) {
            known.push(relation);
            self.learnt.push((low, high));
        }
    }

    fn of(&self, low: &str, high: &str) -> &[Relation] {
        let known = self.known.get(low).and_then(|known| known.get(high));
        known.map_or(&[], Vec::as_slice)
    }

    /// What a term is known to be at most as great as.
    fn above<'k>(&'k self, low: &str) -> impl Iterator<Item = &'k str> + use<'k> {
        let above = self.known.get(low).into_iter().flatten();
        let above = above.filter(|(_, relations)| can_order(relations));
        above.map(|(high, _)| high.as_str())
    }

    /// What is known to be at most as great as a term, as far as a bounded look finds it.
    fn below<'k>(&'k self, high: &str) -> impl Iterator<Item = &'k str> + use<'k> {
        let high = high.to_owned();
        let below = self.known.iter().take(MOST_LOOKED_AT);
        let below = below.filter(move |(_, of)| of.get(&high).is_some_and(|r| can_order(r)));
        below.map(|(low, _)| low.as_str())
    }

    fn forget(&mut self, count: usize) {
        while self.learnt.len() > count
            && let Some((low, high)) = self.learnt.pop()
        {
            let known = self.known.get_mut(&low);
            if let Some(relations) = known.and_then(|known| known.get_mut(&high)) {
                relations.pop();
            }
        }
    }
}

fn can_order(relations: &[Relation]) -> bool {
    relations
        .iter()
        .any(|relation| *relation != Relation::Other)
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

/// At how many terms is looked in order to find those below another.
const MOST_LOOKED_AT: usize = 64;

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
        Mark(
            self.facts.learnt.len(),
            self.orders.learnt.len(),
            self.open.len(),
        )
    }

    pub(super) fn forget(&mut self, mark: Mark) {
        self.facts.forget(mark.0);
        self.orders.forget(mark.1);
        self.open.truncate(mark.2);
    }

    pub(super) fn has_facts(&self) -> bool {
        !self.facts.learnt.is_empty() || self.base.as_ref().is_some_and(|b| !b.facts.is_empty())
    }

    pub(super) fn has_orders(&self) -> bool {
        let base = self.base.as_ref();
        !self.orders.learnt.is_empty() || base.is_some_and(|b| !b.orders.learnt.is_empty())
    }

    pub(super) fn learn(&mut self, term: String, fact: Fact) {
        self.facts.learn(term, fact);
    }

    pub(super) fn learn_order(&mut self, low: String, high: String, relation: Relation) {
        self.orders.learn(low, high, relation);
    }

    /// What is known of a term beside what its expression says.
    pub(super) fn of(&self, term: &str, fact: Fact) -> Fact {
        let base = self.base.as_ref().and_then(|base| base.facts.get(term));
        let all = base.into_iter().chain(self.facts.of(term));
        all.fold(fact, |all, one| all.meet(one))
    }

    /// How the first term is known to compare with the second: whether it is less, at most as great, another one.
    pub(super) fn compares(&self, low: &str, high: &str) -> impl Iterator<Item = Relation> {
        let base = self.base.as_ref();
        let base = base.map_or(&[] as &[_], |base| base.orders.of(low, high));
        base.iter().chain(self.orders.of(low, high)).copied()
    }

    /// Terms that are known not to be less than this one.
    pub(super) fn at_least(&self, low: &str) -> impl Iterator<Item = &str> {
        let base = self.base.iter().flat_map(|base| base.orders.above(low));
        base.chain(self.orders.above(low))
    }

    /// Terms that are known not to be greater than this one.
    pub(super) fn at_most(&self, high: &str) -> impl Iterator<Item = &str> {
        let base = self.base.iter().flat_map(|base| base.orders.below(high));
        base.chain(self.orders.below(high))
    }

    /// All of it as the base of what stands below.
    pub(super) fn into_base(self) -> Base<'r> {
        let mut facts: BTreeMap<String, Fact> = BTreeMap::new();
        let mut orders = Orders::default();
        let mut open = self.open;
        if let Some(base) = &self.base {
            facts.clone_from(&base.facts);
            orders = base.orders.clone();
            open.extend(&base.open);
        }
        for (low, of_low) in self.orders.known {
            for (high, relations) in of_low {
                for relation in relations {
                    orders.learn(low.clone(), high.clone(), relation);
                }
            }
        }
        for (term, mut known) in self.facts.known {
            let Some(fact) = known.pop() else { continue };
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
