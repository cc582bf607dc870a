//! Roundings.

use super::numbers::{largest, unit};
use super::{Computed, Numbers};
use crate::number::{Decimal, Mode};

impl Numbers {
    /// Multiples of a step. Steps that are not above zero give none.
    #[must_use]
    pub fn rounded(&self, mode: Mode, step: &Self) -> Computed {
        let refused = step.low <= Decimal::ZERO;
        let Some(steps) = step.from_on(Decimal::ZERO, false) else {
            return Computed {
                refused,
                ..Computed::never()
            };
        };
        let rounded = match steps.only() {
            Some(step) => self.rounded_to(mode, step),
            None => self.rounded_to_any(&steps),
        };
        Computed { refused, ..rounded }
    }

    /// To multiples of one step: no rounding turns the order of two numbers round.
    fn rounded_to(&self, mode: Mode, step: Decimal) -> Computed {
        let places = step.scale();
        if let (Ok(low), Ok(high)) = (self.low.round(mode, step), self.high.round(mode, step)) {
            let values = Self::between(low, high, places);
            // A multiple between two that can be held need not be one itself; but a number of more places loses one by being rounded to a
            // decimal place, and one of fewer is a multiple.
            let is_place = step == unit(places);
            let overflow = !is_place && !Self::fits(values.largest_magnitude(), places);
            return Computed {
                overflow,
                ..Computed::sure(values)
            };
        }
        self.rounded_to_any(&Self::one(step))
    }

    /// To multiples of any of these steps: no farther away than the step, and never past zero.
    fn rounded_to_any(&self, steps: &Self) -> Computed {
        let most = largest(0);
        let (below, above) = (self.low.sub(steps.high), self.high.add(steps.high));
        let too_large = below.is_err() || above.is_err();
        let low = below.unwrap_or_else(|_| most.neg());
        let high = above.unwrap_or(most);
        let low = if self.low.is_negative() {
            low
        } else {
            low.max(Decimal::ZERO)
        };
        let high = if self.high > Decimal::ZERO {
            high
        } else {
            high.min(Decimal::ZERO)
        };
        let values = Self::between(low, high, steps.places);
        let overflow = too_large || !Self::fits(values.largest_magnitude(), steps.places);
        Computed {
            overflow,
            ..Computed::sure(values)
        }
    }
}
