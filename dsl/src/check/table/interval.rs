//! Ranges of key values: brought to the grid of their type, put in order, compared.

use std::cmp::Ordering;

use lutine_core::date::Date;
use lutine_core::graph::{Bound, Constant, Interval};
use lutine_core::number::{Decimal, Mode};
use lutine_core::table::KeyCell;

use crate::typed::Type;

/// The same values, with ends that belong to the range where the type has a next and a last value: ints, dates, enums.
pub(super) fn on_grid(interval: Interval, ty: &Type) -> Interval {
    Interval {
        low: interval.low.map(|low| inclusive(low, ty, 1)),
        high: interval.high.map(|high| inclusive(high, ty, -1)),
    }
}

fn inclusive(bound: Bound, ty: &Type, step: i32) -> Bound {
    if bound.inclusive {
        return bound;
    }
    let neighbour = match (ty, &bound.value) {
        (Type::Int, Constant::Number(value)) if value.is_integer() => {
            value.add(Decimal::from(step)).ok().map(Constant::Number)
        }
        (Type::Date, Constant::Date(date)) => date
            .days()
            .checked_add(step)
            .and_then(Date::from_days)
            .map(Constant::Date),
        (Type::Enum(_), Constant::Enum(member)) => {
            member.checked_add_signed(step).map(Constant::Enum)
        }
        _ => None,
    };
    match neighbour {
        Some(value) => Bound {
            value,
            inclusive: true,
        },
        None => bound,
    }
}

/// The same amounts of a currency with so many decimal places, with ends that belong to the range.
pub(super) fn on_step(interval: Interval, places: u32) -> Interval {
    let amount = |bound: Bound, away: Mode, further: fn(Decimal, Decimal) -> Option<Decimal>| {
        let step = Decimal::new(1, places).ok();
        let amount = match (&bound.value, step) {
            (Constant::Number(number), Some(step)) => {
                let rounded = number.round(away, step).ok();
                match rounded {
                    Some(rounded) if !bound.inclusive && rounded == *number => {
                        further(rounded, step)
                    }
                    rounded => rounded,
                }
            }
            _ => None,
        };
        match amount {
            Some(amount) => Bound {
                value: Constant::Number(amount),
                inclusive: true,
            },
            None => bound,
        }
    };
    Interval {
        low: (interval.low).map(|low| amount(low, Mode::Ceiling, |n, step| n.add(step).ok())),
        high: (interval.high).map(|high| amount(high, Mode::Floor, |n, step| n.sub(step).ok())),
    }
}

/// The same values as ranges in order that share none.
pub(super) fn merged(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.sort_by(|a, b| compare_lows(a.low.as_ref(), b.low.as_ref()));
    let mut merged: Vec<Interval> = Vec::with_capacity(intervals.len());
    for next in intervals {
        match merged.last_mut() {
            Some(last) if !lies_behind(end(&next.low), end(&last.high)) => {
                if compare_highs(last.high.as_ref(), next.high.as_ref()) == Ordering::Less {
                    last.high = next.high;
                }
            }
            _ => merged.push(next),
        }
    }
    merged
}

/// A key cell with these values.
pub(super) fn key_cell(intervals: Vec<Interval>) -> KeyCell {
    let mut intervals = merged(intervals);
    let one = match intervals.as_mut_slice() {
        [
            Interval {
                low: Some(low),
                high: Some(high),
            },
        ] if low.inclusive && high.inclusive && low.value == high.value => Some(low.value.clone()),
        _ => None,
    };
    match one {
        Some(value) => KeyCell::One(value),
        None => KeyCell::Intervals(intervals),
    }
}

/// Whether a key cell has a value that lies in one of the ranges, which are [`merged`].
pub(super) fn can_be_hit(cell: &KeyCell, permitted: &[Interval]) -> bool {
    match cell {
        KeyCell::Any => true,
        KeyCell::One(value) => holds(permitted, value),
        KeyCell::Intervals(parts) => parts
            .iter()
            .any(|part| meets(permitted, end(&part.low), end(&part.high))),
    }
}

/// Whether a value lies in one of the ranges, which are [`merged`].
pub(super) fn holds(permitted: &[Interval], value: &Constant) -> bool {
    meets(permitted, Some((value, true)), Some((value, true)))
}

/// An end of a range, and whether it belongs to it; nothing where the range has no end.
type End<'e> = Option<(&'e Constant, bool)>;

fn end(bound: &Option<Bound>) -> End<'_> {
    bound.as_ref().map(|b| (&b.value, b.inclusive))
}

fn meets(permitted: &[Interval], low: End<'_>, high: End<'_>) -> bool {
    if lies_behind(low, high) {
        return false;
    }
    let first = permitted.partition_point(|part| lies_behind(low, end(&part.high)));
    permitted
        .get(first)
        .is_some_and(|part| !lies_behind(end(&part.low), high))
}

/// Whether a range that begins with `low` has nothing in common with one that ends with `high`.
fn lies_behind(low: End<'_>, high: End<'_>) -> bool {
    match (low, high) {
        (Some((low, low_in)), Some((high, high_in))) => {
            low > high || (low == high && !(low_in && high_in))
        }
        _ => false,
    }
}

/// Whether a range with these ends has no value; on types with a grid the ends are [`on_grid`].
pub(super) fn is_empty(low: Option<&Bound>, high: &Bound) -> bool {
    let low = low.map(|low| (&low.value, low.inclusive));
    lies_behind(low, Some((&high.value, high.inclusive)))
}

fn compare_lows(a: Option<&Bound>, b: Option<&Bound>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some(a), Some(b)) => a.value.cmp(&b.value).then(b.inclusive.cmp(&a.inclusive)),
    }
}

fn compare_highs(a: Option<&Bound>, b: Option<&Bound>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => a.value.cmp(&b.value).then(a.inclusive.cmp(&b.inclusive)),
    }
}
