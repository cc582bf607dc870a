//! The column of errors: why a risk was refused, or a field has no value.

use arrow_array::ArrayRef;
use arrow_array::builder::{ListBuilder, StringBuilder, StructBuilder};
use arrow_schema::{ArrowError, DataType, Field, Fields};
use lutine_core::answer::{Answer, FieldError, Refusal};
use lutine_core::graph::ErrorCode;
use lutine_core::value::Value;
use std::sync::Arc;

/// An error of a row.
#[derive(Debug, Clone)]
pub(crate) struct Complaint {
    code: &'static str,
    at: String,
    message: String,
}

impl Complaint {
    /// A number that does not fit the type of its column.
    pub(crate) fn too_large(field: String, value: &Value) -> Self {
        Self {
            code: ErrorCode::Overflow.as_str(),
            at: format!("output.{field}"),
            message: format!("{} does not fit the type of its column", value.to_json()),
        }
    }

    /// As JSON shows it.
    pub(crate) fn to_value(&self) -> Value {
        Value::from([
            ("code", Value::from(self.code)),
            ("at", Value::from(self.at.as_str())),
            ("message", Value::from(self.message.as_str())),
        ])
    }

    fn of_field(error: &FieldError) -> Self {
        Self {
            code: error.code.as_str(),
            at: error.path.clone(),
            message: error.message.clone(),
        }
    }
}

/// The errors of an answer.
pub(crate) fn of(answer: &Answer) -> Vec<Complaint> {
    let refusals = answer.refusals.iter().map(|refusal| match refusal {
        Refusal::Fault(fault) => Complaint {
            code: fault.code.as_str(),
            at: fault.pointer.clone(),
            message: fault.message.clone(),
        },
        Refusal::Error(error) => Complaint::of_field(error),
    });
    let errors = answer.errors.iter().map(Complaint::of_field);
    refusals.chain(errors).collect()
}

fn fields() -> Fields {
    let text = |name| Field::new(name, DataType::Utf8, false);
    [text("code"), text("at"), text("message")]
        .into_iter()
        .collect()
}

/// What an error is in a column.
pub(crate) fn data_type() -> DataType {
    DataType::Struct(fields())
}

/// The errors of each row; an empty list where there is none.
pub(crate) fn array(rows: &[Vec<Complaint>]) -> Result<ArrayRef, ArrowError> {
    let texts = || Box::new(StringBuilder::new()) as Box<dyn arrow_array::builder::ArrayBuilder>;
    let structs = StructBuilder::new(fields(), vec![texts(), texts(), texts()]);
    let mut lists = ListBuilder::new(structs);
    for row in rows {
        let structs = lists.values();
        for complaint in row {
            let texts = [complaint.code, &complaint.at, &complaint.message];
            for (place, text) in texts.into_iter().enumerate() {
                if let Some(column) = structs.field_builder::<StringBuilder>(place) {
                    column.append_value(text);
                }
            }
            structs.append(true);
        }
        lists.append(true);
    }
    Ok(Arc::new(lists.finish()))
}
