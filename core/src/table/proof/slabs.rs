//! Cutting a space along one axis, so that what is left is looked at slab by slab.

use super::effort::Effort;
use super::places::Places;
use super::{Reason, number};
use std::collections::{BTreeSet, HashSet};

/// How much may still be done for one question.
#[derive(Debug)]
pub(super) struct Work<'e> {
    left: u64,
    given: u64,
    effort: &'e Effort,
}

impl Effort {
    /// What one question has.
    pub(super) fn work(&self) -> Work<'_> {
        let given = self.half().saturating_add(self.own());
        Work {
            left: given,
            given,
            effort: self,
        }
    }
}

impl Work<'_> {
    /// Takes off what is about to be done; nothing if that is more than is left.
    pub(super) fn spend(&mut self, amount: usize) -> Option<()> {
        self.left = self.left.checked_sub(u64::try_from(amount).ok()?)?;
        Some(())
    }
}

impl Drop for Work<'_> {
    fn drop(&mut self) {
        self.effort.take(self.given.saturating_sub(self.left));
    }
}

/// How many rows of slabs are kept in order to know them again.
const MOST_KEPT: usize = 1 << 24;

/// The rows of the slabs of an axis that were looked at, where rows come back: sets that are not of neighbours have the same rows in
/// several slabs.
pub(super) struct Seen {
    slabs: HashSet<Vec<u32>>,
    /// How many rows can still be kept.
    room: usize,
}

impl Seen {
    pub(super) fn new(axis: &Places, rows: &[u32]) -> Self {
        let comes_back = rows.iter().any(|row| axis.spans(*row).len() > 1);
        Self {
            slabs: HashSet::new(),
            room: if comes_back { MOST_KEPT } else { 0 },
        }
    }

    /// Whether an earlier slab had the same rows; it may have had where this says no.
    pub(super) fn has(&mut self, rows: &[u32]) -> bool {
        if self.slabs.contains(rows) {
            return true;
        }
        if let Some(room) = self.room.checked_sub(rows.len().saturating_add(1)) {
            self.room = room;
            self.slabs.insert(rows.to_vec());
        }
        false
    }
}

/// The places from one end of a row's cell to the next, and the rows that match them.
pub(super) struct Slab {
    pub(super) from: u32,
    pub(super) rows: Vec<u32>,
}

/// Which of these axes tears the fewest rows apart, if it is cut at the ends of their cells; of several the one with the most slabs. The
/// axes that all rows cover, which need no cutting, are taken out.
pub(super) fn cheapest(axes: &[Places], left: &mut Vec<usize>, rows: &[u32]) -> Option<usize> {
    left.retain(|axis| {
        axes.get(*axis)
            .is_some_and(|axis| !rows.iter().all(|row| axis.covers(*row)))
    });
    // Single values are never torn apart.
    let single = |axis: &&usize| axes.get(**axis).is_some_and(Places::is_single);
    let count = |axis: &&usize| axes.get(**axis).map_or(0, Places::count);
    if let Some(axis) = left.iter().filter(single).max_by_key(count) {
        return Some(*axis);
    }
    let mut ends = Vec::new();
    let cost = |axis: &usize| {
        let (pieces, slabs) = pieces(axes.get(*axis)?, rows, &mut ends);
        Some((pieces, usize::MAX.saturating_sub(slabs), *axis))
    };
    left.iter().filter_map(cost).min().map(|(_, _, axis)| axis)
}

/// Why these rows are too much work: the axes that tear them apart, the worst first.
pub(super) fn reason(axes: &[Places], left: &[usize], rows: &[u32]) -> Reason {
    let mut ends = Vec::new();
    let mut torn: Vec<(usize, usize)> = left
        .iter()
        .filter_map(|axis| Some((pieces(axes.get(*axis)?, rows, &mut ends).0, *axis)))
        .filter(|(pieces, _)| *pieces > rows.len())
        .collect();
    torn.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    Reason {
        rows: number(rows.len()),
        keys: torn.into_iter().map(|(_, axis)| axis).collect(),
    }
}

