//! Shares that add up to a total: multiples of the step between 0 and the total.

use lutine_core::facts::Numbers;
use lutine_core::number::{Decimal, MAX_COEFFICIENT, Mode};

use super::claim::ClaimKind;
use super::fact::Fact;
use super::prover::Prover;
use crate::typed::{Expr, Type};

impl<'r> Prover<'r> {
    pub(super) fn allocated(
        &mut self,
        [item, total, weight, step]: [&'r Expr; 4],
        expr: &'r Expr,
    ) -> Fact {
        let Type::Entity(entity) = item.ty else {
            return Fact::Unknown;
        };
        // What guards have shown here is shown of this item alone, and the weights are those of all.
        let here = std::mem::take(&mut self.known);
        self.in_entity(entity);
        let facts = [total, weight, step].map(|part| {
            let fact = self.fact(part);
            self.numbers(&fact, part)
        });
        self.known = here;
        let [Some(total_numbers), Some(weights), Some(steps)] = facts else {
            return Fact::Never;
        };
        let fails = (!is_in_steps(&total_numbers, &steps), false);
        self.note(ClaimKind::InSteps, expr.span, total.span, fails, || {
            "it may have a finer fraction than the step".to_owned()
        });
        let fails = (weights.low().is_negative(), weights.high().is_negative());
        self.note(ClaimKind::Weight, expr.span, weight.span, fails, || {
            format!("it is {} to {}", weights.low(), weights.high())
        });
        let is_zero = total_numbers.only().is_some_and(Decimal::is_zero);
        let fails = (!weights.is_positive() && !is_zero, false);
        self.note(ClaimKind::Weights, expr.span, weight.span, fails, || {
            "each of them may be 0".to_owned()
        });
        let zero = Numbers::one(Decimal::ZERO);
        // A share is a multiple of the step, so that it is its own rounding.
        let rounded = total_numbers.join(&zero).rounded(Mode::Down, &steps);
        self.note_rounding(&rounded, expr.span, step.span);
        // A share can need more digits than its total: 7·10²⁶ in steps of 0.001. It is none above the total.
        let fails = (!has_room(&total_numbers, steps.places()), false);
        self.note(ClaimKind::Overflow, expr.span, expr.span, fails, || {
            "a share may have more digits than a number".to_owned()
        });
        Fact::from_numbers(rounded.values)
    }
}

/// Whether numbers as large as these, with so many places, are numbers for certain.
fn has_room(numbers: &Numbers, places: u32) -> bool {
    [numbers.low(), numbers.high()].iter().all(|end| {
        let coefficient = end.coefficient().unsigned_abs();
        let more = 10_u128.checked_pow(places.saturating_sub(end.scale()));
        let digits = more.and_then(|more| coefficient.checked_mul(more));
        digits.is_some_and(|digits| digits < MAX_COEFFICIENT)
    })
}

/// Whether all numbers are multiples of the only step.
fn is_in_steps(numbers: &Numbers, steps: &Numbers) -> bool {
    let grid = Decimal::new(1, numbers.places());
    match (steps.only().filter(|step| !step.is_zero()), grid) {
        (Some(step), Ok(grid)) => grid.is_multiple_of(step),
        _ => false,
    }
}
