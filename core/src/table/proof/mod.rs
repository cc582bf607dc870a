//! What can be known of a table before the first quote: keys that several rows match, keys that none does, rows that no keys reach, and
//! keys that make no difference.
//!
//! Keys are those that can be asked for: inside the declared domain of each axis, and on its grid. Whole numbers, days and amounts of
//! money have nothing between two neighbours, so that `16..17` and `18..20` leave no hole; decimals do, so that they need `16..<18`.
//! An axis without a domain has all members of its enumeration, false and true, and numbers, dates and texts without end.
//!
//! # How it is found
//! The ends of an axis's cells and of its domain cut it into [`Places`](places::Places): values that no row tells apart. A row is then a
//! set of boxes of places, and everything is asked of boxes.
//!
//! - **Overlaps** ([`overlap`]): the axis that tears the fewest rows apart is cut into the slabs between the ends of the rows that are
//!   left, and each slab is looked at with the axes that are left; the last two axes are done by a sweep along one of them that keeps
//!   the intervals of the other in order. Rows of single values cost a sort for each key; ranges cost as much while the cuts of one key
//!   agree within the rows of the others, as they do in rate manuals.
//! - **Holes** ([`count`]): where no two rows overlap, their boxes fill the space exactly if they have as many places as the space. If
//!   they have fewer, the first place of the first axis that is not full is the hole's, then the first of the second within it, and so
//!   on: a pass over the rows for each axis, however large the space is. Where rows do overlap ([`hole`]), it is cut as for overlaps.
//! - **Keys that make no difference** ([`difference`]): along the key, at each place where rows end or begin, what ends must be what
//!   begins, with the same results. The first difference settles it.
//!
//! Cutting can take too long where ranges of three and more keys are entangled by the thousand. Then rows that match all keys exactly once
//! are known by their corners ([`tiling`]), and of all others the answer is [`Finding::NotProven`] with a [`Reason`], never "fine".

mod corners;
mod count;
mod cover;
mod difference;
mod effort;
mod grain;
mod hidden;
mod hole;
mod overlap;
mod places;
mod slabs;
#[cfg(test)]
mod tests;
mod tiling;

use super::index::{AxisCells, check_shape};
use super::{Axis, Table, TableError};
use crate::graph::{Constant, Currency, Enumeration};
use difference::Results;
pub use effort::Effort;
use grain::Grain;
use places::{Places, number};
use std::cell::OnceCell;

/// What looking for something in a table came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding<T> {
    /// There is none, which is proven.
    None,
    /// The smallest.
    Found(T),
    /// It was too much to look through.
    NotProven(Reason),
}

/// Why something could not be proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// How many rows were left to be compared.
    pub rows: u32,
    /// The keys, by position, whose ranges and sets tear these rows apart most, the worst first. With single values, or the same ranges in
    /// all rows, in one of them the table can be proven.
    pub keys: Vec<usize>,
}

/// Two rows that match the same keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overlap {
    /// The rows, from 0, the first of the file first.
    pub rows: (u32, u32),
    /// The smallest keys that both match, a value for each axis.
    pub witness: Vec<Constant>,
}

/// A row that no look-up reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NeverHit {
    /// The row, from 0.
    pub row: u32,
    /// The first of its keys that has no value inside the key's domain.
    pub axis: usize,
}

/// What the types of keys refer to.
#[derive(Debug, Clone, Copy)]
pub struct Units<'a> {
    /// The enumerations, by [`crate::graph::EnumId`].
    pub enumerations: &'a [Enumeration],
    /// The currencies, by [`crate::graph::CurrencyId`].
    pub currencies: &'a [Currency],
}

/// All keys that a table can be asked for, and which rows match them.
///
/// ```
/// use lutine_core::graph::{Bound, Constant, Interval, Ty};
/// use lutine_core::table::{Axis, Finding, HitPolicy, KeyCell, KeySpace, Row, Table, Units};
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
///     otherwise: false,
///     interpolation: None,
///     file: 0,
/// };
/// let space = KeySpace::new(&table, Units { enumerations: &[], currencies: &[] })?;
/// let Finding::Found(overlap) = space.overlap() else { panic!() };
/// assert_eq!((overlap.rows, overlap.witness), ((1, 2), vec![number(24)]));
/// assert_eq!(space.hole(), Finding::Found(vec![number(66)]));
/// assert_eq!(space.never_hit().count(), 0);
/// # Ok::<(), lutine_core::table::TableError>(())
/// ```
#[derive(Debug)]
pub struct KeySpace<'a> {
    table: &'a Table,
    axes: Vec<Places>,
    rows: u32,
    overlap: OnceCell<Finding<Overlap>>,
    results: OnceCell<Results>,
    effort: Effort,
}

