//! The answer to a risk: its output, the errors of its fields, the faults of its input.

use crate::graph::ErrorCode;
use crate::value::Value;
use std::sync::Arc;

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

/// Why a number could not be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// Its stable code.
    pub code: ErrorCode,
    /// Where in the risk: `policy.vehicles[2].covers[BI].factor`.
    pub path: String,
    /// What is wrong, in the words of the table in ARCHITECTURE.md.
    pub message: String,
    /// The source file of the expression that failed.
    pub file: Arc<str>,
    /// Its line, from 1.
    pub line: u32,
    /// Its column, from 1.
    pub column: u32,
}

/// A fault of the input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its stable code, `missing_field`.
    pub code: FaultCode,
    /// Where in the JSON text: `/vehicles/0/symbol`.
    pub pointer: String,
    /// What is wrong, in the words of the table in ARCHITECTURE.md.
    pub message: String,
}

macro_rules! fault_codes {
    ($($(#[$doc:meta])* $name:ident $text:literal,)*) => {
        /// The kinds of input fault.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FaultCode {
            $($(#[$doc])* $name,)*
        }

        impl FaultCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable code that answers carry.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

fault_codes! {
    /// The text is not JSON.
    NotJson "not_json",
    /// A key that the entity does not have.
    UnknownField "unknown_field",
    /// A key that stands twice.
    DuplicateField "duplicate_field",
    /// A required field is left out.
    MissingField "missing_field",
    /// A value for a computed attribute.
    DerivedField "derived_field",
    /// A value of another kind.
    WrongType "wrong_type",
    /// Text that is not a date.
    BadDate "bad_date",
    /// Text that is not a member of the enumeration.
    UnknownMember "unknown_member",
    /// An int with a fraction.
    NotWhole "not_whole",
    /// An amount off its currency's grid.
    NotOnGrid "not_on_grid",
    /// Text that is not a number.
    BadNumber "bad_number",
    /// A number that a decimal cannot hold.
    TooManyDigits "too_many_digits",
    /// Outside the declared range or set.
    OutOfRange "out_of_range",
    /// A list with too few items.
    TooFewItems "too_few_items",
    /// A list with too many items.
    TooManyItems "too_many_items",
    /// A `require` that does not hold.
    Requirement "requirement",
}
