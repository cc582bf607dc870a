//! Table look-ups: one row, and its cells.

use super::Lowerer;
use super::value::Value;
use crate::typed::{self, Expr, Type};
use lutine_core::graph::{LookupNote, NodeId, Op, TableId, Ty};

impl<'a> Lowerer<'a> {
    /// A table look-up: its cell, or the row where it has several results.
    pub(super) fn lookup(&mut self, id: typed::TableId, keys: &'a [Expr], expr: &'a Expr) -> Value {
        let table = TableId(id.0);
        let keys: Vec<NodeId> = keys.iter().map(|key| self.lower_one(key)).collect();
        let keys = self.observed_keys(keys);
        let row = Op::Row(table);
        let row = self.graph.apply(row, Ty::Row(table), &keys, expr.span);
        self.scope.lookups.push(LookupNote {
            row,
            only_if: Vec::new(),
        });
        let interpolation = self.rulebook.tables.get(id.index());
        if let Some(it) = interpolation.and_then(|table| table.data.interpolation) {
            let above = Op::RowAbove(table);
            let above = self.graph.apply(above, Ty::Row(table), &keys, expr.span);
            let key = keys.get(it.axis as usize).copied();
            return self.interpolated(table, (row, above, key.unwrap_or(row)));
        }
        let several = self
            .rulebook
            .tables
            .get(id.index())
            .is_some_and(|table| table.record.is_some());
        if several {
            Value::Row { row, table }
        } else {
            self.cell(row, table, 0)
        }
    }

    /// The results of an interpolated table: its one value, or a record of all. Absent where a cell of either row is, or there is no row.
    fn interpolated(
        &mut self,
        table: TableId,
        (row, above, key): (NodeId, NodeId, NodeId),
    ) -> Value {
        let rulebook = self.rulebook;
        let Some(declared) = rulebook.tables.get(table.index()) else {
            return self.no_value();
        };
        let site = self.graph.site_of(row);
        let mut results = Vec::with_capacity(declared.columns.len());
        for (column, declared) in (0_u32..).zip(&declared.columns) {
            let ty = self.ty(declared);
            let value = Op::Interpolated(table, column);
            let value = Value::One(self.graph.apply_at(value, ty, &[row, above, key], site));
            results.push(match declared {
                Type::Optional(_) => {
                    let mut given = |row| {
                        let given = Op::CellGiven(table, column);
                        self.graph.apply_at(given, Ty::Bool, &[row], site)
                    };
                    let both = [given(row), given(above)];
                    Value::Optional {
                        given: self.graph.apply_at(Op::And, Ty::Bool, &both, site),
                        value: Box::new(value),
                    }
                }
                _ => value,
            });
        }
        match (declared.record, results.pop()) {
            (None, Some(only)) => only,
            (_, last) => {
                results.extend(last);
                Value::Record(results)
            }
        }
    }

    /// How many results a table has.
    pub(super) fn table_columns(&self, table: TableId) -> u32 {
        self.rulebook
            .tables
            .get(table.index())
            .and_then(|table| u32::try_from(table.columns.len()).ok())
            .unwrap_or(0)
    }

    /// A cell of a row; absent where there is none and its type allows it.
    pub(super) fn cell(&mut self, row: NodeId, table: TableId, column: u32) -> Value {
        if let Some(known) = self.cells.get(&(row, column)) {
            return known.clone();
        }
        let declared = self
            .rulebook
            .tables
            .get(table.index())
            .and_then(|table| table.columns.get(column as usize));
        let Some(declared) = declared else {
            return self.no_value();
        };
        let (ty, site) = (self.ty(declared), self.graph.site_of(row));
        let value = Op::Cell(table, column);
        let value = Value::One(self.graph.apply_at(value, ty, &[row], site));
        let cell = match declared {
            Type::Optional(_) => Value::Optional {
                given: self
                    .graph
                    .apply_at(Op::CellGiven(table, column), Ty::Bool, &[row], site),
                value: Box::new(value),
            },
            _ => value,
        };
        self.cells.insert((row, column), cell.clone());
        cell
    }
}
