//! The four operations, the remainder, signs, and the lesser and greater of two.

use super::Numbers;
use super::numbers::{largest, unit};
use crate::number::{Decimal, MAX_SCALE, NumberError};

/// What an operation can come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Computed {
    /// The results where there is one; nothing if there never is.
    pub values: Option<Numbers>,
    /// Whether the result can be too large.
    pub overflow: bool,
    /// Whether a divisor can be zero, or the step of a rounding not above zero.
    pub refused: bool,
    /// Whether the exact result can need more digits than a number keeps, so that it is rounded.
    pub inexact: bool,
}

impl Computed {
    pub(super) const fn sure(values: Numbers) -> Self {
        Self {
            values: Some(values),
            overflow: false,
            refused: false,
            inexact: false,
        }
    }

    pub(super) const fn never() -> Self {
        Self {
            values: None,
            overflow: false,
            refused: false,
            inexact: false,
        }
    }

    /// What either can come to.
    #[must_use]
    pub(super) fn or(self, other: &Self) -> Self {
        let values = match (self.values, &other.values) {
            (Some(own), Some(other)) => Some(own.join(other)),
            (own, other) => own.or(*other),
        };
        Self {
            values,
            overflow: self.overflow || other.overflow,
            refused: self.refused || other.refused,
            inexact: self.inexact || other.inexact,
        }
    }
}

/// An end of a result: a number, or too large on one side.
#[derive(Clone, Copy)]
enum End {
    Number(Decimal),
    TooLow,
    TooHigh,
}

impl End {
    /// The result of an operation whose exact result has this sign.
    fn of(result: Result<Decimal, NumberError>, negative: bool) -> Self {
        match result {
            Ok(number) => Self::Number(number),
            Err(_) if negative => Self::TooLow,
            Err(_) => Self::TooHigh,
        }
    }
}

/// The results between ends of which the least and the greatest are these.
fn spanned(ends: &[End], places: u32, inexact: bool) -> Computed {
    let most = largest(0);
    let numbers = ends.iter().filter_map(|end| match end {
        End::Number(number) => Some(*number),
        _ => None,
    });
    let too_low = ends.iter().any(|end| matches!(end, End::TooLow));
    let too_high = ends.iter().any(|end| matches!(end, End::TooHigh));
    let low = if too_low {
        Some(most.neg())
    } else {
        numbers.clone().min()
    };
    let high = if too_high { Some(most) } else { numbers.max() };
    // All ends too large on one side: no result at all. On both sides: anything between.
    let values = match (low, high) {
        (Some(low), Some(high)) => Some(Numbers::between(low, high, places)),
        _ => None,
    };
    Computed {
        values,
        overflow: too_low || too_high,
        refused: false,
        inexact,
    }
}

