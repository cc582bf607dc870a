//! The answer to a risk: its output, the errors of its fields, the faults of its input.

mod build;
mod declared;
mod fault;
mod field_error;
mod message;
mod scalar;

pub(crate) use build::At;
pub use fault::{Fault, FaultCode};
pub use field_error::FieldError;
pub use scalar::scalar;

use crate::number::Decimal;
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

    /// Whether every field of the output is answered: nothing was refused, nothing is in error.
    #[must_use]
    pub const fn is_ok(&self) -> bool {
        self.refusals.is_empty() && self.errors.is_empty()
    }

    /// A field of the output; nothing where it is in error, the risk was refused, or the rulebook answers no such field.
    ///
    /// ```
    /// # use lutine_core::{answer::Answer, number::Decimal, value::Value};
    /// # let total = Value::Money { amount: Decimal::new(266_697, 2)?, places: 2 };
    /// # let output = Value::from([("underwriting", Value::from("accept")), ("total", total)]);
    /// # let answer = Answer { output, errors: Vec::new(), refusals: Vec::new() };
    /// assert_eq!(answer.text("underwriting"), Some("accept"));
    /// assert_eq!(answer.money("total"), Some(Decimal::new(266_697, 2)?));
    /// assert_eq!(answer.get("total").map(Value::to_json).as_deref(), Some("\"2666.97\""));
    /// # Ok::<(), lutine_core::number::NumberError>(())
    /// ```
    #[must_use]
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.output.get(field)
    }

    /// The amount of a field that is money, in the currency's main unit; nothing as for [`Answer::get`], and where it is absent.
    #[must_use]
    pub fn money(&self, field: &str) -> Option<Decimal> {
        match self.get(field)? {
            Value::Money { amount, .. } => Some(*amount),
            _ => None,
        }
    }

    /// The number of a field that is an int or a decimal; nothing as for [`Answer::get`], and where it is absent.
    #[must_use]
    pub fn decimal(&self, field: &str) -> Option<Decimal> {
        match self.get(field)? {
            Value::Int(number) | Value::Decimal(number) => Some(*number),
            _ => None,
        }
    }

    /// A field that is text or the name of an enum's member; nothing as for [`Answer::get`], and where it is absent.
    #[must_use]
    pub fn text(&self, field: &str) -> Option<&str> {
        self.get(field)?.as_text()
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
    /// The stable code that answers carry.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Fault(fault) => fault.code.as_str(),
            Self::Error(error) => error.code.as_str(),
        }
    }

    /// As an answer writes it.
    #[must_use]
    pub fn to_value(&self) -> Value {
        match self {
            Self::Fault(fault) => fault.to_value(),
            Self::Error(error) => error.to_value(),
        }
    }
}
