//! The values of an axis that a look-up can ask for, one for all that no row tells apart.

use super::grain::{Grain, both};
use crate::graph::{Constant, Interval};
use crate::table::index::AxisIndex;

/// How many parts of segments may be looked at along one axis.
const PART_LIMIT: usize = 1 << 24;

/// The segments of an axis that have a value in its domain, with the first of these values, along the axis.
#[derive(Debug)]
pub(super) struct Points {
    points: Vec<(u32, Constant)>,
}

impl Points {
    /// The points of an axis; nothing if they are too many to look at.
    pub(super) fn of(axis: &AxisIndex, grain: Grain, domain: Option<&[Interval]>) -> Option<Self> {
        let whole = [Interval {
            low: None,
            high: None,
        }];
        let parts = domain.unwrap_or(&whole);
        let segments = axis.cuts.segments();
        usize::try_from(segments)
            .ok()?
            .checked_mul(parts.len())
            .filter(|looked_at| *looked_at <= PART_LIMIT)?;
        let point = |segment: u32| {
            let values = axis.cuts.interval(segment);
            let firsts = parts
                .iter()
                .filter_map(|part| grain.first(&both(part, &values)));
            firsts.min().map(|value| (segment, value))
        };
        Some(Self {
            points: (0..segments).filter_map(point).collect(),
        })
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &Constant)> {
        self.points.iter().map(|(segment, value)| (*segment, value))
    }

    /// The first value in a span of segments.
    fn first_in(&self, from: u32, to: u32) -> Option<&Constant> {
        let place = self.points.partition_point(|(segment, _)| *segment < from);
        let (segment, value) = self.points.get(place)?;
        (*segment <= to).then_some(value)
    }

    /// The first value that lies in both cells, which are spans of segments, ascending and apart.
    pub(super) fn first_in_both(&self, a: &[(u32, u32)], b: &[(u32, u32)]) -> Option<&Constant> {
        let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
        loop {
            let ((from_a, to_a), (from_b, to_b)) = (a.peek()?, b.peek()?);
            let (from, to) = ((*from_a).max(*from_b), (*to_a).min(*to_b));
            if from <= to
                && let Some(value) = self.first_in(from, to)
            {
                return Some(value);
            }
            if to_a < to_b {
                a.next()
            } else {
                b.next()
            };
        }
    }
}
