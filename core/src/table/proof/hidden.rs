//! Rows that are never hit because rows above them, which come first, match everything that they do.

use super::places::Places;
use super::slabs::{Work, reason};
use super::{Finding, Reason};
use crate::table::index::Spans;

/// A product of places, a set of spans for each axis.
type Region = Vec<Spans>;

/// The rows that those above them leave nothing of. A row that matches nothing by itself is none of these.
pub(super) fn rows(axes: &[Places], rows: u32) -> Finding<Vec<u32>> {
    let mut search = Search {
        axes,
        work: Work::new(),
    };
    let mut hidden = Vec::new();
    for row in 0..rows {
        match search.is_hidden(row) {
            Some(true) => hidden.push(row),
            Some(false) => {}
            None => return Finding::NotProven(too_much(axes, row)),
        }
    }
    match hidden.is_empty() {
        true => Finding::None,
        false => Finding::Found(hidden),
    }
}

fn too_much(axes: &[Places], row: u32) -> Reason {
    let left: Vec<usize> = (0..axes.len()).collect();
    reason(axes, &left, &(0..=row).collect::<Vec<_>>())
}

struct Search<'a> {
    axes: &'a [Places],
    work: Work,
}

impl Search<'_> {
    /// Whether the rows above take all that a row matches. Nothing if it is too much work.
    fn is_hidden(&mut self, row: u32) -> Option<bool> {
        let own: Region = self
            .axes
            .iter()
            .map(|axis| axis.spans(row).to_vec())
            .collect();
        if own.iter().any(Vec::is_empty) {
            return Some(false);
        }
        let mut left = vec![own];
        for above in 0..row {
            self.work.spend(left.len())?;
            let meets = self
                .axes
                .iter()
                .all(|axis| axis.first_in_both(above, row).is_some());
            if !meets {
                continue;
            }
            let mut rest = Vec::new();
            for region in left {
                self.take_away(region, above, &mut rest)?;
            }
            if rest.is_empty() {
                return Some(true);
            }
            left = rest;
        }
        Some(false)
    }

    /// Adds to `rest` what a row leaves of a region: along each axis what it does not match there, of what it does match along those before.
    fn take_away(&mut self, mut region: Region, row: u32, rest: &mut Vec<Region>) -> Option<()> {
        let both: Vec<Spans> = (self.axes.iter().zip(&region))
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
