//! The lanes of [`Space::Sorted`]: a list in another order.

use super::Execution;
use super::column::{Column, Failure};
use super::lanes::{Detail, Growing, Lanes};
use crate::batch::Segment;
use crate::column::Values;
use crate::graph::{NodeId, SortKey, Space, SpaceId};
use std::cmp::Ordering;

/// What a list in another order is made of: [`Space::Sorted`].
#[derive(Clone, Copy)]
pub(crate) struct Sorting<'g> {
    pub parent: SpaceId,
    pub from: SpaceId,
    pub keep: Option<NodeId>,
    pub by: &'g [SortKey],
}

impl<'g> Sorting<'g> {
    /// What a space is made of; nothing if it is no list in another order.
    pub fn of(space: Option<&'g Space>) -> Option<Self> {
        let Some(Space::Sorted {
            parent,
            from,
            keep,
            by,
        }) = space
        else {
            return None;
        };
        Some(Self {
            parent: *parent,
            from: *from,
            keep: *keep,
            by,
        })
    }
}

impl Execution<'_> {
    /// The kept lanes of each list in order, or one lane in error.
    pub(super) fn sorted(&self, sorting: Sorting<'_>) -> Lanes {
        let keys = sorting.by.iter();
        let keys = keys.map(|key| (&self.operand(key.value).values, key.descending));
        let keys: Vec<(&Values, bool)> = keys.collect();
        let mut lanes = Growing::default();
        let mut items = Vec::new();
        for owner in 0..self.lanes(sorting.parent).count {
            let mut kept = Vec::new();
            match self.go_through(sorting, owner, |lane| kept.push(lane)) {
                Some((failed, lane)) => {
                    items.push(0);
                    lanes.push(owner, self.operand(failed).failure(lane));
                }
                None => {
                    // Lanes that are the same in all keys stay as they stand.
                    kept.sort_by(|a, b| order(&keys, *a, *b));
                    kept.iter().for_each(|_| lanes.push(owner, Failure::NONE));
                    items.append(&mut kept);
                }
            }
        }
        let values = Values::Ref(items);
        lanes.finish(|failures| Detail::Pairs(Column { values, failures }))
    }

    /// The column from whose error, and its lane, a list under an owner has no order; nothing where it has one.
    pub(super) fn unsorted_by(&self, sorting: Sorting<'_>, owner: u32) -> Option<(NodeId, u32)> {
        self.go_through(sorting, owner, |_| ())
    }

    /// Calls `see` with the kept lanes of a list, up to the first in error: the column that is.
    fn go_through(
        &self,
        sorting: Sorting<'_>,
        owner: u32,
        mut see: impl FnMut(u32),
    ) -> Option<(NodeId, u32)> {
        let Segment { start, len } = self.below(sorting.from, sorting.parent, owner);
        for lane in start..start.saturating_add(len) {
            let fails = |id: &NodeId| self.operand(*id).failure(lane).is_some();
            if let Some(keep) = sorting.keep {
                if fails(&keep) {
                    return Some((keep, lane));
                }
                if self.operand(keep).values.bools().get(lane as usize) != Some(&true) {
                    continue;
                }
            }
            let mut keys = sorting.by.iter().map(|key| key.value);
            if let Some(failed) = keys.find(fails) {
                return Some((failed, lane));
            }
            see(lane);
        }
        None
    }
}

/// The order of two lanes: by the first key that tells them apart.
fn order(keys: &[(&Values, bool)], a: u32, b: u32) -> Ordering {
    let told = keys.iter().map(|(values, descending)| {
        let order = compare(values, a as usize, b as usize);
        if *descending { order.reverse() } else { order }
    });
    told.fold(Ordering::Equal, Ordering::then)
}

fn compare(values: &Values, a: usize, b: usize) -> Ordering {
    match values {
        Values::Bool(values) => values.get(a).cmp(&values.get(b)),
        Values::Number(values) => values.get(a).cmp(&values.get(b)),
        Values::Text(values) => values.get(a).cmp(&values.get(b)),
        Values::Date(values) => values.get(a).cmp(&values.get(b)),
        Values::Enum(values) | Values::Ref(values) | Values::Row(values) => {
            values.get(a).cmp(&values.get(b))
        }
    }
}
