//! Dates: completed years and months, days, parts, moving by a period.

use super::{Computed, lane_number};
use crate::column::Values;
use crate::date::{
    Date, days_between, months_between, part_of_year, years_between, years_by_february_28,
};
use crate::graph::{DatePart, DayCount, ErrorCode};
use crate::number::Decimal;

/// Completed years from the left to the right date, which must not be before it.
pub fn years(from: &[Date], to: &[Date]) -> Computed {
    in_order(from, to, |from, to| {
        years_between(from, to).map(Decimal::from_i64)
    })
}

/// The same, years that begin on 29 February completing on 28 February.
pub fn years_to_february_28(from: &[Date], to: &[Date]) -> Computed {
    in_order(from, to, |from, to| {
        years_by_february_28(from, to).map(Decimal::from_i64)
    })
}

/// The time from the left to the right date, which must not be before it, as a part of a year.
pub fn day_count(basis: DayCount, from: &[Date], to: &[Date]) -> Computed {
    in_order(from, to, |from, to| part_of_year(from, to, basis))
}

/// What is between the dates; a right one before the left has nothing.
fn in_order(
    from: &[Date],
    to: &[Date],
    between: impl Fn(Date, Date) -> Option<Decimal>,
) -> Computed {
    let mut failed = Vec::new();
    let values = from
        .iter()
        .zip(to)
        .enumerate()
        .map(|(lane, (from, to))| {
            between(*from, *to).unwrap_or_else(|| {
                failed.push((lane_number(lane), ErrorCode::DateOrder));
                Decimal::ZERO
            })
        })
        .collect();
    Computed {
        values: Values::Number(values),
        failed,
    }
}

/// Completed months, negative if the right date is before the left.
pub fn months(from: &[Date], to: &[Date]) -> Values {
    between(from, to, months_between)
}

/// Days, negative if the right date is before the left.
pub fn days(from: &[Date], to: &[Date]) -> Values {
    between(from, to, days_between)
}

fn between(from: &[Date], to: &[Date], distance: impl Fn(Date, Date) -> i64) -> Values {
    let pairs = from.iter().zip(to);
    Values::Number(
        pairs
            .map(|(from, to)| Decimal::from_i64(distance(*from, *to)))
            .collect(),
    )
}

/// A part of each date.
pub fn part(part: DatePart, dates: &[Date]) -> Values {
    let number = |date: &Date| match part {
        DatePart::Year => Decimal::from(date.year()),
        DatePart::Month => Decimal::from(date.month()),
        DatePart::Day => Decimal::from(date.day()),
    };
    Values::Number(dates.iter().map(number).collect())
}

/// Each date moved by years and months, then days.
pub fn shift(dates: &[Date], years: &[Decimal], months: &[Decimal], days: &[Decimal]) -> Computed {
    let mut failed = Vec::new();
    let values = dates
        .iter()
        .zip(years.iter().zip(months).zip(days))
        .enumerate()
        .map(|(lane, (date, ((years, months), days)))| {
            moved(*date, *years, *months, *days).unwrap_or_else(|| {
                failed.push((lane_number(lane), ErrorCode::DateOutOfRange));
                Values::NO_DATE
            })
        })
        .collect();
    Computed {
        values: Values::Date(values),
        failed,
    }
}

fn moved(date: Date, years: Decimal, months: Decimal, days: Decimal) -> Option<Date> {
    date.add_period(years.to_i64()?, months.to_i64()?, days.to_i64()?)
}
