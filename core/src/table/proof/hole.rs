//! Keys that no row matches, where rows overlap.

use super::Finding;
use super::Reason;
use super::cover::{Cover, first_bare};
use super::effort::Effort;
use super::places::Places;
use super::slabs::{Seen, Work, cheapest, each, events, reason};

/// The places of the smallest hole.
pub(super) fn first(axes: &[Places], rows: u32, effort: &Effort) -> Finding<Vec<u32>> {
    if axes.iter().any(|axis| axis.count() == 0) {
        // There is no key that could be asked for.
        return Finding::None;
    }
    let all: Vec<u32> = (0..rows).collect();
    let mut search = Search {
        axes,
        corner: vec![0; axes.len()],
        hole: None,
        work: effort.work(),
        reason: None,
    };
    let done = search.look(&(0..axes.len()).collect::<Vec<_>>(), &all);
    match (search.hole, done, search.reason) {
        // Where the search broke off there may be a smaller one.
        (Some(hole), ..) => Finding::Found(hole),
        (None, None, Some(reason)) => Finding::NotProven(reason),
        _ => Finding::None,
    }
}

struct Search<'a> {
    axes: &'a [Places],
    /// The smallest places of what is being looked at: those that have been cut to, and the first of the other axes.
    corner: Vec<u32>,
    /// The smallest hole so far.
    hole: Option<Vec<u32>>,
    work: Work<'a>,
    /// Why the search broke off.
    reason: Option<Reason>,
}

impl Search<'_> {
    /// Looks for a smaller hole along the axes that are left, in what these rows leave of them. Nothing if it is too much work.
    fn look(&mut self, left: &[usize], rows: &[u32]) -> Option<()> {
        if self.hole.as_ref().is_some_and(|hole| *hole <= self.corner) {
            return Some(());
        }
        if rows.is_empty() {
            self.hole = Some(self.corner.clone());
            return Some(());
        }
        let mut left = left.to_vec();
        let axis = cheapest(self.axes, &mut left, rows);
        let covers = |row: &u32| {
            let mut left = left.iter().filter_map(|axis| self.axes.get(*axis));
            left.all(|axis| axis.covers(*row))
        };
        if rows.iter().any(covers) {
            return Some(());
        }
        match left.as_slice() {
            [only] => {
                let axis = self.axes.get(*only)?;
                let spans = rows.iter().flat_map(|row| axis.spans(*row)).copied();
                if let Some(place) = first_bare(axis.count(), spans) {
                    self.found(&[(*only, place)]);
                }
                Some(())
            }
            [along, across] => self.sweep(*along, *across, rows),
            _ => self.cut(axis?, &left, rows),
        }
    }

    /// A hole at these places of its axes and at the corner of the others.
    fn found(&mut self, places: &[(usize, u32)]) {
        let mut hole = self.corner.clone();
        for (axis, place) in places {
            if let Some(own) = hole.get_mut(*axis) {
                *own = *place;
            }
        }
        if self.hole.as_ref().is_none_or(|best| hole < *best) {
            self.hole = Some(hole);
        }
    }

    /// Cuts along an axis.
    fn cut(&mut self, axis: usize, left: &[usize], rows: &[u32]) -> Option<()> {
        let rest: Vec<usize> = left
            .iter()
            .copied()
            .filter(|other| *other != axis)
            .collect();
        // What the same rows leave of a later slab is no smaller.
        let places = self.axes.get(axis)?;
        let mut seen = Seen::new(places, rows);
        let done = each(places, rows, |slab| {
            self.work.spend(slab.rows.len().saturating_add(1))?;
            if seen.has(&slab.rows) {
                return Some(());
            }
            *self.corner.get_mut(axis)? = slab.from;
            self.look(&rest, &slab.rows)
        });
        if let Some(corner) = self.corner.get_mut(axis) {
            *corner = 0;
        }
        if done.is_none() {
            self.reason = Some(reason(self.axes, left, rows));
        }
        done
    }

    /// Goes along the first of two axes and counts what lies over the other.
    fn sweep(&mut self, along: usize, across: usize, rows: &[u32]) -> Option<()> {
        let (along_axis, across_axis) = (self.axes.get(along)?, self.axes.get(across)?);
        let spans = rows.iter().flat_map(|row| across_axis.spans(*row)).copied();
        let mut cover = Cover::new(across_axis.count(), spans);
        let mut at = 0;
        let events = events(along_axis, rows);
        let mut groups = events.chunk_by(|a, b| a.at == b.at).peekable();
        while at < along_axis.count() {
            let begins_here =
                |group: &&[super::slabs::Event]| group.first().is_some_and(|event| event.at == at);
            for event in groups.next_if(begins_here).unwrap_or_default() {
                for span in across_axis.spans(event.row) {
                    self.work.spend(1)?;
                    cover.change(*span, event.begins);
                }
            }
            if let Some(place) = cover.first_bare() {
                self.found(&[(along, at), (across, place)]);
                return Some(());
            }
            let next = groups.peek().and_then(|group| group.first());
            at = next.map_or(along_axis.count(), |event| event.at);
        }
        Some(())
    }
}
