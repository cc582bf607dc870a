//! Calendar dates and the time between them.

use std::fmt;
use std::str::FromStr;

use crate::graph::DayCount;
use crate::number::Decimal;
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;

/// A day of the Gregorian calendar, from 0001-01-01 to 9999-12-31, without time or time zone.
///
/// ```
/// use lutine_core::date::{Date, years_between};
/// let born: Date = "2004-02-29".parse()?;
/// let effective: Date = "2025-02-28".parse()?;
/// assert_eq!(years_between(born, effective), Some(20));
/// # Ok::<(), lutine_core::date::DateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Date(i32);

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum DateError {
    /// The text is not four digits, two digits and two digits with hyphens between.
    #[error("not a date: write it like 2025-07-01 (year, month, day)")]
    NotADate,
    /// The text has the form of a date, but the calendar has no such day.
    #[error("the calendar has no such day")]
    NoSuchDay,
}

impl Date {
    /// 0001-01-01.
    pub const MIN: Self = Self(-719_162);

    /// 9999-12-31.
    pub const MAX: Self = Self(2_932_896);

    /// The date of a year, a month from 1 and a day from 1; nothing if the calendar has no such day.
    ///
    /// ```
    /// use lutine_core::date::Date;
    /// assert_eq!(Date::new(2025, 7, 1).map(|date| date.to_string()).as_deref(), Some("2025-07-01"));
    /// assert_eq!(Date::new(2025, 2, 29), None);
    /// ```
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        Self::from_calendar(NaiveDate::from_ymd_opt(year, month, day)?)
    }

    /// The date `days` days after 1970-01-01; nothing outside the calendar's range.
    #[must_use]
    pub fn from_days(days: i32) -> Option<Self> {
        let date = Self(days);
        (Self::MIN <= date && date <= Self::MAX).then_some(date)
    }

    /// Days after 1970-01-01; negative before it.
    #[must_use]
    pub const fn days(self) -> i32 {
        self.0
    }

    /// Year, month and day. Every policy of a book is asked for them, so they are computed without a table: years begin on 1 March, and each
    /// division is one by a number that is known beforehand. After Cassio Neri and Lorenz Schneider, "Euclidean affine functions and their
    /// application to calendar algorithms", Software: Practice and Experience 53 (2023), figure 12.
    #[inline]
    pub(crate) fn parts(self) -> (i32, u32, u32) {
        // Days after 0000-03-01: never below 0, and four times as many fit.
        let days = self.0.wrapping_add(719_468).cast_unsigned();
        let days = days.wrapping_mul(4) | 3;
        let (century, of_century) = (days / 146_097, days % 146_097);
        let scaled = u64::from(of_century | 3).wrapping_mul(2_939_745);
        let (year, rest) = (scaled >> 32, scaled & 0xFFFF_FFFF);
        let of_year = rest / 2_939_745 / 4;
        let scaled = of_year.wrapping_mul(2_141).wrapping_add(197_913);
        let (month, day) = (scaled >> 16, (scaled & 0xFFFF) / 2_141);
        // January and February are the last of a year that begins in March.
        let is_next = of_year >= 306;
        let year = u64::from(century).wrapping_mul(100).wrapping_add(year);
        let year = year.wrapping_add(is_next.into());
        let month = if is_next {
            month.wrapping_sub(12)
        } else {
            month
        };
        let small = |part: u64| u32::try_from(part).unwrap_or_default();
        (
            small(year).cast_signed(),
            small(month),
            small(day).wrapping_add(1),
        )
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> i32 {
        self.parts().0
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        self.parts().1
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u32 {
        self.parts().2
    }

    /// This date moved by a period: years and months first, where a day that the month does not have becomes its last one,
    /// then days. Each part may be negative. Nothing if either step leaves the years 1 to 9999.
    ///
    /// ```
    /// use lutine_core::date::Date;
    /// let effective: Date = "2024-02-29".parse()?;
    /// let expiry = effective.add_period(1, 0, 0);
    /// assert_eq!(expiry, Some("2025-02-28".parse()?));
    /// # Ok::<(), lutine_core::date::DateError>(())
    /// ```
    #[must_use]
    pub fn add_period(self, years: i64, months: i64, days: i64) -> Option<Self> {
        let months = years.checked_mul(12)?.checked_add(months)?;
        let distance = Months::new(u32::try_from(months.unsigned_abs()).ok()?);
        let moved = if months < 0 {
            self.calendar().checked_sub_months(distance)
        } else {
            self.calendar().checked_add_months(distance)
        };
        let moved = Self::from_calendar(moved?)?;
        Self::from_days(i32::try_from(i64::from(moved.0).checked_add(days)?).ok()?)
    }

    fn from_calendar(date: NaiveDate) -> Option<Self> {
        Self::from_days(date.to_epoch_days())
    }

    fn calendar(self) -> NaiveDate {
        NaiveDate::from_epoch_days(self.0).unwrap_or_default()
    }
}

/// Completed years from one date to another, as an age is counted; nothing if `to` is before `from`.
///
/// A year is complete on the same day of the same month; who was born on 29 February completes a year on 1 March where
/// there is no 29 February.
///
/// ```
/// use lutine_core::date::{Date, years_between};
/// let born: Date = "2004-02-29".parse()?;
/// assert_eq!(years_between(born, "2005-02-28".parse()?), Some(0));
/// assert_eq!(years_between(born, "2005-03-01".parse()?), Some(1));
/// assert_eq!(years_between("2005-03-01".parse()?, born), None);
/// # Ok::<(), lutine_core::date::DateError>(())
/// ```
#[must_use]
pub fn years_between(from: Date, to: Date) -> Option<i64> {
    (from <= to).then(|| months_between(from, to).wrapping_div(12))
}

/// Completed years as by [`years_between`], but that who was born on 29 February completes a year on 28 February where there is no 29 February.
///
/// ```
/// use lutine_core::date::{Date, years_by_february_28};
/// let born: Date = "2004-02-29".parse()?;
/// assert_eq!(years_by_february_28(born, "2005-02-27".parse()?), Some(0));
/// assert_eq!(years_by_february_28(born, "2005-02-28".parse()?), Some(1));
/// assert_eq!(years_by_february_28(born, "2008-02-28".parse()?), Some(3));
/// # Ok::<(), lutine_core::date::DateError>(())
/// ```
#[must_use]
pub fn years_by_february_28(from: Date, to: Date) -> Option<i64> {
    let years = years_between(from, to)?;
    let (born, day) = (from.calendar(), to.calendar());
    let stands_in = (born.month(), born.day()) == (2, 29)
        && (day.month(), day.day()) == (2, 28)
        && !day.leap_year();
    Some(years.wrapping_add(i64::from(stands_in)))
}

/// The time from one date to another as a part of a year; nothing if `to` is before `from`. The first day counts, the last does not. The
/// definitions are those of the 2006 ISDA Definitions, section 4.16.
///
/// - Actual/365 (Fixed), (d): days ÷ 365.
/// - Actual/Actual (ISDA), (b): days that lie in a leap year ÷ 366 + the other days ÷ 365, each part and the sum as a decimal is rounded.
/// - 30/360 (Bond Basis), (f): (360 · years + 30 · months + days) ÷ 360, by the numbers of year, month and day; a first day 31 is 30, and so is a
///   last one if the first is 30 or 31. February has no rule of its own.
///
/// ```
/// use lutine_core::date::{Date, part_of_year};
/// use lutine_core::graph::DayCount;
/// let (from, to): (Date, Date) = ("2024-01-31".parse()?, "2024-07-31".parse()?);
/// assert_eq!(part_of_year(from, to, DayCount::Thirty360).unwrap().to_string(), "0.5");
/// assert_eq!(part_of_year(to, from, DayCount::Thirty360), None);
/// # Ok::<(), lutine_core::date::DateError>(())
/// ```
#[must_use]
pub fn part_of_year(from: Date, to: Date, basis: DayCount) -> Option<Decimal> {
    if to < from {
        return None;
    }
    let share = |days: i64, of: i64| Decimal::from_i64(days).div(Decimal::from_i64(of)).ok();
    match basis {
        DayCount::Actual365 => share(days_between(from, to), 365),
        DayCount::ActualActual => {
            let leap = days_of_leap_years(to).wrapping_sub(days_of_leap_years(from));
            let other = days_between(from, to).wrapping_sub(leap);
            share(leap, 366)?.add(share(other, 365)?).ok()
        }
        DayCount::Thirty360 => {
            let first = from.day().min(30);
            let last = if first == 30 {
                to.day().min(30)
            } else {
                to.day()
            };
            let months = months_of_era(to.calendar()).wrapping_sub(months_of_era(from.calendar()));
            let days = i64::from(last).wrapping_sub(i64::from(first));
            share(months.wrapping_mul(30).wrapping_add(days), 360)
        }
    }
}

/// Days before a date that lie in leap years.
fn days_of_leap_years(date: Date) -> i64 {
    let date = date.calendar();
    let before = i64::from(date.year()).wrapping_sub(1);
    let years = before
        .wrapping_div(4)
        .wrapping_sub(before.wrapping_div(100))
        .wrapping_add(before.wrapping_div(400));
    let own = if date.leap_year() {
        i64::from(date.ordinal0())
    } else {
        0
    };
    years.wrapping_mul(366).wrapping_add(own)
}

/// Completed months from one date to another; as many, negative, where `to` is before `from`.
///
/// A month is complete on the same day; where the month has no such day, on the first of the next.
///
/// ```
/// use lutine_core::date::{Date, months_between};
/// let from: Date = "2025-01-31".parse()?;
/// assert_eq!(months_between(from, "2025-02-28".parse()?), 0);
/// assert_eq!(months_between(from, "2025-03-01".parse()?), 1);
/// assert_eq!(months_between("2025-03-01".parse()?, from), -1);
/// # Ok::<(), lutine_core::date::DateError>(())
/// ```
#[must_use]
pub fn months_between(from: Date, to: Date) -> i64 {
    if to < from {
        return months_between(to, from).wrapping_neg();
    }
    let (from, to) = (from.calendar(), to.calendar());
    let months = months_of_era(to).wrapping_sub(months_of_era(from));
    if to.day() < from.day() {
        months.wrapping_sub(1)
    } else {
        months
    }
}

/// Days from one date to another; negative where `to` is before `from`.
///
/// ```
/// use lutine_core::date::{Date, days_between};
/// assert_eq!(days_between("2024-02-28".parse()?, "2024-03-01".parse()?), 2);
/// # Ok::<(), lutine_core::date::DateError>(())
/// ```
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    i64::from(to.0).wrapping_sub(i64::from(from.0))
}

