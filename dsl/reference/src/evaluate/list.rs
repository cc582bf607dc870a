//! Lists: their items one by one, picked, and by place or key.

use super::record::first_failure;
use super::{Evaluator, Scope};
use crate::failure::Outcome;
use crate::number::Number;
use crate::value::{self, Value, ill_typed};
use lutine_core::graph::Choice;
use lutine_dsl::source::Span;
use lutine_dsl::typed::{Clause, Expr, ExprKind, SortKey};
use num_traits::ToPrimitive;
use std::cmp::Ordering;
use std::rc::Rc;

impl<'a> Evaluator<'a> {
    /// The combinations of items of some clauses, in list order, later clauses varying fastest. A list in error is one combination in
    /// error.
    pub fn combinations(&mut self, clauses: &'a [Clause], scope: &Scope) -> Vec<Outcome<Scope>> {
        let Some((clause, inner)) = clauses.split_first() else {
            return vec![Ok(scope.clone())];
        };
        match self.list(&clause.list, scope) {
            Err(failure) => vec![Err(failure)],
            Ok(list) => list
                .iter()
                .zip(1..)
                .flat_map(|(item, place)| {
                    let scope = scope.with_item(clause.variable, item, place);
                    self.combinations(inner, &scope)
                })
                .collect(),
        }
    }

    /// An item of a list: of those that fit the first, the last, or the first that is greatest or least.
    pub(super) fn pick(
        &mut self,
        choice: Choice,
        clause: &'a Clause,
        condition: Option<&'a Expr>,
        by: Option<&'a Expr>,
        scope: &Scope,
    ) -> Outcome {
        let list = self.list(&clause.list, scope)?;
        let mut kept = Vec::new();
        for (item, place) in list.iter().zip(1..) {
            let scope = scope.with_item(clause.variable, item, place);
            if let Some(condition) = condition
                && !self.condition(condition, &scope)?
            {
                continue;
            }
            let by = by.map(|by| self.evaluate(by, &scope)).transpose()?;
            kept.push((item.clone(), by));
        }
        let chosen = match choice {
            Choice::First => kept.into_iter().next(),
            Choice::Last => kept.into_iter().next_back(),
            Choice::Greatest => kept
                .into_iter()
                .reduce(|best, next| better(best, next, Ordering::Greater)),
            Choice::Least => kept
                .into_iter()
                .reduce(|best, next| better(best, next, Ordering::Less)),
        };
        Ok(chosen.map_or(Value::Absent, |(item, _)| item))
    }

    /// The kept items in order: by insertion, behind all that do not come after it.
    pub(super) fn sorted(
        &mut self,
        clause: &'a Clause,
        condition: Option<&'a Expr>,
        by: &'a [SortKey],
        scope: &Scope,
    ) -> Outcome {
        let list = self.list(&clause.list, scope)?;
        let mut sorted: Vec<(Vec<Value>, Value)> = Vec::new();
        for (item, place) in list.iter().zip(1..) {
            let scope = scope.with_item(clause.variable, item, place);
            if let Some(condition) = condition
                && !self.condition(condition, &scope)?
            {
                continue;
            }
            let keys = by.iter().map(|key| self.evaluate(&key.value, &scope));
            let keys = keys.collect::<Outcome<Vec<Value>>>()?;
            let after = sorted
                .iter()
                .rposition(|(other, _)| !comes_before(&keys, other, by));
            sorted.insert(after.map_or(0, |after| after + 1), (keys, item.clone()));
        }
        let items = sorted.into_iter().map(|(_, item)| item);
        Ok(Value::List(Rc::new(items.collect())))
    }

    /// The item at a place from 1.
    pub(super) fn index(
        &mut self,
        list: &'a Expr,
        index: &'a Expr,
        span: Span,
        scope: &Scope,
    ) -> Outcome {
        let items = self.list(list, scope)?;
        let index = self.number(index, scope)?;
        match place(&index).and_then(|place| items.get(place)) {
            Some(item) => Ok(item.clone()),
            None => {
                let message = format!(
                    "{} has {} items, number {} was asked for",
                    self.list_name(list),
                    items.len(),
                    index.shortest()
                );
                self.fail("no_item", message, span)
            }
        }
    }

    /// The item that was made for a key.
    pub(super) fn item_for(
        &mut self,
        list: &'a Expr,
        key: &'a Expr,
        span: Span,
        scope: &Scope,
    ) -> Outcome {
        let items = self.list(list, scope)?;
        let wanted = self.evaluate(key, scope);
        if let Some(failure) = first_failure(&wanted) {
            return Err(failure);
        }
        let wanted = wanted?;
        let is_wanted = |item: &&Value| match item {
            Value::Item(id) => {
                let key = self.risk.item(*id).key.as_ref();
                key.is_some_and(|key| value::is_same(key, &wanted))
            }
            other => ill_typed(&format!("{other:?} was made for a key")),
        };
        match items.iter().find(is_wanted) {
            Some(item) => Ok(item.clone()),
            None => {
                let key = self.text_of(&wanted, &key.ty);
                let message = format!("{} has no item for {key}", self.list_name(list));
                self.fail("no_item", message, span)
            }
        }
    }

    /// The attribute that a list is.
    fn list_name(&self, list: &Expr) -> &'a str {
        match &list.kind {
            ExprKind::Attribute { attribute, .. } => {
                let entity = &self.rulebook.entities[attribute.entity.index()];
                &entity.attributes[attribute.attribute as usize].name
            }
            _ => "the list",
        }
    }
}

/// The better of two candidates in the wanted order, of equal ones the first.
fn better(
    best: (Value, Option<Value>),
    next: (Value, Option<Value>),
    wanted: Ordering,
) -> (Value, Option<Value>) {
    match (&best.1, &next.1) {
        (Some(a), Some(b)) if value::compare(b, a) == wanted => next,
        _ => best,
    }
}

/// Whether the first key that tells two items apart puts one before the other.
fn comes_before(one: &[Value], other: &[Value], by: &[SortKey]) -> bool {
    for ((one, other), key) in one.iter().zip(other).zip(by) {
        match value::compare(one, other) {
            Ordering::Equal => {}
            Ordering::Less => return !key.descending,
            Ordering::Greater => return key.descending,
        }
    }
    false
}

/// The place from 0 that a number from 1 says.
fn place(number: &Number) -> Option<usize> {
    number.integer()?.to_usize()?.checked_sub(1)
}
