//! Division by a number that is known beforehand, as a multiplication, and the roundings that come of it.

use crate::number::Mode;

/// A rounding to multiples of a whole number of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Divisor {
    /// How many units a step has; above 0.
    pub units: u64,
    pub mode: Mode,
    /// 2^(63 + bits) ÷ units, rounded up; nothing for 1.
    magic: u64,
    bits: u32,
}

impl Divisor {
    /// A rounding to multiples of so many units; nothing where it is none, or more than a word holds.
    pub fn new(units: i64, mode: Mode) -> Option<Self> {
        let units = u64::try_from(units).ok().filter(|units| *units > 0)?;
        let bits = 64_u32.checked_sub(units.wrapping_sub(1).leading_zeros())?;
        // With 2^(bits−1) < units ≤ 2^bits, for every n below 2⁶³ n·magic ÷ 2^(63+bits) errs by less than 1 ÷ units.
        let magic = if units == 1 {
            0
        } else {
            let power = 1_u128.checked_shl(bits.checked_add(63)?)?;
            let quotient = power.checked_div(u128::from(units))?;
            u64::try_from(quotient.checked_add(1)?).ok()?
        };
        Some(Self {
            units,
            mode,
            magic,
            bits,
        })
    }

    /// How often the units go into a number below 2⁶³.
    #[inline]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the quotient is no larger than the number"
    )]
    const fn into(self, number: u64) -> u64 {
        if self.units == 1 {
            return number;
        }
        let product = (number as u128).wrapping_mul(self.magic as u128);
        (product >> 63 >> self.bits) as u64
    }

    /// How many steps a number comes to once it is rounded.
    #[inline]
    pub fn steps(self, number: i64) -> i64 {
        self.steps_in(self.mode, number)
    }

    /// The same in the mode of the divisor, which the caller knows: where it is written out, nothing is left to decide for each number.
    #[inline]
    pub fn steps_in(self, mode: Mode, number: i64) -> i64 {
        let magnitude = number.unsigned_abs();
        let quotient = self.into(magnitude);
        let left = magnitude.wrapping_sub(quotient.wrapping_mul(self.units));
        let away = away(mode, number < 0, quotient & 1 == 1, left, self.units);
        signed(number < 0, quotient.wrapping_add(u64::from(away)))
    }

    /// The same for a number of two words; nothing where the steps do not fit one.
    pub fn steps_wide(self, number: i128) -> Option<i64> {
        let magnitude = number.unsigned_abs();
        let units = u128::from(self.units);
        let quotient = magnitude.checked_div(units)?;
        let left = u64::try_from(magnitude.checked_rem(units)?).ok()?;
        let quotient = u64::try_from(quotient).ok()?;
        let away = away(self.mode, number < 0, quotient & 1 == 1, left, self.units);
        let steps = i64::try_from(quotient.checked_add(u64::from(away))?).ok()?;
        Some(if number < 0 {
            steps.wrapping_neg()
        } else {
            steps
        })
    }
}

#[inline]
const fn signed(negative: bool, magnitude: u64) -> i64 {
    let number = magnitude.cast_signed();
    if negative {
        number.wrapping_neg()
    } else {
        number
    }
}

/// Whether the multiple farther from zero is taken, of so many units left over.
#[inline]
pub(super) const fn away(mode: Mode, negative: bool, is_odd: bool, left: u64, units: u64) -> bool {
    let rest = units.wrapping_sub(left);
    match mode {
        Mode::HalfUp => left >= rest,
        Mode::HalfDown => left > rest,
        Mode::HalfEven => left > rest || (left == rest && is_odd),
        Mode::Up => left > 0,
        Mode::Down => false,
        Mode::Floor => negative && left > 0,
        Mode::Ceiling => !negative && left > 0,
    }
}

#[cfg(test)]
mod tests {
    use super::Divisor;
    use crate::number::{Decimal, Mode};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn rounds_as_decimals_do(
            number in prop_oneof![any::<i64>(), -1_000_000_i64..1_000_000],
            units in prop_oneof![1_i64..2_000, (0_u32..19).prop_map(|n| 10_i64.pow(n)), 1..=i64::MAX],
            mode in prop::sample::select(Mode::ALL.to_vec()),
        ) {
            prop_assume!(number != i64::MIN);
            let divisor = Divisor::new(units, mode).unwrap();
            let rounded = Decimal::from_i64(number).round(mode, Decimal::from_i64(units)).unwrap();
            let steps = rounded.div(Decimal::from_i64(units)).unwrap();
            prop_assert_eq!(Some(divisor.steps(number)), steps.to_i64());
            prop_assert_eq!(divisor.steps_wide(number.into()), steps.to_i64());
        }
    }

    #[test]
    fn largest_numbers() {
        for units in [1, 2, 3, 7, 10, 1 << 62, i64::MAX - 1, i64::MAX] {
            let divisor = Divisor::new(units, Mode::Down).unwrap();
            for number in [i64::MAX, i64::MAX - 1, -i64::MAX, units, units - 1, 0] {
                assert_eq!(divisor.steps(number), number / units, "{number} by {units}");
            }
        }
        assert_eq!(Divisor::new(0, Mode::Up), None);
        assert_eq!(Divisor::new(-5, Mode::Up), None);
    }
}
