//! The decimal itself: what values there are and how they compare.

use rust_decimal::Decimal as Inner;

use super::{NumberError, wide};

/// The most decimal places a number can have.
pub const MAX_SCALE: u32 = 28;

/// The largest coefficient of a number: 2⁹⁶ − 1.
pub const MAX_COEFFICIENT: u128 = (1 << 96) - 1;

/// An exact decimal number, c·10⁻ˢ with |c| < 2⁹⁶ and 0 ≤ s ≤ 28.
///
/// Every number of a rulebook is one: a count of drivers, a rating factor, a premium in its currency's units. Two decimals
/// are equal when their values are (`1.50` is `1.5`), order and hash follow, and there is no negative zero.
///
/// ```
/// use lutine_core::number::{Decimal, Mode};
///
/// let base: Decimal = "412.00".parse()?;
/// let factor: Decimal = "1.2345".parse()?;
/// let cent: Decimal = "0.01".parse()?;
/// let premium = base.mul(factor)?.round(Mode::HalfUp, cent)?;
/// assert_eq!(premium.fixed(2).to_string(), "508.61");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal(Inner);

impl Decimal {
    /// 0.
    pub const ZERO: Self = Self(Inner::ZERO);

    /// 1.
    pub const ONE: Self = Self(Inner::ONE);

    /// The number `coefficient`·10^−`scale`.
    ///
    /// # Errors
    /// [`NumberError::TooManyDigits`] if no decimal has exactly this value.
    ///
    /// ```
    /// use lutine_core::number::Decimal;
    /// assert_eq!(Decimal::new(1250, 2)?.to_string(), "12.5");
    /// assert!(Decimal::new(1, 29).is_err());
    /// # Ok::<(), lutine_core::number::NumberError>(())
    /// ```
    pub fn new(coefficient: i128, scale: u32) -> Result<Self, NumberError> {
        let (mut magnitude, mut scale) = (coefficient.unsigned_abs(), scale);
        if magnitude == 0 {
            return Ok(Self::ZERO);
        }
        while scale > 0
            && (scale > MAX_SCALE || magnitude > MAX_COEFFICIENT)
            && magnitude.is_multiple_of(10)
        {
            magnitude = magnitude.wrapping_div(10);
            scale = scale.wrapping_sub(1);
        }
        Self::from_magnitude(coefficient < 0, magnitude, scale).ok_or(NumberError::TooManyDigits)
    }

    /// A whole number.
    #[must_use]
    pub fn from_i64(value: i64) -> Self {
        Self(Inner::from(value))
    }

    /// Whether this number has no fraction.
    ///
    /// ```
    /// use lutine_core::number::Decimal;
    /// assert!(Decimal::new(30, 1).is_ok_and(Decimal::is_integer));
    /// ```
    #[must_use]
    pub fn is_integer(self) -> bool {
        self.0.is_integer()
    }

    /// Whether this number is 0.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether this number is less than 0.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative()
    }

    /// The whole number that this is; nothing if it has a fraction or does not fit.
    ///
    /// ```
    /// use lutine_core::number::Decimal;
    /// assert_eq!(Decimal::new(120, 1)?.to_i64(), Some(12));
    /// assert_eq!(Decimal::new(125, 1)?.to_i64(), None);
    /// # Ok::<(), lutine_core::number::NumberError>(())
    /// ```
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        let (coefficient, scale) = self.normalised();
        if scale == 0 {
            i64::try_from(coefficient).ok()
        } else {
            None
        }
    }

    /// The coefficient c of the shortest c·10⁻ˢ: `12.50` gives 125.
    #[must_use]
    pub fn coefficient(self) -> i128 {
        self.normalised().0
    }

    /// The scale s of the shortest c·10⁻ˢ: how many decimal places the number needs; `12.50` gives 1.
    #[must_use]
    pub fn scale(self) -> u32 {
        self.normalised().1
    }

    /// The coefficient that the number has with so many places; nothing where it needs more, or the coefficient fits no word.
    #[inline]
    pub(crate) fn at_scale(self, scale: u32) -> Option<i64> {
        let parts = self.0.unpack();
        if parts.scale == scale && parts.hi == 0 && parts.mid.leading_zeros() > 0 {
            let word = i64::from(parts.mid) << 32 | i64::from(parts.lo);
            return Some(if parts.negative {
                word.wrapping_neg()
            } else {
                word
            });
        }
        self.moved_to(scale)
    }

    /// The same for a number of another scale, or a large one.
    #[cold]
    fn moved_to(self, scale: u32) -> Option<i64> {
        let (coefficient, own) = (self.0.mantissa(), self.0.scale());
        let coefficient = i64::try_from(coefficient).ok()?;
        match scale.checked_sub(own) {
            Some(0) => Some(coefficient),
            Some(up) => coefficient.checked_mul(10_i64.checked_pow(up)?),
            None => match self.floor_at(scale)? {
                (word, true) => Some(word),
                (_, false) => None,
            },
        }
    }

    /// The greatest coefficient with so many places that is not above the number, and whether it is the number itself; nothing where
    /// it fits no word.
    pub(crate) fn floor_at(self, scale: u32) -> Option<(i64, bool)> {
        let (coefficient, own) = self.normalised();
        let (word, exact) = match scale.checked_sub(own) {
            Some(up) => (coefficient.checked_mul(10_i128.checked_pow(up)?)?, true),
            None => {
                let down = 10_i128.checked_pow(own.wrapping_sub(scale))?;
                let whole = coefficient.checked_div_euclid(down)?;
                (whole, whole.checked_mul(down)? == coefficient)
            }
        };
        Some((i64::try_from(word).ok()?, exact))
    }

    /// Coefficient and scale without trailing zeros of the fraction.
    pub(super) fn normalised(self) -> (i128, u32) {
        let (mut coefficient, mut scale) = (self.0.mantissa(), self.0.scale());
        if coefficient == 0 {
            return (0, 0);
        }
        while scale > 0 && coefficient.wrapping_rem(10) == 0 {
            coefficient = coefficient.wrapping_div(10);
            scale = scale.wrapping_sub(1);
        }
        (coefficient, scale)
    }

    /// |c| and s as they happen to be held, perhaps with trailing zeros.
    pub(super) fn held(self) -> (u128, u32) {
        (self.0.mantissa().unsigned_abs(), self.0.scale())
    }

    /// ±`magnitude`·10^−`scale`, if it can be held as it stands; a zero has no sign.
    pub(super) fn from_magnitude(negative: bool, magnitude: u128, scale: u32) -> Option<Self> {
        if magnitude > MAX_COEFFICIENT || scale > MAX_SCALE {
            return None;
        }
        let (low, middle, high) = wide::words(magnitude);
        Some(Self(Inner::from_parts(low, middle, high, negative, scale)))
    }

    pub(super) fn inner(self) -> Inner {
        self.0
    }

    /// Takes a result of rust_decimal, which can be a negative zero.
    pub(super) fn from_inner(inner: Inner) -> Self {
        if inner.is_zero() {
            Self::ZERO
        } else {
            Self(inner)
        }
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self::ZERO
    }
}

macro_rules! from_whole {
    ($($whole:ty),*) => {$(
        impl From<$whole> for Decimal {
            fn from(value: $whole) -> Self {
                Self(Inner::from(value))
            }
        }
    )*};
}

from_whole!(i8, i16, i32, i64, u8, u16, u32, u64);
