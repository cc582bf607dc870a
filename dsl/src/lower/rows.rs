//! The rows of a table as a list: all of them, or those that fit keys.

use super::Lowerer;
use super::value::{ListValue, Reference, SourceId, Value};
use crate::source::Span;
use crate::typed::{Expr, RowField, TableRows, Type};
use lutine_core::graph::{Constant, Each, List, LookupNote, NodeId, Op, RISK, Space, TableId, Ty};
use lutine_core::number::Decimal;
use std::sync::Arc;

/// All rows of a table as a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowsOf {
    pub(super) source: SourceId,
    /// The row, in the space of the list.
    pub(super) row: NodeId,
}

impl<'a> Lowerer<'a> {
    /// The list of all rows, made once for each table. The rows by their number are a table of their own.
    pub(super) fn rows_of(&mut self, rows: &TableRows, span: Span) -> Value {
        if let Some(known) = self.row_lists.get(&rows.of) {
            return Value::List(ListValue {
                owner: Reference::here(RISK),
                source: known.source,
            });
        }
        let before = self
            .rulebook
            .tables
            .len()
            .saturating_add(self.row_tables.len());
        let table = TableId(u32::try_from(before).unwrap_or(u32::MAX));
        self.row_tables.push(rows.rows.data.clone());
        let count = u32::try_from(rows.rows.data.rows.len()).unwrap_or(u32::MAX);
        let mut end = |number: u32| {
            let number = Constant::Number(Decimal::from(number));
            let end = self.graph.constant(number, Ty::Int);
            self.graph.bring(end, RISK)
        };
        let each = Each::Numbers {
            from: end(1),
            to: end(count),
            max: count,
        };
        let name = &rows.rows.data.name;
        let space = self.graph.space(Space::Made {
            parent: RISK,
            name: name.clone(),
            each,
        });
        let id = self.graph.list(List {
            name: name.clone(),
            owner: RISK,
            items: space,
            min: count,
            max: count,
            single: false,
        });
        let site = self.graph.site(span);
        let sound = |this: &mut Self, op, ty, args| {
            let node = this.graph.push(op, space, ty, args, site);
            this.graph.set_fallible(node, false);
            node
        };
        // Every number has a row, and no cell is blank that must not be.
        let number = sound(self, Op::Key, Ty::Int, Vec::new());
        let row = sound(self, Op::Row(table), Ty::Row(table), vec![number]);
        let cells = self.cells_of_row(&rows.rows.columns, (table, row), false);
        let item = row_record(rows, &cells);
        let list = self.list_of_made((RISK, space), id, item, None);
        if let Value::List(ListValue { source, .. }) = list {
            self.row_lists.insert(rows.of, RowsOf { source, row });
        }
        list
    }

    /// The rows of a `collect` table that fit keys, as a list: one lane a row below the deepest item that the keys mention.
    pub(super) fn fitting_rows(
        &mut self,
        rows: &TableRows,
        keys: &'a [Expr],
        value: Option<u32>,
        expr: &Expr,
    ) -> Value {
        let keys: Vec<NodeId> = keys.iter().map(|key| self.lower_one(key)).collect();
        let owner = self.graph.deeper(RISK, self.graph.deepest(&keys));
        let keys = keys.iter().map(|key| self.graph.bring(*key, owner));
        let keys: Vec<NodeId> = keys.collect();
        let fails = keys.iter().any(|key| self.graph.fallible(*key));
        let table = TableId(rows.of.0);
        // Of single values the declared column is all that is asked for; of rows also their keys.
        let declared = self.rulebook.tables.get(rows.of.index());
        if value.is_none() {
            let columns = self.fitting_columns.entry(rows.of.index());
            columns.or_insert_with(|| rows.rows.data.columns.clone());
        }
        let space = self.graph.space(Space::Made {
            parent: owner,
            name: Arc::from(""),
            each: Each::Rows { table, keys },
        });
        let id = self.graph.list(List {
            name: declared
                .map(|table| table.data.name.clone())
                .unwrap_or_default(),
            owner,
            items: space,
            min: 0,
            max: u32::try_from(rows.rows.data.rows.len()).unwrap_or(u32::MAX),
            single: false,
        });
        let site = self.graph.site(expr.span);
        let row = self
            .graph
            .push(Op::Key, space, Ty::Row(table), Vec::new(), site);
        self.graph.set_fallible(row, fails);
        self.scope.lookups.push(LookupNote {
            row,
            only_if: Vec::new(),
        });
        let item = match (value, declared) {
            (Some(_), Some(declared)) => {
                let mut cells = self.cells_of_row(&declared.columns, (table, row), fails);
                cells.pop().unwrap_or_else(|| self.no_value())
            }
            _ => {
                let cells = self.cells_of_row(&rows.rows.columns, (table, row), fails);
                row_record(rows, &cells)
            }
        };
        self.list_of_made((owner, space), id, item, fails.then_some(row))
    }

    /// The cells of a row that is there: they can only be in error with it.
    fn cells_of_row(
        &mut self,
        columns: &[Type],
        (table, row): (TableId, NodeId),
        fails: bool,
    ) -> Vec<Value> {
        let (space, site) = (self.graph.space_of(row), self.graph.site_of(row));
        let mut cells = Vec::with_capacity(columns.len());
        for (column, declared) in (0..).zip(columns) {
            let ty = self.ty(declared);
            let mut cell = |op, ty| -> NodeId {
                let node = self.graph.push(op, space, ty, vec![row], site);
                self.graph.set_fallible(node, fails);
                node
            };
            let value = Value::One(cell(Op::Cell(table, column), ty));
            cells.push(match declared {
                Type::Optional(_) => Value::Optional {
                    given: cell(Op::CellGiven(table, column), Ty::Bool),
                    value: Box::new(value),
                },
                _ => value,
            });
        }
        cells
    }
}

/// The record that a row is, of its cells.
fn row_record(rows: &TableRows, cells: &[Value]) -> Value {
    let at = |column: u32| cells.get(column as usize).cloned();
    let fields = rows.fields.iter().filter_map(|field| match field {
        RowField::Column(column) => at(*column),
        RowField::Band(from, to) => Some(Value::Record(vec![at(*from)?, at(*to)?])),
    });
    Value::Record(fields.collect())
}
