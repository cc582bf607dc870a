//! Holes of a table whose rows do not overlap, by counting.

use super::Finding;
use super::places::Places;
use crate::table::index::index;

/// The places of the smallest hole; nothing if there are too many combinations of places to be counted.
pub(super) fn hole(axes: &[Places], rows: u32) -> Option<Finding<Vec<u32>>> {
    let whole = volume(axes.iter().map(|axis| u128::from(axis.count())))?;
    let mut rows: Vec<u32> = (0..rows).collect();
    let covered = rows
        .iter()
        .try_fold(0_u128, |sum, row| sum.checked_add(of_row(axes, *row)?))?;
    if covered >= whole {
        return Some(Finding::None);
    }
    let mut hole = Vec::with_capacity(axes.len());
    let mut rest = axes;
    while let Some((axis, behind)) = rest.split_first() {
        let place = first_not_full(axis, behind, &rows)?;
        rows.retain(|row| axis.matches(*row, place));
        hole.push(place);
        rest = behind;
    }
    Some(Finding::Found(hole))
}

/// The first place of an axis at which the rows do not fill the axes behind it.
fn first_not_full(axis: &Places, behind: &[Places], rows: &[u32]) -> Option<u32> {
    let whole = volume(behind.iter().map(|axis| u128::from(axis.count())))?;
    // What comes in at each place, and what goes out.
    let mut changes = vec![(0_u128, 0_u128); index(axis.count()).saturating_add(1)];
    for row in rows {
        let own = of_row(behind, *row)?;
        for (from, to) in axis.spans(*row) {
            let (comes, _) = changes.get_mut(index(*from))?;
            *comes = comes.checked_add(own)?;
            let (_, goes) = changes.get_mut(index(to.saturating_add(1)))?;
            *goes = goes.checked_add(own)?;
        }
    }
    let mut covered = 0_u128;
    for (place, (comes, goes)) in (0..axis.count()).zip(changes) {
        covered = covered.checked_add(comes)?.checked_sub(goes)?;
        if covered < whole {
            return Some(place);
        }
    }
    None
}

/// How many combinations of places a row matches.
fn of_row(axes: &[Places], row: u32) -> Option<u128> {
    volume(axes.iter().map(|axis| axis.width(row)))
}

/// Nothing if it is too large for a number.
fn volume(mut sides: impl Iterator<Item = u128>) -> Option<u128> {
    sides.try_fold(1_u128, u128::checked_mul)
}
