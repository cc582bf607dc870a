//! Q of a number with any count of digits: the decimal nearest to it.

use dashu_int::UBig;
use dashu_int::ops::DivRem;

use super::{Decimal, MAX_COEFFICIENT, MAX_SCALE, NumberError};

/// A number ±m·10ᵉ of any length.
#[derive(Debug, Clone)]
pub(super) struct Long {
    /// Whether it is below zero.
    pub(super) negative: bool,
    /// m
    pub(super) magnitude: UBig,
    /// e
    pub(super) exponent: isize,
}

impl Long {
    /// Q: rounded half-even to the most places, up to 28, at which the coefficient stays below 2⁹⁶.
    pub(super) fn nearest(&self) -> Result<Decimal, NumberError> {
        if self.magnitude.is_zero() {
            return Ok(Decimal::ZERO);
        }
        // Digits before the point; below 1 it is 0 or less.
        let digits = isize::try_from(self.digits())
            .unwrap_or(isize::MAX)
            .saturating_add(self.exponent);
        let most = 29_isize.saturating_sub(digits).min(MAX_SCALE as isize);
        let Ok(most) = u32::try_from(most) else {
            return Err(NumberError::Overflow);
        };
        // With 29 digits a coefficient may be below 2⁹⁶ or not; with 28 it is.
        for scale in [Some(most), most.checked_sub(1)].into_iter().flatten() {
            let coefficient = u128::try_from(self.at(scale)).ok();
            if let Some(coefficient) = coefficient.filter(|c| *c <= MAX_COEFFICIENT) {
                return Decimal::from_magnitude(self.negative, coefficient, scale)
                    .ok_or(NumberError::Overflow);
            }
        }
        Err(NumberError::Overflow)
    }

    /// The coefficient at `scale` places, rounded half-even.
    #[allow(clippy::arithmetic_side_effects, reason = "integers without a limit")]
    fn at(&self, scale: u32) -> UBig {
        let up = self.exponent.saturating_add_unsigned(scale as usize);
        let power = |exponent: usize| UBig::from(10_u8).pow(exponent);
        let Ok(down) = usize::try_from(up.saturating_neg()) else {
            return &self.magnitude * power(up.unsigned_abs());
        };
        if down > self.digits() {
            return UBig::ZERO; // below a half
        }
        let divisor = power(down);
        let (quotient, remainder) = (&self.magnitude).div_rem(&divisor);
        let twice: UBig = remainder << 1;
        let away = twice > divisor || (twice == divisor && quotient.trailing_zeros() == Some(0));
        quotient + UBig::from(u8::from(away))
    }

    /// How many decimal digits the magnitude has; 0 of 0.
    pub(super) fn digits(&self) -> usize {
        if self.magnitude.is_zero() {
            return 0;
        }
        let tens = self.magnitude.ilog(&UBig::from(10_u8));
        tens.saturating_add(1)
    }
}
