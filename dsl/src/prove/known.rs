//! What guards have shown: facts of terms, and how terms compare.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::fact::Fact;
use crate::typed::Expr;

/// What holds at a place of the text, beside what holds everywhere.
#[derive(Debug, Clone, Default)]
pub(super) struct Known<'r> {
    /// What the requirements of the item and of what it stands in say.
    pub(super) base: Option<Rc<Base<'r>>>,
    terms: Terms,
    facts: Facts,
    orders: Orders,
    /// Conditions of which it is known whether they are true, but not yet by which of their parts.
    pub(super) open: Vec<(&'r Expr, bool)>,
}

/// What requirements say, for all attributes of an entity.
#[derive(Debug, Default)]
pub(super) struct Base<'r> {
    terms: Terms,
    facts: Facts,
    orders: Orders,
    pub(super) open: Vec<(&'r Expr, bool)>,
}

/// The terms of which something was learnt, each with a number of its own: they are long, and a rulebook may have ten thousands of guards.
#[derive(Debug, Clone, Default)]
struct Terms {
    numbers: HashMap<Rc<str>, usize>,
    names: Vec<Rc<str>>,
}

impl Terms {
    fn number(&self, term: &str) -> Option<usize> {
        self.numbers.get(term).copied()
    }

    fn numbered(&mut self, term: &str) -> usize {
        if let Some(number) = self.number(term) {
            return number;
        }
        let (number, name) = (self.names.len(), Rc::<str>::from(term));
        self.numbers.insert(Rc::clone(&name), number);
        self.names.push(name);
        number
    }

    fn name(&self, number: usize) -> &str {
        self.names.get(number).map_or("", |name| &**name)
    }
}

/// Facts of terms. A rulebook may have ten thousands of guards, so that what is known of one is found without going through all.
#[derive(Debug, Clone, Default)]
struct Facts {
    /// Terms in the order in which something was learnt of them.
    learnt: Vec<usize>,
    /// Of each term all that was known of it, each time something was learnt.
    known: Vec<Vec<Fact>>,
}

impl Facts {
    fn learn(&mut self, term: usize, fact: Fact) {
        if self.known.len() <= term {
            self.known.resize_with(term.saturating_add(1), Vec::new);
        }
        let Some(known) = self.known.get_mut(term) else {
            return;
        };
        let met = match known.last() {
            Some(before) => before.meet(&fact),
            None => fact,
        };
        known.push(met);
        self.learnt.push(term);
    }

    fn of(&self, term: usize) -> Option<&Fact> {
        self.known.get(term).and_then(|known| known.last())
    }

    fn forget(&mut self, count: usize) {
        while self.learnt.len() > count
            && let Some(term) = self.learnt.pop()
        {
            if let Some(known) = self.known.get_mut(term) {
                known.pop();
            }
        }
    }
}

/// How terms compare, found by the two.
#[derive(Debug, Clone, Default)]
struct Orders {
    /// In the order in which they were learnt.
    learnt: Vec<(usize, usize)>,
    /// Of the first term, of the second one.
    known: BTreeMap<usize, BTreeMap<usize, Vec<Relation>>>,
}

impl Orders {
    fn learn(&mut self, low: usize, high: usize, relation: Relation) {
        let known = self.known.entry(low).or_default();
        let known = known.entry(high).or_default();
        // What is known already stays known for longer.
        if !known.contains(&relation) {
            known.push(relation);
            self.learnt.push((low, high));
        }
    }

    fn of(&self, low: usize, high: usize) -> &[Relation] {
        let known = self.known.get(&low).and_then(|known| known.get(&high));
        known.map_or(&[], Vec::as_slice)
    }

