//! Numbers as the language means them: integers of any size, and the one rule Q that fits a result into a decimal.
//!
//! Nothing here is clever. Every operation makes the exact result as a fraction of two integers and hands it to `Number::nearest`.

mod real;
mod rounding;
mod share;
mod text;

pub use text::NotANumber;

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use std::cmp::Ordering;

/// The most decimal places of a number.
pub const MOST_PLACES: u32 = 28;

/// An exact decimal c·10⁻ˢ with |c| < 2⁹⁶ and 0 ≤ s ≤ 28, held in its shortest form.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number {
    coefficient: BigInt,
    scale: u32,
}

/// Why an operation has no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoNumber {
    /// It does not fit.
    Overflow,
    /// The divisor is zero.
    DivisionByZero,
    /// Rounding to a step that is zero or less.
    StepNotPositive,
    /// A root, a logarithm or a fractional power of a number below zero, or the logarithm of 0.
    NoSuchNumber,
}

/// What an operation gives.
pub type Result<T = Number> = std::result::Result<T, NoNumber>;

/// 10ⁿ
fn ten_to(n: u32) -> BigInt {
    BigInt::from(10).pow(n)
}

/// 2⁹⁶, below which every coefficient lies.
fn limit() -> BigInt {
    BigInt::one() << 96
}

/// The integer nearest to n ÷ d (d above zero), of two the even one.
fn half_even(n: &BigInt, d: &BigInt) -> BigInt {
    let (below, rest) = n.div_mod_floor(d);
    let above = &below + 1;
    match (&rest + &rest).cmp(d) {
        Ordering::Less => below,
        Ordering::Greater => above,
        Ordering::Equal if below.is_even() => below,
        Ordering::Equal => above,
    }
}

impl Number {
    /// c·10⁻ˢ, if that is a decimal of the language.
    pub fn new(coefficient: impl Into<BigInt>, scale: u32) -> Option<Self> {
        let (mut coefficient, mut scale) = (coefficient.into(), scale);
        while scale > 0 && coefficient.is_multiple_of(&BigInt::from(10)) {
            coefficient /= 10;
            scale -= 1;
        }
        (coefficient.abs() < limit() && scale <= MOST_PLACES).then_some(Self { coefficient, scale })
    }

    /// A small whole number.
    #[must_use]
    pub fn whole(value: u32) -> Self {
        Self {
            coefficient: value.into(),
            scale: 0,
        }
    }

    /// 0
    #[must_use]
    pub fn zero() -> Self {
        Self::whole(0)
    }

    /// Q(n ÷ d): rounded half-even to the largest number of places up to 28 at which the coefficient stays below 2⁹⁶.
    fn nearest(n: &BigInt, d: &BigInt) -> Result {
        let (n, d) = if d.is_negative() {
            (-n, -d)
        } else {
            (n.clone(), d.clone())
        };
        (0..=MOST_PLACES)
            .rev()
            .find_map(|scale| Self::new(half_even(&(&n * ten_to(scale)), &d), scale))
            .ok_or(NoNumber::Overflow)
    }

    /// The coefficients of two numbers at one common scale, and that scale.
    fn aligned(&self, other: &Self) -> (BigInt, BigInt, u32) {
        let scale = self.scale.max(other.scale);
        let at = |x: &Self| &x.coefficient * ten_to(scale - x.scale);
        (at(self), at(other), scale)
    }

    /// a + b
    pub fn plus(&self, other: &Self) -> Result {
        let (a, b, scale) = self.aligned(other);
        Self::nearest(&(a + b), &ten_to(scale))
    }

    /// a − b
    pub fn minus(&self, other: &Self) -> Result {
        self.plus(&other.negated())
    }

    /// a × b
    pub fn times(&self, other: &Self) -> Result {
        Self::nearest(
            &(&self.coefficient * &other.coefficient),
            &ten_to(self.scale + other.scale),
        )
    }

    /// a ÷ b
    pub fn divided_by(&self, other: &Self) -> Result {
        if other.is_zero() {
            return Err(NoNumber::DivisionByZero);
        }
        let (a, b, _) = self.aligned(other);
        Self::nearest(&a, &b)
    }

    /// a − b·trunc(a ÷ b): exact, with the sign of a.
    pub fn remainder(&self, other: &Self) -> Result {
        if other.is_zero() {
            return Err(NoNumber::DivisionByZero);
        }
        let (a, b, scale) = self.aligned(other);
        Self::new(a % b, scale).ok_or(NoNumber::Overflow)
    }

    /// −a
    #[must_use]
    pub fn negated(&self) -> Self {
        Self {
            coefficient: -&self.coefficient,
            scale: self.scale,
        }
    }

    /// |a|
    #[must_use]
    pub fn absolute(&self) -> Self {
        Self {
            coefficient: self.coefficient.abs(),
            scale: self.scale,
        }
    }

    /// Whether it is 0.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.coefficient.is_zero()
    }

    /// Whether it has no fraction.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.scale == 0
    }

    /// How many decimal places it needs.
    #[must_use]
    pub fn places(&self) -> u32 {
        self.scale
    }

    /// The integer that it is; nothing if it has a fraction.
    #[must_use]
    pub fn integer(&self) -> Option<&BigInt> {
        self.is_whole().then_some(&self.coefficient)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b, _) = self.aligned(other);
        a.cmp(&b)
    }
}

/// A literal of the typed tree.
impl From<lutine_core::number::Decimal> for Number {
    fn from(decimal: lutine_core::number::Decimal) -> Self {
        Self {
            coefficient: decimal.coefficient().into(),
            scale: decimal.scale(),
        }
    }
}

#[cfg(test)]
mod tests;