fn months_of_era(date: NaiveDate) -> i64 {
    i64::from(date.year())
        .wrapping_mul(12)
        .wrapping_add(i64::from(date.month()))
}

/// `YYYY-MM-DD`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.calendar();
        let (year, month, day) = (date.year(), date.month(), date.day());
        if f.width().is_some() {
            return f.pad(&format!("{year:04}-{month:02}-{day:02}"));
        }
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Reads `YYYY-MM-DD` and nothing else.
impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
            return Err(DateError::NotADate);
        };
        let (year, month) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?);
        let year = i32::try_from(year).map_err(|_| DateError::NotADate)?;
        Self::new(year, month, number(&[d1, d2])?).ok_or(DateError::NoSuchDay)
    }
}

fn number(digits: &[u8]) -> Result<u32, DateError> {
    digits.iter().try_fold(0_u32, |sum, digit| match digit {
        b'0'..=b'9' => Ok(sum
            .wrapping_mul(10)
            .wrapping_add(u32::from(digit.wrapping_sub(b'0')))),
        _ => Err(DateError::NotADate),
    })
}

/// In a compiled bundle: the days after 1970-01-01.
impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let days = i32::deserialize(deserializer)?;
        Self::from_days(days)
            .ok_or_else(|| serde::de::Error::custom("a date outside the years 1 to 9999"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn each_day_has_the_parts_that_the_calendar_gives_it() {
        for days in Date::MIN.days()..=Date::MAX.days() {
            let date = Date::from_days(days).unwrap();
            let known = date.calendar();
            let parts = (known.year(), known.month(), known.day());
            assert_eq!(date.parts(), parts, "{days}");
        }
    }

    #[test]
    fn the_ends_of_the_calendar() {
        assert_eq!(Date::MIN.to_string(), "0001-01-01");
        assert_eq!(Date::MAX.to_string(), "9999-12-31");
        assert_eq!(date("1970-01-01").days(), 0);
        assert_eq!(Date::default(), date("1970-01-01"));
        assert_eq!(Date::from_days(Date::MAX.days() + 1), None);
        assert_eq!(Date::from_days(Date::MIN.days() - 1), None);
        assert_eq!(Date::new(0, 12, 31), None);
        assert_eq!(Date::new(10_000, 1, 1), None);
    }

    #[test]
    fn texts_that_are_no_date() {
        for text in [
            "",
            "2025-7-1",
            "2025-07-1",
            "20250701",
            "2025/07/01",
            "2025-07-01 ",
            " 2025-07-01",
            "2025-07-01T00:00",
            "+025-07-01",
            "12025-07-01",
            "-001-07-01",
            "２０２５-07-01",
            "2025-0x-01",
            "25-07-01",
        ] {
            assert_eq!(text.parse::<Date>(), Err(DateError::NotADate), "{text}");
        }
        for text in [
            "2025-02-29",
            "1900-02-29",
            "2025-13-01",
            "2025-00-01",
            "2025-04-31",
            "2025-01-00",
            "0000-01-01",
        ] {
            assert_eq!(text.parse::<Date>(), Err(DateError::NoSuchDay), "{text}");
        }
    }

    #[test]
    fn completed_years() {
        let cases = [
            ("2004-02-29", "2005-02-28", Some(0)),
            ("2004-02-29", "2005-03-01", Some(1)),
            ("2004-02-29", "2008-02-28", Some(3)),
            ("2004-02-29", "2008-02-29", Some(4)),
            ("2000-07-01", "2025-06-30", Some(24)),
            ("2000-07-01", "2025-07-01", Some(25)),
            ("2000-07-01", "2000-07-01", Some(0)),
            ("2000-07-02", "2000-07-01", None),
            ("0001-01-01", "9999-12-31", Some(9998)),
        ];
        for (from, to, years) in cases {
            assert_eq!(years_between(date(from), date(to)), years, "{from} to {to}");
        }
    }

    #[test]
    fn periods() {
        let cases = [
            ("2024-02-29", (1, 0, 0), Some("2025-02-28")),
            ("2024-02-29", (4, 0, 0), Some("2028-02-29")),
            ("2024-02-29", (-1, 0, 0), Some("2023-02-28")),
            ("2025-01-31", (0, 1, 0), Some("2025-02-28")),
            ("2025-01-31", (0, 1, 1), Some("2025-03-01")),
            ("2025-03-31", (0, -1, -1), Some("2025-02-27")),
            ("2025-01-31", (1, -12, 0), Some("2025-01-31")),
            ("2025-12-31", (0, 0, 1), Some("2026-01-01")),
            ("9999-12-31", (0, 0, 1), None),
            ("9999-12-31", (0, 1, -31), None),
            ("0001-01-31", (0, -1, 31), None),
            ("2025-01-01", (i64::MAX, 0, 0), None),
            ("2025-01-01", (0, i64::MIN, 0), None),
            ("2025-01-01", (0, 0, i64::MAX), None),
            ("2025-01-01", (0, 1 << 40, 0), None),
        ];
        for (from, (years, months, days), expected) in cases {
            assert_eq!(
                date(from).add_period(years, months, days),
                expected.map(date),
                "{from}"
            );
        }
    }

    #[test]
    fn bundles_refuse_days_outside_the_calendar() {
        assert_eq!(serde_json::to_string(&date("1970-01-02")).unwrap(), "1");
        assert_eq!(serde_json::from_str::<Date>("-719162").unwrap(), Date::MIN);
        assert!(serde_json::from_str::<Date>("-719163").is_err());
    }

    fn any_date() -> impl Strategy<Value = Date> {
        prop_oneof![Date::MIN.days()..=Date::MAX.days(), 19_000..20_000]
            .prop_map(|days| Date::from_days(days).unwrap())
    }

    proptest! {
        #[test]
        fn text_and_parts_give_the_date_back(date in any_date()) {
            prop_assert_eq!(date.to_string().parse(), Ok(date));
            prop_assert_eq!(Date::new(date.year(), date.month(), date.day()), Some(date));
        }

        /// A year is complete when as many years from the start, no day short of the month's, have been reached.
        #[test]
        fn years_are_complete_on_the_day(from in any_date(), to in any_date()) {
            let (from, to) = (from.min(to), from.max(to));
            let years = years_between(from, to).unwrap();
            let anniversary = |years: i64| {
                let year = from.year() + i32::try_from(years).unwrap();
                Date::new(year, from.month(), from.day()).or_else(|| Date::new(year, 3, 1))
            };
            prop_assert!(anniversary(years).unwrap() <= to);
            prop_assert!(anniversary(years + 1).is_none_or(|next| to < next));
        }

        #[test]
        fn months_and_days_are_antisymmetric(from in any_date(), to in any_date()) {
            prop_assert_eq!(months_between(from, to), -months_between(to, from));
            prop_assert_eq!(days_between(from, to), -days_between(to, from));
            prop_assert_eq!(from.add_period(0, 0, days_between(from, to)), Some(to));
        }

        /// Where no day is clamped away, moving by the completed months stops at or before the goal, a month more is past it.
        #[test]
        fn months_are_complete_on_the_day(from in any_date(), to in any_date()) {
            let (from, to) = (from.min(to), from.max(to));
            prop_assume!(from.day() <= 28);
            let months = months_between(from, to);
            prop_assert!(from.add_period(0, months, 0).unwrap() <= to);
            prop_assert!(from.add_period(0, months + 1, 0).is_none_or(|next| to < next));
        }
    }
}
