//! The lanes of lists that are made for the values of another, or for rows of a table.

use super::Execution;
use super::column::{Column, Failure};
use super::kernel::{lookup, same};
use super::lanes::{Detail, Growing, Lanes};
use crate::batch::Segment;
use crate::column::Values;
use crate::graph::{Each, ErrorCode, NodeId, Space, SpaceId, TableId};
use std::collections::HashSet;

/// What a space made for values is made of: [`Each::Values`].
#[derive(Clone, Copy)]
pub(crate) struct ForValues<'g> {
    pub from: SpaceId,
    pub keep: Option<NodeId>,
    pub values: &'g [NodeId],
    max: u32,
}

impl<'g> ForValues<'g> {
    /// What a space is made of; nothing if it is not made for values.
    pub fn of(space: Option<&'g Space>) -> Option<(SpaceId, Self)> {
        let Some(Space::Made {
            parent,
            each:
                Each::Values {
                    from,
                    keep,
                    values,
                    max,
                },
            ..
        }) = space
        else {
            return None;
        };
        let of = Self {
            from: *from,
            keep: *keep,
            values,
            max: *max,
        };
        Some((*parent, of))
    }
}

impl Execution<'_> {
    /// One lane for each different value under each owner, or one in error.
    pub(super) fn made_of_values(
        &self,
        made: SpaceId,
        owners: SpaceId,
        each: ForValues<'_>,
    ) -> Lanes {
        let keep = each.keep.map(|keep| self.operand(keep));
        let values: Vec<&Column> = each.values.iter().map(|id| self.operand(*id)).collect();
        let arises_in = self.plan.key_of(made).or(each.values.first().copied());
        let mut lanes = Growing::default();
        let mut keys = Vec::new();
        for owner in 0..self.lanes(owners).count {
            let Segment { start, len } = self.below(each.from, owners, owner);
            let before = keys.len();
            let mut seen = HashSet::new();
            let mut fault = Failure::NONE;
            for lane in start..start.saturating_add(len) {
                if let Some(keep) = keep {
                    fault = keep.failure(lane);
                    if fault.is_some() {
                        break;
                    }
                    if keep.values.bools().get(lane as usize) != Some(&true) {
                        continue;
                    }
                }
                fault = same::failure(&values, lane);
                if fault.is_some() {
                    break;
                }
                if seen.insert(same::parts(&values, lane)) {
                    keys.push(lane);
                }
            }
            if seen.len() > each.max as usize && fault.is_none() {
                fault = arises_in.map_or(Failure::NONE, |node| {
                    Failure::new(node, ErrorCode::TooManyItems)
                });
            }
            if fault.is_some() {
                keys.truncate(before);
                keys.push(0);
                lanes.push(owner, fault);
            } else {
                for _ in before..keys.len() {
                    lanes.push(owner, Failure::NONE);
                }
            }
        }
        let values = Values::Ref(keys);
        lanes.finish(|failures| Detail::Made(Column { values, failures }))
    }

    /// One lane for each row that fits the keys of each owner, or one in error.
    pub(super) fn made_of_rows(&self, owners: u32, table: TableId, keys: &[NodeId]) -> Lanes {
        let keys: Vec<&Column> = keys.iter().map(|key| self.operand(*key)).collect();
        let values: Vec<&Values> = keys.iter().map(|key| &key.values).collect();
        let table = self.plan.tables.get(table.index());
        let mut lanes = Growing::default();
        let mut rows = Vec::new();
        for owner in 0..owners {
            let failure = same::failure(&keys, owner);
            if failure.is_some() {
                rows.push(Values::NO_ROW);
                lanes.push(owner, failure);
                continue;
            }
            let hit = table.map(|table| lookup::all_rows(table, &values, owner as usize));
            for row in hit.unwrap_or_default() {
                rows.push(row);
                lanes.push(owner, Failure::NONE);
            }
        }
        let values = Values::Row(rows);
        lanes.finish(|failures| Detail::Made(Column { values, failures }))
    }

    /// The lane in error under an owner for which its list could not be made, and the column that is in error there.
    pub(super) fn value_in_error(
        &self,
        owners: SpaceId,
        each: ForValues<'_>,
        owner: u32,
    ) -> Option<(NodeId, u32)> {
        let Segment { start, len } = self.below(each.from, owners, owner);
        for lane in start..start.saturating_add(len) {
            let fails = |id: &NodeId| self.operand(*id).failure(lane).is_some();
            if let Some(keep) = each.keep {
                if fails(&keep) {
                    return Some((keep, lane));
                }
                if self.operand(keep).values.bools().get(lane as usize) != Some(&true) {
                    continue;
                }
            }
            if let Some(value) = each.values.iter().copied().find(fails) {
                return Some((value, lane));
            }
        }
        None
    }

    /// The items of a list made for values that lanes ask for by key: `owners` are the lanes whose list it is.
    pub(super) fn items_for_values(
        &self,
        items: SpaceId,
        each: ForValues<'_>,
        owners: &Column,
        wanted: &[&Column],
    ) -> Vec<Option<u32>> {
        let lanes = self.lanes(items);
        let Detail::Made(keys) = &lanes.detail else {
            return vec![None; owners.values.len()];
        };
        let values: Vec<&Column> = each.values.iter().map(|id| self.operand(*id)).collect();
        let directory = same::Directory::new(&lanes.parent, keys.values.lanes(), &values);
        let asked = (0..).zip(owners.values.lanes());
        asked
            .map(|(lane, owner)| directory.find(*owner, same::parts(wanted, lane)))
            .collect()
    }
}
