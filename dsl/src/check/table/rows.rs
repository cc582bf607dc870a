//! From the lines of a table to its rows: every cell read, bands closed, grids turned into one row a cell.

use std::ops::ControlFlow;
use std::sync::Arc;

use lutine_core::graph::{Bound, Constant, Interval};
use lutine_core::table::{KeyCell, MOST_ROWS, Row};

use super::band::{Band, Side};
use super::faults::Faults;
use super::header::{KeyPlace, Layout, ResultPlaces};
use super::interval::{is_empty, key_cell};
use super::sheet::{Cell, Line, Place, Sheet};
use super::value::Values;
use crate::diagnostics::{Diagnostic, table as faults};
use crate::source::Span;

/// The rows of a table.
#[derive(Default)]
pub(super) struct Rows {
    pub(super) rows: Vec<Row>,
    /// Where the line of each of them begins.
    pub(super) places: Vec<Place>,
    /// In a grid, the column that each of them stands in.
    pub(super) grid_columns: Vec<usize>,
    /// One for each result, with a cell for each row.
    pub(super) columns: Vec<Vec<Option<Constant>>>,
    /// How many lines the filter left out.
    pub(super) filtered: usize,
}

impl Rows {
    /// Where a row stands: a line, or a cell of a grid.
    pub(super) fn span(&self, row: u32, sheet: &Sheet<'_>) -> Option<Span> {
        let at = usize::try_from(row).ok()?;
        let place = *self.places.get(at)?;
        Some(match self.grid_columns.get(at) {
            Some(column) => sheet.cell_span(place, *column),
            None => sheet.line_span(place),
        })
    }
}

/// How the lines of a table are read.
pub(super) struct LineReader<'l> {
    pub(super) sheet: Sheet<'l>,
    pub(super) layout: &'l Layout,
    pub(super) keys: &'l [Values<'l>],
    pub(super) results: &'l [Values<'l>],
    pub(super) table: &'l Arc<str>,
    /// The key along which is interpolated: a node that no look-up asks for is still the end of a line.
    pub(super) interpolated: Option<usize>,
}

