//! What a table finds where no row fits: its `otherwise`, and the `false` of an `exists` table.

use lutine_core::graph::Constant;
use lutine_core::table::{KeyCell, Row};

use super::faults::Faults;
use super::rows::Rows;
use super::sheet::{Cell, Sheet};
use super::value::Values;
use crate::check::signature::TableSignature;
use crate::diagnostics::table as words;
use crate::source::{SourceMap, Span};
use crate::syntax::{self, CellKind, HitPolicy, TableContent};

/// The results of `otherwise`, wherever it is written.
pub(super) struct Otherwise {
    /// One for each result.
    cells: Vec<syntax::Cell>,
    pub(super) span: Span,
}

/// Takes the row of `otherwise` from the rows, or the values behind the word from the declaration; nothing if it has neither.
pub(super) fn of<'r>(
    table: &syntax::Table,
    rows: &'r [syntax::Row],
    collected: &mut Faults<'_>,
) -> (&'r [syntax::Row], Option<Otherwise>) {
    let (own, written) = match rows.split_last() {
        Some((last, own)) if last.otherwise => (own, Some(last)),
        _ => (rows, None),
    };
    for row in own.iter().filter(|row| row.otherwise) {
        collected.error(words::otherwise_is_not_last(row.span));
    }
    let (cells, span) = match (written, table.otherwise.as_slice()) {
        (None, []) => return (own, None),
        (Some(row), behind) => {
            if let Some(value) = behind.first() {
                collected.error(words::otherwise_twice(row.span, value.span));
            }
            (row.cells.clone(), row.span)
        }
        (None, [first, ..]) => {
            let cell = |value: &syntax::Literal| syntax::Cell {
                kind: CellKind::Value(value.clone()),
                span: value.span,
            };
            let cells = table.otherwise.iter().map(cell).collect();
            (cells, first.span)
        }
    };
    match table.policy.map(|policy| policy.kind) {
        Some(HitPolicy::Exists) => collected.error(words::exists_with_otherwise(span)),
        Some(HitPolicy::Collect) => collected.error(words::collect_with_otherwise(span)),
        Some(HitPolicy::Unique | HitPolicy::First) | None => {}
    }
    (own, Some(Otherwise { cells, span }))
}

/// The rows that a table has in its declaration.
pub(super) fn written(table: &syntax::Table) -> &[syntax::Row] {
    match &table.content {
        TableContent::Rows { rows, .. } => rows,
        _ => &[],
    }
}

/// Adds the row that stands for all keys that no other row fits.
pub(super) fn add(
    table: &TableSignature<'_>,
    otherwise: Option<&Otherwise>,
    results: &[Values<'_>],
    rows: &mut Rows,
    (sheet, sources): (&Sheet<'_>, &SourceMap),
    collected: &mut Faults<'_>,
) -> bool {
    let policy = table.syntax.policy.map(|policy| policy.kind);
    let (cells, line) = match otherwise {
        Some(otherwise) => {
            let Some(cells) = otherwise.results(results, collected) else {
                return false;
            };
            let beside = otherwise.span.file == sheet.file();
            let line = if beside {
                sources.line_column(otherwise.span).line
            } else {
                0
            };
            (cells, line)
        }
        None if policy == Some(HitPolicy::Exists) => (vec![Some(Constant::Bool(false))], 0),
        None => return false,
    };
    let keys = vec![KeyCell::Any; table.keys.len()];
    rows.rows.push(Row { keys, line });
    for (column, cell) in rows.columns.iter_mut().zip(cells) {
        column.push(cell);
    }
    true
}

impl Otherwise {
    fn results(
        &self,
        results: &[Values<'_>],
        collected: &mut Faults<'_>,
    ) -> Option<Vec<Option<Constant>>> {
        if self.cells.len() != results.len() {
            collected.error(words::otherwise_width(
                self.span,
                self.cells.len(),
                results.len(),
            ));
            return None;
        }
        let read = self.cells.iter().zip(results).map(|(cell, values)| {
            let found = values.result(Cell::Written(cell));
            let found = found.and_then(|value| match value {
                None if !values.optional => Err(words::blank_result(cell.span)),
                value => Ok(value),
            });
            found
                .map_err(|mut fault| {
                    if fault.label.is_empty() {
                        fault.label.clone_from(&values.what);
                    }
                    collected.error(fault);
                })
                .ok()
        });
        let read: Vec<Option<Option<Constant>>> = read.collect();
        read.into_iter().collect()
    }
}
