//! What is carried from item to item, by its definition: of the first item the start, of any other what the one before carries on.

use super::{Evaluator, Frame, Known, Scope};
use crate::failure::Outcome;
use crate::input::Owner;
use crate::value::{self, ItemId, Value, ill_typed};
use lutine_dsl::typed::{AttributeKind, Expr, ExprKind};
use std::rc::Rc;

impl<'a> Evaluator<'a> {
    /// What reaches an item. Those before it come first, so that a long list is no deep recursion.
    pub(super) fn carried(&mut self, item: ItemId, attribute: u32) -> Outcome {
        self.once(
            Known::Attribute(item, attribute),
            Frame::Attribute(item, attribute),
            |this| {
                let outcome = this.reaching_item(item, attribute);
                this.count_carried(item, outcome.is_err());
                outcome
            },
        )
    }

    fn reaching_item(&mut self, item: ItemId, attribute: u32) -> Outcome {
        let order = self.around(item)?;
        let place = order.iter().position(|other| *other == item);
        let place = place.unwrap_or_else(|| ill_typed("an item is not in its list"));
        let is_known = |at: &usize| {
            let known = Known::Attribute(order[*at], attribute);
            self.known.contains_key(&known)
        };
        let from = (0..place).rev().find(is_known).map_or(0, |at| at + 1);
        for at in from..place {
            let frame = Frame::Attribute(order[at], attribute);
            let reaching = self.within(frame, |this| this.reaching(&order, at, attribute));
            let known = Known::Attribute(order[at], attribute);
            self.known.insert(known, reaching);
        }
        self.reaching(&order, place, attribute)
    }

    /// Counts along what something was carried.
    fn count_carried(&mut self, item: ItemId, is_error: bool) {
        let entity = |item: &ItemId| self.risk.item(*item).entity;
        let is_made = self.risk.item(item).key.is_some();
        let around = self.frames.iter().any(|frame| match frame {
            Frame::CarriedOn(other, _) => entity(other) != entity(&item),
            _ => false,
        });
        if is_made {
            self.census
                .add("carried along a made list".to_owned(), is_error);
        }
        if around {
            self.census
                .add("carried inside what is carried".to_owned(), is_error);
        }
    }

    fn reaching(&mut self, order: &[ItemId], at: usize, attribute: u32) -> Outcome {
        match at.checked_sub(1) {
            Some(before) => self.carried_on(order[before], attribute),
            None => {
                let (start, _) = self.carried_by(order[at], attribute);
                self.evaluate(start, &Scope::of(order[at]))
            }
        }
    }

    /// What an item carries on to the next.
    pub fn carried_on(&mut self, item: ItemId, attribute: u32) -> Outcome {
        self.once(
            Known::CarriedOn(item, attribute),
            Frame::CarriedOn(item, attribute),
            |this| {
                let (_, then) = this.carried_by(item, attribute);
                this.evaluate(then, &Scope::of(item))
            },
        )
    }

    fn carried_by(&self, item: ItemId, attribute: u32) -> (&'a Expr, &'a Expr) {
        let rulebook = self.rulebook;
        let entity = &rulebook.entities[self.risk.item(item).entity.index()];
        match &entity.attributes[attribute as usize].kind {
            AttributeKind::Carried { start, then } => (start, then),
            other => ill_typed(&format!("{other:?} is carried")),
        }
    }

    /// The items of the list in which an item stands, in the order in which they are gone through.
    pub fn around(&mut self, item: ItemId) -> Outcome<Rc<Vec<ItemId>>> {
        let items = match self.risk.item(item).owner.clone() {
            Some(Owner {
                item: owner,
                attribute,
                position: Some(_),
            }) => match self.attribute(owner, attribute)? {
                Value::List(items) => items,
                other => ill_typed(&format!("{other:?} is a list")),
            },
            _ => Rc::new(vec![Value::Item(item)]),
        };
        self.in_order(&items)
    }

    /// Items in the order in which they are gone through, ties as they stand in their list.
    fn in_order(&mut self, items: &[Value]) -> Outcome<Rc<Vec<ItemId>>> {
        let items = items.iter().map(|item| match item {
            Value::Item(item) => *item,
            other => ill_typed(&format!("{other:?} carries something")),
        });
        let items: Vec<ItemId> = items.collect();
        let Some(first) = items.first().copied() else {
            return Ok(Rc::default());
        };
        if let Some(known) = self.orders.get(&first) {
            return Ok(Rc::clone(known));
        }
        let rulebook = self.rulebook;
        let entity = &rulebook.entities[self.risk.item(first).entity.index()];
        let order = match &entity.order {
            None => items,
            Some(order) => {
                let keys: Outcome<Vec<_>> = items
                    .into_iter()
                    .map(|item| Ok((self.evaluate(order, &Scope::of(item))?, item)))
                    .collect();
                self.census.add("in order of".to_owned(), keys.is_err());
                let mut keys = keys?;
                keys.sort_by(|(a, _), (b, _)| value::compare(a, b));
                keys.into_iter().map(|(_, item)| item).collect()
            }
        };
        let order = Rc::new(order);
        self.orders.insert(first, Rc::clone(&order));
        Ok(order)
    }

    /// What the last item of a list carries on; without one the start.
    pub(super) fn last_carried(
        &mut self,
        list: &'a Expr,
        attribute: u32,
        start: &'a Expr,
        scope: &Scope,
    ) -> Outcome {
        let items = self.list(list, scope)?;
        let order = self.in_order(&items)?;
        match order.last() {
            Some(last) => self.carried_on(*last, attribute),
            None => {
                let owner = self.owner(list, scope)?;
                let start = self.evaluate(start, &Scope::of(owner));
                self.census
                    .add("final of no item".to_owned(), start.is_err());
                start
            }
        }
    }

    /// Whose list it is.
    pub fn owner(&mut self, list: &'a Expr, scope: &Scope) -> Outcome<ItemId> {
        match &list.kind {
            ExprKind::Attribute { of, .. } => self.item(of, scope),
            other => ill_typed(&format!("{other:?} is a list with an owner")),
        }
    }
}
