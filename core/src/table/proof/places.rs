//! The values of an axis that a look-up can ask for, one place for all that no row tells apart.

use super::grain::Grain;
use crate::graph::{Bound, Constant, Interval};
use crate::table::index::{AxisCells, Spans, index};
use std::cmp::Ordering;

/// An axis as the proofs see it: places in the order of its values, and for each row which of them it matches.
#[derive(Debug)]
pub(super) struct Places {
    /// The axis; the spans of its cells are of places.
    axis: AxisCells,
    grain: Grain,
    /// The parts of its domain in order, none of which shares a value with another.
    parts: Vec<Interval>,
    /// The segment of each place.
    segments: Vec<u32>,
    /// Whether no row matches more than one place.
    single: bool,
}

impl Places {
    pub(super) fn of(mut axis: AxisCells, grain: Grain, domain: Option<&[Interval]>) -> Self {
        let parts = apart(domain);
        let mut ahead = parts.as_slice();
        let has_value = |segment: &u32| {
            let values = axis.cuts.interval(*segment);
            while let Some((part, behind)) = ahead.split_first()
                && lies_below(part, &values)
            {
                ahead = behind;
            }
            let mut meeting = ahead.iter().take_while(|part| !lies_below(&values, part));
            meeting.any(|part| grain.has_value(&part.and(&values)))
        };
        let segments: Vec<u32> = (0..axis.cuts.segments()).filter(has_value).collect();
        let before = before(axis.cuts.segments(), &segments);
        for spans in &mut axis.spans {
            to_places(spans, &before);
        }
        let is_single = |spans: &Spans| match spans.as_slice() {
            [] => true,
            [(from, to)] => from == to,
            _ => false,
        };
        Self {
            single: axis.spans.iter().all(is_single),
            axis,
            grain,
            parts,
            segments,
        }
    }

    /// How many places there are.
    pub(super) fn count(&self) -> u32 {
        number(self.segments.len())
    }

    /// The first value of a place.
    pub(super) fn first(&self, place: u32) -> Option<Constant> {
        let values = self.axis.cuts.interval(*self.segments.get(index(place))?);
        let mut parts = self.parts.iter();
        parts.find_map(|part| self.grain.first(&part.and(&values)))
    }

    /// Whether there is more than one value to ask for, be they told apart or not.
    pub(super) fn has_several_values(&self) -> bool {
        self.count() > 1 || has_several(self.grain, &self.parts, self.first(0).as_ref())
    }

    /// Whether no row matches more than one place.
    pub(super) const fn is_single(&self) -> bool {
        self.single
    }

    /// Which cell a row has; rows of one cell match the same places.
    pub(super) fn cell(&self, row: u32) -> u32 {
        let cell = self.axis.of_row.get(index(row));
        cell.copied().unwrap_or(u32::MAX)
    }

    /// The places that a row matches, ascending, apart from each other.
    pub(super) fn spans(&self, row: u32) -> &[(u32, u32)] {
        self.axis.of(row)
    }

    /// In how many stretches the first rows match places.
    pub(super) fn spans_of(&self, rows: u32) -> usize {
        let spans = (0..rows).map(|row| self.spans(row).len());
        spans.fold(0, usize::saturating_add)
    }

    /// Whether a row matches a place.
    pub(super) fn matches(&self, row: u32, place: u32) -> bool {
        let spans = self.spans(row);
        let behind = spans.partition_point(|(from, _)| *from <= place);
        let last = behind.checked_sub(1).and_then(|at| spans.get(at));
        last.is_some_and(|(_, to)| place <= *to)
    }

    /// Whether a row matches every place.
    pub(super) fn covers(&self, row: u32) -> bool {
        let whole = self.count().saturating_sub(1);
        matches!(self.spans(row), [(0, to)] if *to == whole)
    }

    /// How many places a row matches.
    pub(super) fn width(&self, row: u32) -> u128 {
        let spans = self.spans(row).iter();
        spans.map(width).fold(0, u128::saturating_add)
    }

