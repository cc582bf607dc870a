//! Table look-ups, row by row.

use super::{Evaluator, Scope};
use crate::failure::Outcome;
use crate::json::quoted;
use crate::number::{self, Number};
use crate::value::{self, Value, ill_typed};
use lutine_core::table::{HitPolicy, Interpolation, KeyCell, Outside};
use lutine_dsl::source::Span;
use lutine_dsl::typed::{Expr, RowField, Table, TableId, TableRows, Type};
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
        let rows = self.rows(table, &values, span)?;
        let mut results: Vec<Outcome> = (0..table.columns.len())
            .map(|column| self.result(table, rows, column, &values, span))
            .collect();
        if table.record.is_some() {
            return Ok(Value::Record(Rc::new(results)));
        }
        match results.pop() {
            Some(result) if results.is_empty() => result,
            _ => ill_typed("a table with several results has no record"),
        }
    }

    /// The rows of a table, a record each.
    pub(super) fn rows_of(&self, of: &TableRows) -> Value {
        let rows = 0..of.rows.data.rows.len();
        Value::List(Rc::new(rows.map(|row| row_of(of, row)).collect()))
    }

    /// The rows of a `collect` table that fit the keys: a value or a record each.
    pub(super) fn fitting(
        &mut self,
        of: &TableRows,
        keys: &'a [Expr],
        value: Option<u32>,
        scope: &Scope,
    ) -> Outcome {
        let mut values = Vec::new();
        for key in keys {
            values.push(self.evaluate(key, scope)?);
        }
        let rows = fitting_rows(&self.rulebook.tables[of.of.index()], &values);
        let item = |row: usize| match value {
            Some(column) => cell_of(of, column, row),
            None => row_of(of, row),
        };
        Ok(Value::List(Rc::new(rows.into_iter().map(item).collect())))
    }

    /// The row that the keys hit, if there is one; of an interpolated table the two between which they lie.
    pub(crate) fn rows(
        &self,
        table: &Table,
        keys: &[Value],
        span: Span,
    ) -> Outcome<Option<(usize, usize)>> {
        match table.data.interpolation {
            Some(Interpolation { axis, outside }) => Ok(nodes(table, keys, axis as usize, outside)),
            None => Ok(self.row(table, keys, span)?.map(|row| (row, row))),
        }
    }

    /// The result in the rows: that of the one, or what lies between those of the two.
    fn result(
        &self,
        table: &Table,
        rows: Option<(usize, usize)>,
        column: usize,
        keys: &[Value],
        span: Span,
    ) -> Outcome {
        let low = self.cell(table, rows.map(|(low, _)| low), column, keys, span)?;
        let Some((first, second)) = rows.filter(|(first, second)| first != second) else {
            return Ok(low);
        };
        let high = self.cell(table, Some(second), column, keys, span)?;
        let (Value::Number(y0), Value::Number(y1)) = (&low, &high) else {
            return Ok(Value::Absent);
        };
        let interpolation = table.data.interpolation;
        let axis = interpolation.map_or(0, |it| it.axis as usize);
        let value = || {
            let (x0, x1) = (node(table, first, axis), node(table, second, axis));
            let steps = y1.minus(y0)?.times(&distance(&x0, &keys[axis])?)?;
            y0.plus(&steps.divided_by(&distance(&x0, &x1)?)?)
        };
        self.computed(value(), span)
    }

    /// The row that the keys hit, if there is one.
    fn row(&self, table: &Table, keys: &[Value], span: Span) -> Outcome<Option<usize>> {
        let otherwise = table.data.otherwise.then(|| table.data.rows.len() - 1);
        let hits = fitting_rows(table, keys);
        match (hits.as_slice(), table.data.policy) {
            ([], _) => Ok(otherwise),
            ([row], _) | ([row, ..], HitPolicy::First) => Ok(Some(*row)),
            (_, HitPolicy::Collect) => ill_typed("a row where all that fit are looked up"),
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

/// The rows that fit the keys, but for that of `otherwise`.
pub(crate) fn fitting_rows(table: &Table, keys: &[Value]) -> Vec<usize> {
    let fits = |row: &usize| {
        let cells = &table.data.rows[*row].keys;
        cells.iter().zip(keys).all(|(cell, key)| is_hit(cell, key))
    };
    (0..table.data.own_rows().len()).filter(fits).collect()
}

/// A row as a record.
fn row_of(of: &TableRows, row: usize) -> Value {
    let cell = |column: &u32| Ok(cell_of(of, *column, row));
    let fields = of.fields.iter().map(|field| match field {
        RowField::Column(column) => cell(column),
        RowField::Band(from, to) => Ok(Value::Record(Rc::new(vec![cell(from), cell(to)]))),
    });
    Value::Record(Rc::new(fields.collect()))
}

fn cell_of(of: &TableRows, column: u32, row: usize) -> Value {
    let cell = of.rows.data.columns[column as usize].cells[row].as_ref();
    cell.map_or(Value::Absent, Value::from)
}

/// Of the rows whose other keys fit, in the order of the key in question: those on whose nodes or between whose nodes it lies.
fn nodes(table: &Table, keys: &[Value], axis: usize, outside: Outside) -> Option<(usize, usize)> {
    let otherwise = table.data.otherwise.then(|| table.data.rows.len() - 1);
    let fits = |row: &usize| {
        let cells = table.data.rows[*row].keys.iter().zip(keys).enumerate();
        let mut others = cells.filter(|(place, _)| *place != axis);
        others.all(|(_, (cell, key))| is_hit(cell, key))
    };
    let mut rows: Vec<usize> = (0..otherwise.unwrap_or(table.data.rows.len()))
        .filter(fits)
        .collect();
    rows.sort_by(|a, b| value::compare(&node(table, *a, axis), &node(table, *b, axis)));
    let is_below = |row: &usize| value::compare(&node(table, *row, axis), &keys[axis]).is_lt();
    let is_on = |row: &usize| value::compare(&node(table, *row, axis), &keys[axis]).is_eq();
    if let Some(row) = rows.iter().copied().find(is_on) {
        return Some((row, row));
    }
    let below = rows.iter().copied().rfind(is_below);
    let above = rows.iter().copied().find(|row| !is_below(row));
    let ends = match (below, above, outside) {
        (Some(below), Some(above), _) => Some((below, above)),
        (None, None, _) | (_, _, Outside::Error) => None,
        (Some(end), None, Outside::Clamp) | (None, Some(end), Outside::Clamp) => Some((end, end)),
        (Some(_), None, Outside::Extend) => Some((rows[rows.len() - 2], rows[rows.len() - 1])),
        (None, Some(_), Outside::Extend) => Some((rows[0], rows[1])),
    };
    ends.or(otherwise.map(|row| (row, row)))
}

/// The node of a row.
fn node(table: &Table, row: usize, axis: usize) -> Value {
    match &table.data.rows[row].keys[axis] {
        KeyCell::One(value) => Value::from(value),
        _ => ill_typed("a node of more than one value"),
    }
}

/// How far a key is from a node, in days for dates.
fn distance(from: &Value, to: &Value) -> number::Result {
    match (from, to) {
        (Value::Number(from), Value::Number(to)) => to.minus(from),
        (Value::Date(from), Value::Date(to)) => Ok(Number::new(from.days_to(*to), 0)
            .unwrap_or_else(|| ill_typed("a count of days is no number"))),
        _ => ill_typed("a key that has no distance"),
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
