//! Rating tables as the executor wants them: rows by key, results as columns.

use crate::column::Values;
use crate::table::{Column, Hit, Key, Table, TableError, TableIndex};

/// A table made ready for look-ups.
#[derive(Debug, Clone)]
pub struct LoadedTable {
    index: TableIndex,
    columns: Vec<Cells>,
}

/// A result column of a table.
#[derive(Debug, Clone)]
pub struct Cells {
    /// The cells, one a row; a filler where blank.
    pub values: Values,
    /// Which cells are not blank.
    pub given: Vec<bool>,
}

impl LoadedTable {
    /// Makes a table ready.
    ///
    /// # Errors
    /// [`TableError`] where its rows, keys and columns do not fit each other.
    pub fn new(table: &Table) -> Result<Self, TableError> {
        Ok(Self {
            index: TableIndex::build(table)?,
            columns: table.columns.iter().map(Cells::new).collect(),
        })
    }

    /// A result column.
    #[must_use]
    pub fn column(&self, place: u32) -> Option<&Cells> {
        self.columns.get(place as usize)
    }

    /// The row that the keys hit.
    #[inline]
    #[must_use]
    pub fn find(&self, keys: &[Key<'_>]) -> Hit {
        self.index.find(keys)
    }
}

impl Cells {
    fn new(column: &Column) -> Self {
        let mut values = Values::empty(column.ty);
        for cell in &column.cells {
            match cell {
                Some(value) => values.push_from(&Values::one(value), 0),
                None => values.push_filler(),
            }
        }
        let given = column.cells.iter().map(Option::is_some).collect();
        Self { values, given }
    }
}
