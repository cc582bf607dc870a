//! One key of a table: which of its values the rows can tell apart.

use super::classes::Classes;
use super::cuts::Cuts;
use super::direct::Direct;
use super::error::TableError;
use super::key::{Key, Kind};
use crate::graph::Constant;
use crate::table::{KeyCell, Table};
use std::collections::HashMap;

/// The values that a key cell matches, as segments of its axis: first and last, ascending, apart from each other.
pub(crate) type Spans = Vec<(u32, u32)>;

/// A key of a table, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AxisIndex {
    /// Where its segments begin and end.
    pub(crate) cuts: Cuts,
    /// The different cells of its rows.
    pub(crate) cells: Vec<Spans>,
    /// For each row, which of these it has.
    pub(crate) cell_of_row: Vec<u32>,
    /// The segments with the same rows.
    pub(crate) classes: Classes,
    direct: Option<Direct>,
}

impl AxisIndex {
    pub(super) fn build(table: &Table, place: usize) -> Result<Self, TableError> {
        let kind = axis_kind(table, place)?;
        let keys = || table.rows.iter().filter_map(|row| row.keys.get(place));
        let cuts = Cuts::new(kind, keys().flat_map(values));
        let mut known: HashMap<Spans, u32> = HashMap::new();
        let (mut cells, mut cell_of_row) = (Vec::new(), Vec::with_capacity(table.rows.len()));
        for cell in keys() {
            let spans = spans(cell, &cuts);
            let next = u32::try_from(cells.len()).unwrap_or(u32::MAX);
            let id = *known.entry(spans).or_insert_with_key(|spans| {
                cells.push(spans.clone());
                next
            });
            cell_of_row.push(id);
        }
        let classes = Classes::new(cuts.segments(), &cells);
        let direct = Direct::new(&cuts, &classes);
        Ok(Self {
            cuts,
            cells,
            cell_of_row,
            classes,
            direct,
        })
    }

    /// The class that a key lies in; [`Classes::EMPTY`] where no row matches it.
    #[inline]
    pub(super) fn class(&self, key: Key<'_>) -> u32 {
        if let Some(class) = self.direct.as_ref().and_then(|direct| direct.class(key)) {
            return class;
        }
        match self.cuts.segment(key) {
            Some(segment) => self.classes.of_segment(segment),
            None => Classes::EMPTY,
        }
    }

    /// Whether the row matches the segment.
    pub(super) fn matches(&self, row: u32, segment: u32) -> bool {
        self.cell(row)
            .iter()
            .any(|(from, to)| (*from..=*to).contains(&segment))
    }

    /// The cell of a row.
    pub(crate) fn cell(&self, row: u32) -> &[(u32, u32)] {
        usize::try_from(row)
            .ok()
            .and_then(|row| self.cell_of_row.get(row))
            .and_then(|cell| self.cells.get(usize::try_from(*cell).ok()?))
            .map_or(&[], Vec::as_slice)
    }

    /// For each class, how many rows it has.
    pub(crate) fn rows_by_class(&self) -> Vec<u32> {
        let mut rows_of_cell = vec![0_u32; self.cells.len()];
        for cell in &self.cell_of_row {
            if let Some(rows) = rows_of_cell.get_mut(index(*cell)) {
                *rows = rows.saturating_add(1);
            }
        }
        let rows = |cell: &u32| rows_of_cell.get(index(*cell)).copied().unwrap_or(0);
        let sum = |cells: &Vec<u32>| cells.iter().map(rows).fold(0, u32::saturating_add);
        self.classes.cells().iter().map(sum).collect()
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
        .rows
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

/// The segments that a cell matches.
fn spans(cell: &KeyCell, cuts: &Cuts) -> Spans {
    match cell {
        KeyCell::Any => vec![(0, cuts.segments().saturating_sub(1))],
        KeyCell::One(value) => cuts
            .segment(Key::from(value))
            .map(|at| (at, at))
            .into_iter()
            .collect(),
        KeyCell::Intervals(intervals) => merged(
            intervals
                .iter()
                .filter_map(|interval| cuts.span(interval))
                .collect(),
        ),
    }
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

/// A number of our own counting as an index.
pub(crate) fn index(id: u32) -> usize {
    usize::try_from(id).unwrap_or(usize::MAX)
}
