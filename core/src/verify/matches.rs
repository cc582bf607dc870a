//! The most lanes of a [`Space::Matches`].
//!
//! Below one lane on the left there can be as many as the list has items. But where a part of the condition is that an item's value equals what an
//! item of a made list was made for, an item matches at most one of these, since no two of them are made for the same. So the spaces of made lists
//! whose keys are all asked for count once, as far as the list that is gone through is the same one. Each lane on the left may have one more
//! item, the first with which it is in error.

use super::lanes::{MostLanes, are_different};
use crate::graph::{Each, Graph, MatchPart, Node, NodeId, Op, Space, SpaceId};

/// The most lanes, `each` being the most items of the list.
pub(super) fn matching_lanes(
    graph: &Graph,
    lanes: &MostLanes,
    (left, owner): (SpaceId, NodeId),
    each: u64,
    on: &[MatchPart],
) -> u64 {
    let keys: Vec<&Node> = on
        .iter()
        .filter_map(|part| match part {
            MatchPart::Equal { left, .. } => origin(graph, *left),
            _ => None,
        })
        .collect();
    let same_list = origin(graph, owner).map_or(left, |owner| owner.space);
    let (mut at, mut times) = (left, 1_u64);
    for _ in 0..=graph.spaces.len() {
        if at == same_list {
            break;
        }
        if !is_asked_for(graph, at, &keys) {
            times = times.saturating_mul(lanes.each(at));
        }
        match graph.space(at).and_then(Space::parent) {
            Some(parent) => at = parent,
            None => return u64::MAX,
        }
    }
    let matching = lanes.of(same_list).saturating_mul(each);
    let matching = matching.saturating_mul(times);
    matching.saturating_add(lanes.of(left))
}

/// The node whose value it is wherever it is not in error: through what brings it down.
fn origin(graph: &Graph, id: NodeId) -> Option<&Node> {
    let mut node = graph.node(id)?;
    for _ in 0..graph.nodes.len() {
        let next = match node.op {
            Op::Up => node.args.first(),
            Op::Guard => node.args.get(1),
            _ => return Some(node),
        };
        node = graph.node(*next?)?;
    }
    None
}

/// Whether all that tells the items of a made list apart is among the values.
fn is_asked_for(graph: &Graph, space: SpaceId, values: &[&Node]) -> bool {
    let is_key = |node: &Node| node.op == Op::Key && node.space == space;
    let Some(Space::Made { each, .. }) = graph.space(space) else {
        return false;
    };
    match each {
        Each::Members(members) => values.iter().any(|node| is_key(node)) && are_different(members),
        Each::Numbers { .. } => values.iter().any(|node| is_key(node)),
        // No value is a row.
        Each::Rows { .. } => false,
        Each::Values { values: made, .. } => made.iter().all(|value| {
            values.iter().any(|node| match node.args.as_slice() {
                [key, of] => {
                    node.op == Op::Gather && of == value && graph.node(*key).is_some_and(is_key)
                }
                _ => false,
            })
        }),
    }
}
