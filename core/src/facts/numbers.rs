//! The fact of a number.

use crate::number::{Decimal, MAX_COEFFICIENT, MAX_SCALE};

/// Numbers between two ends, both inside, with at most so many decimal places.
///
/// ```
/// use lutine_core::facts::Numbers;
/// let points = Numbers::between(0.into(), 8.into(), 0);
/// let factor = Numbers::one("1.25".parse()?);
/// let product = points.times(&factor);
/// assert_eq!(product.values, Some(Numbers::between(0.into(), 10.into(), 2)));
/// assert!(!product.overflow);
/// # Ok::<(), lutine_core::number::ParseError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numbers {
    pub(super) low: Decimal,
    pub(super) high: Decimal,
    /// The most decimal places that one of them needs.
    pub(super) places: u32,
    /// Whether 0 is none of them though the ends do not say so.
    pub(super) without_zero: bool,
}

impl Numbers {
    /// All numbers that there are, with at most so many places.
    #[must_use]
    pub fn all(places: u32) -> Self {
        let most = largest(0);
        Self {
            low: most.neg(),
            high: most,
            places: places.min(MAX_SCALE),
            without_zero: false,
        }
    }

    /// The numbers from `low` to `high`. Ends the wrong way round are turned.
    #[must_use]
    pub fn between(low: Decimal, high: Decimal, places: u32) -> Self {
        Self {
            low: low.min(high),
            high: high.max(low),
            places: places.min(MAX_SCALE),
            without_zero: false,
        }
    }

    /// One number.
    #[must_use]
    pub fn one(value: Decimal) -> Self {
        Self::between(value, value, value.scale())
    }

    /// The least of them.
    #[must_use]
    pub const fn low(&self) -> Decimal {
        self.low
    }

    /// The greatest of them.
    #[must_use]
    pub const fn high(&self) -> Decimal {
        self.high
    }

    /// The most decimal places that one of them needs.
    #[must_use]
    pub const fn places(&self) -> u32 {
        self.places
    }

    /// The only one of them, if there is but one.
    #[must_use]
    pub fn only(&self) -> Option<Decimal> {
        (self.low == self.high).then_some(self.low)
    }

    /// Whether 0 may be among them.
    #[must_use]
    pub fn can_be_zero(&self) -> bool {
        !self.without_zero && self.contains_between(Decimal::ZERO)
    }

    /// Whether all are above 0.
    #[must_use]
    pub fn is_positive(&self) -> bool {
        self.low > Decimal::ZERO
    }

    /// Whether the value may be among them.
    #[must_use]
    pub fn contains(&self, value: Decimal) -> bool {
        self.contains_between(value)
            && value.scale() <= self.places
            && !(self.without_zero && value.is_zero())
    }

    fn contains_between(&self, value: Decimal) -> bool {
        self.low <= value && value <= self.high
    }

    /// The same numbers without 0; nothing if there is no other.
    #[must_use]
    pub fn without_zero(self) -> Option<Self> {
        if self.low.is_zero() && self.high.is_zero() {
            return None;
        }
        let mut found = Self {
            without_zero: true,
            ..self
        };
        // On a grid the neighbour of 0 is the first number that is left.
        let unit = unit(self.places);
        if found.low.is_zero() {
            found.low = unit.min(found.high);
        }
        if found.high.is_zero() {
            found.high = unit.neg().max(found.low);
        }
        Some(found)
    }

    /// Those not below `end`, or not even `end` itself; nothing if there is none.
    #[must_use]
    pub fn from_on(self, end: Decimal, inclusive: bool) -> Option<Self> {
        let end = self.on_grid(end, inclusive, false);
        (end <= self.high).then(|| Self {
            low: self.low.max(end),
            ..self
        })
    }

    /// Those not above `end`, or not even `end` itself; nothing if there is none.
    #[must_use]
    pub fn up_to(self, end: Decimal, inclusive: bool) -> Option<Self> {
        let end = self.on_grid(end, inclusive, true);
        (self.low <= end).then(|| Self {
            high: self.high.min(end),
            ..self
        })
    }

    /// The nearest number with these places at or inside an end. Where it cannot be had the end itself, which is farther out.
    fn on_grid(&self, end: Decimal, inclusive: bool, is_upper: bool) -> Decimal {
        use crate::number::Mode;
        let unit = unit(self.places);
        let mode = if is_upper { Mode::Floor } else { Mode::Ceiling };
        let Ok(near) = end.round(mode, unit) else {
            return end;
        };
        if inclusive || near != end {
            return near;
        }
        let next = if is_upper {
            near.sub(unit)
        } else {
            near.add(unit)
        };
        next.unwrap_or(end)
    }

    /// Those of both; nothing if there is none.
    #[must_use]
    pub fn meet(self, other: &Self) -> Option<Self> {
        let low = self.low.max(other.low);
        let high = self.high.min(other.high);
        let met = (low <= high).then(|| Self {
            low,
            high,
            places: self.places.min(other.places),
            without_zero: false,
        })?;
        if self.without_zero || other.without_zero {
            met.without_zero()
        } else {
            Some(met)
        }
    }

    /// Those of either.
    #[must_use]
    pub fn join(self, other: &Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
            places: self.places.max(other.places),
            without_zero: !self.can_be_zero() && !other.can_be_zero(),
        }
    }

    /// The largest distance of one of them from 0.
    #[must_use]
    pub fn largest_magnitude(&self) -> Decimal {
        self.low.abs().max(self.high.abs())
    }

    /// Whether every number of up to this magnitude with these places is one that can be held.
    pub(super) fn fits(magnitude: Decimal, places: u32) -> bool {
        places <= MAX_SCALE && magnitude <= largest(places)
    }
}

/// The largest number of so many places of which all smaller ones can be held with these places: (2⁹⁶−1)·10^−places.
pub(super) fn largest(places: u32) -> Decimal {
    let coefficient = i128::try_from(MAX_COEFFICIENT).unwrap_or(i128::MAX);
    Decimal::new(coefficient, places.min(MAX_SCALE)).unwrap_or(Decimal::ZERO)
}

/// 10^−places.
pub(super) fn unit(places: u32) -> Decimal {
    Decimal::new(1, places.min(MAX_SCALE)).unwrap_or(Decimal::ONE)
}
