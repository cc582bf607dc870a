use crate::graph::{Constant, Interval, Ty};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A table as it is written: every row in the order of its file. Grids have been turned into rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// Its name.
    pub name: Arc<str>,
    /// Its keys.
    pub axes: Vec<Axis>,
    /// Its results.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// What it means that several rows match.
    pub policy: HitPolicy,
    /// Whether the last row is the one of `otherwise`: what is found where none of the others matches. Its key cells are `_`.
    pub otherwise: bool,
    /// How values between its rows are found, if they are.
    pub interpolation: Option<Interpolation>,
    /// The file that its rows stand in, index in [`crate::graph::Graph::files`].
    pub file: u32,
}

impl Table {
    /// The rows that keys match: all but that of `otherwise`.
    #[must_use]
    pub fn own_rows(&self) -> &[Row] {
        match self.rows.split_last() {
            Some((_, own)) if self.otherwise => own,
            _ => &self.rows,
        }
    }

    /// The row of `otherwise`, from 0.
    #[must_use]
    pub fn default_row(&self) -> Option<u32> {
        let own = self.own_rows().len();
        let row = u32::try_from(own).ok()?;
        (own < self.rows.len()).then_some(row)
    }
}

/// A key of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Axis {
    /// Its name.
    pub name: Arc<str>,
    /// Its type.
    pub ty: Ty,
    /// The values that the key can take, where declared.
    pub domain: Option<Vec<Interval>>,
}

/// A result of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name; that of the table where it has a single unnamed result.
    pub name: Arc<str>,
    /// Its type.
    pub ty: Ty,
    /// Its cells, one a row; none is a blank cell.
    pub cells: Vec<Option<Constant>>,
}

/// The keys of a row and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// One cell for each axis.
    pub keys: Vec<KeyCell>,
    /// Its line in the file, from 1; 0 of an `otherwise` that stands in another file than the rows, or that nobody wrote.
    pub line: u32,
}

/// A key cell: what values of the axis it matches.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum KeyCell {
    /// `_`: every value.
    Any,
    /// One value.
    One(Constant),
    /// A range, or the parts of a set.
    Intervals(Vec<Interval>),
}

/// What it means that several rows match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HitPolicy {
    /// An error.
    Unique,
    /// The first of them counts.
    First,
    /// All of them count: a look-up gives a list.
    Collect,
}

/// How values between the rows of a table are found: along a straight line from one node to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interpolation {
    /// The key whose single values are the nodes, by position.
    pub axis: u32,
    /// What is found outside them.
    pub outside: Outside,
}

/// What an interpolated table finds outside its nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outside {
    /// No row.
    Error,
    /// The value of the first or the last node.
    Clamp,
    /// The first or the last line goes on.
    Extend,
}
