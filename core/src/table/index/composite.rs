//! The composite hash: for tables whose keys are all single values, too many and too sparse for a grid.

use super::axis::AxisIndex;
use super::classes::Classes;
use super::hit::{Hit, Hits};
use super::index;
use super::key::Key;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

/// From the classes of all keys, as one number, to the row. The hash is never iterated over.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Composite {
    places: HashMap<u128, usize, BuildHasherDefault<DefaultHasher>>,
    hits: Hits,
}

impl Composite {
    /// The hash of the rows; nothing if a row matches several classes of an axis.
    pub(super) fn build(axes: &[AxisIndex], rows: usize) -> Option<Self> {
        axes.iter().try_fold(1_u128, |codes, axis| {
            codes.checked_mul(u128::try_from(axis.classes.count()).ok()?)
        })?;
        let mut classes = Vec::with_capacity(axes.len());
        for axis in axes {
            let of_cell = axis.classes.by_cell(axis.cells.spans.len());
            if !axis.classes.are_shared() || of_cell.iter().any(|classes| classes.len() > 1) {
                return None;
            }
            classes.push(of_cell);
        }
        let mut composite = Self {
            places: HashMap::default(),
            hits: Hits::none(0),
        };
        for row in 0..rows {
            let classes = axes.iter().zip(&classes).map(|(axis, classes)| {
                let cell = axis.cells.of_row.get(row)?;
                classes.get(index(*cell))?.first().copied()
            });
            // A cell that matches nothing, such as an empty range: the row is never found.
            let Some(code) = code(axes, classes) else {
                continue;
            };
            let place = *composite
                .places
                .entry(code)
                .or_insert_with(|| composite.hits.push());
            composite.hits.add(place, u32::try_from(row).ok()?);
        }
        Some(composite)
    }

    pub(super) fn find(&self, axes: &[AxisIndex], keys: &[Key<'_>]) -> Hit {
        let classes = axes
            .iter()
            .zip(keys)
            .map(|(axis, key)| Some(axis.class(*key)).filter(|class| *class != Classes::EMPTY));
        code(axes, classes)
            .and_then(|code| self.places.get(&code))
            .map_or(Hit::None, |place| self.hits.get(*place))
    }
}

/// One number for a class of each axis; nothing where one is missing.
fn code(axes: &[AxisIndex], classes: impl Iterator<Item = Option<u32>>) -> Option<u128> {
    axes.iter()
        .zip(classes)
        .try_fold(0_u128, |code, (axis, class)| {
            let count = u128::try_from(axis.classes.count()).ok()?;
            Some(code.wrapping_mul(count).wrapping_add(u128::from(class?)))
        })
}
