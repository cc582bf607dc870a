//! Comparisons, and membership in sets and ranges.

use super::{Computed, lane_number};
use crate::column::Values;
use crate::date::Date;
use crate::graph::{Comparison, Constant, Domain, ErrorCode, Interval};
use crate::number::Decimal;
use std::sync::Arc;

/// Compares two columns of one kind, lane by lane.
pub fn compare(comparison: Comparison, left: &Values, right: &Values) -> Values {
    Values::Bool(match (left, right) {
        (Values::Bool(l), Values::Bool(r)) => each(comparison, l, r),
        (Values::Number(l), Values::Number(r)) => each(comparison, l, r),
        (Values::Text(l), Values::Text(r)) => each(comparison, l, r),
        (Values::Date(l), Values::Date(r)) => each(comparison, l, r),
        (Values::Enum(l), Values::Enum(r))
        | (Values::Ref(l), Values::Ref(r))
        | (Values::Row(l), Values::Row(r)) => each(comparison, l, r),
        _ => vec![false; left.len()],
    })
}

fn each<T: Ord>(comparison: Comparison, left: &[T], right: &[T]) -> Vec<bool> {
    fn by<T>(left: &[T], right: &[T], holds: impl Fn(&T, &T) -> bool) -> Vec<bool> {
        left.iter().zip(right).map(|(l, r)| holds(l, r)).collect()
    }
    match comparison {
        Comparison::Equal => by(left, right, T::eq),
        Comparison::NotEqual => by(left, right, T::ne),
        Comparison::Less => by(left, right, T::lt),
        Comparison::LessOrEqual => by(left, right, T::le),
        Comparison::Greater => by(left, right, T::gt),
        Comparison::GreaterOrEqual => by(left, right, T::ge),
    }
}

/// Whether each value is in the set.
pub fn contained(values: &Values, domain: &Domain) -> Vec<bool> {
    match values {
        Values::Bool(values) => in_parts(values, domain, |c| match c {
            Constant::Bool(value) => Some(value),
            _ => None,
        }),
        Values::Number(values) => in_parts::<Decimal>(values, domain, |c| match c {
            Constant::Number(value) => Some(value),
            _ => None,
        }),
        Values::Text(values) => in_parts::<Arc<str>>(values, domain, |c| match c {
            Constant::Text(value) => Some(value),
            _ => None,
        }),
        Values::Date(values) => in_parts::<Date>(values, domain, |c| match c {
            Constant::Date(value) => Some(value),
            _ => None,
        }),
        Values::Enum(values) => in_parts::<u32>(values, domain, |c| match c {
            Constant::Enum(value) => Some(value),
            _ => None,
        }),
        Values::Ref(lanes) | Values::Row(lanes) => vec![false; lanes.len()],
    }
}

/// An end of a range: its value, and whether the value itself is inside.
type End<'a, T> = Option<(&'a T, bool)>;

fn in_parts<'a, T: Ord + 'a>(
    values: &[T],
    domain: &'a Domain,
    read: impl Fn(&'a Constant) -> Option<&'a T>,
) -> Vec<bool> {
    let parts: Vec<_> = domain
        .intervals
        .iter()
        .filter_map(|interval| ends(interval, &read))
        .collect();
    let inside = |value: &T| {
        parts.iter().any(|(low, high)| {
            low.is_none_or(|(end, closed)| end < value || (closed && end == value))
                && high.is_none_or(|(end, closed)| value < end || (closed && value == end))
        })
    };
    values.iter().map(inside).collect()
}

/// The ends of a range; nothing if one is a value of another kind, which no value of this kind lies beside.
fn ends<'a, T>(
    interval: &'a Interval,
    read: &impl Fn(&'a Constant) -> Option<&'a T>,
) -> Option<(End<'a, T>, End<'a, T>)> {
    let end = |bound: &'a Option<crate::graph::Bound>| match bound {
        None => Some(None),
        Some(bound) => read(&bound.value).map(|value| Some((value, bound.inclusive))),
    };
    Some((end(&interval.low)?, end(&interval.high)?))
}

/// The values themselves, failing where they are outside the set.
pub fn checked(values: &Values, domain: &Domain) -> Computed {
    let failed = contained(values, domain)
        .into_iter()
        .enumerate()
        .filter(|(_, inside)| !inside)
        .map(|(lane, _)| (lane_number(lane), ErrorCode::OutOfRange))
        .collect();
    Computed {
        values: values.clone(),
        failed,
    }
}
