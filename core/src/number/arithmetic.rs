//! The four operations, the remainder, and the signs.

use ethnum::U256;

use super::{Decimal, NumberError, wide};

/// Each operation is Q of the exact result: rounded half-even to the most places, up to 28, at which the coefficient
/// stays below 2⁹⁶. The names are those of the language, which knows no operator that cannot fail.
#[allow(clippy::should_implement_trait, reason = "these can fail")]
impl Decimal {
    /// The sum.
    ///
    /// # Errors
    /// [`NumberError::Overflow`] if the sum is too large.
    ///
    /// ```
    /// use lutine_core::number::Decimal;
    /// let total = Decimal::new(1999, 2)?.add(Decimal::from_i64(5))?;
    /// assert_eq!(total.to_string(), "24.99");
    /// # Ok::<(), lutine_core::number::NumberError>(())
    /// ```
    pub fn add(self, other: Self) -> Result<Self, NumberError> {
        self.inner()
            .checked_add(other.inner())
            .map(Self::from_inner)
            .ok_or(NumberError::Overflow)
    }

    /// The difference.
    ///
    /// # Errors
    /// [`NumberError::Overflow`] if the difference is too large.
    pub fn sub(self, other: Self) -> Result<Self, NumberError> {
        self.inner()
            .checked_sub(other.inner())
            .map(Self::from_inner)
            .ok_or(NumberError::Overflow)
    }

    /// The product.
    ///
    /// # Errors
    /// [`NumberError::Overflow`] if the product is too large. A product with too many places is rounded, which is no error.
    ///
    /// ```
    /// use lutine_core::number::Decimal;
    /// let third = Decimal::ONE.div(Decimal::from_i64(3))?;
    /// assert_eq!(third.mul(third)?.to_string(), "0.1111111111111111111111111111");
    /// # Ok::<(), lutine_core::number::NumberError>(())
    /// ```
    pub fn mul(self, other: Self) -> Result<Self, NumberError> {
        self.inner()
            .checked_mul(other.inner())
            .map(Self::from_inner)
            .ok_or(NumberError::Overflow)
    }

    /// The quotient.
    ///
    /// # Errors
    /// [`NumberError::DivisionByZero`], or [`NumberError::Overflow`] if the quotient is too large.
    ///
    /// ```
    /// use lutine_core::number::{Decimal, NumberError};
    /// let monthly = Decimal::from_i64(100).div(Decimal::from_i64(12))?;
    /// assert_eq!(monthly.to_string(), "8.333333333333333333333333333");
    /// assert_eq!(monthly.div(Decimal::ZERO), Err(NumberError::DivisionByZero));
    /// # Ok::<(), NumberError>(())
    /// ```
    pub fn div(self, other: Self) -> Result<Self, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        self.inner()
            .checked_div(other.inner())
            .map(Self::from_inner)
            .ok_or(NumberError::Overflow)
    }

    /// The remainder `self` − `other`·trunc(`self` ÷ `other`), exact, with the sign of `self`: what `mod` means.
    ///
    /// # Errors
    /// [`NumberError::DivisionByZero`].
    ///
    /// ```
    /// use lutine_core::number::Decimal;
    /// let place = Decimal::from_i64(-7).rem(Decimal::from_i64(4))?;
    /// assert_eq!(place, Decimal::from_i64(-3));
    /// # Ok::<(), lutine_core::number::NumberError>(())
    /// ```
    pub fn rem(self, other: Self) -> Result<Self, NumberError> {
        if other.is_zero() {
            return Err(NumberError::DivisionByZero);
        }
        let ((a, scale_a), (b, scale_b)) = (self.held(), other.held());
        let scale = scale_a.max(scale_b);
        let magnitude = remainder(
            a,
            scale.wrapping_sub(scale_a),
            b,
            scale.wrapping_sub(scale_b),
        );
        magnitude
            .and_then(|magnitude| Self::from_magnitude(self.is_negative(), magnitude, scale))
            .ok_or(NumberError::Overflow)
    }

    /// The number with the other sign; 0 stays 0.
    #[must_use]
    pub fn neg(self) -> Self {
        Self::from_inner(std::ops::Neg::neg(self.inner()))
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self::from_inner(self.inner().abs())
    }
}

/// `a`·10^`up_a` mod `b`·10^`up_b`. One of the exponents is 0, so the remainder is below a coefficient that fits.
fn remainder(a: u128, up_a: u32, b: u128, up_b: u32) -> Option<u128> {
    if let (Some(a), Some(b)) = (wide::scaled(a, up_a), wide::scaled(b, up_b)) {
        return a.checked_rem(b);
    }
    let (a, b): (U256, U256) = (wide::scaled_wide(a, up_a)?, wide::scaled_wide(b, up_b)?);
    u128::try_from(a.checked_rem(b)?).ok()
}