/// Into how many pieces the ends of the rows' cells cut the rows along an axis, and how many slabs there are. `ends` is room to work in,
/// for this is asked very often of a few rows.
pub(super) fn pieces(axis: &Places, rows: &[u32], ends: &mut Vec<u32>) -> (usize, usize) {
    // Where something begins or ends, each place once.
    ends.clear();
    for row in rows {
        for (from, to) in axis.spans(*row) {
            ends.extend([*from, to.saturating_add(1)]);
        }
    }
    ends.sort_unstable();
    ends.dedup();
    let slab = |place: u32| ends.partition_point(|end| *end < place);
    let mut pieces = 0_usize;
    for row in rows {
        for (from, to) in axis.spans(*row) {
            let (first, behind) = (slab(*from), slab(to.saturating_add(1)));
            pieces = pieces.saturating_add(behind.saturating_sub(first));
        }
    }
    (pieces, ends.len())
}

/// A cell of a row that begins, or that ended just before a place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    pub(super) at: u32,
    /// Ends come before beginnings.
    pub(super) begins: bool,
    pub(super) row: u32,
}

impl Event {
    /// Place by place, ends before beginnings, row by row; as one number, for millions are sorted.
    fn order(&self) -> u128 {
        u128::from(self.at) << 64 | u128::from(self.begins) << 32 | u128::from(self.row)
    }
}

/// Where the cells of these rows begin and end along an axis, in order.
pub(super) fn events(axis: &Places, rows: &[u32]) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::with_capacity(rows.len().saturating_mul(2));
    for row in rows {
        for (from, to) in axis.spans(*row) {
            let event = |at, begins| Event {
                at,
                begins,
                row: *row,
            };
            events.extend([event(*from, true), event(to.saturating_add(1), false)]);
        }
    }
    events.sort_unstable_by_key(Event::order);
    events
}

/// The rows of which a cell ended just before a place, and those of which one begins there.
#[derive(Debug)]
pub(super) struct Change {
    pub(super) at: u32,
    pub(super) ended: Vec<u32>,
    pub(super) begun: Vec<u32>,
}

/// What ends and begins, place by place.
pub(super) fn at_each_place(events: &[Event]) -> impl Iterator<Item = Change> {
    events.chunk_by(|a, b| a.at == b.at).map(|group| {
        let begin = group.partition_point(|event| !event.begins);
        let (ended, begun) = group.split_at_checked(begin).unwrap_or_default();
        let rows = |events: &[Event]| events.iter().map(|event| event.row).collect();
        Change {
            at: group.first().map_or(0, |event| event.at),
            ended: rows(ended),
            begun: rows(begun),
        }
    })
}

/// The slabs of an axis from its first place on, those that no row matches included; the rows of each in their order. Breaks off where
/// `see` gives nothing.
pub(super) fn each(
    axis: &Places,
    rows: &[u32],
    mut see: impl FnMut(Slab) -> Option<()>,
) -> Option<()> {
    let mut from = 0;
    if axis.is_single() {
        let mut ordered: Vec<(u32, u32)> = rows
            .iter()
            .filter_map(|row| Some((axis.spans(*row).first()?.0, *row)))
            .collect();
        ordered.sort_unstable();
        for group in ordered.chunk_by(|a, b| a.0 == b.0) {
            let at = group.first().map_or(0, |(at, _)| *at);
            if from < at {
                see(Slab { from, rows: vec![] })?;
            }
            let rows = group.iter().map(|(_, row)| *row).collect();
            see(Slab { from: at, rows })?;
            from = at.saturating_add(1);
        }
        return match from < axis.count() {
            true => see(Slab { from, rows: vec![] }),
            false => Some(()),
        };
    }
    let mut active = BTreeSet::new();
    let mut slab = |from, to, active: &BTreeSet<u32>| {
        if from >= to {
            return Some(());
        }
        let rows = active.iter().copied().collect();
        see(Slab { from, rows })
    };
    for group in events(axis, rows).chunk_by(|a, b| a.at == b.at) {
        let at = group.first().map_or(0, |event| event.at);
        slab(from, at, &active)?;
        for event in group {
            if event.begins {
                active.insert(event.row);
            } else {
                active.remove(&event.row);
            }
        }
        from = at;
    }
    slab(from, axis.count(), &active)
}
