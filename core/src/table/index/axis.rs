//! One key of a table: which of its values the rows can tell apart.

use super::cells::AxisCells;
use super::classes::Classes;
use super::direct::Direct;
use super::error::TableError;
use super::index;
use super::key::Key;
use crate::table::Table;

/// A key of a table, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct AxisIndex {
    pub(super) cells: AxisCells,
    /// The segments with the same rows.
    pub(super) classes: Classes,
    direct: Option<Direct>,
}

impl AxisIndex {
    pub(super) fn build(table: &Table, place: usize) -> Result<Self, TableError> {
        let cells = AxisCells::build(table, place)?;
        let classes = Classes::new(cells.cuts.segments(), &cells.spans);
        let direct = Direct::new(&cells.cuts, &classes);
        Ok(Self {
            cells,
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
        match self.cells.cuts.segment(key) {
            Some(segment) => self.classes.of_segment(segment),
            None => Classes::EMPTY,
        }
    }

    /// For each class, how many rows it has.
    pub(super) fn rows_by_class(&self) -> Vec<u32> {
        let mut rows_of_cell = vec![0_u32; self.cells.spans.len()];
        for cell in &self.cells.of_row {
            if let Some(rows) = rows_of_cell.get_mut(index(*cell)) {
                *rows = rows.saturating_add(1);
            }
        }
        let rows = |cell: &u32| rows_of_cell.get(index(*cell)).copied().unwrap_or(0);
        let sum = |cells: &Vec<u32>| cells.iter().map(rows).fold(0, u32::saturating_add);
        self.classes.cells().iter().map(sum).collect()
    }
}
