//! Sums, products and averages of lists of which only the least and the greatest number of items is known.

use super::numbers::largest;
use super::{Computed, Numbers};
use crate::number::{Decimal, MAX_SCALE, Mode};

/// How many items are gone through one by one where no formula says what they come to.
const MOST_STEPS: u32 = 64;

impl Numbers {
    /// Sums of `least` to `most` of these numbers; 0 of none.
    #[must_use]
    pub fn sum(&self, least: u32, most: u32) -> Computed {
        let largest_sum = self.largest_magnitude().mul(Decimal::from(most));
        let is_exact = largest_sum.is_ok_and(|sum| Self::fits(sum, self.places));
        if is_exact {
            let times = |end: Decimal, of_most: bool| {
                end.mul(Decimal::from(if of_most { most } else { least }))
            };
            let low = times(self.low, self.low.is_negative());
            let high = times(self.high, self.high > Decimal::ZERO);
            if let (Ok(low), Ok(high)) = (low, high) {
                return Computed::sure(Self::between(low, high, self.places));
            }
        }
        let start = Self::one(Decimal::ZERO);
        let added = self.folded(start, least, most, |sum| sum.plus(self));
        added.unwrap_or_else(|| {
            let small = self.small_sum(most);
            let bound = small.unwrap_or_else(|| largest(0));
            let negative = self.low.is_negative();
            let positive = self.high > Decimal::ZERO;
            let low = if negative { bound.neg() } else { Decimal::ZERO };
            let high = if positive { bound } else { Decimal::ZERO };
            Computed {
                overflow: small.is_none(),
                ..unsure(Self::between(low, high, self.places))
            }
        })
    }

    /// What no sum of so many of these numbers is greater than, if that is a number of few digits: then each sum on the way keeps places
    /// enough that rounding adds less than 1 to it.
    fn small_sum(&self, most: u32) -> Option<Decimal> {
        let each = self.largest_magnitude().add(Decimal::ONE).ok()?;
        let bound = each.round(Mode::Up, Decimal::ONE).ok()?;
        let bound = bound.mul(Decimal::from(most)).ok()?;
        let few = Decimal::from_i64(1_000_000_000_000_000_000);
        (bound <= few).then_some(bound)
    }

    /// Products of `least` to `most` of these numbers; 1 of none.
    #[must_use]
    pub fn product(&self, least: u32, most: u32) -> Computed {
        let start = Self::one(Decimal::ONE);
        let multiplied = self.folded(start, least, most, |product| product.times(self));
        multiplied.unwrap_or_else(|| {
            let places = if self.places == 0 { 0 } else { MAX_SCALE };
            if self.largest_magnitude() > Decimal::ONE {
                return unsure(Self::all(places));
            }
            // Of numbers no larger than 1 neither is the product.
            let low = if self.low.is_negative() {
                Decimal::ONE.neg()
            } else {
                Decimal::ZERO
            };
            let values = Self::between(low, Decimal::ONE, places);
            Computed {
                inexact: places > 0,
                ..Computed::sure(values)
            }
        })
    }

    /// Averages of 1, or `least`, to `most` of these numbers: their sum by their number.
    #[must_use]
    pub fn average(&self, least: u32, most: u32) -> Computed {
        let least = least.max(1);
        if most < least {
            return Computed::never();
        }
        let sum = self.sum(least, most);
        let counts = Self::between(Decimal::from(least), Decimal::from(most), 0);
        let Some(sums) = sum.values else {
            return sum;
        };
        let quotient = sums.divided_by(&counts);
        let between = Self::between(self.low, self.high, MAX_SCALE);
        let values = match quotient.values {
            // An exact sum's average lies between the least and the greatest.
            Some(values) if !sum.inexact && !sum.overflow => values.meet(&between),
            values => values,
        };
        Computed {
            values,
            overflow: sum.overflow || quotient.overflow,
            refused: false,
            inexact: true,
        }
    }

    /// What comes of a fold over `least` to `most` items, if these are few.
    fn folded(
        &self,
        start: Self,
        least: u32,
        most: u32,
        fold: impl Fn(&Self) -> Computed,
    ) -> Option<Computed> {
        if most > MOST_STEPS {
            return None;
        }
        let mut all = Computed::never();
        let mut open = Computed::sure(start);
        for count in 0..=most {
            if count >= least {
                all = all.or(&open);
            }
            let Some(values) = open.values.filter(|_| count < most) else {
                break;
            };
            let next = fold(&values);
            // The errors of a shorter fold are those of the longer one too.
            open = Computed {
                overflow: next.overflow || open.overflow,
                inexact: next.inexact || open.inexact,
                ..next
            };
        }
        Some(Computed {
            overflow: all.overflow || open.overflow,
            inexact: all.inexact || open.inexact,
            ..all
        })
    }
}

/// Results of which neither size nor places are known.
fn unsure(values: Numbers) -> Computed {
    Computed {
        overflow: true,
        inexact: true,
        ..Computed::sure(values)
    }
}
