//! Folds, and what sizes the spaces that they go through.

use super::Needed;
use crate::execute::{ForValues, Sorting};
use crate::graph::{Each, Node, NodeId, Space, SpaceId};

impl Needed<'_> {
    /// What a fold needs: of each lane, up to the one that decides or is in error, whether it counts and its value. Gives whether there is none such.
    pub(super) fn fold(
        &mut self,
        node: &Node,
        lane: u32,
        (from, filtered): (SpaceId, bool),
        decisive: Option<bool>,
    ) -> bool {
        let (keep, value) = match (filtered, node.args.as_slice()) {
            (true, [keep]) => (Some(*keep), None),
            (true, [value, keep, ..]) => (Some(*keep), Some(*value)),
            (_, args) => (None, args.first().copied()),
        };
        let until = self.execution.below(from, node.space, lane);
        let until = (until.start..until.start.saturating_add(until.len))
            .find(|lane| self.ends(*lane, keep, value, decisive));
        self.size(from, node.space, lane, until);
        until.is_none()
    }

    /// Needs a lane of a fold; whether the fold ends there.
    fn ends(
        &mut self,
        lane: u32,
        keep: Option<NodeId>,
        value: Option<NodeId>,
        decisive: Option<bool>,
    ) -> bool {
        if let Some(keep) = keep {
            if !self.need(keep, lane) {
                return true;
            }
            if !self.is_true(keep, lane) {
                return false;
            }
        }
        value.is_some_and(|value| {
            !self.need(value, lane) || decisive == Some(self.is_true(value, lane))
        })
    }

    /// Needs what sizes the lanes of `space` under a lane of `above`: all of them, or those up to and with one.
    pub(super) fn size(&mut self, space: SpaceId, above: SpaceId, lane: u32, until: Option<u32>) {
        let mut at = (space, until);
        while at.0 != above {
            let Some(parent) = self
                .execution
                .plan
                .graph
                .space(at.0)
                .and_then(Space::parent)
            else {
                return;
            };
            let up = self.execution.up(at.0, parent);
            let last = at.1.and_then(|until| up.get(until as usize).copied());
            let owners = self.execution.below(parent, above, lane);
            let owners = owners.start..owners.start.saturating_add(owners.len);
            for owner in owners.filter(|owner| last.is_none_or(|last| *owner <= last)) {
                if !self.counts(at.0, None, owner) {
                    continue;
                }
                self.size_of(at.0, owner);
                let end = at.1.filter(|_| last == Some(owner));
                self.size_of_parts(at.0, owner, end);
            }
            at = (parent, last);
        }
    }

    /// Needs what says how many lanes of a space stand under a lane of its parent.
    pub(super) fn size_of(&mut self, space: SpaceId, owner: u32) {
        let fitting = self.execution.plan.graph.space(space);
        if let Some((owners, _, keys)) = fitting.and_then(Space::fitting_rows) {
            return self.size_for_rows((space, owners), keys, owner);
        }
        let (first, second) = match self.execution.plan.graph.space(space) {
            Some(Space::Pairs { owner, .. } | Space::Matches { owner, .. }) => (*owner, None),
            Some(Space::Made {
                each: Each::Numbers { from, to, .. },
                ..
            }) => (*from, Some(*to)),
            space => {
                if let Some((owners, each)) = ForValues::of(space) {
                    let of = (each.from, each.keep, each.values.to_vec());
                    self.size_for_values(owners, of, owner);
                } else if let Some(sorting) = Sorting::of(space) {
                    let keys = sorting.by.iter().map(|key| key.value).collect();
                    let of = (sorting.from, sorting.keep, keys);
                    self.size_for_values(sorting.parent, of, owner);
                }
                return;
            }
        };
        if self.need(first, owner)
            && let Some(second) = second
        {
            self.need(second, owner);
        }
    }

    /// Needs the keys that rows are looked for by; all rows that fit them are needed.
    fn size_for_rows(&mut self, (space, owners): (SpaceId, SpaceId), keys: &[NodeId], owner: u32) {
        let mut keys = keys.iter();
        if keys.all(|key| self.need(*key, owner))
            && let Some(row) = self.execution.plan.key_of(space)
        {
            let lanes = self.execution.below(space, owners, owner);
            for lane in lanes.start..lanes.start.saturating_add(lanes.len) {
                self.need(row, lane);
            }
        }
    }

    /// Needs the values that a list is made for or put in order by, of the lanes that are kept, up to the first in error.
    fn size_for_values(
        &mut self,
        owners: SpaceId,
        (from, keep, values): (SpaceId, Option<NodeId>, Vec<NodeId>),
        owner: u32,
    ) {
        let lanes = self.execution.below(from, owners, owner);
        let until = (lanes.start..lanes.start.saturating_add(lanes.len)).find(|lane| {
            if let Some(keep) = keep {
                if !self.need(keep, *lane) {
                    return true;
                }
                if !self.is_true(keep, *lane) {
                    return false;
                }
            }
            !values.iter().all(|value| self.need(*value, *lane))
        });
        self.size(from, owners, owner, until);
    }

    /// Needs what sizes the parts of a join.
    fn size_of_parts(&mut self, space: SpaceId, owner: u32, end: Option<u32>) {
        let Some(Space::Join { parent, parts }) = self.execution.plan.graph.space(space) else {
            return;
        };
        let sources = match &self.execution.lanes(space).detail {
            crate::execute::Detail::Join(sources) => sources.as_slice(),
            _ => &[],
        };
        let end = end.and_then(|end| sources.get(end as usize).copied());
        for (place, part) in (0_u32..).zip(parts) {
            if !self.counts(space, Some(place), owner) {
                continue;
            }
            match end {
                Some((last, _)) if place > last => return,
                Some((last, lane)) if place == last => self.size(*part, *parent, owner, Some(lane)),
                _ => self.size(*part, *parent, owner, None),
            }
        }
    }

    /// Whether the lanes of a space, or of a part of a join, count below a lane of its parent.
    fn counts(&self, space: SpaceId, part: Option<u32>, owner: u32) -> bool {
        let mut parts = self.parts.iter();
        let known = parts.find(|known| known.space == space && known.part == part);
        known.is_none_or(|known| self.is_true(known.condition, owner))
    }
}