    /// What a term is known to be at most as great as.
    fn above(&self, low: usize) -> impl Iterator<Item = usize> + use<'_> {
        let above = self.known.get(&low).into_iter().flatten();
        let above = above.filter(|(_, relations)| can_order(relations));
        above.map(|(high, _)| *high)
    }

    /// What is known to be at most as great as a term, as far as a bounded look finds it.
    fn below(&self, high: usize) -> impl Iterator<Item = usize> + use<'_> {
        let below = self.known.iter().take(MOST_LOOKED_AT);
        let below = below.filter(move |(_, of)| of.get(&high).is_some_and(|r| can_order(r)));
        below.map(|(low, _)| *low)
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
        !self.facts.learnt.is_empty()
            || self
                .base
                .as_ref()
                .is_some_and(|b| !b.facts.learnt.is_empty())
    }

    pub(super) fn has_orders(&self) -> bool {
        let base = self.base.as_ref();
        !self.orders.learnt.is_empty() || base.is_some_and(|b| !b.orders.learnt.is_empty())
    }

    pub(super) fn learn(&mut self, term: &str, fact: Fact) {
        let term = self.terms.numbered(term);
        self.facts.learn(term, fact);
    }

    pub(super) fn learn_order(&mut self, low: &str, high: &str, relation: Relation) {
        let (low, high) = (self.terms.numbered(low), self.terms.numbered(high));
        self.orders.learn(low, high, relation);
    }

    /// What is known of a term beside what its expression says.
    pub(super) fn of(&self, term: &str, fact: Fact) -> Fact {
        let base = self.base.as_ref();
        let base = base.and_then(|base| base.facts.of(base.terms.number(term)?));
        let own = self.terms.number(term).and_then(|term| self.facts.of(term));
        let all = base.into_iter().chain(own);
        all.fold(fact, |all, one| all.meet(one))
    }

    /// How the first term is known to compare with the second: whether it is less, at most as great, another one.
    pub(super) fn compares(&self, low: &str, high: &str) -> impl Iterator<Item = Relation> {
        let own = compared((&self.terms, &self.orders), low, high);
        let base = self.base.as_ref();
        let base = base.map(|base| compared((&base.terms, &base.orders), low, high));
        base.unwrap_or_default().iter().chain(own).copied()
    }

    /// Terms that are known not to be less than this one.
    pub(super) fn at_least<'k>(&'k self, low: &str) -> impl Iterator<Item = &'k str> + use<'k> {
        self.beside(low, |orders, low| {
            orders.above(low).take(MOST_LOOKED_AT).collect()
        })
    }

    /// Terms that are known not to be greater than this one.
    pub(super) fn at_most<'k>(&'k self, high: &str) -> impl Iterator<Item = &'k str> + use<'k> {
        self.beside(high, |orders, high| orders.below(high).collect())
    }

    /// The terms on one side of this one, of the base first.
    fn beside<'k>(
        &'k self,
        term: &str,
        of: fn(&Orders, usize) -> Vec<usize>,
    ) -> impl Iterator<Item = &'k str> + use<'k> {
        let own = (&self.terms, &self.orders);
        let base = self.base.as_ref().map(|base| (&base.terms, &base.orders));
        let found = base.into_iter().chain([own]).map(|(terms, orders)| {
            let beside = terms.number(term).map(|term| of(orders, term));
            let beside = beside.unwrap_or_default().into_iter();
            beside.map(|other| terms.name(other))
        });
        // Each is found before the next is asked for: the term is only lent.
        let found: Vec<_> = found.collect();
        found.into_iter().flatten()
    }

    /// All of it as the base of what stands below.
    pub(super) fn into_base(self) -> Base<'r> {
        let mut all = Base {
            open: self.open,
            ..Base::default()
        };
        if let Some(base) = &self.base {
            all.terms = base.terms.clone();
            all.facts = base.facts.clone();
            all.orders = base.orders.clone();
            all.open.extend(&base.open);
        }
        for (low, of_low) in self.orders.known {
            let low = all.terms.numbered(self.terms.name(low));
            for (high, relations) in of_low {
                let high = all.terms.numbered(self.terms.name(high));
                for relation in relations {
                    all.orders.learn(low, high, relation);
                }
            }
        }
        for (term, mut known) in self.facts.known.into_iter().enumerate() {
            if let Some(fact) = known.pop() {
                let term = all.terms.numbered(self.terms.name(term));
                all.facts.learn(term, fact);
            }
        }
        all
    }
}

/// How two terms are known to compare.
fn compared<'k>((terms, orders): (&'k Terms, &'k Orders), low: &str, high: &str) -> &'k [Relation] {
    let pair = terms.number(low).zip(terms.number(high));
    pair.map_or(&[], |(low, high)| orders.of(low, high))
}
