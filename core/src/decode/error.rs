use std::sync::Arc;
use thiserror::Error;

/// Why the input that a graph describes cannot be read. A graph that the compiler made never gives one; a damaged or foreign bundle can.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SchemaError {
    /// No object that could be the risk, or one that stands in another space.
    #[error("the schema does not begin with the object of the risk")]
    NoRisk,
    /// A number that points at nothing.
    #[error("{field} of {object} refers to {what} {id}, which does not exist")]
    Dangling {
        /// The object.
        object: Arc<str>,
        /// The field.
        field: Arc<str>,
        /// What it refers to.
        what: &'static str,
        /// The number.
        id: u32,
    },
    /// Two fields with one key.
    #[error("{object} has the field {field} twice")]
    DuplicateField {
        /// The object.
        object: Arc<str>,
        /// The field.
        field: Arc<str>,
    },
    /// A column that is filled by no field, or by several.
    #[error("input column {column} is filled by {times} fields, it must be one")]
    Filled {
        /// The column.
        column: usize,
        /// How many fill it.
        times: usize,
    },
    /// A field whose column or list stands in another space than the object, or holds something else.
    #[error("{field} of {object} does not fit the column or list that it fills")]
    Misfit {
        /// The object.
        object: Arc<str>,
        /// The field.
        field: Arc<str>,
    },
    /// Objects that stand in one another without end, or deeper than a text can nest.
    #[error("{object} stands in itself, or deeper than objects can nest")]
    Nesting {
        /// The object.
        object: Arc<str>,
    },
}

impl SchemaError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoRisk => "schema_no_risk",
            Self::Dangling { .. } => "schema_dangling",
            Self::DuplicateField { .. } => "schema_duplicate_field",
            Self::Filled { .. } => "schema_filled",
            Self::Misfit { .. } => "schema_misfit",
            Self::Nesting { .. } => "schema_nesting",
        }
    }
}
