//! Roots, exponentials, logarithms and powers.

use super::numbers::largest;
use super::{Computed, Numbers};
use crate::number::{Decimal, MAX_SCALE};

impl Numbers {
    /// Square roots. Numbers below zero have none.
    #[must_use]
    pub fn root(&self) -> Computed {
        let refused = self.low.is_negative();
        let Some(inside) = self.from_on(Decimal::ZERO, true) else {
            return refused_always();
        };
        let low = inside.low.sqrt().unwrap_or(Decimal::ZERO);
        let high = inside.high.sqrt().unwrap_or_else(|_| largest(0));
        let roots = Self::between(low, high, MAX_SCALE);
        Computed {
            refused,
            inexact: true,
            ..Computed::sure(roots)
        }
    }

    /// e to the power of these numbers.
    #[must_use]
    pub fn exponential(&self) -> Computed {
        let (low, high) = (self.low.exp(), self.high.exp());
        let overflow = high.is_err();
        let values = low
            .ok()
            .map(|low| Self::between(low, high.unwrap_or_else(|_| largest(0)), MAX_SCALE));
        Computed {
            values,
            overflow,
            refused: false,
            inexact: true,
        }
    }

    /// Natural logarithms. Numbers that are not above zero have none.
    #[must_use]
    pub fn logarithm(&self) -> Computed {
        let refused = self.low <= Decimal::ZERO;
        let Some(inside) = self.from_on(Decimal::ZERO, false) else {
            return refused_always();
        };
        let ends = inside.low.ln().ok().zip(inside.high.ln().ok());
        let values = match ends {
            Some((low, high)) => Self::between(low, high, MAX_SCALE),
            None => Self::all(MAX_SCALE),
        };
        Computed {
            refused,
            inexact: true,
            ..Computed::sure(values)
        }
    }

    /// These numbers to the power of others, as far as signs and 1 say it. `refused` is true of a negative number to a fractional power;
    /// of 0 to a negative one `zero_to_negative` is to be asked.
    #[must_use]
    pub fn power(&self, exponent: &Self) -> Computed {
        let refused = self.low.is_negative() && exponent.places > 0;
        let (zero, one) = (Decimal::ZERO, Decimal::ONE);
        let most = largest(0);
        let is_small = !self.low.is_negative() && self.high <= one && !exponent.low.is_negative();
        let is_inverse = self.low >= one && exponent.high <= zero;
        let (low, high) = if is_small || is_inverse {
            (zero, one)
        } else if self.low >= one && !exponent.low.is_negative() {
            (one, most)
        } else if self.low.is_negative() {
            (most.neg(), most)
        } else {
            (zero, most)
        };
        let whole = self.places == 0 && exponent.places == 0 && !exponent.low.is_negative();
        Computed {
            refused,
            overflow: high > one,
            inexact: true,
            ..Computed::sure(Self::between(low, high, if whole { 0 } else { MAX_SCALE }))
        }
    }

    /// Whether 0 to a negative power can be asked for.
    #[must_use]
    pub fn zero_to_negative(&self, exponent: &Self) -> bool {
        self.can_be_zero() && exponent.low.is_negative()
    }
}

fn refused_always() -> Computed {
    Computed {
        refused: true,
        ..Computed::never()
    }
}
