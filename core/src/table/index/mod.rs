//! The index of a table: from the keys of a look-up to its row.
//!
//! Each axis maps a value to a *class*; values that the same rows match share one. A small number, an enumeration or a bool finds its
//! class in an array, everything else among the sorted values of the cells ([`cuts`]), whose ends are exact. What the classes lead to
//! depends on the table:
//!
//! - a **grid** with a cell for each combination of classes, while that is at most 2¹⁶ cells or 64 for each row;
//! - a **composite hash**, where every key of every row is a single value;
//! - the **intersection** of the sets of rows of each class, for everything else, and for `collect` tables, of which all hits count.
//!
//! All three give the same hits as a walk over the rows, first row first. What the table makes of them, its hit policy and its `otherwise`,
//! comes behind that.

mod axis;
mod cells;
mod classes;
mod composite;
mod cuts;
mod direct;
mod error;
mod grid;
mod hit;
mod intersection;
mod key;
#[cfg(test)]
mod tests;
mod whole;

pub use error::TableError;
pub use hit::Hit;
pub use key::Key;

pub(super) use cells::{AxisCells, Spans};
pub(crate) use whole::{Certain, FlatAxis, WholeGrid};

use super::{HitPolicy, Table};
use axis::AxisIndex;
use composite::Composite;
use grid::Grid;
use intersection::Intersection;

/// The most rows that a table can have.
pub const MOST_ROWS: usize = 1 << 24;

/// The most keys that a table can have.
pub const MOST_KEYS: usize = 64;

/// Finds the row of a table that keys hit.
///
/// ```
/// use lutine_core::graph::{Bound, Constant, Interval, Ty};
/// use lutine_core::number::Decimal;
/// use lutine_core::table::{Axis, Hit, HitPolicy, Key, KeyCell, Row, Table, TableIndex};
///
/// let whole = |n: i64| Constant::Number(Decimal::from_i64(n));
/// let from = |n| Bound { value: whole(n), inclusive: true };
/// let ages = |low, high| KeyCell::Intervals(vec![Interval { low: Some(from(low)), high: Some(from(high)) }]);
/// let table = Table {
///     name: "driver_class".into(),
///     axes: vec![Axis { name: "age".into(), ty: Ty::Int, domain: None }],
///     columns: vec![],
///     rows: vec![
///         Row { keys: vec![ages(16, 17)], line: 2 },
///         Row { keys: vec![ages(18, 20)], line: 3 },
///     ],
///     policy: HitPolicy::Unique,
///     otherwise: false,
///     interpolation: None,
///     file: 0,
/// };
/// let index = TableIndex::build(&table)?;
/// assert_eq!(index.find(&[Key::Number(Decimal::from_i64(19))]), Hit::One(1));
/// assert_eq!(index.find(&[Key::Number(Decimal::from_i64(15))]), Hit::None);
/// # Ok::<(), lutine_core::table::TableError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TableIndex {
    rows: u32,
    axes: Vec<AxisIndex>,
    lookup: Lookup,
    policy: HitPolicy,
    /// The row of `otherwise`.
    default: Option<u32>,
}

/// What the classes of the keys lead to.
#[derive(Debug, Clone, PartialEq)]
enum Lookup {
    Grid(Grid),
    Composite(Composite),
    Intersection(Intersection),
}

impl TableIndex {
    /// Indexes the rows of a table.
    ///
    /// # Errors
    /// [`TableError`] where rows, keys and columns do not fit each other.
    pub fn build(table: &Table) -> Result<Self, TableError> {
        check_shape(table)?;
        let axes = (0..table.axes.len())
            .map(|place| AxisIndex::build(table, place))
            .collect::<Result<Vec<_>, _>>()?;
        let count = table.own_rows().len();
        let rows = u32::try_from(count).unwrap_or(u32::MAX);
        let all = || Lookup::Intersection(Intersection::build(&axes, rows));
        let lookup = match table.policy {
            HitPolicy::Collect => all(),
            HitPolicy::Unique | HitPolicy::First => Grid::build(&axes, count)
                .map(Lookup::Grid)
                .or_else(|| Composite::build(&axes, count).map(Lookup::Composite))
                .unwrap_or_else(all),
        };
        Ok(Self {
            rows,
            axes,
            lookup,
            policy: table.policy,
            default: table.default_row(),
        })
    }

    /// What the keys hit, one for each axis: the rows that match, of a `first` table the first of them, where none does the row of
    /// `otherwise`. Another number of keys, and a key of another kind than its axis, hit nothing.
    #[inline]
    #[must_use]
    pub fn find(&self, keys: &[Key<'_>]) -> Hit {
        if keys.len() != self.axes.len() {
            return Hit::None;
        }
        let found = match &self.lookup {
            Lookup::Grid(grid) => grid.find(&self.axes, keys),
            Lookup::Composite(composite) => composite.find(&self.axes, keys),
            Lookup::Intersection(intersection) => intersection.find(&self.axes, keys),
        };
        match (found, self.policy) {
            (Hit::None, _) => self.default.map_or(Hit::None, Hit::One),
            (Hit::Several(first, _), HitPolicy::First) => Hit::One(first),
            (found, _) => found,
        }
    }

    /// All rows of a `collect` table that the keys hit, in the order of the file; of any other table none.
    #[must_use]
    pub fn all(&self, keys: &[Key<'_>]) -> Vec<u32> {
        match &self.lookup {
            Lookup::Intersection(intersection)
                if self.policy == HitPolicy::Collect && keys.len() == self.axes.len() =>
            {
                intersection.all(&self.axes, keys)
            }
            _ => Vec::new(),
        }
    }
}

/// Checks that rows and columns are as long as they must be.
pub(super) fn check_shape(table: &Table) -> Result<(), TableError> {
    let rows = table.rows.len();
    if rows > MOST_ROWS {
        return Err(TableError::TooManyRows {
            table: table.name.clone(),
            rows,
            limit: MOST_ROWS,
        });
    }
    let expected = table.axes.len();
    if expected > MOST_KEYS {
        return Err(TableError::TooManyKeys {
            table: table.name.clone(),
            keys: expected,
            limit: MOST_KEYS,
        });
    }
    if let Some(row) = table.rows.iter().find(|row| row.keys.len() != expected) {
        return Err(TableError::KeyCount {
            table: table.name.clone(),
            line: row.line,
            expected,
            found: row.keys.len(),
        });
    }
    match table
        .columns
        .iter()
        .find(|column| column.cells.len() != rows)
    {
        None => Ok(()),
        Some(column) => Err(TableError::CellCount {
            table: table.name.clone(),
            column: column.name.clone(),
            expected: rows,
            found: column.cells.len(),
        }),
    }
}

/// A number of our own counting as an index.
pub(super) fn index(id: u32) -> usize {
    usize::try_from(id).unwrap_or(usize::MAX)
}
