//! The cells of one key of a table, as segments of its axis.

use super::cuts::{Cuts, Values};
use super::error::TableError;
use super::index;
use super::key::Kind;
use crate::graph::{Bound, Constant, Interval};
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
        // A table may have millions of rows, each with its cells somewhere else in memory: they are gone through once.
        let mut values = Values::none(axis_kind(table, place)?);
        let mut sets: HashMap<&[Interval], u32> = HashMap::new();
        let mut forms = Vec::with_capacity(table.own_rows().len());
        for row in table.own_rows() {
            let Some(cell) = row.keys.get(place) else {
                continue;
            };
            let form = Form::of(cell, &mut sets);
            let is_new = !matches!(form, Form::Again(_));
            if is_new && !named(cell).all(|value| values.add(value)) {
                return Err(foreign(table, place, row.line));
            }
            forms.push(form);
        }
        let (cuts, segments) = Cuts::new(&values);
        drop(values);
        let mut known = Known {
            spans: Vec::new(),
            single: vec![u32::MAX; cuts.len()],
            of_from: vec![u32::MAX; index(cuts.segments())],
            of_span: HashMap::new(),
            of_spans: HashMap::new(),
        };
        let mut segments = segments.into_iter();
        let last = cuts.segments().saturating_sub(1);
        let mut of_sets = vec![u32::MAX; sets.len()];
        let mut of_row = Vec::with_capacity(forms.len());
        for form in &forms {
            let id = match form {
                Form::Again(set) => of_sets.get(index(*set)).copied().unwrap_or(u32::MAX),
                form => known.cell(form, &mut segments, last),
            };
            if let Form::Set(set, _) = form
                && let Some(first) = of_sets.get_mut(index(*set))
            {
                *first = id;
            }
            of_row.push(id);
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

/// What a cell is like, without the values that it names.
#[derive(Clone, Copy)]
enum Form<'c> {
    Any,
    One,
    Range(End, End),
    /// Parts, for the first time; the number is that of the set. Few sets differ, and each names many values: those of a set that
    /// stood before need not be looked at again.
    Set(u32, &'c [Interval]),
    /// The set of this number, which stood before.
    Again(u32),
}

/// An end of a range.
#[derive(Clone, Copy)]
enum End {
    None,
    Inside,
    Outside,
}

impl End {
    fn of(bound: Option<&Bound>) -> Self {
        match bound {
            None => Self::None,
            Some(bound) if bound.inclusive => Self::Inside,
            Some(_) => Self::Outside,
        }
    }
}

impl<'c> Form<'c> {
    fn of(cell: &'c KeyCell, sets: &mut HashMap<&'c [Interval], u32>) -> Self {
        match cell {
            KeyCell::Any => Self::Any,
            KeyCell::One(_) => Self::One,
            KeyCell::Intervals(parts) => match parts.as_slice() {
                [one] => Self::Range(End::of(one.low.as_ref()), End::of(one.high.as_ref())),
                parts => {
                    let next = number(sets.len());
                    match *sets.entry(parts).or_insert(next) {
                        number if number == next => Self::Set(number, parts),
                        number => Self::Again(number),
                    }
                }
            },
        }
    }
}

/// The different cells so far. The maps are never iterated over.
struct Known {
    spans: Vec<Spans>,
    /// For each cut the cell that has this value alone.
    single: Vec<u32>,
    /// For each segment the first cell that is one range and begins there.
    of_from: Vec<u32>,
    /// The other ranges.
    of_span: HashMap<(u32, u32), u32>,
    of_spans: HashMap<Spans, u32>,
}

impl Known {
    /// Which one a cell is; `segments` are those of the values that it and the cells behind it name.
    fn cell(
        &mut self,
        form: &Form<'_>,
        segments: &mut impl Iterator<Item = u32>,
        last: u32,
    ) -> u32 {
        let mut span = |low: End, high: End| {
            let from = match low {
                End::None => Some(0),
                End::Inside => segments.next(),
                End::Outside => segments.next().and_then(|at| at.checked_add(1)),
            };
            let to = match high {
                End::None => Some(last),
                End::Inside => segments.next(),
                End::Outside => segments.next().and_then(|at| at.checked_sub(1)),
            };
            Some((from?, to?)).filter(|(from, to)| from <= to)
        };
        let one = match form {
            Form::Any => Some((0, last)),
            Form::One => segments.next().map(|at| (at, at)),
            Form::Range(low, high) => span(*low, *high),
            Form::Set(_, parts) => {
                let spans = parts.iter().filter_map(|part| {
                    span(End::of(part.low.as_ref()), End::of(part.high.as_ref()))
                });
                let spans = merged(spans.collect());
                match spans.as_slice() {
                    [one] => Some(*one),
                    _ => return self.several(spans),
                }
            }
            Form::Again(_) => None,
        };
        match one {
            Some(span) => self.one(span),
            None => self.several(Vec::new()),
        }
    }

    fn one(&mut self, span: (u32, u32)) -> u32 {
        let next = number(self.spans.len());
        let (from, to) = span;
        let single = (from == to && from & 1 == 1).then(|| self.single.get_mut(index(from >> 1)));
        let id = match single.flatten() {
            Some(id) => id,
            // Most cells that begin at one place are the same.
            None => match self.of_from.get_mut(index(from)) {
                Some(id) if *id == u32::MAX => id,
                Some(id)
                    if self
                        .spans
                        .get(index(*id))
                        .is_some_and(|own| **own == [span]) =>
                {
                    id
                }
                _ => self.of_span.entry(span).or_insert(u32::MAX),
            },
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

/// The kind of an axis.
fn axis_kind(table: &Table, place: usize) -> Result<Kind, TableError> {
    let axis = table.axes.get(place);
    let kind = axis.and_then(|axis| Kind::of_axis(axis.ty));
    kind.ok_or_else(|| TableError::KeyType {
        table: table.name.clone(),
        key: axis.map(|axis| axis.name.clone()).unwrap_or_default(),
    })
}

/// A cell names a value of another kind than its axis has.
fn foreign(table: &Table, place: usize, line: u32) -> TableError {
    let axis = table.axes.get(place);
    TableError::KeyKind {
        table: table.name.clone(),
        line,
        key: axis.map(|axis| axis.name.clone()).unwrap_or_default(),
    }
}

/// The values that a cell names.
fn named(cell: &KeyCell) -> impl Iterator<Item = &Constant> {
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
