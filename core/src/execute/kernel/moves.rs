//! Values carried from lane to lane: down from an ancestor, through a reference, out of the parts of a join, an item of a list.

use super::{Computed, lane_number};
use crate::batch::Segment;
use crate::column::Values;
use crate::execute::column::{Column, Failure};
use crate::graph::ErrorCode;
use crate::number::Decimal;
use std::sync::Arc;

/// For each of `lanes` the value and failure that the column has there; a filler where it has no such lane.
pub fn gather(column: &Column, lanes: &[u32]) -> Column {
    let failures = column
        .failures
        .as_ref()
        .map(|failures| pick(failures, lanes, &Failure::NONE));
    Column {
        values: gather_values(&column.values, lanes),
        failures,
    }
}

/// For each of `lanes` the value there; a filler where there is no such lane.
pub fn gather_values(values: &Values, lanes: &[u32]) -> Values {
    match values {
        Values::Bool(column) => Values::Bool(pick(column, lanes, &false)),
        Values::Number(column) => Values::Number(pick(column, lanes, &Decimal::ZERO)),
        Values::Text(column) => Values::Text(pick(column, lanes, &Arc::default())),
        Values::Date(column) => Values::Date(pick(column, lanes, &Values::NO_DATE)),
        Values::Enum(column) => Values::Enum(pick(column, lanes, &0)),
        Values::Ref(column) => Values::Ref(pick(column, lanes, &0)),
        Values::Row(column) => Values::Row(pick(column, lanes, &Values::NO_ROW)),
    }
}

fn pick<T: Clone>(column: &[T], lanes: &[u32], filler: &T) -> Vec<T> {
    lanes
        .iter()
        .map(|lane| column.get(*lane as usize).unwrap_or(filler).clone())
        .collect()
}

/// One column out of several: for each lane, which part it comes from and its lane there.
pub fn merge(parts: &[&Column], sources: &[(u32, u32)], empty: Values) -> Column {
    let mut merged = Column::sound(empty);
    if parts.iter().any(|part| part.failures.is_some()) {
        merged.failures = Some(
            sources
                .iter()
                .map(|(part, lane)| {
                    parts
                        .get(*part as usize)
                        .map_or(Failure::NONE, |part| part.failure(*lane))
                })
                .collect(),
        );
    }
    for (part, lane) in sources {
        if let Some(part) = parts.get(*part as usize) {
            merged.values.push_from(&part.values, *lane);
        }
    }
    merged
}

/// The n-th item, from 1, of each list.
pub fn item_at(segments: impl Iterator<Item = Segment>, places: &[Decimal]) -> Computed {
    let mut failed = Vec::new();
    let values = segments
        .zip(places)
        .enumerate()
        .map(|(lane, (segment, place))| {
            nth(segment, *place).unwrap_or_else(|| {
                failed.push((lane_number(lane), ErrorCode::NoItem));
                0
            })
        })
        .collect();
    Computed {
        values: Values::Ref(values),
        failed,
    }
}

fn nth(segment: Segment, place: Decimal) -> Option<u32> {
    let before = u32::try_from(place.to_i64()?.checked_sub(1)?).ok()?;
    (before < segment.len).then(|| segment.start.wrapping_add(before))
}

/// The item of each list that was made for the key.
pub fn item_for(
    segments: impl Iterator<Item = Segment>,
    item_keys: &Values,
    keys: &Values,
) -> Computed {
    let found = segments.enumerate().map(|(lane, segment)| {
        (0..segment.len)
            .map(|before| segment.start.wrapping_add(before))
            .find(|item| same(item_keys, *item as usize, keys, lane))
    });
    found_items(found)
}

/// Items that were looked for, one a lane.
pub fn found_items(items: impl IntoIterator<Item = Option<u32>>) -> Computed {
    let mut failed = Vec::new();
    let values = items
        .into_iter()
        .enumerate()
        .map(|(lane, found)| {
            found.unwrap_or_else(|| {
                failed.push((lane_number(lane), ErrorCode::NoItem));
                0
            })
        })
        .collect();
    Computed {
        values: Values::Ref(values),
        failed,
    }
}

fn same(left: &Values, left_lane: usize, right: &Values, right_lane: usize) -> bool {
    fn equal<T: PartialEq>(left: Option<&T>, right: Option<&T>) -> bool {
        left.is_some() && left == right
    }
    match (left, right) {
        (Values::Number(l), Values::Number(r)) => equal(l.get(left_lane), r.get(right_lane)),
        (Values::Enum(l), Values::Enum(r)) => equal(l.get(left_lane), r.get(right_lane)),
        _ => false,
    }
}
