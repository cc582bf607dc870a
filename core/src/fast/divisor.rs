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
    /// What is added to numbers that are never below 0, so that rounding them is a division and nothing else.
    bias: Option<u64>,
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
            bias: None,
        })
    }

    /// The same for numbers that are known to lie between two ends.
    pub fn between(self, low: i128, high: i128) -> Self {
        let half = self.units >> 1;
        let bias = match self.mode {
            _ if low < 0 || self.units == 1 => None,
            Mode::HalfUp => Some(half),
            Mode::HalfDown => self
                .units
                .checked_sub(half)
                .and_then(|up| up.checked_sub(1)),
            Mode::Up | Mode::Ceiling => self.units.checked_sub(1),
            Mode::Down | Mode::Floor => Some(0),
            Mode::HalfEven => None,
        };
        let most = i128::from(i64::MAX);
        Self {
            bias: bias.filter(|bias| high.saturating_add(i128::from(*bias)) <= most),
            ..self
        }
    }

    /// What is added to a number by [`Divisor::steps_above_0`].
    pub const fn bias(self) -> Option<u64> {
        self.bias
    }

    /// How many steps a number comes to once it is rounded, where the divisor has a bias, which the caller knows.
    #[inline]
    pub const fn steps_above_0(self, number: i64, bias: u64) -> i64 {
        let number = number.cast_unsigned().wrapping_add(bias);
        self.over(number).cast_signed()
    }

    /// How often the units go into a number below 2⁶³.
    #[inline]
    const fn into(self, number: u64) -> u64 {
        if self.units == 1 {
            return number;
        }
        self.over(number)
    }

    /// The same where there is more than one unit.
    #[inline]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "the upper word of two is one"
    )]
    const fn over(self, number: u64) -> u64 {
        let product = (number as u128).wrapping_mul(self.magic as u128);
        // More than one unit has a bit at least.
        (product >> 64) as u64 >> self.bits.wrapping_sub(1)
    }

    /// How many steps a number comes to once it is rounded.
    #[inline]
    pub fn steps(self, number: i64) -> i64 {
        match self.bias {
            Some(bias) => self.steps_above_0(number, bias),
            None => self.steps_in(self.mode, number),
        }
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

        #[test]
        fn the_shorter_way_leads_to_the_same(
            units in prop_oneof![1_i64..2_000, (0_u32..12).prop_map(|n| 10_i64.pow(n))],
            mode in prop::sample::select(Mode::ALL.to_vec()),
            bits in 1_u32..62,
            near in prop::collection::vec((any::<u64>(), -2_i64..=2), 20),
        ) {
            let divisor = Divisor::new(units, mode).unwrap();
            let most = (1_i64 << bits) - 1;
            let shorter = divisor.between(0, most.into());
            // Next to multiples and the middles between two, and at the ends.
            for (place, off) in near {
                let step = i64::try_from(place % u64::try_from(most).unwrap()).unwrap() / units * units;
                for number in [step + off, step + units / 2 + off, most - off.abs(), off.abs()] {
                    let number = number.clamp(0, most);
                    prop_assert_eq!(shorter.steps(number), divisor.steps(number), "{} by {}", number, units);
                }
            }
        }
    }

    #[test]
    fn amounts_above_0_go_the_shorter_way() {
        let cents = Divisor::new(1_000, Mode::HalfUp).unwrap();
        assert!(cents.between(0, 1_000_000_000_000).bias().is_some());
        assert!(cents.between(-1, 1_000).bias().is_none());
        assert!(cents.between(0, i128::from(i64::MAX)).bias().is_none());
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
