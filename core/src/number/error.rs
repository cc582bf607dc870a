//! What can go wrong with a number.

use thiserror::Error;

/// Why an operation on numbers has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum NumberError {
    /// The result is larger than a decimal can be, or a rounding has no result on its grid that fits.
    #[error(
        "the result is too large: a number has at most 28 digits before and behind the point together"
    )]
    Overflow,
    /// A division or a remainder by zero.
    #[error("division by zero")]
    DivisionByZero,
    /// Rounding to a multiple of zero or of a negative number.
    #[error("the step of a rounding must be greater than zero")]
    StepNotPositive,
    /// A root or a logarithm of a negative number, the logarithm of 0, a fractional power of a negative number.
    #[error(
        "there is no such number: a root, a logarithm or a fractional power of a number below zero, or the logarithm of 0"
    )]
    NoSuchNumber,
    /// A coefficient and scale that no decimal can hold exactly.
    #[error("the number needs more than 28 decimal places or is too large")]
    TooManyDigits,
    /// A total to be handed out in steps that is not a whole number of them.
    #[error("the total is not a whole number of steps")]
    NotInSteps,
    /// A weight below zero.
    #[error("a weight is below zero")]
    NegativeWeight,
    /// Weights that add up to 0, by which nothing can be handed out.
    #[error("the weights add up to 0")]
    NoWeight,
}

impl NumberError {
    /// The stable code under which answers and worksheets show this error.
    ///
    /// ```
    /// use lutine_core::number::{Decimal, NumberError};
    /// let error = Decimal::ONE.div(Decimal::ZERO).unwrap_err();
    /// assert_eq!(error.code(), "division_by_zero");
    /// ```
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overflow => "overflow",
            Self::DivisionByZero => "division_by_zero",
            Self::StepNotPositive => "step_not_positive",
            Self::NoSuchNumber => "no_such_number",
            Self::TooManyDigits => "too_many_digits",
            Self::NotInSteps => "not_in_steps",
            Self::NegativeWeight => "negative_weight",
            Self::NoWeight => "no_weight",
        }
    }
}

/// Why a text is not a number of a rulebook. A number that does not fit is an error, never rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum ParseError {
    /// The text does not follow the grammar of a number, such as `12`, `-12.50` or `1e3`.
    #[error("not a number: write it like 12, -12.50 or 1e3")]
    NotANumber,
    /// The value needs more than 28 decimal places, or its digits exceed 79228162514264337593543950335.
    #[error(
        "too many digits: a number has at most 28 decimal places, and its digits without the point at most 79228162514264337593543950335"
    )]
    TooManyDigits,
}