impl Numbers {
    /// Sums.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Computed {
        let places = self.places.max(other.places);
        let end = |a: Decimal, b: Decimal| End::of(a.add(b), a.is_negative());
        let ends = [end(self.low, other.low), end(self.high, other.high)];
        let mut sum = spanned(&ends, places, false);
        sum.inexact = !sum.is_held(places);
        sum
    }

    /// Differences.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Computed {
        self.plus(&other.negated())
    }

    /// Products.
    #[must_use]
    pub fn times(&self, other: &Self) -> Computed {
        // Once a number is the number, however many digits it has.
        if other.only() == Some(Decimal::ONE) {
            return Computed::sure(*self);
        }
        if self.only() == Some(Decimal::ONE) {
            return Computed::sure(*other);
        }
        let exact_places = self.places.saturating_add(other.places);
        let end = |a: Decimal, b: Decimal| End::of(a.mul(b), a.is_negative() != b.is_negative());
        let ends = [
            end(self.low, other.low),
            end(self.low, other.high),
            end(self.high, other.low),
            end(self.high, other.high),
        ];
        let mut product = spanned(&ends, exact_places.min(MAX_SCALE), false);
        product.inexact = !product.is_held(exact_places);
        // A product with more than 28 places can round to 0.
        let keeps_small = exact_places <= MAX_SCALE;
        if keeps_small && !self.can_be_zero() && !other.can_be_zero() {
            product.values = product.values.and_then(Self::without_zero);
        }
        product
    }

    /// Quotients. Divisors that are zero give none.
    #[must_use]
    pub fn divided_by(&self, divisor: &Self) -> Computed {
        let exact_places = exact_quotient_places(self, divisor);
        let places = exact_places.unwrap_or(MAX_SCALE);
        let parts = divisor.parts_without_zero();
        let end = |a: Decimal, b: Decimal| End::of(a.div(b), a.is_negative() != b.is_negative());
        let mut quotient = parts
            .iter()
            .flatten()
            .map(|(low, high)| {
                let ends = [
                    end(self.low, *low),
                    end(self.low, *high),
                    end(self.high, *low),
                    end(self.high, *high),
                ];
                spanned(&ends, places, false)
            })
            .fold(Computed::never(), |all, part| all.or(&part));
        quotient.refused = divisor.can_be_zero();
        quotient.inexact = exact_places.is_none_or(|places| !quotient.is_held(places));
        quotient
    }

    /// Remainders: of the sign of the first, smaller than the second and not larger than the first.
    #[must_use]
    pub fn remainder(&self, divisor: &Self) -> Computed {
        let places = self.places.max(divisor.places);
        let refused = divisor.can_be_zero();
        if divisor.low.is_zero() && divisor.high.is_zero() {
            return Computed {
                refused: true,
                ..Computed::never()
            };
        }
        let most = divisor.largest_magnitude();
        let below = most.sub(unit(places)).unwrap_or(most);
        let low = self.low.max(below.neg()).min(Decimal::ZERO);
        let high = self.high.min(below).max(Decimal::ZERO);
        let least = divisor.parts_without_zero();
        let least = least
            .iter()
            .flatten()
            .map(|(a, b)| a.abs().min(b.abs()))
            .min();
        let untouched = least.is_some_and(|least| self.largest_magnitude() < least);
        let values = if untouched {
            *self
        } else {
            Self::between(low, high, places)
        };
        Computed {
            refused,
            ..Computed::sure(values)
        }
    }

    /// The numbers with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self {
            low: self.high.neg(),
            high: self.low.neg(),
            ..*self
        }
    }

    /// The numbers without their signs.
    #[must_use]
    pub fn absolute(&self) -> Self {
        if !self.low.is_negative() {
            return *self;
        }
        if self.high <= Decimal::ZERO {
            return self.negated();
        }
        let all = Self {
            low: Decimal::ZERO,
            high: self.largest_magnitude(),
            ..*self
        };
        if self.can_be_zero() {
            all
        } else {
            all.without_zero().unwrap_or(all)
        }
    }

    /// The lesser of two.
    #[must_use]
    pub fn least(&self, other: &Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.min(other.high),
            ..self.join(other)
        }
    }

    /// The greater of two.
    #[must_use]
    pub fn greatest(&self, other: &Self) -> Self {
        Self {
            low: self.low.max(other.low),
            high: self.high.max(other.high),
            ..self.join(other)
        }
    }

    /// The ends of those below 0 and of those above.
    fn parts_without_zero(&self) -> [Option<(Decimal, Decimal)>; 2] {
        let unit = unit(self.places);
        let below = self
            .low
            .is_negative()
            .then(|| (self.low, self.high.min(unit.neg()).max(self.low)));
        let above =
            (self.high > Decimal::ZERO).then(|| (self.low.max(unit).min(self.high), self.high));
        [below, above]
    }
}

impl Computed {
    /// Whether every result is one that can be held with these places, so that none is rounded.
    fn is_held(&self, places: u32) -> bool {
        let fits = |values: Numbers| Numbers::fits(values.largest_magnitude(), places);
        !self.overflow && self.values.is_none_or(fits)
    }
}

/// The places of quotients by one divisor of which 1 ÷ divisor ends: 0.01 of 100.
fn exact_quotient_places(dividend: &Numbers, divisor: &Numbers) -> Option<u32> {
    let divisor = divisor.only()?;
    let mut rest = divisor.coefficient().unsigned_abs();
    let (mut twos, mut fives) = (0_u32, 0_u32);
    if rest == 0 {
        return None;
    }
    while rest.is_multiple_of(2) {
        rest = rest.checked_div(2)?;
        twos = twos.saturating_add(1);
    }
    while rest.is_multiple_of(5) {
        rest = rest.checked_div(5)?;
        fives = fives.saturating_add(1);
    }
    let places = dividend
        .places
        .saturating_add(twos.max(fives))
        .saturating_sub(divisor.scale());
    (rest == 1 && places <= MAX_SCALE).then_some(places)
}
