use super::{MOST_PLACES, Number};
use num_bigint::{BigInt, Sign};
use num_traits::{Signed, ToPrimitive, Zero};

/// Why a text is not a number of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotANumber {
    /// It does not follow the grammar of JSON's numbers.
    BadNumber,
    /// A decimal cannot hold all its digits.
    TooManyDigits,
}

impl Number {
    /// Reads what JSON calls a number, exactly.
    pub fn parse(text: &str) -> Result<Self, NotANumber> {
        let (digits, exponent) = digits_and_exponent(text).ok_or(NotANumber::BadNumber)?;
        exact(&digits, &exponent).ok_or(NotANumber::TooManyDigits)
    }

    /// The shortest text: no trailing zeros, no exponent.
    #[must_use]
    pub fn shortest(&self) -> String {
        self.with_places(0)
    }

    /// The text with at least so many decimals; more only if it has more.
    #[must_use]
    pub fn with_places(&self, places: u8) -> String {
        let places = self.scale.max(places.into());
        let coefficient = &self.coefficient * super::ten_to(places - self.scale);
        let digits = coefficient.magnitude().to_string();
        let sign = if coefficient.sign() == Sign::Minus {
            "-"
        } else {
            ""
        };
        if places == 0 {
            return format!("{sign}{digits}");
        }
        let places = places as usize;
        let padded = format!("{digits:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        format!("{sign}{whole}.{fraction}")
    }
}

/// All digits of a number's text as one signed integer, and the power of ten behind it.
fn digits_and_exponent(text: &str) -> Option<(BigInt, BigInt)> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
        None => (unsigned, BigInt::zero()),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    if !is_digits(whole) || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }
    if fraction.is_some_and(|f| !is_digits(f)) {
        return None;
    }
    let fraction = fraction.unwrap_or_default();
    let digits: BigInt = format!("{whole}{fraction}").parse().ok()?;
    Some((digits * sign, exponent - fraction.len()))
}

fn exponent_of(text: &str) -> Option<BigInt> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    if !is_digits(digits) {
        return None;
    }
    let value: BigInt = digits.parse().ok()?;
    Some(if negative { -value } else { value })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// digits·10^exponent, if a decimal holds it exactly.
fn exact(digits: &BigInt, exponent: &BigInt) -> Option<Number> {
    if digits.is_zero() {
        return Some(Number::zero());
    }
    if exponent.is_negative() {
        // Taking zeros off the digits needs no more rounds than there are digits.
        let (mut digits, mut places) = (digits.clone(), -exponent);
        while places > BigInt::from(MOST_PLACES) && (&digits % 10u32).is_zero() {
            digits /= 10;
            places -= 1;
        }
        Number::new(digits, places.to_u32().filter(|p| *p <= MOST_PLACES)?)
    } else {
        let zeros = exponent.to_u32().filter(|zeros| *zeros <= MOST_PLACES)?;
        Number::new(digits * super::ten_to(zeros), 0)
    }
}
