//! The answer to a risk: its output, the errors of its fields, the faults of its input.

mod build;
mod fault;
mod field_error;
mod message;
mod scalar;

pub use fault::{Fault, FaultCode};
pub use field_error::FieldError;
pub use scalar::scalar;

use crate::value::Value;

/// The answer to one risk. The page ARCHITECTURE.md, "Answers", says what stands in it and in which order.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The output's fields that could be computed, a [`Value::Record`]; empty where the risk was refused.
    pub output: Value,
    /// Why other fields could not, in output order; empty where the risk was refused.
    pub errors: Vec<FieldError>,
    /// Why the risk was refused, all reasons at once; empty where it was not.
    pub refusals: Vec<Refusal>,
}

/// Why a risk was refused, so that none of its output is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The input is not as the rulebook declares it, or does not meet a `require`.
    Fault(Fault),
    /// Whether a `require` is met could not be computed.
    Error(FieldError),
}

impl Answer {
    /// The answer to a risk that is refused.
    #[must_use]
    pub const fn refused(refusals: Vec<Refusal>) -> Self {
        Self {
            output: Value::Record(Vec::new()),
            errors: Vec::new(),
            refusals,
        }
    }

    /// Whether the risk was refused, so that none of its output is answered.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        !self.refusals.is_empty()
    }

    /// The answer as one value: the output's fields, and `errors` behind them if there are any.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut fields = self.output.as_record().unwrap_or_default().to_vec();
        let refusals = self.refusals.iter().map(Refusal::to_value);
        let errors = self.errors.iter().map(FieldError::to_value);
        let errors: Vec<Value> = refusals.chain(errors).collect();
        if !errors.is_empty() {
            fields.push(("errors".into(), Value::List(errors)));
        }
        Value::Record(fields)
    }

    /// The answer as JSON text on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        self.to_value().to_json()
    }
}

impl Refusal {
    /// As an answer writes it.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match self {
            Self::Fault(fault) => fault.to_value(),
            Self::Error(error) => error.to_value(),
        }
    }
}
