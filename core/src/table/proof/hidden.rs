//! Rows that are never hit because rows above them, which come first, match everything that they do.

use super::effort::Effort;
use super::places::Places;
use super::slabs::{Work, reason};
use super::{Finding, Reason};
use crate::table::index::Spans;

/// A product of places, a set of spans for each axis.
type Region = Vec<Spans>;

/// The rows that those above them leave nothing of. A row that matches nothing by itself is none of these.
pub(super) fn rows(axes: &[Places], rows: u32, effort: &Effort) -> Finding<Vec<u32>> {
    let mut search = Search {
        axes,
        work: effort.work(),
        above: Above::new(axes, rows),
    };
    let mut hidden = Vec::new();
    for row in 0..rows {
        match search.is_hidden(row) {
            Some(true) => hidden.push(row),
            Some(false) => {}
            None => return Finding::NotProven(too_much(axes, row)),
        }
        search.above.add(axes, row);
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
    work: Work<'a>,
    above: Above,
}

/// In how many places at most a row stands that is found by its places.
const MOST_PLACES: u32 = 64;

/// How many places of rows are kept: of very large tables fewer a row.
const MOST_KEPT: u32 = 1 << 23;

/// The rows that have been looked at, found by their places along the axis on which the fewest meet: in a large table most rows have
/// nothing in common.
struct Above {
    axis: usize,
    /// In how many places a row may stand to be found by them.
    most: u128,
    /// Of each place the rows that match it and few others.
    at: Vec<Vec<u32>>,
    /// The rows that match more.
    wide: Vec<u32>,
}

impl Above {
    fn new(axes: &[Places], rows: u32) -> Self {
        let most = MOST_KEPT.checked_div(rows).unwrap_or(MOST_PLACES);
        let most = u128::from(most.clamp(4, MOST_PLACES));
        let wide = |axis: &Places| (0..rows).filter(|row| axis.width(*row) > most).count();
        let fewest = |(_, axis): &(usize, &Places)| (wide(axis), std::cmp::Reverse(axis.count()));
        let (axis, places) = axes
            .iter()
            .enumerate()
            .min_by_key(fewest)
            .map_or((0, 0), |(at, axis)| (at, axis.count()));
        Self {
            axis,
            most,
            at: vec![Vec::new(); places as usize],
            wide: Vec::new(),
        }
    }

    fn add(&mut self, axes: &[Places], row: u32) {
        let Some(axis) = axes.get(self.axis) else {
            return;
        };
        if axis.width(row) > self.most {
            self.wide.push(row);
            return;
        }
        for (from, to) in axis.spans(row) {
            for place in *from..=*to {
                if let Some(at) = self.at.get_mut(place as usize) {
                    at.push(row);
                }
            }
        }
    }

    /// Those that may have something in common with a row, in order.
    fn of(&self, axes: &[Places], row: u32) -> Vec<u32> {
        let narrow = axes
            .get(self.axis)
            .filter(|axis| axis.width(row) <= self.most);
        let Some(axis) = narrow else {
            return (0..row).collect();
        };
        let places = axis.spans(row).iter().flat_map(|(from, to)| *from..=*to);
        let beside = places.filter_map(|place| self.at.get(place as usize));
        let mut found: Vec<u32> = beside.flatten().chain(&self.wide).copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
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
        for above in self.above.of(self.axes, row) {
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
