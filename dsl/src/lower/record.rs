//! Records: values side by side.

use super::Lowerer;
use super::value::Value;
use crate::typed::{Expr, Type};

impl<'a> Lowerer<'a> {
    /// A field of a record.
    pub(super) fn field(&mut self, record: &Value, place: u32) -> Value {
        match record {
            Value::Row { row, table } => self.cell(*row, *table, place),
            Value::Record(fields) => match fields.get(place as usize) {
                Some(field) => field.clone(),
                None => self.no_value(),
            },
            other => other.clone(),
        }
    }

    /// `p with { loss = … }`
    pub(super) fn with(&mut self, record: Value, changes: &'a [(u32, Expr)]) -> Value {
        let Value::Record(mut fields) = self.settled(&record) else {
            return record;
        };
        for (place, value) in changes {
            let value = self.lower(value);
            if let Some(field) = fields.get_mut(*place as usize) {
                *field = value;
            }
        }
        Value::Record(fields)
    }

    /// The value with every cell of a table row read.
    pub(super) fn settled(&mut self, value: &Value) -> Value {
        match value {
            Value::Row { row, table } => {
                let columns = self.table_columns(*table);
                let cells = (0..columns).map(|place| self.cell(*row, *table, place));
                Value::Record(cells.collect())
            }
            Value::Record(fields) => {
                Value::Record(fields.iter().map(|field| self.settled(field)).collect())
            }
            Value::Optional { given, value } => Value::Optional {
                given: *given,
                value: Box::new(self.settled(value)),
            },
            other => other.clone(),
        }
    }

    /// The types of a record's fields, or of the parts of a period.
    pub(super) fn field_types(&self, ty: &Type) -> Vec<Type> {
        match ty.given() {
            Type::Period => vec![Type::Int; 3],
            Type::Record(id) => self
                .rulebook
                .records
                .get(id.index())
                .map(|record| record.fields.iter().map(|field| field.ty.clone()).collect())
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }
}
