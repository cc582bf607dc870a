//! Keys that make no difference.

use super::Finding;
use super::corners::Corners;
use super::effort::Effort;
use super::places::Places;
use super::slabs::{Change, Work, at_each_place, events, reason};
use crate::graph::Constant;
use crate::table::Table;
use crate::table::index::index;
use std::collections::HashMap;

/// Whether the results change anywhere along an axis; the rows do not overlap.
pub(super) fn along(
    results: &Results,
    axes: &[Places],
    rows: u32,
    axis: usize,
    effort: &Effort,
) -> Finding<()> {
    let Some(places) = axes.get(axis) else {
        return Finding::None;
    };
    let all: Vec<u32> = (0..rows)
        .filter(|row| !results.is_background(*row))
        .filter(|row| axes.iter().all(|axis| !axis.spans(*row).is_empty()))
        .collect();
    let others = axes.iter().enumerate().filter(|(other, _)| *other != axis);
    let others: Vec<&Places> = others.map(|(_, axis)| axis).collect();
    let mut comparison = Comparison {
        corners: Corners::of(others.iter().copied()),
        others,
        results,
        work: effort.work(),
    };
    for change in at_each_place(&events(places, &all)) {
        // There is nothing before the first place, and nothing behind the last.
        if change.at == 0 || change.at == places.count() {
            continue;
        }
        match comparison.same(&change) {
            Some(true) => {}
            Some(false) => return Finding::Found(()),
            None => {
                let left: Vec<usize> = (0..axes.len()).collect();
                let rows = [change.ended, change.begun].concat();
                return Finding::NotProven(reason(axes, &left, &rows));
            }
        }
    }
    Finding::None
}

/// The results of each row, as a number that rows with the same results share.
#[derive(Debug)]
pub(super) struct Results {
    of_rows: Vec<u32>,
    /// That of rows which answer what no row does: the values of `otherwise`, or with nothing but blank cells that there is no value.
    background: Option<u32>,
}

impl Results {
    pub(super) fn new(table: &Table) -> Self {
        let mut known: HashMap<Vec<Option<&Constant>>, u32> = HashMap::new();
        let mut of_rows = Vec::with_capacity(table.rows.len());
        for row in 0..table.rows.len() {
            let cells = table.columns.iter();
            let cells = cells.map(|column| column.cells.get(row).and_then(Option::as_ref));
            let next = super::number(known.len());
            of_rows.push(*known.entry(cells.collect()).or_insert(next));
        }
        let background = if table.otherwise {
            of_rows.last().copied()
        } else {
            let blank = vec![None; table.columns.len()];
            known.get(&blank).copied().filter(|_| !blank.is_empty())
        };
        Self {
            of_rows,
            background,
        }
    }

    fn is_background(&self, row: u32) -> bool {
        self.background == Some(self.of(row))
    }

    fn of(&self, row: u32) -> u32 {
        let own = self.of_rows.get(index(row));
        own.copied().unwrap_or(u32::MAX)
    }
}

struct Comparison<'a> {
    /// The axes beside the one in question.
    others: Vec<&'a Places>,
    /// The corners along them; nothing if there are too many to be numbered.
    corners: Option<Corners<'a>>,
    results: &'a Results,
    work: Work<'a>,
}

impl Comparison<'_> {
    /// Whether the rows that end at a place match the same keys beside the one in question as those that begin there, with the same
    /// results. Nothing if it is too much work.
    fn same(&mut self, Change { ended, begun, .. }: &Change) -> Option<bool> {
        self.work.spend(ended.len().saturating_add(begun.len()))?;
        let cells = |row: &u32| -> Vec<u32> {
            let axes = self.others.iter();
            axes.map(|axis| axis.cell(*row)).collect()
        };
        let mut by_cells: HashMap<Vec<u32>, u32> =
            begun.iter().map(|row| (cells(row), *row)).collect();
        let mut ended_alone = Vec::new();
        for row in ended {
            match by_cells.remove(&cells(row)) {
                Some(other) if self.results.of(*row) == self.results.of(other) => {}
                Some(_) => return Some(false),
                None => ended_alone.push(*row),
            }
        }
        let begun_alone: Vec<u32> = by_cells.into_values().collect();
        match (ended_alone.is_empty(), begun_alone.is_empty()) {
            (true, true) => Some(true),
            (true, false) | (false, true) => Some(false),
            (false, false) => {
                let result = |row| self.results.of(row);
                let corners = self.corners.as_ref()?;
                corners.same(&ended_alone, &begun_alone, result, &mut self.work)
            }
        }
    }
}
