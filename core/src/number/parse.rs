//! Text to number, exactly. Our own, because rust_decimal's rounds silently.

use std::str::FromStr;

use super::{Decimal, ParseError, wide};

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
        let distance = u32::try_from(exponent.unsigned_abs()).ok()?;
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<String, ParseError> {
        text.parse::<Decimal>().map(|number| number.to_string())
    }

    #[test]
    fn exact_values() {
        let zeros = "0".repeat(100_000);
        let cases = [
            ("0", "0"),
            ("-0", "0"),
            ("-0.000e7", "0"),
            ("12.50", "12.5"),
            ("-12.50", "-12.5"),
            ("1e3", "1000"),
            ("25E-1", "2.5"),
            ("1.5e+1", "15"),
            (
                "79228162514264337593543950335",
                "79228162514264337593543950335",
            ),
            (
                "-7.9228162514264337593543950335",
                "-7.9228162514264337593543950335",
            ),
            (
                "0.0000000000000000000000000001",
                "0.0000000000000000000000000001",
            ),
            ("1.00000000000000000000000000000000", "1"),
            ("10000000000000000000000000000000e-31", "1"),
            ("0e99999999999999999999999999", "0"),
        ];
        for (text, value) in cases {
            assert_eq!(read(text), Ok(value.to_owned()), "{text}");
        }
        assert_eq!(read(&format!("7.{zeros}")), Ok("7".to_owned()));
        assert_eq!(read(&format!("7{zeros}e-100000")), Ok("7".to_owned()));
        assert_eq!(read(&format!("0.{zeros}7e100001")), Ok("7".to_owned()));
    }

    #[test]
    fn values_that_do_not_fit() {
        let nines = "9".repeat(100_000);
        for text in [
            "79228162514264337593543950336",
            "7.92281625142643375935439503351",
            "0.00000000000000000000000000001",
            "1e29",
            "1e-29",
            "1e999999999999999999999999999",
            "1e-9223372036854775808",
            "-1e9223372036854775807",
            &nines,
        ] {
            assert_eq!(read(text), Err(ParseError::TooManyDigits), "{text}");
        }
    }

    #[test]
    fn texts_that_are_no_number() {
        for text in [
            "", "-", "+1", "01", "-01", "00", ".5", "5.", "1.e3", "1e", "1e+", "e3", "1_000",
            "1,5", " 1", "1 ", "1.2.3", "--1", "0x10", "NaN", "Infinity", "١", "1٫5", "1e1.5",
            "1-", "15%",
        ] {
            assert_eq!(read(text), Err(ParseError::NotANumber), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[-+.eE0-9 ]{0,40}") {
            let _ = read(&text);
        }

        /// The short way and the long way are one parser.
        #[test]
        fn both_ways_agree(text in "-?(0|[1-9][0-9]{0,9})(\\.[0-9]{1,9})?") {
            let parts = Parts::of(text.as_bytes()).unwrap();
            prop_assert!(parts.short().is_some());
            prop_assert_eq!(parts.short(), parts.any());
        }
    }
}
