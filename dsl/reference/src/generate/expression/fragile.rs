//! Expressions that are in error in some risks on purpose: divided by a number that can be zero, a date moved too far, a rounding to a step
//! that need not be positive, too large a product. What stands above them then has an error of an operand.

use super::super::model::Ty;
use super::super::scope::Scope;
use super::{Code, Generator, Level};

impl Generator {
    /// In so many of a hundred cases an expression that fails in some risks, if there can be one.
    pub fn fragile_in(&mut self, percent: u64, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        if !self.random.chance(percent) {
            return None;
        }
        self.fragile(ty, scope, depth)
    }

    /// An expression of a type that fails where an int is zero, negative or large.
    pub fn fragile(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        let culprit = self.random.one_of(&scope.of_type(&Ty::Int))?.to_owned();
        match ty {
            Ty::Bool => {
                let number = self.fragile(&Ty::Int, scope, depth)?;
                let text = format!("{} <= 2", number.at(Level::Coalesce));
                Some(Code::new(Level::Comparison, text))
            }
            Ty::Int => {
                let of = self.leaf(ty, scope);
                Some(match self.random.below(4) {
                    0 => Code::whole(format!("round({} up to {culprit})", of.at(Level::Or))),
                    1 => Code::new(
                        Level::Product,
                        format!("{culprit} * 79_228_162_514_264_337_593_543_950_335"),
                    ),
                    _ => Code::new(
                        Level::Product,
                        format!("{} mod {culprit}", of.at(Level::Product)),
                    ),
                })
            }
            Ty::Decimal | Ty::Unrounded => {
                let of = self.leaf(ty, scope);
                let text = format!("{} / {culprit}", of.at(Level::Product));
                Some(Code::new(Level::Product, text))
            }
            Ty::Money => {
                let of = self.leaf(ty, scope).at(Level::Product);
                let text = format!("round({of} / {culprit} half up to 0.01)");
                Some(Code::whole(text))
            }
            Ty::Date => {
                let of = self.leaf(ty, scope).at(Level::Sum);
                let text = format!("{of} + ({culprit} * 3_000) years");
                Some(Code::new(Level::Sum, text))
            }
            Ty::Entity(_) | Ty::List(_) => None,
            _ => {
                let condition = self.fragile(&Ty::Bool, scope, depth)?;
                let (then, otherwise) = (
                    self.expression(ty, scope, depth),
                    self.expression(ty, scope, depth),
                );
                let text = format!(
                    "if {} then {} else {}",
                    condition.at(Level::Or),
                    then.at(Level::Or),
                    otherwise.text
                );
                Some(Code::new(Level::Open, text))
            }
        }
    }
}
