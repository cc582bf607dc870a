//! Keys that make no difference.

use super::Finding;
use super::count::{of_both, volume};
use super::effort::Effort;
use super::places::Places;
use super::slabs::{Event, Work, events, reason};
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
    let end = places.count();
    let mut comparison = Comparison {
        others: (axes.iter().enumerate())
            .filter(|(other, _)| *other != axis)
            .map(|(_, other)| other)
            .collect(),
        results,
        work: effort.work(),
    };
    for group in events(places, &all).chunk_by(|a, b| a.at == b.at) {
        // There is nothing before the first place, and nothing behind the last.
        if group
            .first()
            .is_none_or(|event| event.at == 0 || event.at == end)
        {
            continue;
        }
        let begin = group.partition_point(|event| !event.begins);
        let (ended, begun) = group.split_at_checked(begin).unwrap_or_default();
        match comparison.same(ended, begun) {
            Some(true) => {}
            Some(false) => return Finding::Found(()),
            None => {
                let left: Vec<usize> = (0..axes.len()).collect();
                let rows: Vec<u32> = group.iter().map(|event| event.row).collect();
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
        self.background.is_some() && self.of(row) == self.background.as_ref()
    }

    fn of(&self, row: u32) -> Option<&u32> {
        self.of_rows.get(index(row))
    }

    fn are_same(&self, a: u32, b: u32) -> bool {
        self.of(a) == self.of(b)
    }
}

struct Comparison<'a> {
    /// The axes beside the one in question.
    others: Vec<&'a Places>,
    results: &'a Results,
    work: Work<'a>,
}

impl Comparison<'_> {
    /// Whether the rows that end at a place match the same keys beside the one in question as those that begin there, with the same
    /// results. Nothing if it is too much work.
    fn same(&mut self, ended: &[Event], begun: &[Event]) -> Option<bool> {
        self.work.spend(ended.len().saturating_add(begun.len()))?;
        let cells = |event: &Event| -> Vec<u32> {
            self.others
                .iter()
                .map(|axis| axis.cell(event.row))
                .collect()
        };
        let mut by_cells: HashMap<Vec<u32>, u32> = begun
            .iter()
            .map(|event| (cells(event), event.row))
            .collect();
        let mut ended_alone = Vec::new();
        for event in ended {
            match by_cells.remove(&cells(event)) {
                Some(other) if self.results.are_same(event.row, other) => {}
                Some(_) => return Some(false),
                None => ended_alone.push(event.row),
            }
        }
        let mut begun_alone: Vec<u32> = by_cells.into_values().collect();
        begun_alone.sort_unstable();
        Some(self.fills(&ended_alone, &begun_alone)? && self.fills(&begun_alone, &ended_alone)?)
    }

    /// Whether everything that some rows match is matched by other rows with the same results.
    fn fills(&mut self, rows: &[u32], others: &[u32]) -> Option<bool> {
        for row in rows {
            self.work.spend(others.len())?;
            let same = others
                .iter()
                .filter(|other| self.results.are_same(*row, **other));
            let mut shared = same.map(|other| of_both(self.others.iter().copied(), *row, *other));
            let shared = shared.try_fold(0_u128, |sum, own| sum.checked_add(own?))?;
            if shared < volume(self.others.iter().map(|axis| axis.width(*row)))? {
                return Some(false);
            }
        }
        Some(true)
    }
}