impl<'a> KeySpace<'a> {
    /// The keys of a table.
    ///
    /// # Errors
    /// [`TableError`] where rows, keys and columns do not fit each other.
    pub fn new(table: &'a Table, units: Units<'_>) -> Result<Self, TableError> {
        Self::within(table, units, &Effort::default())
    }

    /// The same where proofs share what they may take with those of other tables.
    ///
    /// # Errors
    /// As for [`Self::new`].
    pub fn within(table: &'a Table, units: Units<'_>, effort: &Effort) -> Result<Self, TableError> {
        check_shape(table)?;
        let axis = |(place, axis): (usize, &Axis)| {
            let grain = Grain::of(axis.ty, units.enumerations, units.currencies);
            let cells = AxisCells::build(table, place)?;
            Ok(Places::of(cells, grain, axis.domain.as_deref()))
        };
        let axes = table.axes.iter().enumerate().map(axis);
        let axes = axes.collect::<Result<Vec<_>, _>>()?;
        let rows = number(table.own_rows().len());
        let spans = axes.iter().map(|axis| axis.spans_of(rows));
        Ok(Self {
            effort: effort.with(spans.fold(0, usize::saturating_add)),
            table,
            axes,
            rows,
            overlap: OnceCell::new(),
            results: OnceCell::new(),
        })
    }

    /// The first row, in the order of the file, that matches keys which a row above it matches too, with the first such row above it and
    /// the smallest keys that both match: the least value of the first key, then of the second, and so on. On an axis that goes down
    /// without end the values below all rows count as the smallest, and the greatest of them stands for them.
    #[must_use]
    pub fn overlap(&self) -> Finding<Overlap> {
        let find = || match overlap::first(&self.axes, self.rows, &self.effort) {
            Finding::NotProven(_) if tiling::is_known(&self.axes, self.rows, &self.effort) => {
                Finding::None
            }
            found => found,
        };
        self.overlap.get_or_init(find).clone()
    }

    /// The smallest keys that no row matches, in the order of [`Self::overlap`].
    #[must_use]
    pub fn hole(&self) -> Finding<Vec<Constant>> {
        let found = match self.overlap() {
            Finding::None => count::hole(&self.axes, self.rows),
            _ => None,
        };
        let found = found.unwrap_or_else(|| hole::first(&self.axes, self.rows, &self.effort));
        match found {
            Finding::Found(places) => match values(&self.axes, &places) {
                Some(keys) => Finding::Found(keys),
                None => Finding::None,
            },
            Finding::None => Finding::None,
            Finding::NotProven(reason) => Finding::NotProven(reason),
        }
    }

    /// What a row matches along an axis, as places: values that no row tells apart are one, and places are counted along the axis from 0.
    /// Ascending, first and last place of each stretch. So it can be asked whether a row matches all that another does.
    #[must_use]
    pub fn places(&self, row: u32, axis: usize) -> &[(u32, u32)] {
        self.axes.get(axis).map_or(&[], |axis| axis.spans(row))
    }

    /// The rows that no look-up reaches although each of their cells has a value that its key can take: the rows above them, of which the
    /// first counts, take every key that they match.
    #[must_use]
    pub fn hidden(&self) -> Finding<Vec<u32>> {
        match self.overlap() {
            // What no other row matches is left by all of them.
            Finding::None => Finding::None,
            _ => hidden::rows(&self.axes, self.rows, &self.effort),
        }
    }

    /// The rows that no look-up reaches, because the cell of a key has no value that the key can take.
    pub fn never_hit(&self) -> impl Iterator<Item = NeverHit> {
        (0..self.rows).filter_map(|row| {
            let empty = |axis: &Places| axis.spans(row).is_empty();
            let axis = self.axes.iter().position(empty)?;
            Some(NeverHit { row, axis })
        })
    }

    /// Whether a key makes a difference: [`Finding::Found`] if there are two look-ups that differ in this key alone and have other results,
    /// or of which only one has a row that is not blank; [`Finding::None`] if all values of the key have the same results whatever the other keys are. A key
    /// that has but one value makes none and is no fault: nothing is said of it, nor of tables of one row, which are yet to be filled, nor
    /// of those whose rows overlap.
    #[must_use]
    pub fn difference(&self, axis: usize) -> Option<Finding<()>> {
        let several = self.axes.get(axis)?.has_several_values();
        if !several || self.rows < 2 || self.overlap() != Finding::None {
            return None;
        }
        let results = self.results.get_or_init(|| Results::new(self.table));
        Some(difference::along(
            results,
            &self.axes,
            self.rows,
            axis,
            &self.effort,
        ))
    }
}

/// The first values of places, one for each axis.
fn values(axes: &[Places], places: &[u32]) -> Option<Vec<Constant>> {
    let first = |(axis, place): (&Places, &u32)| axis.first(*place);
    axes.iter().zip(places).map(first).collect()
}
