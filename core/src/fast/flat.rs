//! Rating tables whose keys are few small words: the cell stands at a place that is computed from the keys.

use super::kernel::{self, Column};
use super::lookup::BLANK;
use crate::table::{FlatAxis, WholeGrid};

/// How many cells such a table may have, and all of a rulebook together.
const MOST_CELLS: usize = 1 << 12;
pub(super) const MOST_CELLS_TOGETHER: usize = 1 << 18;

/// A column of a table, its last key varying fastest; at the ends of each key a place for all that lies beyond.
#[derive(Debug, Clone)]
pub(super) struct Flat {
    axes: Vec<FlatAxis>,
    cells: Vec<i64>,
}

impl Flat {
    /// The part of a grid in which some keys have one value; nothing where a key that varies is not small.
    pub fn new(grid: &WholeGrid, fixed: &[Option<i64>], cells: &[i64]) -> Option<Self> {
        let (axes, rows) = grid.flat(fixed, MOST_CELLS)?;
        let cell = |row: &i64| {
            let row = usize::try_from(*row).ok();
            row.and_then(|row| cells.get(row)).copied().unwrap_or(BLANK)
        };
        Some(Self {
            axes,
            cells: rows.iter().map(cell).collect(),
        })
    }

    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// The only cell, where no key varies.
    pub fn only(&self) -> Option<i64> {
        match self.cells.as_slice() {
            [cell] if self.axes.is_empty() => Some(*cell),
            _ => None,
        }
    }

    /// The cell that keys hit; [`BLANK`] if there is none.
    #[inline]
    pub fn find(&self, keys: impl Iterator<Item = i64>) -> i64 {
        let places = self.axes.iter().zip(keys);
        let place = places.fold(0_usize, |place, (axis, key)| {
            let place = place.wrapping_mul(axis.places());
            place.wrapping_add(axis.place(key))
        });
        self.at(place)
    }

    /// The same where there is one key.
    #[inline]
    pub fn find_one(&self, key: i64) -> i64 {
        match self.axes.as_slice() {
            [axis] => self.at(axis.place(key)),
            _ => BLANK,
        }
    }

    #[inline]
    fn at(&self, place: usize) -> i64 {
        self.cells.get(place).copied().unwrap_or(BLANK)
    }

    /// The same for columns of keys, lane by lane. Whether some cell is blank.
    pub fn find_all<'c>(&self, to: Column<'_>, keys: impl Iterator<Item = Column<'c>>) -> bool {
        let mut any_blank = false;
        if let [axis] = self.axes.as_slice() {
            let axis = *axis;
            for key in keys {
                for (to, key) in to.iter().zip(key) {
                    let word = self.at(axis.place(key.get()));
                    any_blank |= word == BLANK;
                    to.set(word);
                }
            }
            return any_blank;
        }
        // Of several keys the places come first.
        to.iter().for_each(|to| to.set(0));
        for (axis, key) in self.axes.iter().zip(keys) {
            let (axis, places) = (*axis, axis.count());
            kernel::zip(to, to, key, |place, word| {
                let place = place.wrapping_mul(places);
                place.wrapping_add(axis.word(word))
            });
        }
        for to in to {
            let word = self.at(usize::try_from(to.get()).unwrap_or(usize::MAX));
            any_blank |= word == BLANK;
            to.set(word);
        }
        any_blank
    }
}
