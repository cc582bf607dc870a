use arrow_schema::DataType;
use thiserror::Error;

/// Why columns cannot be the input of a rulebook, whatever stands in their rows.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ColumnError {
    /// A column that no field of the rulebook takes.
    #[error("column `{column}`: {of} has no field of that name{}", near.as_deref().map_or_else(
        || "; leave the column out".to_owned(),
        |near| format!("; did you mean `{near}`?")
    ))]
    Unknown {
        /// The column.
        column: String,
        /// The entity or record.
        of: String,
        /// The field that was probably meant.
        near: Option<String>,
    },
    /// A column of binary fractions, which have no exact decimals.
    #[error(
        "column `{column}` holds {found}, which has no exact decimals: write it as decimal128, as a whole number or as text"
    )]
    Float {
        /// The column.
        column: String,
        /// Its type.
        found: DataType,
    },
    /// A column whose type does not fit its field.
    #[error("column `{column}` holds {found}, expected {expected}")]
    WrongType {
        /// The column.
        column: String,
        /// What the field takes, and the types that hold it.
        expected: String,
        /// The type of the column.
        found: String,
    },
    /// Two columns that give the same field.
    #[error("column `{column}` gives what another column gives already")]
    Twice {
        /// The column.
        column: String,
    },
}

impl ColumnError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown { .. } => "column_unknown",
            Self::Float { .. } => "column_float",
            Self::WrongType { .. } => "column_wrong_type",
            Self::Twice { .. } => "column_twice",
        }
    }
}
