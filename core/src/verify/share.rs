//! What the cost of a risk is made of.

use super::cost::{Cost, Counted};
use super::lanes::most_lanes;
use crate::graph::{Graph, Space, SpaceId};
use std::collections::BTreeMap;

/// A part of what an answer takes at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// What it is computed for: the name of an entity or of a list of plain values, `vehicle × drivers` for pairs of them; nothing for the
    /// risk as a whole.
    pub of: Option<String>,
    /// How many of these there can be in one risk.
    pub items: u64,
    /// The operations that they take.
    pub operations: u64,
}

impl Cost {
    /// What is computed for what, the dearest first. What an answer takes besides, its output, is in none of them.
    #[must_use]
    pub fn shares(graph: &Graph) -> Vec<Share> {
        let lanes = most_lanes(graph);
        let counted = Counted::new(graph, &lanes);
        let mut by_space: BTreeMap<SpaceId, u64> = BTreeMap::new();
        for (space, operations) in counted.nodes() {
            let sum = by_space.entry(space).or_default();
            *sum = sum.saturating_add(operations);
        }
        // Of several spaces of one name the first says how many there are, and which of two that take the same comes first.
        let mut by_name: BTreeMap<Option<String>, (SpaceId, u64)> = BTreeMap::new();
        for (space, operations) in by_space {
            let (_, sum) = by_name.entry(named(graph, space)).or_insert((space, 0));
            *sum = sum.saturating_add(operations);
        }
        let mut named: Vec<_> = by_name.into_iter().collect();
        named.sort_by_key(|(_, (space, _))| *space);
        let shares = named.into_iter().map(|(of, (space, operations))| Share {
            of,
            items: lanes.of(space),
            operations,
        });
        let mut shares: Vec<Share> = shares.collect();
        shares.sort_by_key(|share| std::cmp::Reverse(share.operations));
        shares
    }
}

/// What the lanes of a space are to a reader. Spaces stand in one another no deeper than there are spaces.
fn named(graph: &Graph, space: SpaceId) -> Option<String> {
    let mut at = space;
    let mut with = String::new();
    for _ in &graph.spaces {
        match graph.space(at)? {
            Space::Unit | Space::Risk => return (!with.is_empty()).then(|| format!("risk{with}")),
            Space::Made { name, parent, .. } if name.is_empty() => {
                let list = graph.list_of(at).map_or("", |list| &list.name);
                with = format!(" × {list}{with}");
                at = *parent;
            }
            Space::Items { name, .. } | Space::Made { name, .. } => {
                return Some(format!("{name}{with}"));
            }
            Space::Pairs { left, list, .. } | Space::Matches { left, list, .. } => {
                let list = graph.list(*list).map_or("", |list| &list.name);
                with = format!(" × {list}{with}");
                at = *left;
            }
            Space::Join { parent, .. } => at = *parent,
            Space::Sorted { from, .. } => at = *from,
        }
    }
    None
}
