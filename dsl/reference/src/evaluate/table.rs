//! Table look-ups, row by row.

use super::{Evaluator, Scope};
use crate::failure::Outcome;
use crate::json::quoted;
use crate::value::{self, Value, ill_typed};
use lutine_core::table::{HitPolicy, KeyCell};
use lutine_dsl::source::Span;
use lutine_dsl::typed::{Expr, Table, TableId, Type};
use std::rc::Rc;

impl<'a> Evaluator<'a> {
    pub(super) fn look_up(
        &mut self,
        id: TableId,
        keys: &'a [Expr],
        span: Span,
        scope: &Scope,
    ) -> Outcome {
        let table = &self.rulebook.tables[id.index()];
        let mut values = Vec::new();
        for key in keys {
            values.push(self.evaluate(key, scope)?);
        }
        let row = self.row(table, &values, span)?;
        let mut results: Vec<Outcome> = (0..table.columns.len())
            .map(|column| self.cell(table, row, column, &values, span))
            .collect();
        if table.record.is_some() {
            return Ok(Value::Record(Rc::new(results)));
        }
        match results.pop() {
            Some(result) if results.is_empty() => result,
            _ => ill_typed("a table with several results has no record"),
        }
    }

    /// The row that the keys hit, if there is one.
    pub(crate) fn row(&self, table: &Table, keys: &[Value], span: Span) -> Outcome<Option<usize>> {
        let otherwise = table.data.otherwise.then(|| table.data.rows.len() - 1);
        let hits: Vec<usize> = (0..otherwise.unwrap_or(table.data.rows.len()))
            .filter(|row| {
                let cells = &table.data.rows[*row].keys;
                cells.iter().zip(keys).all(|(cell, key)| is_hit(cell, key))
            })
            .collect();
        match (hits.as_slice(), table.data.policy) {
            ([], _) => Ok(otherwise),
            ([row], _) | ([row, ..], HitPolicy::First) => Ok(Some(*row)),
            (_, HitPolicy::Unique) => {
                let (name, keys) = (&table.data.name, self.keys_text(table, keys));
                let message = format!("table {name} has several rows for {keys}");
                self.fail("several_rows", message, span)
            }
        }
    }

    /// A result of the row.
    fn cell(
        &self,
        table: &Table,
        row: Option<usize>,
        column: usize,
        keys: &[Value],
        span: Span,
    ) -> Outcome {
        let declared = &table.data.columns[column];
        let cell = row.and_then(|row| declared.cells[row].as_ref());
        if let Some(value) = cell {
            return Ok(Value::from(value));
        }
        if let Type::Optional(_) = table.columns[column] {
            return Ok(Value::Absent);
        }
        let missing = match row {
            None => "row",
            Some(_) => &declared.name,
        };
        let (name, keys) = (&table.data.name, self.keys_text(table, keys));
        let message = format!("table {name} has no {missing} for {keys}");
        self.fail("no_row", message, span)
    }

    /// `state TX, coverage BI`
    fn keys_text(&self, table: &Table, keys: &[Value]) -> String {
        let key = |((axis, ty), value): ((&lutine_core::table::Axis, &Type), &Value)| match value {
            Value::Text(text) => format!("{} {}", axis.name, quoted(text)),
            value => format!("{} {}", axis.name, self.text_of(value, ty)),
        };
        let axes = table.data.axes.iter().zip(&table.keys);
        let keys: Vec<String> = axes.zip(keys).map(key).collect();
        keys.join(", ")
    }
}

fn is_hit(cell: &KeyCell, key: &Value) -> bool {
    match cell {
        KeyCell::Any => true,
        KeyCell::One(constant) => {
            value::compare(key, &Value::from(constant)) == std::cmp::Ordering::Equal
        }
        KeyCell::Intervals(intervals) => value::is_in_one(key, intervals),
    }
}
