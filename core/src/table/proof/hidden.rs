//! Rows that are never hit because rows above them, which come first, match everything that they do.

use super::effort::Effort;
use super::places::Places;
use super::slabs::{Seen, Work, at_each_place, cheapest, each, events, pieces, reason};
use super::{Finding, Reason};
use crate::table::index::{Spans, index};
use std::collections::BTreeSet;

/// A product of places, a set of spans for each axis that is left.
type Region = Vec<Spans>;

/// How many rows are compared pair by pair, whatever axis could be cut.
const FEW: usize = 16;

/// Into how many pieces for each range and value of the rows an axis may be cut. Where rows mostly match any value, cutting would multiply them with every
/// key; pair by pair they are few.
const PIECES: usize = 2;

/// The rows that those above them leave nothing of. A row that matches nothing by itself is none of these.
pub(super) fn rows(axes: &[Places], rows: u32, effort: &Effort) -> Finding<Vec<u32>> {
    let all: Vec<u32> = (0..rows)
        .filter(|row| axes.iter().all(|axis| !axis.spans(*row).is_empty()))
        .collect();
    let mut search = Search {
        axes,
        hit: vec![false; index(rows)],
        work: effort.work(),
        reason: None,
    };
    let done = search.look(&(0..axes.len()).collect::<Vec<_>>(), &all);
    if let (None, Some(reason)) = (done, search.reason.take()) {
        return Finding::NotProven(reason);
    }
    let hidden: Vec<u32> = all.into_iter().filter(|row| !search.is_hit(*row)).collect();
    match hidden.is_empty() {
        true => Finding::None,
        false => Finding::Found(hidden),
    }
}

struct Search<'a> {
    axes: &'a [Places],
    /// Of each row whether keys are known for which it is the first.
    hit: Vec<bool>,
    work: Work<'a>,
    /// Why the search broke off.
    reason: Option<Reason>,
}

