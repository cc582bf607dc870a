//! Dates and the spans between them.

use super::Numbers;
use crate::date::{Date, days_between, months_between, years_between};
use crate::number::Decimal;

/// Days from one to another, both inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dates {
    low: Date,
    high: Date,
}

/// What can be said of a span between two dates, or of a date moved by a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Spans<T> {
    /// The results where there is one; nothing if there never is.
    pub values: Option<T>,
    /// Whether it can fail: dates the wrong way round, a date outside the calendar.
    pub refused: bool,
}

impl Dates {
    /// Every day of the years 1 to 9999.
    #[must_use]
    pub const fn all() -> Self {
        Self {
            low: Date::MIN,
            high: Date::MAX,
        }
    }

    /// The days from `low` to `high`. Ends the wrong way round are turned.
    #[must_use]
    pub fn between(low: Date, high: Date) -> Self {
        Self {
            low: low.min(high),
            high: high.max(low),
        }
    }

    /// The first of them.
    #[must_use]
    pub const fn low(&self) -> Date {
        self.low
    }

    /// The last of them.
    #[must_use]
    pub const fn high(&self) -> Date {
        self.high
    }

    /// Whether the day is among them.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.low <= date && date <= self.high
    }

    /// Those not before `end`, or not even `end` itself; nothing if there is none.
    #[must_use]
    pub fn from_on(self, end: Date, inclusive: bool) -> Option<Self> {
        let end = if inclusive { end } else { next_day(end, 1)? };
        let low = self.low.max(end);
        (low <= self.high).then_some(Self { low, ..self })
    }

    /// Those not after `end`, or not even `end` itself; nothing if there is none.
    #[must_use]
    pub fn up_to(self, end: Date, inclusive: bool) -> Option<Self> {
        let end = if inclusive { end } else { next_day(end, -1)? };
        let high = self.high.min(end);
        (self.low <= high).then_some(Self { high, ..self })
    }

    /// Those of both; nothing if there is none.
    #[must_use]
    pub fn meet(self, other: &Self) -> Option<Self> {
        self.from_on(other.low, true)?.up_to(other.high, true)
    }

    /// Those of either, and what lies between.
    #[must_use]
    pub fn join(self, other: &Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    /// Their years.
    #[must_use]
    pub fn years(&self) -> Numbers {
        whole(self.low.year(), self.high.year())
    }

    /// Their months, 1 to 12.
    #[must_use]
    pub fn months(&self) -> Numbers {
        if self.low.year() == self.high.year() {
            return whole(self.low.month(), self.high.month());
        }
        whole(1, 12)
    }

    /// Their days of the month, 1 to 31.
    #[must_use]
    pub fn days(&self) -> Numbers {
        if self.low == self.high {
            return whole(self.low.day(), self.high.day());
        }
        whole(1, 31)
    }

    /// Completed years from these dates to others; dates the wrong way round give none.
    #[must_use]
    pub fn years_to(&self, other: &Self) -> Spans<Numbers> {
        let most = years_between(self.low, other.high);
        let least = years_between(self.high, other.low).unwrap_or(0);
        Spans {
            values: most.map(|most| whole(least, most)),
            refused: other.low < self.high,
        }
    }

    /// The same, years that begin on 29 February completing on 28 February.
    #[must_use]
    pub fn years_by_february_28_to(&self, other: &Self) -> Spans<Numbers> {
        let years = self.years_to(other);
        let one_more = |years: Numbers| {
            let most = years
                .high()
                .to_i64()
                .map_or(i64::MAX, |most| most.saturating_add(1));
            whole(least(years.low()), most)
        };
        Spans {
            values: years.values.map(one_more),
            ..years
        }
    }

    /// The time from these dates to others as a part of a year, by whichever count: none counts more than the days ÷ 360 and a month.
    #[must_use]
    pub fn part_of_year_to(&self, other: &Self) -> Spans<Numbers> {
        let days = days_between(self.low, other.high);
        let most = Decimal::from_i64(days.wrapping_div(360).saturating_add(2));
        Spans {
            values: (days >= 0).then(|| Numbers::between(Decimal::ZERO, most, 28)),
            refused: other.low < self.high,
        }
    }

    /// Completed months from these dates to others, negative where they are the wrong way round.
    #[must_use]
    pub fn months_to(&self, other: &Self) -> Numbers {
        let least = months_between(self.high, other.low);
        let most = months_between(self.low, other.high);
        whole(least, most)
    }

    /// Days from these dates to others.
    #[must_use]
    pub fn days_to(&self, other: &Self) -> Numbers {
        whole(
            days_between(self.high, other.low),
            days_between(self.low, other.high),
        )
    }

    /// These dates moved by periods: years and months first, then days.
    #[must_use]
    pub fn moved(&self, years: &Numbers, months: &Numbers, days: &Numbers) -> Spans<Self> {
        let low = self
            .low
            .add_period(least(years.low()), least(months.low()), least(days.low()));
        let high = self
            .high
            .add_period(most(years.high()), most(months.high()), most(days.high()));
        Spans {
            values: Some(Self {
                low: low.unwrap_or(Date::MIN),
                high: high.unwrap_or(Date::MAX),
            }),
            refused: low.is_none() || high.is_none() || self.leaves(years, months, days),
        }
    }

    /// Whether years and months alone can lead out of the calendar, though days lead back.
    fn leaves(&self, years: &Numbers, months: &Numbers, days: &Numbers) -> bool {
        let inside = |date: Date, years: i64, months: i64, days: i64| {
            date.add_period(years, months, 0).is_some()
                && date.add_period(years, months, days).is_some()
        };
        let (low_years, high_years) = (least(years.low()), most(years.high()));
        let (low_months, high_months) = (least(months.low()), most(months.high()));
        !(inside(self.low, low_years, low_months, least(days.low()))
            && inside(self.high, high_years, high_months, most(days.high())))
    }
}

fn next_day(date: Date, by: i32) -> Option<Date> {
    Date::from_days(date.days().checked_add(by)?)
}

fn whole(low: impl Into<i64>, high: impl Into<i64>) -> Numbers {
    Numbers::between(
        Decimal::from_i64(low.into()),
        Decimal::from_i64(high.into()),
        0,
    )
}

/// The end as a whole number; one too large for that leads out of every calendar.
fn least(end: Decimal) -> i64 {
    end.to_i64().unwrap_or(i64::MIN)
}

fn most(end: Decimal) -> i64 {
    end.to_i64().unwrap_or(i64::MAX)
}
