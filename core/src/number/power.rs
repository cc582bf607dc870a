//! Powers: Q of the true value.
//!
//! A power can be half-way between two decimals only if it has few digits: `0.5²⁹` has 29 places. Those are computed exactly; a power
//! with more digits than that is approached like a root ([`super::real`]). A fractional power such as `0.25^0.5` is such a number
//! where the base has a root that is a decimal: then it is a whole power of that root.

use dashu_int::UBig;

use super::nearest::Long;
use super::real::certain;
use super::{Decimal, NumberError};

/// Digits up to which a power is computed exactly: a number half-way between two decimals has at most 59.
const EXACT_DIGITS: u64 = 100;

/// The highest root that a coefficient below 2⁹⁶ can have.
const HIGHEST_ROOT: i128 = 96;

/// Digits of a reciprocal, more than two decimals have together, so that what is behind them cannot be half-way.
const RECIPROCAL_DIGITS: usize = 60;

impl Decimal {
    /// This number to the power of `exponent`: 0⁰ = 1.
    ///
    /// # Errors
    /// [`NumberError::DivisionByZero`] of 0 to a negative power, [`NumberError::NoSuchNumber`] of a negative number to a fractional
    /// one, [`NumberError::Overflow`] if the result is too large.
    ///
    /// ```
    /// use lutine_core::number::Decimal;
    /// let rate: Decimal = "1.0025".parse()?;
    /// assert_eq!(rate.pow(Decimal::from_i64(360))?.to_string(), "2.4568422114957275453754189843");
    /// assert_eq!(Decimal::from_i64(8).pow("-0.5".parse()?)?.to_string(), "0.3535533905932737622004221811");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn pow(self, exponent: Self) -> Result<Self, NumberError> {
        if exponent.is_zero() || self == Self::ONE {
            return Ok(Self::ONE);
        }
        if self.is_zero() {
            return if exponent.is_negative() {
                Err(NumberError::DivisionByZero)
            } else {
                Ok(Self::ZERO)
            };
        }
        if self.is_negative() {
            if !exponent.is_integer() {
                return Err(NumberError::NoSuchNumber);
            }
            let power = self.abs().pow(exponent)?;
            let odd = exponent.coefficient().wrapping_rem(2) != 0;
            return Ok(if odd { power.neg() } else { power });
        }
        match self.whole_power_of_root(exponent) {
            Some(power) => power,
            None => self.approached(exponent),
        }
    }

    /// The power as a whole power of a root that is a decimal, if it is one of few digits.
    fn whole_power_of_root(self, exponent: Self) -> Option<Result<Self, NumberError>> {
        let (numerator, denominator) = fraction(exponent)?;
        let root = self.root(denominator)?;
        let count = u64::try_from(numerator.unsigned_abs()).ok()?;
        let digits =
            u64::from(root.coefficient().unsigned_abs().checked_ilog10()?).checked_add(1)?;
        if digits.checked_mul(count)? > EXACT_DIGITS {
            return None;
        }
        let (coefficient, scale) = root.normalised();
        let count_of_factors = usize::try_from(count).ok()?;
        let magnitude = UBig::from(coefficient.unsigned_abs()).pow(count_of_factors);
        let places = isize::try_from(u64::from(scale).checked_mul(count)?).ok()?;
        Some(if numerator > 0 {
            let exponent = places.checked_neg()?;
            Long {
                negative: false,
                magnitude,
                exponent,
            }
            .nearest()
        } else {
            reciprocal(&magnitude, places)
        })
    }

    /// The root of this number above zero, if it is a decimal.
    fn root(self, degree: i128) -> Option<Self> {
        if degree == 1 {
            return Some(self);
        }
        if degree > HIGHEST_ROOT {
            return None;
        }
        let degree = u32::try_from(degree).ok()?;
        let (coefficient, scale) = self.normalised();
        if scale.checked_rem(degree)? != 0 {
            return None;
        }
        let magnitude = UBig::from(coefficient.unsigned_abs());
        let root = magnitude.nth_root(degree as usize);
        if root.pow(degree as usize) != magnitude {
            return None;
        }
        let root = u128::try_from(root).ok()?;
        Self::from_magnitude(false, root, scale.checked_div(degree)?)
    }

    fn approached(self, exponent: Self) -> Result<Self, NumberError> {
        let (base, power) = (self.repr(), exponent.repr());
        certain(|context| context.powf(&base, &power, None))
    }
}

/// The number as p/q in lowest terms.
fn fraction(number: Decimal) -> Option<(i128, i128)> {
    let (coefficient, scale) = number.normalised();
    let power = 10_i128.checked_pow(scale)?;
    let common = greatest_common_divisor(coefficient.checked_abs()?, power);
    Some((coefficient.checked_div(common)?, power.checked_div(common)?))
}

fn greatest_common_divisor(mut a: i128, mut b: i128) -> i128 {
    while b != 0 {
        (a, b) = (b, a.checked_rem(b).unwrap_or(0));
    }
    a
}

/// 10^`places` ÷ `magnitude`: with so many digits that rounding can be decided by them, the last one standing for all behind it.
#[allow(clippy::arithmetic_side_effects, reason = "integers without a limit")]
fn reciprocal(magnitude: &UBig, places: isize) -> Result<Decimal, NumberError> {
    let digits = Long {
        negative: false,
        magnitude: magnitude.clone(),
        exponent: 0,
    }
    .digits();
    let more = digits.saturating_add(RECIPROCAL_DIGITS);
    let numerator = UBig::from(10_u8).pow(more);
    let quotient = &numerator / magnitude;
    let exact = &quotient * magnitude == numerator;
    let sticky = if exact { UBig::ZERO } else { UBig::ONE };
    let exponent = places.saturating_sub_unsigned(more).saturating_sub(1);
    Long {
        negative: false,
        magnitude: quotient * UBig::from(10_u8) + sticky,
        exponent,
    }
    .nearest()
}
