//! The cells of one key of a table, as segments of its axis.

use super::cuts::Cuts;
use super::error::TableError;
use super::index;
use super::key::Kind;
use crate::graph::{Bound, Constant};
use crate::table::{KeyCell, Table};
use std::collections::HashMap;

/// The values that a key cell matches, as segments of its axis: first and last, ascending, apart from each other.
pub(crate) type Spans = Vec<(u32, u32)>;

/// What the rows of a table say of one key.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AxisCells {
    /// Where its segments begin and end.
    pub(crate) cuts: Cuts,
    /// The different cells of its rows.
    pub(crate) spans: Vec<Spans>,
    /// For each row, which of these it has.
    pub(crate) of_row: Vec<u32>,
}

impl AxisCells {
    pub(crate) fn build(table: &Table, place: usize) -> Result<Self, TableError> {
        let kind = axis_kind(table, place)?;
        let keys = || {
            table
                .own_rows()
                .iter()
                .filter_map(|row| row.keys.get(place))
        };
        let (cuts, segments) = Cuts::new(kind, keys().flat_map(values).collect());
        let mut known = Known {
            spans: Vec::new(),
            single: vec![u32::MAX; cuts.len()],
            of_span: HashMap::new(),
            of_spans: HashMap::new(),
        };
        let mut segments = segments.into_iter();
        let last = cuts.segments().saturating_sub(1);
        let mut of_row = Vec::with_capacity(table.own_rows().len());
        for cell in keys() {
            of_row.push(known.cell(cell, &mut segments, last));
        }
        Ok(Self {
            spans: known.spans,
            cuts,
            of_row,
        })
    }

    /// The cell of a row.
    pub(crate) fn of(&self, row: u32) -> &[(u32, u32)] {
        let cell = self.of_row.get(index(row));
        cell.and_then(|cell| self.spans.get(index(*cell)))
            .map_or(&[], Vec::as_slice)
    }

    /// Whether the row matches the segment.
    pub(super) fn matches(&self, row: u32, segment: u32) -> bool {
        let mut spans = self.of(row).iter();
        spans.any(|(from, to)| (*from..=*to).contains(&segment))
    }
}

/// The different cells so far. The maps are never iterated over.
struct Known {
    spans: Vec<Spans>,
    /// For each cut the cell that has this value alone.
    single: Vec<u32>,
    of_span: HashMap<(u32, u32), u32>,
    of_spans: HashMap<Spans, u32>,
}

impl Known {
    /// Which one a cell is; `segments` are those of the values that it and the cells behind it name.
    fn cell(&mut self, cell: &KeyCell, segments: &mut impl Iterator<Item = u32>, last: u32) -> u32 {
        match cell {
            KeyCell::Any => self.one((0, last)),
            KeyCell::One(_) => match segments.next() {
                Some(at) => self.one((at, at)),
                None => self.several(Vec::new()),
            },
            KeyCell::Intervals(intervals) => {
                let mut span = |low: &Option<Bound>, high: &Option<Bound>| {
                    let from = match low {
                        None => Some(0),
                        Some(low) => segments.next()?.checked_add(u32::from(!low.inclusive)),
                    };
                    let to = match high {
                        None => Some(last),
                        Some(high) => segments.next()?.checked_sub(u32::from(!high.inclusive)),
                    };
                    Some((from?, to?)).filter(|(from, to)| from <= to)
                };
                let spans = (intervals.iter())
                    .filter_map(|interval| span(&interval.low, &interval.high))
                    .collect();
                let spans = merged(spans);
                match spans.as_slice() {
                    [one] => self.one(*one),
                    _ => self.several(spans),
                }
            }
        }
    }

    fn one(&mut self, span: (u32, u32)) -> u32 {
        let next = number(self.spans.len());
        let (from, to) = span;
        let id = match self.single.get_mut(index(from >> 1)) {
            Some(id) if from == to && from & 1 == 1 => id,
            _ => self.of_span.entry(span).or_insert(u32::MAX),
        };
        if *id == u32::MAX {
            *id = next;
            self.spans.push(vec![span]);
        }
        *id
    }

    fn several(&mut self, spans: Spans) -> u32 {
        let next = number(self.spans.len());
        let all = &mut self.spans;
        *self.of_spans.entry(spans).or_insert_with_key(|spans| {
            all.push(spans.clone());
            next
        })
    }
}

/// The kind of an axis, which all values of its cells share.
fn axis_kind(table: &Table, place: usize) -> Result<Kind, TableError> {
    let axis = table.axes.get(place);
    let key = || axis.map(|axis| axis.name.clone()).unwrap_or_default();
    let kind = axis
        .and_then(|axis| Kind::of_axis(axis.ty))
        .ok_or_else(|| TableError::KeyType {
            table: table.name.clone(),
            key: key(),
        })?;
    let foreign = |cell: &KeyCell| values(cell).any(|value| Kind::of_constant(value) != kind);
    match table
        .own_rows()
        .iter()
        .find(|row| row.keys.get(place).is_some_and(foreign))
    {
        None => Ok(kind),
        Some(row) => Err(TableError::KeyKind {
            table: table.name.clone(),
            line: row.line,
            key: key(),
        }),
    }
}

/// The values that a cell names.
fn values(cell: &KeyCell) -> impl Iterator<Item = &Constant> {
    let (one, intervals) = match cell {
        KeyCell::Any => (None, [].as_slice()),
        KeyCell::One(value) => (Some(value), [].as_slice()),
        KeyCell::Intervals(intervals) => (None, intervals.as_slice()),
    };
    one.into_iter().chain(intervals.iter().flat_map(|interval| {
        [interval.low.as_ref(), interval.high.as_ref()]
            .into_iter()
            .flatten()
            .map(|bound| &bound.value)
    }))
}

/// The same segments, ascending, with nothing twice and no two parts side by side.
fn merged(mut spans: Spans) -> Spans {
    spans.sort_unstable();
    let mut merged: Spans = Vec::with_capacity(spans.len());
    for (from, to) in spans {
        match merged.last_mut() {
            Some((_, end)) if from <= end.saturating_add(1) => *end = to.max(*end),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// A count of rows, cells or cuts; a table has at most [`super::MOST_ROWS`] rows.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
