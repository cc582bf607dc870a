//! The civil calendar: years 1 to 9999 of the Gregorian rule, counted by hand.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::ToPrimitive;
use std::fmt;

/// A day of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i64,
    month: i64,
    day: i64,
}

/// A date outside the years 1 to 9999.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OutOfCalendar;

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_in_year(year: i64) -> i64 {
    if is_leap(year) { 366 } else { 365 }
}

impl Date {
    /// The day, if the calendar has it.
    #[must_use]
    pub fn new(year: i64, month: i64, day: i64) -> Option<Self> {
        let exists = (1..=9999).contains(&year)
            && (1..=12).contains(&month)
            && (1..=days_in_month(year, month)).contains(&day);
        exists.then_some(Self { year, month, day })
    }

    /// Reads `2025-12-31`, exactly so.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return None;
        };
        let number = |digits: &[&u8]| {
            digits.iter().try_fold(0, |sum, digit| {
                digit
                    .is_ascii_digit()
                    .then(|| sum * 10 + i64::from(**digit - b'0'))
            })
        };
        Self::new(
            number(&[y1, y2, y3, y4])?,
            number(&[m1, m2])?,
            number(&[d1, d2])?,
        )
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i64 {
        self.year
    }

    /// The month, from 1.
    #[must_use]
    pub fn month(self) -> i64 {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day(self) -> i64 {
        self.day
    }

    /// How many days lie between the first day of year 1 and this one.
    fn ordinal(self) -> i64 {
        let before = self.year - 1;
        let years = before * 365 + before / 4 - before / 100 + before / 400;
        let months: i64 = (1..self.month)
            .map(|month| days_in_month(self.year, month))
            .sum();
        years + months + self.day - 1
    }

    /// The day that so many days lie before.
    fn from_ordinal(ordinal: i64) -> Option<Self> {
        // No year is longer than 366 days, so this begins in the right year or before it.
        let mut year = ordinal / 366 + 1;
        let mut rest = ordinal - Self::new(year.min(9999), 1, 1)?.ordinal();
        while rest >= days_in_year(year) {
            rest -= days_in_year(year);
            year += 1;
        }
        let mut month = 1;
        while rest >= days_in_month(year, month) {
            rest -= days_in_month(year, month);
            month += 1;
        }
        Self::new(year, month, rest + 1)
    }

    /// Days from this date to the other, negative if that is before.
    #[must_use]
    pub fn days_to(self, other: Self) -> i64 {
        other.ordinal() - self.ordinal()
    }

    /// Completed months from this date to the other; from a later to an earlier date, the same with a minus sign. A month that
    /// begins on a day that its last month does not have is complete on the first day behind that month.
    #[must_use]
    pub fn months_to(self, other: Self) -> i64 {
        if other < self {
            return -other.months_to(self);
        }
        let months = (other.year - self.year) * 12 + other.month - self.month;
        if other.day < self.day {
            months - 1
        } else {
            months
        }
    }

    /// Completed years from this date to a later one. Years that begin on 29 February are complete on 1 March.
    #[must_use]
    pub fn years_to(self, other: Self) -> Option<i64> {
        if other < self {
            return None;
        }
        let had_no_birthday = (other.month, other.day) < (self.month, self.day);
        Some(other.year - self.year - i64::from(had_no_birthday))
    }

    /// Completed years from this date to one not before it, where years that begin on 29 February are complete on the last of February.
    #[must_use]
    pub fn years_by_february_28(self, other: Self) -> i64 {
        let day = self.day.min(days_in_month(other.year, self.month));
        let had_no_birthday = (other.month, other.day) < (self.month, day);
        other.year - self.year - i64::from(had_no_birthday)
    }

    /// The date moved by a period: years and months first, to the last day of a month that is too short, then days.
    pub fn shifted(self, period: &Period) -> Result<Self, OutOfCalendar> {
        let months: BigInt =
            &period.years * 12 + &period.months + self.year * 12 + (self.month - 1);
        let (year, month) = months.div_mod_floor(&BigInt::from(12));
        let year = year
            .to_i64()
            .filter(|year| (1..=9999).contains(year))
            .ok_or(OutOfCalendar)?;
        let month = month.to_i64().ok_or(OutOfCalendar)? + 1;
        let day = self.day.min(days_in_month(year, month));
        let moved = Self { year, month, day };
        let last = Self {
            year: 9999,
            month: 12,
            day: 31,
        };
        (&period.days + moved.ordinal())
            .to_i64()
            .filter(|ordinal| (0..=last.ordinal()).contains(ordinal))
            .and_then(Self::from_ordinal)
            .ok_or(OutOfCalendar)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Years, months and days, kept apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Whole years.
    pub years: BigInt,
    /// Whole months.
    pub months: BigInt,
    /// Days.
    pub days: BigInt,
}

impl Period {
    /// The same way back.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self {
            years: -&self.years,
            months: -&self.months,
            days: -&self.days,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, OutOfCalendar, Period};

    fn d(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn shift(date: &str, years: i64, months: i64, days: i64) -> Result<String, OutOfCalendar> {
        let period = Period {
            years: years.into(),
            months: months.into(),
            days: days.into(),
        };
        d(date).shifted(&period).map(|date| date.to_string())
    }

    #[test]
    fn the_calendar_has_its_days_and_no_others() {
        for text in [
            "2023-02-29",
            "1900-02-29",
            "2025-13-01",
            "2025-00-10",
            "2025-04-31",
            "0000-01-01",
            "2025-1-01",
            "2025-01-1",
            "20250101",
            "2025-01-01 ",
            "+025-01-01",
            "2025/01/01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        for text in ["2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"] {
            assert_eq!(d(text).to_string(), text);
        }
    }

    #[test]
    fn days_agree_with_known_day_numbers() {
        // Python's date.toordinal, which counts 0001-01-01 as 1.
        for (text, ordinal) in [
            ("0001-01-01", 1),
            ("1582-10-15", 577_736),
            ("1970-01-01", 719_163),
            ("2000-02-29", 730_179),
            ("2025-11-22", 739_577),
            ("9999-12-31", 3_652_059),
        ] {
            assert_eq!(d(text).ordinal() + 1, ordinal, "{text}");
            assert_eq!(Date::from_ordinal(ordinal - 1), Some(d(text)));
        }
        assert_eq!(d("2024-02-28").days_to(d("2024-03-01")), 2);
        assert_eq!(d("2025-03-01").days_to(d("2025-02-28")), -1);
    }

    #[test]
    fn every_day_is_the_day_behind_the_one_before() {
        let mut before = d("0001-01-01");
        for ordinal in 1..=3_652_058 {
            let day = Date::from_ordinal(ordinal).unwrap();
            assert!(before < day && day.ordinal() == ordinal);
            before = day;
        }
        assert_eq!(Date::from_ordinal(3_652_059), None);
    }

    #[test]
    fn years_of_the_leap_day_complete_on_the_first_of_march() {
        let born = d("2004-02-29");
        assert_eq!(born.years_to(d("2023-02-28")), Some(18));
        assert_eq!(born.years_to(d("2023-03-01")), Some(19));
        assert_eq!(born.years_to(d("2024-02-28")), Some(19));
        assert_eq!(born.years_to(d("2024-02-29")), Some(20));
        assert_eq!(born.years_to(d("2004-02-28")), None);
        assert_eq!(d("2000-06-15").years_to(d("2025-06-14")), Some(24));
        assert_eq!(d("2000-06-15").years_to(d("2025-06-15")), Some(25));
    }

    #[test]
    fn months_are_completed_months() {
        let months = |a, b| d(a).months_to(d(b));
        assert_eq!(months("2025-01-15", "2025-02-14"), 0);
        assert_eq!(months("2025-01-15", "2025-02-15"), 1);
        assert_eq!(months("2025-01-31", "2025-02-28"), 0);
        assert_eq!(months("2025-01-31", "2025-03-01"), 1);
        assert_eq!(months("2025-03-15", "2025-03-10"), 0);
        assert_eq!(months("2025-03-15", "2024-03-15"), -12);
    }

    #[test]
    fn shifting_goes_by_months_then_days() {
        assert_eq!(shift("2024-02-29", 1, 0, 0), Ok("2025-02-28".to_owned()));
        assert_eq!(shift("2024-02-29", 4, 0, 0), Ok("2028-02-29".to_owned()));
        assert_eq!(shift("2025-01-31", 0, 1, 0), Ok("2025-02-28".to_owned()));
        assert_eq!(shift("2025-01-31", 0, 1, 1), Ok("2025-03-01".to_owned()));
        assert_eq!(shift("2025-03-31", 0, -1, 0), Ok("2025-02-28".to_owned()));
        assert_eq!(shift("2025-01-01", 0, 0, -1), Ok("2024-12-31".to_owned()));
        assert_eq!(shift("2025-12-15", 0, 1, 0), Ok("2026-01-15".to_owned()));
        assert_eq!(shift("9999-12-31", 0, 0, 1), Err(OutOfCalendar));
        assert_eq!(shift("0001-01-01", 0, 0, -1), Err(OutOfCalendar));
        assert_eq!(shift("9999-12-31", 0, 1, -40), Err(OutOfCalendar));
        assert_eq!(shift("2025-01-01", 0, 0, i64::MAX), Err(OutOfCalendar));
        assert_eq!(shift("2025-01-01", i64::MIN, 0, 0), Err(OutOfCalendar));
    }
}
