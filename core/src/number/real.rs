//! Roots, exponentials and logarithms: Q of the true value.
//!
//! The library gives a value of which a number of digits are known to be right, and says whether it is the true value. If
//! everything between its two neighbours has the same Q, that is the answer; if not, more digits are asked for. That ends: a value
//! half-way between two decimals has few digits and would have been found to be exact, or cannot be (an exponential of a fraction
//! is never a fraction). The digits are part of a rulebook's meaning, so they depend on no platform and no version of the library.

use dashu_float::round::mode::HalfEven;
use dashu_float::{Context, FBig, FpError, FpResult, Repr};
use dashu_int::{IBig, UBig};

use super::nearest::Long;
use super::{Decimal, NumberError};

/// Digits first asked for: 29 that are kept, and enough behind them to round by almost always.
const FIRST_DIGITS: usize = 48;

/// Digits at which asking for more is given up. Never reached by a value that is not half-way.
const MOST_DIGITS: usize = 1 << 14;

/// e⁶⁷ is above the largest decimal.
const LARGEST_EXPONENT: i64 = 67;

/// e⁻⁶⁶ is below half of the smallest decimal.
const SMALLEST_EXPONENT: i64 = -66;

/// A number of the library, in base ten.
pub(super) type Real = FBig<HalfEven, 10>;

impl Decimal {
    /// The square root.
    ///
    /// # Errors
    /// [`NumberError::NoSuchNumber`] of a number below zero.
    ///
    /// ```
    /// use lutine_core::number::{Decimal, NumberError};
    /// assert_eq!(Decimal::from_i64(2).sqrt()?.to_string(), "1.4142135623730950488016887242");
    /// assert_eq!(Decimal::from_i64(-1).sqrt(), Err(NumberError::NoSuchNumber));
    /// # Ok::<(), NumberError>(())
    /// ```
    pub fn sqrt(self) -> Result<Self, NumberError> {
        if self.is_negative() {
            return Err(NumberError::NoSuchNumber);
        }
        let radicand = self.repr();
        certain(|context| context.sqrt(&radicand))
    }

    /// e to the power of this number.
    ///
    /// # Errors
    /// [`NumberError::Overflow`] if the result is too large.
    ///
    /// ```
    /// use lutine_core::number::Decimal;
    /// assert_eq!(Decimal::ONE.exp()?.to_string(), "2.7182818284590452353602874714");
    /// assert_eq!(Decimal::from_i64(-70).exp()?, Decimal::ZERO);
    /// # Ok::<(), lutine_core::number::NumberError>(())
    /// ```
    pub fn exp(self) -> Result<Self, NumberError> {
        if self > Self::from_i64(LARGEST_EXPONENT) {
            return Err(NumberError::Overflow);
        }
        if self < Self::from_i64(SMALLEST_EXPONENT) {
            return Ok(Self::ZERO);
        }
        let exponent = self.repr();
        certain(|context| context.exp(&exponent, None))
    }

    /// The natural logarithm.
    ///
    /// # Errors
    /// [`NumberError::NoSuchNumber`] of 0 and of a number below zero.
    ///
    /// ```
    /// use lutine_core::number::Decimal;
    /// assert_eq!(Decimal::from_i64(2).ln()?.to_string(), "0.6931471805599453094172321215");
    /// # Ok::<(), lutine_core::number::NumberError>(())
    /// ```
    pub fn ln(self) -> Result<Self, NumberError> {
        if self.is_zero() || self.is_negative() {
            return Err(NumberError::NoSuchNumber);
        }
        let argument = self.repr();
        certain(|context| context.ln(&argument, None))
    }

    /// This number as one of the library's: the same value.
    pub(super) fn repr(self) -> Repr<10> {
        let (coefficient, scale) = self.normalised();
        let places = isize::try_from(scale).unwrap_or(0);
        Repr::new(IBig::from(coefficient), places.wrapping_neg())
    }
}

/// Q of what `compute` approaches, with as many digits as that takes.
pub(super) fn certain(
    compute: impl Fn(&Context<HalfEven>) -> FpResult<Real>,
) -> Result<Decimal, NumberError> {
    let mut digits = FIRST_DIGITS;
    loop {
        let value = match compute(&Context::new(digits)) {
            Ok(value) => value,
            Err(FpError::Underflow(_)) => return Ok(Decimal::ZERO),
            Err(FpError::Overflow(_)) => return Err(NumberError::Overflow),
            Err(_) => return Err(NumberError::NoSuchNumber),
        };
        let exact = matches!(value, dashu_float::round::Rounded::Exact(_));
        let value = value.value();
        if value.repr().is_infinite() {
            return Err(NumberError::Overflow);
        }
        if exact || digits >= MOST_DIGITS {
            return long(value.repr()).nearest();
        }
        let [below, above] = neighbours(long(value.repr()), digits);
        let nearest = below.nearest();
        if nearest == above.nearest() {
            return nearest;
        }
        digits = digits.saturating_mul(2);
    }
}

fn long(repr: &Repr<10>) -> Long {
    let (sign, magnitude) = repr.significand().clone().into_parts();
    Long {
        negative: sign == dashu_int::Sign::Negative,
        magnitude,
        exponent: repr.exponent(),
    }
}

/// Two numbers between which the true value lies, if `value` is right to its last of `digits` digits.
#[allow(clippy::arithmetic_side_effects, reason = "integers without a limit")]
fn neighbours(value: Long, digits: usize) -> [Long; 2] {
    // The library leaves out trailing zeros: first all digits that are known.
    let known = value.digits();
    let more = digits.saturating_sub(known);
    let magnitude = &value.magnitude * UBig::from(10_u8).pow(more);
    let exponent = value.exponent.saturating_sub_unsigned(more);
    let at = |magnitude| Long {
        negative: value.negative,
        magnitude,
        exponent,
    };
    let one = UBig::ONE;
    let below = if magnitude > one {
        &magnitude - &one
    } else {
        UBig::ZERO
    };
    [at(below), at(magnitude + one)]
}
