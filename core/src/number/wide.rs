//! Integers wider than a coefficient: powers of ten and 256-bit products.

use ethnum::U256;

/// 10^`exponent`, if it fits 128 bits (exponents up to 38).
pub(super) fn power_of_ten(exponent: u32) -> Option<u128> {
    10_u128.checked_pow(exponent)
}

/// `magnitude`·10^`exponent`, if it fits 128 bits.
pub(super) fn scaled(magnitude: u128, exponent: u32) -> Option<u128> {
    magnitude.checked_mul(power_of_ten(exponent)?)
}

/// `magnitude`·10^`exponent`, if it fits 256 bits: always, for a coefficient and an exponent up to 28.
pub(super) fn scaled_wide(magnitude: u128, exponent: u32) -> Option<U256> {
    U256::from(magnitude).checked_mul(U256::from(power_of_ten(exponent)?))
}

/// The three 32-bit words of a coefficient, lowest first.
#[allow(clippy::cast_possible_truncation, reason = "taking words apart")]
pub(super) const fn words(magnitude: u128) -> (u32, u32, u32) {
    (
        magnitude as u32,
        (magnitude >> 32) as u32,
        (magnitude >> 64) as u32,
    )
}
