//! Shares of totals, for the items of a list.

use super::expression::{Generator, Level};
use super::model::Ty;
use super::scope::Scope;

impl Generator {
    /// An item's share and its type: of what is seen `around` the items, by what an item sees `inside`.
    pub fn share(&mut self, around: &Scope, inside: &Scope) -> (Ty, String) {
        let (ty, steps): (Ty, &[&str]) = match self.random.below(10) {
            0 | 1 => (Ty::Int, &["1", "1", "5"]),
            2 | 3 => (Ty::Decimal, &["0.001", "0.3", "0.0000000001"]),
            4 => (Ty::Unrounded, &["0.001", "0.0001"]),
            _ => (Ty::Money, &["0.01", "0.01", "0.01", "0.05", "1"]),
        };
        let of = if ty == Ty::Unrounded {
            Ty::Money
        } else {
            ty.clone()
        };
        let step = self.random.word(steps);
        let step = match self.random.one_of(&around.of_type(&Ty::Int)) {
            // Now and then not above zero.
            Some(factor) if ty == Ty::Int && self.random.chance(30) => factor.to_owned(),
            _ => step,
        };
        let total = self.expression(&of, around, 1);
        let total = match ty {
            // Else most decimals would have a finer fraction than the step.
            Ty::Decimal if self.random.chance(90) => {
                format!("round({} half up to {step})", total.at(Level::Or))
            }
            _ => total.at(Level::Or),
        };
        let kind = self.random.pick(&[Ty::Int, Ty::Decimal, Ty::Money]).clone();
        let fragile = self.fragile_in(10, &kind, inside, 1);
        let weight = fragile.unwrap_or_else(|| self.expression(&kind, inside, 1));
        let weight = match self.random.below(8) {
            0 => weight.at(Level::Or),
            1 => self.random.word(&["1", "0.5", "position"]),
            2 | 3 => format!("max(0, {})", weight.text),
            _ => format!("abs({})", weight.text),
        };
        (ty, format!("allocated({total} by {weight} to {step})"))
    }
}
