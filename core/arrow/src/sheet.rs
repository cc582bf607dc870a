//! Answers as rows of a CSV file, for whoever opens it in a spreadsheet: records are columns by their path, lists JSON in one cell.

use crate::answers::ERRORS;
use crate::complaint;
use arrow_schema::{DataType, Field, FieldRef, Schema};
use lutine_core::answer::Answer;
use lutine_core::value::Value;
use std::borrow::Cow;
use std::sync::Arc;

/// The cells of an answer: the path of each through the records of the output.
#[derive(Debug)]
pub(crate) struct Sheet {
    paths: Vec<Vec<Arc<Field>>>,
}

impl Sheet {
    pub(crate) fn new(answers: &Schema) -> Self {
        let mut paths = Vec::new();
        for field in answers.fields().iter().filter(|f| f.name() != ERRORS) {
            add(field, &[], &mut paths);
        }
        Self { paths }
    }

    /// The names of the columns.
    pub(crate) fn header(&self) -> Vec<u8> {
        let name = |path: &Vec<FieldRef>| {
            let names: Vec<&str> = path.iter().map(|field| field.name().as_str()).collect();
            names.join(".")
        };
        let names = self.paths.iter().map(name);
        line(names.chain([ERRORS.to_owned()]))
    }

    /// A row for each answer.
    pub(crate) fn rows(&self, answers: &[Answer]) -> Vec<u8> {
        let rows = answers.iter().flat_map(|answer| {
            let cells = self.paths.iter().map(|path| {
                let value = path
                    .iter()
                    .try_fold(&answer.output, |value, field| value.get(field.name()));
                value.map(cell).unwrap_or_default().into_owned()
            });
            let errors: Vec<Value> = complaint::of(answer).iter().map(|c| c.to_value()).collect();
            let errors = match errors.is_empty() {
                true => String::new(),
                false => Value::List(errors).to_json(),
            };
            line(cells.chain([errors]))
        });
        rows.collect()
    }
}

fn add(field: &FieldRef, above: &[FieldRef], paths: &mut Vec<Vec<FieldRef>>) {
    let path = [above, &[Arc::clone(field)]].concat();
    match field.data_type() {
        DataType::Struct(fields) => fields.iter().for_each(|inner| add(inner, &path, paths)),
        _ => paths.push(path),
    }
}

/// A value as a cell shows it; nothing for what is absent.
pub(crate) fn cell(value: &Value) -> Cow<'_, str> {
    Cow::Owned(match value {
        Value::Text(text) | Value::Enum(text) => return Cow::Borrowed(text),
        Value::Absent => String::new(),
        Value::Bool(value) => value.to_string(),
        Value::Int(number) | Value::Decimal(number) => number.to_string(),
        Value::Money { amount, places } => amount.fixed(*places).to_string(),
        Value::Date(date) => date.to_string(),
        Value::List(_) | Value::Record(_) => value.to_json(),
    })
}

fn line(cells: impl Iterator<Item = String>) -> Vec<u8> {
    let mut line = csv::Writer::from_writer(Vec::new());
    // Writing into memory cannot fail.
    let _ = line.write_record(cells.map(String::into_bytes));
    line.into_inner().unwrap_or_default()
}
