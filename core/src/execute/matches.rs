//! The lanes of [`Space::Matches`](crate::graph::Space::Matches): which pairs a condition leaves over, without looking at all of them.
//!
//! A condition `a and b and …` is gone through from the left. A pair drops out at the first part that is false, and is certain to be in error at
//! the first that is in error, on either side. So for each list the items are put into a trie, a level a part: an item goes down as long as its
//! own parts are true or have a value, by that value. What a lane on the left meets on its way down is all that it can meet:
//!
//! - at the bottom, the items that match it in every part;
//! - at each level the first item in whose part there is an error: all parts before it fit, so this pair is in error;
//! - where the lane's own part is in error, the first item that comes so far at all.
//!
//! Whatever is folded over the pairs (a sum, a choice, a list), the first pair in error is its result, be it that `any` or `all` have been
//! decided before it. Hence what stands behind the first pair in error can be left out, with its own errors; and since a pair that is left out
//! before it is one whose condition is false without any error, the fold over what is left is the fold over all pairs. Which error it is, the
//! condition itself says, which is computed in full in the pairs that there are.

use super::Execution;
use super::column::{Column, Failure};
use super::kernel::same::Part;
use super::lanes::{Detail, Growing, Lanes};
use crate::batch::Segment;
use crate::column::Values;
use crate::graph::{ListId, MatchPart, NodeId, SpaceId};
use std::collections::HashMap;

/// The items of one list by what the parts of the condition say of them.
struct Trie<'a> {
    levels: Vec<Level>,
    below: HashMap<(u32, Part<'a>), u32>,
}

/// The items that came to the same place.
#[derive(Default)]
struct Level {
    /// The first of them.
    first: Option<u32>,
    /// The first whose next part is in error.
    failed: Option<u32>,
    /// Those for which there is no next part, in order.
    matching: Vec<u32>,
}

/// A part of the condition, with its columns.
#[derive(Clone, Copy)]
enum Columns<'a> {
    OfItem(&'a Column),
    OfLeft(&'a Column),
    Equal { left: &'a Column, item: &'a Column },
}

/// What a part says of a lane on one side.
enum Said<'a> {
    Fails,
    No,
    /// Yes, or this value.
    Goes(Part<'a>),
}

/// What stands in a trie where a side has nothing to say.
const ANY: Part<'static> = Part::Bool(true);

impl<'a> Columns<'a> {
    fn of_item(self, lane: u32) -> Said<'a> {
        match self {
            Self::OfItem(condition) => holds(condition, lane),
            Self::OfLeft(_) => Said::Goes(ANY),
            Self::Equal { item, .. } => value(item, lane),
        }
    }

    fn of_left(self, lane: u32) -> Said<'a> {
        match self {
            Self::OfItem(_) => Said::Goes(ANY),
            Self::OfLeft(condition) => holds(condition, lane),
            Self::Equal { left, .. } => value(left, lane),
        }
    }
}

fn holds(condition: &Column, lane: u32) -> Said<'static> {
    if condition.failure(lane).is_some() {
        Said::Fails
    } else if condition.values.bools().get(lane as usize) == Some(&true) {
        Said::Goes(ANY)
    } else {
        Said::No
    }
}

fn value(column: &Column, lane: u32) -> Said<'_> {
    if column.failure(lane).is_some() {
        return Said::Fails;
    }
    Part::of(&column.values, lane).map_or(Said::No, Said::Goes)
}

impl<'a> Trie<'a> {
    fn new(items: Segment, on: &[Columns<'a>]) -> Self {
        let mut trie = Self {
            levels: vec![Level::default()],
            below: HashMap::new(),
        };
        for item in items.start..items.start.saturating_add(items.len) {
            trie.put(item, on);
        }
        trie
    }

    fn put(&mut self, item: u32, on: &[Columns<'a>]) {
        let mut at = 0_u32;
        for part in on {
            let said = part.of_item(item);
            let Some(level) = self.levels.get_mut(at as usize) else {
                return;
            };
            level.first.get_or_insert(item);
            match said {
                Said::No => return,
                Said::Fails => {
                    level.failed.get_or_insert(item);
                    return;
                }
                Said::Goes(value) => {
                    let new = super::kernel::lane_number(self.levels.len());
                    at = *self.below.entry((at, value)).or_insert(new);
                    if at == new {
                        self.levels.push(Level::default());
                    }
                }
            }
        }
        if let Some(level) = self.levels.get_mut(at as usize) {
            level.matching.push(item);
        }
    }

    /// The items that make pairs with a lane on the left: those that match it before the first with which it is in error, and that one.
    fn of(&self, lane: u32, on: &[Columns<'a>]) -> (&[u32], Option<u32>) {
        let (mut at, mut failed) = (0_u32, None);
        for part in on {
            let Some(level) = self.levels.get(at as usize) else {
                return (&[], failed);
            };
            failed = earlier(failed, level.failed);
            match part.of_left(lane) {
                Said::No => return (&[], failed),
                Said::Fails => return (&[], earlier(failed, level.first)),
                Said::Goes(value) => match self.below.get(&(at, value)) {
                    Some(next) => at = *next,
                    None => return (&[], failed),
                },
            }
        }
        let level = self.levels.get(at as usize);
        let matching = level.map(|level| level.matching.as_slice());
        let matching = matching.unwrap_or_default();
        let before = failed.map_or(matching.len(), |failed| {
            matching.partition_point(|item| *item < failed)
        });
        (matching.get(..before).unwrap_or_default(), failed)
    }
}

fn earlier(one: Option<u32>, other: Option<u32>) -> Option<u32> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

impl Execution<'_> {
    pub(super) fn matches(
        &self,
        left: SpaceId,
        list: ListId,
        owner: NodeId,
        on: &[MatchPart],
    ) -> Lanes {
        let owners = self.operand(owner);
        let columns: Vec<Columns<'_>> = on
            .iter()
            .map(|part| match *part {
                MatchPart::OfItem(node) => Columns::OfItem(self.operand(node)),
                MatchPart::OfLeft(node) => Columns::OfLeft(self.operand(node)),
                MatchPart::Equal { left, item } => Columns::Equal {
                    left: self.operand(left),
                    item: self.operand(item),
                },
            })
            .collect();
        // One for each list that is gone through.
        let mut tries: HashMap<u32, Trie<'_>> = HashMap::new();
        let mut lanes = Growing::default();
        let mut items = Vec::new();
        for (lane, owner) in (0..self.lanes(left).count).zip(owners.values.lanes()) {
            let failure = owners.failure(lane);
            if failure.is_some() {
                items.push(0);
                lanes.push(lane, failure);
                continue;
            }
            let trie = tries
                .entry(*owner)
                .or_insert_with(|| Trie::new(self.items(list, *owner), &columns));
            let (matching, failed) = trie.of(lane, &columns);
            for item in matching.iter().copied().chain(failed) {
                items.push(item);
                lanes.push(lane, Failure::NONE);
            }
        }
        let values = Values::Ref(items);
        lanes.finish(|failures| Detail::Pairs(Column { values, failures }))
    }
}
