//! The grid: a cell for every combination of classes.

use super::axis::AxisIndex;
use super::classes::Classes;
use super::hit::{Hit, Hits};
use super::index;
use super::key::Key;

/// How many cells a grid may have: so many, or so many for each row, but never more than the last.
const LEAST_CELLS: usize = 1 << 16;
const CELLS_PER_ROW: usize = 64;
const MOST_CELLS: usize = 1 << 26;
/// How often a cell may be covered on average while the grid is filled; a table without overlaps covers none twice.
const MOST_COVERAGE: usize = 4;

/// One cell for each combination of classes; the last axis varies fastest.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    hits: Hits,
}

impl Grid {
    /// The grid of the axes; nothing if it would be too large.
    pub(super) fn build(axes: &[AxisIndex], rows: usize) -> Option<Self> {
        if !axes.iter().all(|axis| axis.classes.are_shared()) {
            return None;
        }
        let limit = rows
            .saturating_mul(CELLS_PER_ROW)
            .clamp(LEAST_CELLS, MOST_CELLS);
        let cells = axes
            .iter()
            .try_fold(1_usize, |cells, axis| {
                cells.checked_mul(axis.classes.count())
            })
            .filter(|cells| *cells <= limit)?;
        let classes: Vec<_> = axes
            .iter()
            .map(|axis| axis.classes.by_cell(axis.cells.spans.len()))
            .collect();
        let classes_of = |row: usize| {
            axes.iter().zip(&classes).map(move |(axis, classes)| {
                let cell = axis.cells.of_row.get(row).copied().unwrap_or(u32::MAX);
                classes
                    .get(index(cell))
                    .map_or([].as_slice(), Vec::as_slice)
            })
        };
        let covered = |row| {
            classes_of(row)
                .map(<[u32]>::len)
                .fold(1_usize, usize::saturating_mul)
        };
        (0..rows)
            .try_fold(0_usize, |sum, row| sum.checked_add(covered(row)))
            .filter(|sum| *sum <= limit.saturating_mul(MOST_COVERAGE))?;
        let mut hits = Hits::none(cells);
        let mut places = Vec::new();
        for row in 0..rows {
            places.clear();
            places.push(0_usize);
            for (axis, classes) in axes.iter().zip(classes_of(row)) {
                places = widened(&places, axis.classes.count(), classes);
            }
            for place in &places {
                hits.add(*place, u32::try_from(row).ok()?);
            }
        }
        Some(Self { hits })
    }

    /// What a combination of classes leads to, by its number.
    pub(super) fn hit(&self, place: usize) -> Hit {
        self.hits.get(place)
    }

    #[inline]
    pub(super) fn find(&self, axes: &[AxisIndex], keys: &[Key<'_>]) -> Hit {
        let mut place = 0_usize;
        for (axis, key) in axes.iter().zip(keys) {
            let class = axis.class(*key);
            if class == Classes::EMPTY {
                return Hit::None;
            }
            place = place
                .wrapping_mul(axis.classes.count())
                .wrapping_add(index(class));
        }
        self.hits.get(place)
    }
}

/// The places with one more axis, for each of the classes.
fn widened(places: &[usize], count: usize, classes: &[u32]) -> Vec<usize> {
    let step = |place: &usize, class: &u32| place.wrapping_mul(count).wrapping_add(index(*class));
    places
        .iter()
        .flat_map(|place| classes.iter().map(move |class| step(place, class)))
        .collect()
}
