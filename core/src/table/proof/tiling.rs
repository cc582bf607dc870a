//! Rows that match every combination of keys exactly once: no two overlap, and none is missing.

use super::corners::Corners;
use super::effort::Effort;
use super::places::Places;
use super::slabs::{at_each_place, events};

/// Whether the rows are known to match every combination of places exactly once, by their corners: also where their ranges are too
/// entangled to be cut.
pub(super) fn is_known(axes: &[Places], rows: u32, effort: &Effort) -> bool {
    tiles(axes, rows, effort) == Some(true)
}

/// Nothing if it is too much work.
fn tiles(axes: &[Places], rows: u32, effort: &Effort) -> Option<bool> {
    let longest = axes.iter().enumerate().max_by_key(|(_, axis)| axis.count());
    let (along, places) = longest?;
    let others = axes.iter().enumerate().filter(|(axis, _)| *axis != along);
    let corners = Corners::of(others.map(|(_, axis)| axis))?;
    let all: Vec<u32> = (0..rows)
        .filter(|row| axes.iter().all(|axis| !axis.spans(*row).is_empty()))
        .collect();
    let mut work = effort.work();
    let mut begins = false;
    // What is matched once at the first place, and is the same from each place to the next, is matched once at all of them.
    for change in at_each_place(&events(places, &all)) {
        let goes_on = match change.at {
            0 => corners.fill(&change.begun, &mut work)?,
            at if at == places.count() => true,
            _ => corners.same(&change.ended, &change.begun, |_| 0, &mut work)?,
        };
        if !goes_on {
            return Some(false);
        }
        begins |= change.at == 0;
    }
    Some(begins)
}
