use super::{NoNumber, Number, Result};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{Signed, ToPrimitive, Zero};

impl Number {
    /// The shares of this total, a whole number of steps, by weights none of which is below zero.
    pub fn handed_out(&self, weights: &[Self], step: &Self) -> Vec<Result> {
        let (total, unit, _) = self.aligned(step);
        let steps = total.abs() / unit;
        let scale = weights.iter().map(|weight| weight.scale).max().unwrap_or(0);
        let whole = |weight: &Self| &weight.coefficient * super::ten_to(scale - weight.scale);
        let weights: Vec<BigInt> = weights.iter().map(whole).collect();
        let sum: BigInt = weights.iter().sum();
        let mut shares: Vec<(BigInt, BigInt)> = Vec::new();
        for weight in &weights {
            shares.push(if sum.is_zero() {
                Default::default()
            } else {
                (&steps * weight).div_mod_floor(&sum)
            });
        }
        let given: BigInt = shares.iter().map(|(whole, _)| whole).sum();
        let mut left = (&steps - given).to_usize().unwrap_or(0);
        while left > 0 {
            // The first of the largest rests; it is then out.
            let largest = shares.iter().map(|(_, rest)| rest).max().cloned();
            let first = shares
                .iter()
                .position(|(_, rest)| Some(rest) == largest.as_ref());
            if let Some(place) = first {
                shares[place].0 += 1;
                shares[place].1 = BigInt::from(-1);
            }
            left -= 1;
        }
        let sign = if self.coefficient.is_negative() {
            -1
        } else {
            1
        };
        let share = |(whole, _): (BigInt, BigInt)| {
            let coefficient = whole * &step.coefficient * sign;
            Self::new(coefficient, step.scale).ok_or(NoNumber::Overflow)
        };
        shares.into_iter().map(share).collect()
    }
}