    /// The first place that two rows both match.
    pub(super) fn first_in_both(&self, a: u32, b: u32) -> Option<u32> {
        let (mut a, mut b) = (
            self.spans(a).iter().peekable(),
            self.spans(b).iter().peekable(),
        );
        loop {
            let ((from_a, to_a), (from_b, to_b)) = (a.peek()?, b.peek()?);
            let (from, to) = ((*from_a).max(*from_b), (*to_a).min(*to_b));
            if from <= to {
                return Some(from);
            }
            if to_a < to_b {
                a.next();
            } else {
                b.next();
            }
        }
    }
}

/// How many places a span has.
fn width((from, to): &(u32, u32)) -> u128 {
    u128::from(to.saturating_sub(*from)).saturating_add(1)
}

/// For each segment, and for the end of the axis, how many places lie before it.
fn before(segments: u32, places: &[u32]) -> Vec<u32> {
    let mut before = Vec::with_capacity(index(segments).saturating_add(1));
    let mut places = places.iter().peekable();
    let mut count = 0_u32;
    for segment in 0..=segments {
        before.push(count);
        if places.next_if(|place| **place == segment).is_some() {
            count = count.saturating_add(1);
        }
    }
    before
}

/// Turns a cell of segments into one of the places that lie in it.
fn to_places(cell: &mut Spans, before: &[u32]) {
    let place = |segment: u32| before.get(index(segment)).copied().unwrap_or(0);
    let mut kept: usize = 0;
    for at in 0..cell.len() {
        let Some((first, last)) = cell.get(at).copied() else {
            continue;
        };
        let (from, end) = (place(first), place(last.saturating_add(1)));
        let Some(to) = end.checked_sub(1).filter(|to| from <= *to) else {
            continue;
        };
        let last_kept = kept.checked_sub(1).and_then(|last| cell.get_mut(last));
        match last_kept {
            Some((_, before)) if from <= before.saturating_add(1) => *before = to,
            _ => {
                if let Some(slot) = cell.get_mut(kept) {
                    *slot = (from, to);
                }
                kept = kept.saturating_add(1);
            }
        }
    }
    cell.truncate(kept);
}

/// The parts of a domain in order, none of which shares a value with another; without a domain everything.
fn apart(domain: Option<&[Interval]>) -> Vec<Interval> {
    let Some(domain) = domain else {
        return vec![Interval {
            low: None,
            high: None,
        }];
    };
    let mut parts = domain.to_vec();
    parts.retain(|part| !lies_below(part, part));
    parts.sort_by(|a, b| compare_lows(a.low.as_ref(), b.low.as_ref()));
    let mut apart: Vec<Interval> = Vec::with_capacity(parts.len());
    for part in parts {
        match apart.last_mut() {
            Some(last) if !lies_below(last, &part) => {
                if compare_highs(last.high.as_ref(), part.high.as_ref()) == Ordering::Less {
                    last.high = part.high;
                }
            }
            _ => apart.push(part),
        }
    }
    apart
}

/// Whether all values of an interval are less than all of another.
fn lies_below(a: &Interval, b: &Interval) -> bool {
    match (&a.high, &b.low) {
        (Some(high), Some(low)) => {
            high.value < low.value
                || (high.value == low.value && !(high.inclusive && low.inclusive))
        }
        _ => false,
    }
}

fn compare_lows(a: Option<&Bound>, b: Option<&Bound>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.value.cmp(&b.value).then(b.inclusive.cmp(&a.inclusive)),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

fn compare_highs(a: Option<&Bound>, b: Option<&Bound>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.value.cmp(&b.value).then(a.inclusive.cmp(&b.inclusive)),
        (a, b) => a.is_none().cmp(&b.is_none()),
    }
}

/// Whether there is a value beside this one.
fn has_several(grain: Grain, parts: &[Interval], value: Option<&Constant>) -> bool {
    let Some(value) = value else {
        return false;
    };
    let end = || {
        Some(Bound {
            value: value.clone(),
            inclusive: false,
        })
    };
    let beside = [(None, end()), (end(), None)].map(|(low, high)| Interval { low, high });
    let has_value = |part: &Interval| {
        beside
            .iter()
            .any(|side| grain.first(&part.and(side)).is_some())
    };
    parts.iter().any(has_value)
}

/// A count of our own; a table has at most [`super::super::MOST_ROWS`] rows.
pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
