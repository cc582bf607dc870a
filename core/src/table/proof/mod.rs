//! What can be known of a table before the first quote: keys that several rows match, and keys that none does.
//!
//! Keys are those that can be asked for: inside the declared domain of each axis, and on its grid. Whole numbers, days and amounts of
//! money have nothing between two neighbours, so that `16..17` and `18..20` leave no hole; decimals do, so that they need `16..<18`.
//! An axis without a domain has all members of its enumeration, false and true, and numbers, dates and texts without end.

mod grain;
mod hole;
mod overlap;
mod points;

use super::{Table, TableIndex};
use crate::graph::{Constant, Currency, Enumeration};
use grain::Grain;
use points::Points;

/// What looking for something in a table came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding<T> {
    /// There is none, which is proven.
    None,
    /// The first.
    Found(T),
    /// The table is too large and too entangled to say.
    NotProven,
}

/// Two rows that match the same keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The rows, from 0, the first of the file first.
    pub rows: (u32, u32),
    /// The smallest keys that both match, a value for each axis.
    pub witness: Vec<Constant>,
}

/// What the types of keys refer to.
#[derive(Debug, Clone, Copy)]
pub struct Units<'a> {
    /// The enumerations, by [`crate::graph::EnumId`].
    pub enumerations: &'a [Enumeration],
    /// The currencies, by [`crate::graph::CurrencyId`].
    pub currencies: &'a [Currency],
}

/// The first two rows, in the order of the file, that match the same keys, with the smallest such keys.
///
/// ```
/// use lutine_core::graph::{Bound, Constant, Interval, Ty};
/// use lutine_core::table::{Axis, Finding, HitPolicy, KeyCell, Row, Table, TableIndex, Units, holes, overlaps};
///
/// let number = |n: i64| Constant::Number(n.into());
/// let to = |n| Some(Bound { value: number(n), inclusive: true });
/// let ages = |low, high| KeyCell::Intervals(vec![Interval { low: to(low), high: to(high) }]);
/// let table = Table {
///     name: "driver_class".into(),
///     axes: vec![Axis {
///         name: "age".into(),
///         ty: Ty::Int,
///         domain: Some(vec![Interval { low: to(16), high: to(99) }]),
///     }],
///     columns: vec![],
///     rows: vec![
///         Row { keys: vec![ages(16, 17)], line: 2 },
///         Row { keys: vec![ages(18, 24)], line: 3 },
///         Row { keys: vec![ages(24, 65)], line: 4 },
///     ],
///     policy: HitPolicy::Unique,
///     file: 0,
/// };
/// let index = TableIndex::build(&table)?;
/// let units = Units { enumerations: &[], currencies: &[] };
/// let Finding::Found(overlap) = overlaps(&table, &index, units) else { panic!() };
/// assert_eq!((overlap.rows, overlap.witness), ((1, 2), vec![number(24)]));
/// assert_eq!(holes(&table, &index, units), Finding::Found(vec![number(66)]));
/// # Ok::<(), lutine_core::table::TableError>(())
/// ```
#[must_use]
pub fn overlaps(table: &Table, index: &TableIndex, units: Units<'_>) -> Finding<Overlap> {
    match points(table, index, units) {
        Some(points) => overlap::first(index, &points),
        None => Finding::NotProven,
    }
}

/// The smallest keys that no row matches: the first key first. On an axis that goes down without end the values below all rows count
/// as the smallest, and the greatest of them stands for them.
#[must_use]
pub fn holes(table: &Table, index: &TableIndex, units: Units<'_>) -> Finding<Vec<Constant>> {
    match points(table, index, units) {
        Some(points) => hole::first(index, &points),
        None => Finding::NotProven,
    }
}

/// The values of each axis that can be asked for; nothing where that cannot be said.
fn points(table: &Table, index: &TableIndex, units: Units<'_>) -> Option<Vec<Points>> {
    if table.axes.len() != index.axes().len() {
        return None;
    }
    table
        .axes
        .iter()
        .zip(index.axes())
        .map(|(axis, indexed)| {
            let grain = Grain::of(axis.ty, units.enumerations, units.currencies)?;
            Points::of(indexed, grain, axis.domain.as_deref())
        })
        .collect()
}