impl LineReader<'_> {
    /// All rows. Those with faults are left out.
    pub(super) fn read(&self, collected: &mut Faults<'_>) -> Rows {
        let mut lines = Rows {
            columns: vec![Vec::new(); self.result_columns().count()],
            ..Rows::default()
        };
        self.sheet.visit(|line| {
            match line {
                Ok(line) => self.line(line, &mut lines, collected),
                Err(fault) => {
                    let span = self.sheet.fault_span(fault);
                    collected.error(faults::bad_quotes(span, fault.quotes));
                }
            }
            match collected.are_enough() || lines.rows.len() > MOST_ROWS {
                true => ControlFlow::Break(()),
                false => ControlFlow::Continue(()),
            }
        });
        let count = match self.layout.results {
            ResultPlaces::List(_) => lines.rows.len(),
            ResultPlaces::Grid(_) => {
                let cells = lines.columns.iter().flatten();
                cells.filter(|cell| cell.is_some()).count()
            }
        };
        if count.max(lines.rows.len()) > MOST_ROWS {
            collected.error(faults::too_many_rows(
                self.sheet.header_span(),
                self.table,
                MOST_ROWS,
            ));
            return lines;
        }
        self.close_bands(&mut lines, collected);
        self.warn_never_hit(&lines, collected);
        match &self.layout.results {
            ResultPlaces::List(_) => lines,
            ResultPlaces::Grid(columns) => expanded(lines, columns),
        }
    }

    /// The columns of the results, each with what reads it.
    fn result_columns(&self) -> impl Iterator<Item = (usize, &Values<'_>)> {
        let (list, grid) = match &self.layout.results {
            ResultPlaces::List(columns) => (columns.as_slice(), [].as_slice()),
            ResultPlaces::Grid(columns) => ([].as_slice(), columns.as_slice()),
        };
        let of_grid = grid.iter().map(|(column, _)| *column);
        list.iter()
            .copied()
            .zip(self.results)
            .chain(of_grid.zip(self.results.iter().cycle()))
    }

    fn line(&self, line: Line<'_>, lines: &mut Rows, collected: &mut Faults<'_>) {
        let width = self.layout.width;
        if line.len() != width {
            let span = self.sheet.line_span(line.place);
            collected.error(faults::wrong_width(span, line.len(), width));
            return;
        }
        match self.belongs(line) {
            Ok(true) => {}
            Ok(false) => {
                lines.filtered = lines.filtered.saturating_add(1);
                return;
            }
            Err((column, fault)) => {
                collected.error(self.placed(fault, line, column, ""));
                return;
            }
        }
        let keys = self.line_keys(line, collected);
        let cells = self.line_results(line, collected);
        if let (Some(keys), Some(cells)) = (keys, cells) {
            lines.rows.push(Row {
                keys,
                line: line.number,
            });
            lines.places.push(line.place);
            for (column, cell) in lines.columns.iter_mut().zip(cells) {
                column.push(cell);
            }
        }
    }

    fn belongs(&self, line: Line<'_>) -> Result<bool, (usize, Diagnostic)> {
        for condition in &self.layout.filter {
            if !condition
                .holds(line)
                .map_err(|fault| (condition.column, fault))?
            {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The key cells of a line; of a band that only has one end, that end.
    fn line_keys(&self, line: Line<'_>, collected: &mut Faults<'_>) -> Option<Vec<KeyCell>> {
        let mut keys = Vec::with_capacity(self.keys.len());
        let mut whole = true;
        for (place, values) in self.layout.keys.iter().zip(self.keys) {
            let cell = match *place {
                KeyPlace::Cell(column) => {
                    self.read_cell(line, column, &values.what, collected, |cell| {
                        values.key(cell)
                    })
                }
                KeyPlace::From(column) | KeyPlace::UpTo(column) => self
                    .read_cell(line, column, &values.what, collected, |cell| {
                        values.band_end(cell)
                    })
                    .map(|end| end.map_or(KeyCell::Any, KeyCell::One)),
                KeyPlace::Between(from, to) => self.between(line, (from, to), values, collected),
            };
            match cell {
                Some(cell) => keys.push(cell),
                None => whole = false,
            }
        }
        whole.then_some(keys)
    }

    fn between(
        &self,
        line: Line<'_>,
        (from, to): (usize, usize),
        values: &Values<'_>,
        collected: &mut Faults<'_>,
    ) -> Option<KeyCell> {
        let mut end = |column| {
            let end = self.read_cell(line, column, &values.what, collected, |cell| {
                values.band_end(cell)
            })?;
            Some(end.map(|value| Bound {
                value,
                inclusive: true,
            }))
        };
        let (low, high) = (end(from), end(to));
        let interval = Interval {
            low: low?,
            high: high?,
        };
        match interval {
            Interval {
                low: None,
                high: None,
            } => Some(KeyCell::Any),
            Interval {
                ref low,
                high: Some(ref high),
            } if is_empty(low.as_ref(), high) => {
                let place = |column| self.sheet.cell_span(line.place, column);
                collected.error(faults::ends_before_it_begins(place(to), place(from)));
                None
            }
            ends => Some(key_cell(vec![ends])),
        }
    }

    fn line_results(
        &self,
        line: Line<'_>,
        collected: &mut Faults<'_>,
    ) -> Option<Vec<Option<Constant>>> {
        let is_grid = matches!(self.layout.results, ResultPlaces::Grid(_));
        let mut cells = Vec::with_capacity(self.results.len());
        let mut whole = true;
        for (column, values) in self.result_columns() {
            let read = |cell: Cell<'_>| {
                let value = values.result(cell)?;
                if value.is_none() && !values.optional && !is_grid {
                    return Err(faults::blank_result(cell.span()));
                }
                Ok(value)
            };
            match self.read_cell(line, column, &values.what, collected, read) {
                Some(cell) => cells.push(cell),
                None => whole = false,
            }
        }
        whole.then_some(cells)
    }

    fn read_cell<T>(
        &self,
        line: Line<'_>,
        column: usize,
        what: &str,
        collected: &mut Faults<'_>,
        read: impl FnOnce(Cell<'_>) -> Result<T, Diagnostic>,
    ) -> Option<T> {
        match read(line.cell(column)?) {
            Ok(value) => Some(value),
            Err(fault) => {
                collected.error(self.placed(fault, line, column, what));
                None
            }
        }
    }

    /// A fault with its place, and with what the cell should have held.
    fn placed(
        &self,
        mut fault: Diagnostic,
        line: Line<'_>,
        column: usize,
        what: &str,
    ) -> Diagnostic {
        if let Sheet::Csv { .. } = self.sheet {
            fault.span = self.sheet.cell_span(line.place, column);
        }
        if fault.label.is_empty() {
            what.clone_into(&mut fault.label);
        }
        fault
    }

    fn close_bands(&self, lines: &mut Rows, collected: &mut Faults<'_>) {
        let bands = self.layout.keys.iter().zip(self.keys).enumerate();
        let bands = bands.filter_map(|(key, (place, values))| {
            let (column, side) = match *place {
                KeyPlace::From(column) => (column, Side::Low),
                KeyPlace::UpTo(column) => (column, Side::High),
                KeyPlace::Cell(_) | KeyPlace::Between(..) => return None,
            };
            Some(Band {
                key,
                column,
                side,
                values,
            })
        });
        // The cells of all bands as they are written tell which rows have the same other keys, so none is replaced before all are read.
        let closed: Vec<(usize, Vec<KeyCell>)> = bands
            .map(|band| {
                let cells = band.cells(&lines.rows, &lines.places, &self.sheet, collected);
                (band.key, cells)
            })
            .collect();
        for (key, cells) in closed {
            for (row, cell) in lines.rows.iter_mut().zip(cells) {
                if let Some(own) = row.keys.get_mut(key) {
                    *own = cell;
                }
            }
        }
    }

    fn warn_never_hit(&self, lines: &Rows, collected: &mut Faults<'_>) {
        for (key, (place, values)) in self.layout.keys.iter().zip(self.keys).enumerate() {
            if values.permitted.is_none() || self.interpolated == Some(key) {
                continue;
            }
            for (row, at) in lines.rows.iter().zip(&lines.places) {
                if let Some(cell) = row.keys.get(key) {
                    let span = || self.sheet.cell_span(*at, place.column());
                    values.warn_never_hit(cell, collected, span);
                }
            }
        }
    }
}

/// A row for each cell of a grid that is not blank, line by line.
fn expanded(lines: Rows, columns: &[(usize, KeyCell)]) -> Rows {
    let mut rows = Rows {
        filtered: lines.filtered,
        ..Rows::default()
    };
    let mut cells = Vec::new();
    let mut of_lines: Vec<_> = lines.columns.into_iter().map(Vec::into_iter).collect();
    for (line, place) in lines.rows.into_iter().zip(lines.places) {
        for (values, (column, key)) in of_lines.iter_mut().zip(columns) {
            let Some(value) = values.next().flatten() else {
                continue;
            };
            let keys = line.keys.iter().chain([key]).cloned().collect();
            rows.rows.push(Row {
                keys,
                line: line.line,
            });
            rows.places.push(place);
            rows.grid_columns.push(*column);
            cells.push(Some(value));
        }
    }
    rows.columns = vec![cells];
    rows
}
