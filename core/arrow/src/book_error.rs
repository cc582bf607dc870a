use crate::error::ColumnError;
use arrow_schema::ArrowError;
use std::path::PathBuf;
use thiserror::Error;

/// Why a book cannot be read or its answers written.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum BookError {
    /// A file whose name does not say what it is.
    #[error("{}: not a name that ends in {expected}", path.display())]
    Format {
        /// The file.
        path: PathBuf,
        /// The endings.
        expected: &'static str,
    },
    /// A file that cannot be read.
    #[error("{} cannot be read: {error}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        error: ArrowError,
    },
    /// A file that cannot be written.
    #[error("{} cannot be written: {error}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        error: ArrowError,
    },
    /// Columns that cannot be the input of the rulebook.
    #[error("{0}")]
    Column(#[from] ColumnError),
    /// Answers that could not be put into columns.
    #[error("the answers cannot be put into columns: {0}")]
    Answers(#[from] ArrowError),
    /// A table without the column that says which risk a row belongs to.
    #[error("{table} has no column `{key}` of whole numbers or text to be joined by")]
    NoKey {
        /// The table.
        table: String,
        /// The column.
        key: String,
    },
    /// A key that two risks have, so that nobody knows whose the rows of the other tables are.
    #[error("the key {key} stands in two rows, one behind the other")]
    KeyTwice {
        /// The key.
        key: String,
    },
    /// A row of a joined table that no risk takes.
    #[error(
        "row {row} of {table} has the key {key}, which no risk has at that place: the tables must have the risks in one order"
    )]
    Unclaimed {
        /// The table.
        table: String,
        /// The row, from 1.
        row: u64,
        /// Its key.
        key: String,
    },
}

impl BookError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Format { .. } => "book_format",
            Self::Read { .. } => "book_read",
            Self::Write { .. } => "book_write",
            Self::Column(error) => error.code(),
            Self::Answers(_) => "book_answers",
            Self::NoKey { .. } => "book_no_key",
            Self::KeyTwice { .. } => "book_key_twice",
            Self::Unclaimed { .. } => "book_unclaimed",
        }
    }
}
