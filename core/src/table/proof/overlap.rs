//! Rows that match the same keys.

use super::effort::Effort;
use super::places::Places;
use super::slabs::{Seen, Work, cheapest, each, events, reason};
use super::{Finding, Overlap, Reason, values};
use std::collections::BTreeMap;

/// How many rows are compared pair by pair.
const FEW: usize = 6;

/// The first row that overlaps one above it, with the first of these.
pub(super) fn first(axes: &[Places], rows: u32, effort: &Effort) -> Finding<Overlap> {
    let all: Vec<u32> = (0..rows)
        .filter(|row| axes.iter().all(|axis| !axis.spans(*row).is_empty()))
        .collect();
    let mut search = Search {
        axes,
        second: None,
        work: effort.work(),
        reason: None,
    };
    let done = search.look(&(0..axes.len()).collect::<Vec<_>>(), &all);
    let found = search.second.and_then(|second| {
        let first = all.iter().find(|first| meet(axes, **first, second))?;
        overlap(axes, *first, second)
    });
    match (found, done, search.reason) {
        // Where the search broke off there may be an earlier one.
        (Some(found), ..) => Finding::Found(found),
        (None, None, Some(reason)) => Finding::NotProven(reason),
        _ => Finding::None,
    }
}

/// Whether two rows match the same keys.
fn meet(axes: &[Places], a: u32, b: u32) -> bool {
    axes.iter().all(|axis| axis.first_in_both(a, b).is_some())
}

fn overlap(axes: &[Places], first: u32, second: u32) -> Option<Overlap> {
    let shared = axes.iter().map(|axis| axis.first_in_both(first, second));
    let places = shared.collect::<Option<Vec<_>>>()?;
    Some(Overlap {
        rows: (first, second),
        witness: values(axes, &places)?,
    })
}

struct Search<'a> {
    axes: &'a [Places],
    /// The first row that is known to overlap one above it. Neither it nor those below it can lead to an earlier one.
    second: Option<u32>,
    work: Work<'a>,
    /// Why the search broke off.
    reason: Option<Reason>,
}

impl Search<'_> {
    /// Looks for rows that overlap along the axes that are left, among those that match the same places of the others. Nothing if it is
    /// too much work.
    fn look(&mut self, left: &[usize], rows: &[u32]) -> Option<()> {
        let rows = self.above(rows);
        if rows.len() <= FEW {
            self.compare(left, rows);
            return Some(());
        }
        let mut left = left.to_vec();
        let axis = match left.len() {
            0..=2 => None,
            _ => cheapest(self.axes, &mut left, rows),
        };
        match (axis, left.as_slice()) {
            (None, []) => self.compare(&[], rows),
            (_, [one]) => self.sweep(*one, None, rows)?,
            (_, [one, other]) => self.sweep(*one, Some(*other), rows)?,
            (axis, _) => return self.cut(axis?, &left, rows),
        }
        Some(())
    }

    /// Those of these rows that can still lead to an earlier overlap.
    fn above<'r>(&self, rows: &'r [u32]) -> &'r [u32] {
        let end = match self.second {
            Some(second) => rows.partition_point(|row| *row < second),
            None => rows.len(),
        };
        rows.get(..end).unwrap_or_default()
    }

    fn found(&mut self, second: u32) {
        self.second = Some(self.second.map_or(second, |best| best.min(second)));
    }

    /// Pair by pair, along the axes that are left: along the others they match the same places.
    fn compare(&mut self, left: &[usize], rows: &[u32]) {
        let meets = |axis: &usize, first, second| {
            let axis = self.axes.get(*axis);
            axis.is_some_and(|axis| axis.first_in_both(first, second).is_some())
        };
        for (at, second) in rows.iter().enumerate() {
            let mut above = rows.iter().take(at);
            if above.any(|first| left.iter().all(|axis| meets(axis, *first, *second))) {
                return self.found(*second);
            }
        }
    }

    /// Cuts along an axis.
    fn cut(&mut self, axis: usize, left: &[usize], rows: &[u32]) -> Option<()> {
        let rest: Vec<usize> = left
            .iter()
            .copied()
            .filter(|other| *other != axis)
            .collect();
        let places = self.axes.get(axis)?;
        // The same rows as in an earlier slab overlap there already, or not at all.
        let mut seen = Seen::new(places, rows);
        let done = each(places, rows, |slab| {
            self.work.spend(slab.rows.len().saturating_add(1))?;
            if seen.has(&slab.rows) {
                return Some(());
            }
            self.look(&rest, &slab.rows)
        });
        if done.is_none() {
            self.reason = Some(reason(self.axes, left, rows));
        }
        done
    }

    /// Goes along an axis and keeps, of the rows that match the place it is at, what they match on the other axis: intervals in order,
    /// none of which shares a place with another, because of two rows that do the one further below is left out from then on.
    fn sweep(&mut self, along: usize, across: Option<usize>, rows: &[u32]) -> Option<()> {
        let across = match across {
            Some(across) => Some(self.axes.get(across)?),
            None => None,
        };
        let spans = |row| across.map_or([(0, 0)].as_slice(), |across| across.spans(row));
        let mut active: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
        for event in events(self.axes.get(along)?, rows) {
            for span in spans(event.row) {
                self.work.spend(1)?;
                if event.begins {
                    self.enter(&mut active, *span, event.row);
                } else if active
                    .get(&span.0)
                    .is_some_and(|(_, row)| *row == event.row)
                {
                    active.remove(&span.0);
                }
            }
        }
        Some(())
    }

    /// Puts an interval of a row among those of other rows.
    fn enter(&mut self, active: &mut BTreeMap<u32, (u32, u32)>, (from, to): (u32, u32), row: u32) {
        loop {
            if self.second.is_some_and(|second| row >= second) {
                return;
            }
            let before = active.range(..=to).next_back();
            match before.map(|(start, (end, other))| (*start, *end, *other)) {
                Some((start, end, other)) if end >= from => {
                    self.found(row.max(other));
                    if other > row {
                        active.remove(&start);
                    }
                }
                _ => break,
            }
        }
        active.insert(from, (to, row));
    }
}
