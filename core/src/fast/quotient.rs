//! Quotients that are rounded at once: a premium for a part of a year, a share of a total.
//!
//! What a rulebook means is rounded twice: the quotient to what a decimal keeps, then to the step. Both together are one rounding as
//! long as the first cannot move a quotient onto a multiple, or onto the middle between two, or across one. Next to those no quotient of
//! small numbers lies closer than its divisor allows, and that is checked when the plan is made.

use super::divisor::away;
use super::range::Range;
use crate::number::Mode;

/// a ÷ b in steps, for words a and b of known scales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Quotient {
    /// What the dividend and the divisor are multiplied by.
    up: u64,
    down: u64,
    mode: Mode,
}

/// How many places a decimal has at most, and how many digits.
const MOST_PLACES: u32 = 28;

impl Quotient {
    /// The quotient of numbers in these ranges and scales, in steps of `step`·10^−`places`; nothing where integers do not give it.
    pub fn new(
        (dividend, dividend_scale): (Range, u32),
        (divisor, divisor_scale): (Range, u32),
        (step, places): (u64, u32),
        mode: Mode,
    ) -> Option<Self> {
        let (over, under) = (divisor_scale.checked_add(places)?, dividend_scale);
        let shared = over.min(under);
        let up = 10_u64.checked_pow(over.checked_sub(shared)?)?;
        let down = 10_u64.checked_pow(under.checked_sub(shared)?)?;
        let down = down.checked_mul(step)?;
        // Both sides of the fraction have room, and rounding has it once more for the steps.
        let most = |range: Range, factor: u64| {
            let most = u128::from(range.magnitude()).checked_mul(u128::from(factor))?;
            (most < 1 << 126).then_some(most)
        };
        most(dividend, up)?;
        let denominator = most(divisor, down)?;
        // Digits in front of the point of the largest quotient: that by the least divisor there is, one unit.
        let largest = u128::from(dividend.magnitude())
            .checked_mul(10_u128.checked_pow(divisor_scale)?)?
            .checked_div(10_u128.checked_pow(dividend_scale)?)?;
        let digits = largest
            .checked_ilog10()
            .map_or(0, |log| log.saturating_add(1));
        let kept = MOST_PLACES.checked_sub(digits.max(1))?;
        // A quotient in steps is no nearer to a half than 1 ÷ (2·denominator); a decimal errs by less than 10^−kept ÷ 2, which are
        // 10^(places−kept) ÷ (2·step) steps.
        let nearest = 10_u128.checked_pow(kept.checked_sub(places)?)?;
        let nearest = nearest.checked_mul(u128::from(step))?;
        (denominator < nearest).then_some(Self { up, down, mode })
    }

    /// How many steps the quotient comes to; nothing for a divisor of 0, or more than fit a word.
    #[inline]
    pub fn steps(self, dividend: i64, divisor: i64) -> Option<i64> {
        let negative = (dividend < 0) != (divisor < 0);
        let over = u128::from(dividend.unsigned_abs()).checked_mul(u128::from(self.up))?;
        let under = u128::from(divisor.unsigned_abs()).checked_mul(u128::from(self.down))?;
        let (quotient, left) = match (u64::try_from(over), u64::try_from(under)) {
            (Ok(over), Ok(under)) => (
                u128::from(over.checked_div(under)?),
                u128::from(over.checked_rem(under)?),
            ),
            _ => (over.checked_div(under)?, over.checked_rem(under)?),
        };
        let odd = quotient & 1 == 1;
        // What is left compares with half the divisor as it does in units of any size.
        let rest = under.checked_sub(left)?;
        let (left, units) = match left.cmp(&rest) {
            _ if left == 0 => (0, 3),
            std::cmp::Ordering::Less => (1, 3),
            std::cmp::Ordering::Equal => (2, 4),
            std::cmp::Ordering::Greater => (2, 3),
        };
        let away = away(self.mode, negative, odd, left, units);
        let steps = i64::try_from(quotient.checked_add(u128::from(away))?).ok()?;
        Some(if negative {
            steps.wrapping_neg()
        } else {
            steps
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Quotient;
    use crate::fast::range::Range;
    use crate::number::{Decimal, Mode};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn divides_as_decimals_do(
            dividend in prop_oneof![-1_000_000_000_i64..1_000_000_000, -400_i64..400],
            divisor in prop_oneof![-100_000_i64..100_000, -12_i64..12],
            (over, under) in (0_u32..6, 0_u32..6),
            (step, places) in (prop_oneof![Just(1_u64), 2_u64..100], 0_u32..6),
            mode in prop::sample::select(Mode::ALL.to_vec()),
        ) {
            let range = |most: i64| Range { low: -most, high: most };
            let quotient = Quotient::new(
                (range(1_000_000_000), over), (range(100_000), under), (step, places), mode,
            );
            let Some(quotient) = quotient else { return Ok(()) };
            let a = Decimal::new(dividend.into(), over).unwrap();
            let b = Decimal::new(divisor.into(), under).unwrap();
            let step = Decimal::new(step.into(), places).unwrap();
            let exact = a.div(b).and_then(|x| x.round(mode, step)).and_then(|x| x.div(step));
            prop_assert_eq!(quotient.steps(dividend, divisor), exact.ok().and_then(|x| x.to_i64()));
        }
    }

    #[test]
    fn refuses_what_a_decimal_would_round_first() {
        let wide = (Range::ALL, 0);
        assert_eq!(Quotient::new(wide, wide, (1, 18), Mode::HalfUp), None);
    }
}
