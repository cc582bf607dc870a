//! Rows that match the same keys.

use super::points::Points;
use super::{Finding, Overlap};
use crate::table::TableIndex;
use crate::table::index::{AxisIndex, index};

/// How many pairs of rows may be compared.
const PAIR_LIMIT: usize = 1 << 25;

/// The first overlap in the order of the rows.
pub(super) fn first(table: &TableIndex, points: &[Points]) -> Finding<Overlap> {
    let axes = table.axes();
    if let Some(mut pairs) = table.several() {
        // A cell holds its first two rows. In the cell of the first overlap these are its rows.
        pairs.sort_unstable();
        pairs.dedup();
        return found(
            pairs
                .into_iter()
                .find_map(|rows| overlap(axes, points, rows)),
        );
    }
    let rows = axes.first().map_or(0, |axis| axis.cell_of_row.len());
    let mut groups = vec![(0..).take(rows).collect::<Vec<u32>>()];
    for axis in axes {
        if let Some(narrower) = by_class(axis, pairs_in(&groups)) {
            groups = narrower;
        }
    }
    if pairs_in(&groups) > PAIR_LIMIT {
        return Finding::NotProven;
    }
    let mut best: Option<Overlap> = None;
    for group in &groups {
        let mut behind = group.iter();
        while let Some(first) = behind.next() {
            let better = |second: &u32| {
                best.as_ref()
                    .is_none_or(|best| (*first, *second) < best.rows)
            };
            let second = behind.clone().take_while(|second| better(second));
            let mut overlaps = second.filter_map(|second| overlap(axes, points, (*first, *second)));
            if let Some(overlap) = overlaps.next() {
                best = Some(overlap);
            }
        }
    }
    found(best)
}

fn found(overlap: Option<Overlap>) -> Finding<Overlap> {
    overlap.map_or(Finding::None, Finding::Found)
}

/// What two rows both match.
fn overlap(axes: &[AxisIndex], points: &[Points], rows: (u32, u32)) -> Option<Overlap> {
    let shared = axes.iter().zip(points).map(|(axis, points)| {
        points
            .first_in_both(axis.cell(rows.0), axis.cell(rows.1))
            .cloned()
    });
    let witness = shared.collect::<Option<Vec<_>>>()?;
    Some(Overlap { rows, witness })
}

/// The rows of each class of an axis, if these have fewer pairs than that. Rows without a class in common do not overlap.
fn by_class(axis: &AxisIndex, most: usize) -> Option<Vec<Vec<u32>>> {
    if !axis.classes.are_shared() {
        return None;
    }
    let counts = axis.rows_by_class();
    let pairs = counts.iter().map(|count| pairs(index(*count)));
    if pairs.fold(0, usize::saturating_add) >= most {
        return None;
    }
    let classes = axis.classes.by_cell(axis.cells.len());
    let mut rows = vec![Vec::new(); axis.classes.count()];
    for (row, cell) in (0..).zip(&axis.cell_of_row) {
        for class in classes.get(index(*cell))? {
            rows.get_mut(index(*class))?.push(row);
        }
    }
    Some(rows)
}

fn pairs_in(groups: &[Vec<u32>]) -> usize {
    let all = groups.iter().map(|group| pairs(group.len()));
    all.fold(0, usize::saturating_add)
}

fn pairs(rows: usize) -> usize {
    rows.saturating_mul(rows.saturating_sub(1)) / 2
}