impl Search<'_> {
    fn is_hit(&self, row: u32) -> bool {
        self.hit.get(index(row)).is_some_and(|hit| *hit)
    }

    fn hits(&mut self, row: u32) {
        if let Some(hit) = self.hit.get_mut(index(row)) {
            *hit = true;
        }
    }

    /// Looks which of the rows that match the same places of the other axes are hit along those that are left. Nothing if it is too much work.
    fn look(&mut self, left: &[usize], rows: &[u32]) -> Option<()> {
        if rows.iter().all(|row| self.is_hit(*row)) {
            return Some(());
        }
        let mut left = left.to_vec();
        let axis = cheapest(self.axes, &mut left, rows);
        if let [only] = left.as_slice() {
            return self.sweep(*only, rows);
        }
        let separates = |axis: &usize| {
            let places = self.axes.get(*axis).filter(|_| rows.len() > FEW);
            places.is_some_and(|places| {
                let spans = rows.iter().map(|row| places.spans(*row).len());
                let most = spans.sum::<usize>().saturating_mul(PIECES);
                pieces(places, rows, &mut Vec::new()).0 <= most
            })
        };
        let done = match axis.filter(separates) {
            Some(axis) => self.cut(axis, &left, rows),
            None => self.compare(&left, rows),
        };
        if done.is_none() && self.reason.is_none() {
            self.reason = Some(reason(self.axes, &left, rows));
        }
        done
    }

    /// Cuts along an axis.
    fn cut(&mut self, axis: usize, left: &[usize], rows: &[u32]) -> Option<()> {
        let rest = left.iter().copied().filter(|other| *other != axis);
        let rest: Vec<usize> = rest.collect();
        let places = self.axes.get(axis)?;
        let mut seen = Seen::new(places, rows);
        each(places, rows, |slab| {
            self.work.spend(slab.rows.len().saturating_add(1))?;
            if seen.has(&slab.rows) {
                return Some(());
            }
            self.look(&rest, &slab.rows)
        })
    }

    /// Goes along the last axis: at each place the first of the rows that match it is hit.
    fn sweep(&mut self, along: usize, rows: &[u32]) -> Option<()> {
        let mut active = BTreeSet::new();
        for change in at_each_place(&events(self.axes.get(along)?, rows)) {
            self.work.spend(change.ended.len())?;
            self.work.spend(change.begun.len())?;
            for row in &change.ended {
                active.remove(row);
            }
            active.extend(change.begun);
            if let Some(first) = active.first() {
                self.hits(*first);
            }
        }
        Some(())
    }

    /// Takes what each row matches apart by the rows above it.
    fn compare(&mut self, left: &[usize], rows: &[u32]) -> Option<()> {
        let axes: Vec<&Places> = left
            .iter()
            .filter_map(|axis| self.axes.get(*axis))
            .collect();
        for (at, row) in rows.iter().enumerate() {
            if !self.is_hit(*row) && self.leaves(&axes, rows.get(..at)?, *row)? {
                self.hits(*row);
            }
        }
        Some(())
    }

    /// Whether the rows above leave something of what a row matches. Nothing if it is too much work.
    fn leaves(&mut self, axes: &[&Places], above: &[u32], row: u32) -> Option<bool> {
        let own: Region = axes.iter().map(|axis| axis.spans(row).to_vec()).collect();
        let mut left = vec![own];
        for above in above {
            self.work.spend(left.len())?;
            if !self.meet(axes, *above, row)? {
                continue;
            }
            let mut rest = Vec::new();
            for region in left {
                self.take_away(axes, region, *above, &mut rest)?;
            }
            if rest.is_empty() {
                return Some(false);
            }
            left = rest;
        }
        Some(true)
    }

    /// Whether two rows match the same keys. Nothing if it is too much work: sets are gone through value by value.
    fn meet(&mut self, axes: &[&Places], above: u32, row: u32) -> Option<bool> {
        for axis in axes {
            let values = axis
                .spans(above)
                .len()
                .saturating_add(axis.spans(row).len());
            self.work.spend(values.saturating_sub(2))?;
            if axis.first_in_both(above, row).is_none() {
                return Some(false);
            }
        }
        Some(true)
    }

    /// Adds to `rest` what a row leaves of a region: along each axis what it does not match there, of what it does match along those before.
    fn take_away(
        &mut self,
        axes: &[&Places],
        mut region: Region,
        row: u32,
        rest: &mut Vec<Region>,
    ) -> Option<()> {
        let both: Vec<Spans> = (axes.iter().zip(&region))
            .map(|(axis, spans)| shared(spans, axis.spans(row)))
            .collect();
        self.work.spend(both.iter().map(Vec::len).sum())?;
        if both.iter().any(Vec::is_empty) {
            rest.push(region);
            return Some(());
        }
        for (place, shared) in both.into_iter().enumerate() {
            let without = less(region.get(place)?, &shared);
            if !without.is_empty() {
                let mut part = region.clone();
                *part.get_mut(place)? = without;
                self.work.spend(part.len())?;
                rest.push(part);
            }
            *region.get_mut(place)? = shared;
        }
        Some(())
    }
}

/// The places that lie in both, each a list of spans in order.
fn shared(a: &[(u32, u32)], b: &[(u32, u32)]) -> Spans {
    let of_one = |(from, to): &(u32, u32)| {
        let (from, to) = (*from, *to);
        let meets = move |(low, high): &(u32, u32)| {
            let (low, high) = (from.max(*low), to.min(*high));
            (low <= high).then_some((low, high))
        };
        b.iter().filter_map(meets).collect::<Spans>()
    };
    a.iter().flat_map(of_one).collect()
}

/// The places of the first that are not in the second, which lies within it.
fn less(a: &[(u32, u32)], taken: &[(u32, u32)]) -> Spans {
    let mut left = Vec::new();
    for (from, to) in a {
        let mut next = Some(*from);
        for (low, high) in taken {
            let Some(at) = next.filter(|at| low <= to && *at <= *high) else {
                continue;
            };
            if at < *low {
                left.push((at, low.saturating_sub(1)));
            }
            next = high.checked_add(1);
        }
        left.extend(next.filter(|at| at <= to).map(|at| (at, *to)));
    }
    left
}
