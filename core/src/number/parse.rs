//! Text to number, exactly. Our own, because rust_decimal's rounds silently.

use std::str::FromStr;

use super::{Decimal, MAX_SCALE, ParseError, wide};

/// Reads what JSON calls a number: `12`, `-12.50`, `1e3`, `2.5E-2`.
///
/// The value is taken exactly. Zeros at its end count for nothing, so that `1.000…` of any length is 1.
///
/// ```
/// use lutine_core::number::{Decimal, ParseError};
/// assert_eq!("-12.50".parse::<Decimal>()?.to_string(), "-12.5");
/// assert_eq!("1e3".parse::<Decimal>()?, Decimal::from_i64(1000));
/// assert_eq!("1e-29".parse::<Decimal>(), Err(ParseError::TooManyDigits));
/// assert_eq!("1,000".parse::<Decimal>(), Err(ParseError::NotANumber));
/// # Ok::<(), ParseError>(())
/// ```
impl FromStr for Decimal {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let parts = Parts::of(text.as_bytes()).ok_or(ParseError::NotANumber)?;
        parts
            .short()
            .or_else(|| parts.any())
            .ok_or(ParseError::TooManyDigits)
    }
}

/// The pieces of a number's text.
struct Parts<'a> {
    negative: bool,
    whole: &'a [u8],
    fraction: &'a [u8],
    /// Absurd exponents stop at this type's ends: no text is long enough to make up for them.
    exponent: i64,
}

impl<'a> Parts<'a> {
    /// Takes a text apart; nothing if it does not follow the grammar.
    fn of(text: &'a [u8]) -> Option<Self> {
        let (negative, rest) = match text.split_first() {
            Some((b'-', rest)) => (true, rest),
            _ => (false, text),
        };
        let (whole, rest) = digits(rest);
        if whole.is_empty() || (whole.len() > 1 && whole.starts_with(b"0")) {
            return None;
        }
        let (fraction, rest) = match rest.split_first() {
            Some((b'.', rest)) => {
                Some(digits(rest)).filter(|(fraction, _)| !fraction.is_empty())?
            }
            _ => (&[][..], rest),
        };
        let exponent = match rest.split_first() {
            None => 0,
            Some((b'e' | b'E', rest)) => exponent(rest)?,
            Some(_) => return None,
        };
        Some(Self {
            negative,
            whole,
            fraction,
            exponent,
        })
    }

    /// The value where all digits fit a machine word and there is no exponent, as in nearly every number of an input.
    fn short(&self) -> Option<Decimal> {
        let length = self.whole.len().checked_add(self.fraction.len())?;
        if self.exponent != 0 || length > 19 {
            return None;
        }
        let magnitude = self.digits().fold(0_u64, |sum, digit| {
            sum.wrapping_mul(10).wrapping_add(u64::from(digit))
        });
        Decimal::from_magnitude(
            self.negative,
            u128::from(magnitude),
            u32::try_from(self.fraction.len()).ok()?,
        )
    }

    /// The value of any number; nothing if it does not fit.
    fn any(&self) -> Option<Decimal> {
        let (mut magnitude, mut zeros) = (0_u128, 0_i64);
        for digit in self.digits() {
            if digit == 0 {
                zeros = zeros.saturating_add(1);
            } else {
                let distance = u32::try_from(zeros.saturating_add(1)).ok();
                let shifted = match magnitude {
                    0 => 0,
                    _ => wide::scaled(magnitude, distance?)?,
                };
                magnitude = shifted.checked_add(u128::from(digit))?;
                zeros = 0;
            }
        }
        if magnitude == 0 {
            return Some(Decimal::ZERO);
        }
        let places = i64::try_from(self.fraction.len()).ok()?;
        let exponent = self.exponent.saturating_sub(places).saturating_add(zeros);
        let distance = u32::try_from(exponent.unsigned_abs())
            .ok()
            .filter(|distance| *distance <= MAX_SCALE)?;
        if exponent < 0 {
            Decimal::from_magnitude(self.negative, magnitude, distance)
        } else {
            Decimal::from_magnitude(self.negative, wide::scaled(magnitude, distance)?, 0)
        }
    }

    fn digits(&self) -> impl Iterator<Item = u8> {
        self.whole
            .iter()
            .chain(self.fraction)
            .map(|digit| digit.wrapping_sub(b'0'))
    }
}

/// The leading digits of a text, and the rest of it.
fn digits(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text
        .iter()
        .position(|byte| !byte.is_ascii_digit())
        .unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, &[]))
}

/// The value of an exponent without its `e`.
fn exponent(text: &[u8]) -> Option<i64> {
    let (negative, rest) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    };
    let (digits, rest) = digits(rest);
    if digits.is_empty() || !rest.is_empty() {
        return None;
    }
    let value = digits.iter().fold(0_i64, |sum, digit| {
        sum.saturating_mul(10)
            .saturating_add(i64::from(digit.wrapping_sub(b'0')))
    });
    Some(if negative {
        value.saturating_neg()
    } else {
        value
    })
}
