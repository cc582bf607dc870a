//! Shares of a total, by their definition: the whole steps of the exact share, and of what is left a step for the largest rests.

use super::{Evaluator, Scope};
use crate::failure::Outcome;
use crate::input::Owner;
use crate::number::{NoNumber, Number};
use crate::value::{ItemId, Value, ill_typed};
use lutine_dsl::source::Span;
use lutine_dsl::typed::Expr;

impl<'a> Evaluator<'a> {
    pub(super) fn allocated(
        &mut self,
        [item, total, weight, step]: [&'a Expr; 4],
        span: Span,
        scope: &Scope,
    ) -> Outcome {
        let item = self.item(item, scope)?;
        let items = self.list_of(item)?;
        let amount = self.number(total, scope)?;
        let mut weights = Vec::new();
        for other in &items {
            weights.push(self.number(weight, &Scope::of(*other))?);
        }
        let by = self.number(step, scope)?;
        let zero = Number::zero();
        if by <= zero {
            let step = self.text_of(&Value::Number(by), &unwidened(step).ty);
            let message = format!("handing out in steps of {step}, which is not above zero");
            return self.fail("step_not_positive", message, span);
        }
        let shown = self.text_of(&Value::Number(amount.clone()), &unwidened(total).ty);
        if !amount.remainder(&by).is_ok_and(|rest| rest.is_zero()) {
            let step = self.text_of(&Value::Number(by), &unwidened(step).ty);
            let message = format!("{shown} cannot be handed out in whole steps of {step}");
            return self.fail("not_in_steps", message, span);
        }
        if let Some(place) = weights.iter().position(|weight| *weight < zero) {
            let found = Value::Number(weights[place].clone());
            let found = self.text_of(&found, &unwidened(weight).ty);
            let path = self.item_path(items[place]);
            let message = format!("the weight of {path} is {found}, below zero");
            return self.fail("negative_weight", message, span);
        }
        if !amount.is_zero() && weights.iter().all(Number::is_zero) {
            let message =
                format!("the weights add up to 0, so that {shown} cannot be handed out by them");
            return self.fail("no_weight", message, span);
        }
        let place = items.iter().position(|other| *other == item);
        let place = place.unwrap_or_else(|| ill_typed("an item is not in its list"));
        let shares = amount.handed_out(&weights, &by);
        // All shares must be numbers, for they are those of one total.
        let shares: Result<Vec<Number>, NoNumber> = shares.into_iter().collect();
        self.computed(shares.map(|shares| shares[place].clone()), span)
    }

    /// The items of the list in which an item stands, as they stand there.
    pub fn list_of(&mut self, item: ItemId) -> Outcome<Vec<ItemId>> {
        let Some(Owner {
            item: owner,
            attribute,
            position: Some(_),
        }) = self.risk.item(item).owner.clone()
        else {
            return Ok(vec![item]);
        };
        let Value::List(items) = self.attribute(owner, attribute)? else {
            ill_typed("an item stands in something else than a list");
        };
        let items = items.iter().map(|item| match item {
            Value::Item(item) => *item,
            other => ill_typed(&format!("{other:?} is an item")),
        });
        Ok(items.collect())
    }
}

/// A number is written as what it was before it was widened.
fn unwidened(expr: &Expr) -> &Expr {
    match &expr.kind {
        lutine_dsl::typed::ExprKind::Widen(of) => unwidened(of),
        _ => expr,
    }
}
