//! Rounding to a multiple of a step.

use std::fmt;

use ethnum::U256;
use serde::{Deserialize, Serialize};

use super::{Decimal, NumberError, wide};

/// Which of the two neighbouring multiples a rounding takes. "Up" is away from zero and "down" towards it, as in a filing.
///
/// ```
/// use lutine_core::number::Mode;
/// assert_eq!(Mode::HalfUp.to_string(), "half up");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Mode {
    /// To the nearer; half-way away from zero: 0.5 → 1, −0.5 → −1.
    HalfUp,
    /// To the nearer; half-way to the even multiple: 0.5 → 0, 1.5 → 2.
    HalfEven,
    /// To the nearer; half-way towards zero: 0.5 → 0, −0.5 → 0.
    HalfDown,
    /// Away from zero.
    Up,
    /// Towards zero.
    Down,
    /// To the lesser.
    Floor,
    /// To the greater.
    Ceiling,
}

impl Mode {
    /// Every mode, in the order in which the language page lists them.
    pub const ALL: [Self; 7] = [
        Self::HalfUp,
        Self::HalfEven,
        Self::HalfDown,
        Self::Up,
        Self::Down,
        Self::Floor,
        Self::Ceiling,
    ];

    /// The words that stand for this mode in a rulebook.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::HalfUp => "half up",
            Self::HalfEven => "half even",
            Self::HalfDown => "half down",
            Self::Up => "up",
            Self::Down => "down",
            Self::Floor => "floor",
            Self::Ceiling => "ceiling",
        }
    }

    /// Whether the multiple farther from zero is taken, given how what is left over compares with half a step.
    fn away_from_zero(self, negative: bool, quotient_is_odd: bool, left_over: LeftOver) -> bool {
        use LeftOver::{Half, More, Nothing};
        match self {
            _ if left_over == Nothing => false,
            Self::HalfUp => left_over == More || left_over == Half,
            Self::HalfEven => left_over == More || (left_over == Half && quotient_is_odd),
            Self::HalfDown => left_over == More,
            Self::Up => true,
            Self::Down => false,
            Self::Floor => negative,
            Self::Ceiling => !negative,
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.words())
    }
}

/// How the remainder of a division compares with half the divisor.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LeftOver {
    Nothing,
    Less,
    Half,
    More,
}

impl Decimal {
    /// The multiple of `step` that `mode` chooses for this number: rounded once, exactly.
    ///
    /// The step is any positive number: `0.01` for cents, `5` for a limit in thousands, `0.05` for Swiss cash.
    ///
    /// # Errors
    /// [`NumberError::StepNotPositive`]; [`NumberError::Overflow`] if no decimal has the value of that multiple.
    ///
    /// ```
    /// use lutine_core::number::{Decimal, Mode};
    /// let cents = Decimal::new(1, 2)?;
    /// let premium = Decimal::new(-12_345, 3)?;
    /// assert_eq!(premium.round(Mode::HalfUp, cents)?.to_string(), "-12.35");
    /// assert_eq!(premium.round(Mode::HalfEven, cents)?.to_string(), "-12.34");
    /// assert_eq!(premium.round(Mode::Ceiling, Decimal::from_i64(5))?.to_string(), "-10");
    /// # Ok::<(), lutine_core::number::NumberError>(())
    /// ```
    pub fn round(self, mode: Mode, step: Self) -> Result<Self, NumberError> {
        if step.is_zero() || step.is_negative() {
            return Err(NumberError::StepNotPositive);
        }
        let negative = self.is_negative();
        let (quotient, left_over) = self.steps(step).ok_or(NumberError::Overflow)?;
        let away = mode.away_from_zero(negative, quotient & U256::ONE == U256::ONE, left_over);
        let quotient = quotient
            .checked_add(U256::from(u8::from(away)))
            .ok_or(NumberError::Overflow)?;
        times(negative, quotient, step).ok_or(NumberError::Overflow)
    }

    /// Whether this number is a multiple of `step`: whether an amount lies on its currency's grid.
    ///
    /// Only 0 is a multiple of 0.
    ///
    /// ```
    /// use lutine_core::number::Decimal;
    /// let cent = Decimal::new(1, 2)?;
    /// assert!(Decimal::new(1250, 2)?.is_multiple_of(cent));
    /// assert!(!Decimal::new(12_505, 3)?.is_multiple_of(cent));
    /// # Ok::<(), lutine_core::number::NumberError>(())
    /// ```
    #[must_use]
    pub fn is_multiple_of(self, step: Self) -> bool {
        match self.rem(step) {
            Ok(remainder) => remainder.is_zero(),
            Err(_) => self.is_zero(),
        }
    }

    /// How many whole steps fit into |`self`|, and what is left over.
    fn steps(self, step: Self) -> Option<(U256, LeftOver)> {
        let ((value, value_scale), (step, step_scale)) = (self.held(), step.held());
        let scale = value_scale.max(step_scale);
        let (up_value, up_step) = (
            scale.checked_sub(value_scale)?,
            scale.checked_sub(step_scale)?,
        );
        if let (Some(value), Some(step)) =
            (wide::scaled(value, up_value), wide::scaled(step, up_step))
        {
            let (quotient, remainder) = (value.checked_div(step)?, value.checked_rem(step)?);
            return Some((
                U256::from(quotient),
                compare_with_half(remainder, step.checked_sub(remainder)?),
            ));
        }
        let (value, step) = (
            wide::scaled_wide(value, up_value)?,
            wide::scaled_wide(step, up_step)?,
        );
        let (quotient, remainder) = (value.checked_div(step)?, value.checked_rem(step)?);
        Some((
            quotient,
            compare_with_half(remainder, step.checked_sub(remainder)?),
        ))
    }
}

/// Compares a remainder with what the divisor exceeds it by.
fn compare_with_half<T: Ord + Default>(remainder: T, rest: T) -> LeftOver {
    if remainder == T::default() {
        return LeftOver::Nothing;
    }
    match remainder.cmp(&rest) {
        std::cmp::Ordering::Less => LeftOver::Less,
        std::cmp::Ordering::Equal => LeftOver::Half,
        std::cmp::Ordering::Greater => LeftOver::More,
    }
}

/// ±`count`·`step`, if a decimal has exactly this value.
fn times(negative: bool, count: U256, step: Decimal) -> Option<Decimal> {
    let (step, mut scale) = step.held();
    let mut magnitude = count.checked_mul(U256::from(step))?;
    let ten = U256::from(10_u8);
    let limit = U256::from(super::MAX_COEFFICIENT);
    while magnitude > limit && scale > 0 && magnitude.checked_rem(ten)? == U256::ZERO {
        magnitude = magnitude.checked_div(ten)?;
        scale = scale.checked_sub(1)?;
    }
    Decimal::from_magnitude(negative, u128::try_from(magnitude).ok()?, scale)
}
