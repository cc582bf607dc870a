use std::sync::Arc;
use thiserror::Error;

/// Why a table cannot be indexed. A table that the compiler made never gives one; a damaged or foreign bundle can.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TableError {
    /// More rows than an index can hold.
    #[error("table {table} has {rows} rows, at most {limit} are allowed: split it by a key")]
    TooManyRows {
        /// The table.
        table: Arc<str>,
        /// How many rows it has.
        rows: usize,
        /// How many it may have.
        limit: usize,
    },
    /// More keys than a table can have.
    #[error("table {table} has {keys} keys, at most {limit} are allowed")]
    TooManyKeys {
        /// The table.
        table: Arc<str>,
        /// How many keys it has.
        keys: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A row without exactly one cell for each key.
    #[error("table {table}, line {line}: {found} key cells where the table has {expected} keys")]
    KeyCount {
        /// The table.
        table: Arc<str>,
        /// The row's line in its file.
        line: u32,
        /// How many keys the table has.
        expected: usize,
        /// How many cells the row has.
        found: usize,
    },
    /// A key cell of another kind than its axis.
    #[error("table {table}, line {line}: the cell of key {key} holds a value of another kind")]
    KeyKind {
        /// The table.
        table: Arc<str>,
        /// The row's line in its file.
        line: u32,
        /// The key.
        key: Arc<str>,
    },
    /// A key of a type that no cell can hold: an item or a row.
    #[error(
        "table {table}: {key} cannot be a key: keys are numbers, texts, dates, enumerations or bools"
    )]
    KeyType {
        /// The table.
        table: Arc<str>,
        /// The key.
        key: Arc<str>,
    },
    /// A result column without exactly one cell for each row.
    #[error("table {table}: column {column} has {found} cells for {expected} rows")]
    CellCount {
        /// The table.
        table: Arc<str>,
        /// The column.
        column: Arc<str>,
        /// How many rows the table has.
        expected: usize,
        /// How many cells the column has.
        found: usize,
    },
}

impl TableError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooManyRows { .. } => "table_too_large",
            Self::TooManyKeys { .. } => "table_too_many_keys",
            Self::KeyCount { .. } => "table_key_count",
            Self::KeyKind { .. } => "table_key_kind",
            Self::KeyType { .. } => "table_key_type",
            Self::CellCount { .. } => "table_cell_count",
        }
    }
}
