//! Whether rows match the same keys as other rows, each as often, by the corners of their boxes.
//!
//! What is matched along one axis is known from where that changes: a span adds one at its first place, and takes one away behind its last.
//! Along several axes a box changes something at each of its corners, by the product of the signs. Two heaps of boxes match the same
//! exactly if their changes are the same at every corner: this needs no cutting, however entangled the boxes are.

use super::places::Places;
use super::slabs::Work;

/// The corners of boxes along some axes, numbered.
#[derive(Debug)]
pub(super) struct Corners<'a> {
    axes: Vec<Side<'a>>,
}

#[derive(Debug)]
struct Side<'a> {
    places: &'a Places,
    /// How many numbers lie between a place and the next.
    stride: u128,
}

/// Where something changes along an axis, and whether it adds.
type Changes = Vec<(u128, bool)>;

impl Side<'_> {
    /// What a row changes. Behind the last place there is nothing to be changed. Where every row matches a single place, that place is
    /// said instead of where it begins and ends.
    fn changes(&self, row: u32) -> Changes {
        let (single, end) = (self.places.is_single(), self.places.count());
        let of_span = |(from, to): &(u32, u32)| {
            let behind = to.saturating_add(1);
            let closes = !single && behind < end;
            [Some((*from, true)), closes.then_some((behind, false))]
        };
        let changes = self.places.spans(row).iter().flat_map(of_span).flatten();
        changes.map(|(at, adds)| (self.number(at), adds)).collect()
    }

    /// The same for a row that matches every place.
    fn whole(&self) -> Changes {
        let said = match self.places.is_single() {
            true => self.places.count(),
            false => 1,
        };
        (0..said).map(|at| (self.number(at), true)).collect()
    }

    fn number(&self, place: u32) -> u128 {
        self.stride.saturating_mul(u128::from(place))
    }
}

impl<'a> Corners<'a> {
    /// Nothing if there are more than can be numbered.
    pub(super) fn of(axes: impl Iterator<Item = &'a Places>) -> Option<Self> {
        let mut stride = 1_u128;
        let side = |places: &'a Places| {
            let side = Side { places, stride };
            stride = stride.checked_mul(u128::from(places.count()))?;
            Some(side)
        };
        let axes = axes.map(side).collect::<Option<Vec<_>>>()?;
        Some(Self { axes })
    }

    /// Whether some rows match the same as others do, taken together those of a class; nothing if that is too much work.
    pub(super) fn same(
        &self,
        rows: &[u32],
        others: &[u32],
        class: impl Fn(u32) -> u32,
        work: &mut Work<'_>,
    ) -> Option<bool> {
        let mut balance = Balance::default();
        for (heap, adds) in [(rows, true), (others, false)] {
            for row in heap {
                let sides = self.axes.iter().map(|side| side.changes(*row));
                balance.add(class(*row), adds, sides, work)?;
            }
        }
        Some(balance.into_evenness())
    }

    /// Whether rows match every combination of places once; nothing if that is too much work.
    pub(super) fn fill(&self, rows: &[u32], work: &mut Work<'_>) -> Option<bool> {
        let mut balance = Balance::default();
        balance.add(0, false, self.axes.iter().map(Side::whole), work)?;
        for row in rows {
            let sides = self.axes.iter().map(|side| side.changes(*row));
            balance.add(0, true, sides, work)?;
        }
        Some(balance.into_evenness())
    }
}

/// How many corners are weighed at once, which is a matter of memory.
const MOST: usize = 1 << 22;

/// What is added at corners and what is taken away, by the class of the row.
#[derive(Debug, Default)]
struct Balance(Vec<(u32, u128, bool)>);

impl Balance {
    /// The corners of a box, from its changes along each axis; nothing if that is too much work.
    fn add(
        &mut self,
        class: u32,
        adds: bool,
        sides: impl Iterator<Item = Changes>,
        work: &mut Work<'_>,
    ) -> Option<()> {
        let sides: Vec<Changes> = sides.collect();
        let count = (sides.iter()).fold(1, |count: usize, side| count.saturating_mul(side.len()));
        work.spend(count)?;
        if self.0.len().saturating_add(count) > MOST {
            return None;
        }
        let mut corners = vec![(0_u128, adds)];
        for changes in sides {
            let with = |(along, sign): &(u128, bool)| {
                let (along, sign) = (*along, *sign);
                let corners = corners.iter();
                corners.map(move |(at, adds)| (along.saturating_add(*at), *adds == sign))
            };
            corners = changes.iter().flat_map(with).collect();
        }
        let of_class = corners.into_iter().map(|(at, adds)| (class, at, adds));
        self.0.extend(of_class);
        Some(())
    }

    /// Whether as much is added at every corner as is taken away.
    fn into_evenness(mut self) -> bool {
        self.0.sort_unstable();
        let mut corners = self.0.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
        corners.all(|corner| {
            let added = corner.iter().filter(|(.., adds)| *adds).count();
            corner.len().checked_sub(added) == Some(added)
        })
    }
}
