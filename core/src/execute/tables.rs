//! Rating tables as the executor wants them: rows by key, results as columns.

use crate::column::Values;
use crate::graph::Constant;
use crate::table::{Column, Hit, Key, Nodes, Table, TableError, TableIndex};

/// A table made ready for look-ups.
#[derive(Debug, Clone)]
pub struct LoadedTable {
    index: TableIndex,
    columns: Vec<Cells>,
    /// The interpolated key and the nodes, where it is interpolated.
    nodes: Option<(usize, Nodes)>,
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
            index: match table.lines() {
                Some(lines) => TableIndex::build(&lines)?,
                None => TableIndex::build(table)?,
            },
            columns: table.columns.iter().map(Cells::new).collect(),
            nodes: table
                .interpolation
                .map(|it| it.axis as usize)
                .zip(table.nodes()),
        })
    }

    /// Its index.
    #[must_use]
    pub(crate) const fn index(&self) -> &TableIndex {
        &self.index
    }

    /// A result column.
    #[must_use]
    pub fn column(&self, place: u32) -> Option<&Cells> {
        self.columns.get(place as usize)
    }

    /// The row that the keys hit; of an interpolated table the one whose line from node to node they are on.
    #[inline]
    #[must_use]
    pub fn find(&self, keys: &[Key<'_>]) -> Hit {
        self.index.find(keys)
    }

    /// All rows of a `collect` table that the keys hit.
    #[must_use]
    pub fn all(&self, keys: &[Key<'_>]) -> Vec<u32> {
        self.index.all(keys)
    }

    /// The two rows between whose nodes the keys lie, given the row that they hit; of a table that is not interpolated that row twice.
    #[must_use]
    pub fn around(&self, row: u32, keys: &[Key<'_>]) -> (u32, u32) {
        let found = self.nodes.as_ref().and_then(|(axis, nodes)| {
            let key = match keys.get(*axis)? {
                Key::Number(key) => Constant::Number(*key),
                Key::Date(key) => Constant::Date(*key),
                Key::Bool(_) | Key::Text(_) | Key::Enum(_) => return None,
            };
            Some(nodes.around(row, &key))
        });
        found.unwrap_or((row, row))
    }

    /// The nodes, where it is interpolated.
    #[must_use]
    pub fn nodes(&self) -> Option<&Nodes> {
        self.nodes.as_ref().map(|(_, nodes)| nodes)
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
