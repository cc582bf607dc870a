//! The most lanes that a space can have in one risk.

use crate::graph::{Each, Graph, List, Space, SpaceId};

/// For each space the most lanes in one risk.
#[derive(Debug)]
pub(super) struct MostLanes(Vec<u64>);

impl MostLanes {
    pub(super) fn of(&self, space: SpaceId) -> u64 {
        self.0.get(space.index()).copied().unwrap_or(0)
    }

    /// The most items that one owner's list can have. The bound of a given list is what the input is held to; that of any other is
    /// computed, not believed.
    pub(super) fn in_list(&self, list: &List) -> u64 {
        let all = self.of(list.items);
        all.div_ceil(self.of(list.owner).max(1)).max(1)
    }
}

/// How often lanes are passed on: more than spaces and lists of an input can stand in one another.
const MOST_TURNS: usize = 256;

/// Counts the lanes of every space. Where lists stand in one another without end there is no most, and the count is the largest number.
pub(super) fn most_lanes(graph: &Graph) -> MostLanes {
    let mut lanes = MostLanes(vec![0; graph.spaces.len()]);
    for _ in 0..MOST_TURNS {
        let next = turn(graph, &lanes);
        if next.0 == lanes.0 {
            return lanes;
        }
        lanes = next;
    }
    MostLanes(vec![u64::MAX; graph.spaces.len()])
}

/// The lanes of each space, from those of the spaces that it stands in. They only grow.
fn turn(graph: &Graph, known: &MostLanes) -> MostLanes {
    let mut next = MostLanes(Vec::with_capacity(graph.spaces.len()));
    for (id, space) in (0..).map(SpaceId).zip(&graph.spaces) {
        // Spaces stand behind what they stand in, so that most is known in the first turn.
        let of = |space: SpaceId| {
            next.0
                .get(space.index())
                .copied()
                .unwrap_or(known.of(space))
        };
        let lanes = match space {
            Space::Unit | Space::Risk => 1,
            // Filled below.
            Space::Items { .. } => known.of(id),
            Space::Made { parent, each, .. } => {
                let each = match each {
                    Each::Members(members) => u64::try_from(members.len()).unwrap_or(u64::MAX),
                    Each::Numbers { max, .. } => u64::from(*max).max(1),
                };
                of(*parent).saturating_mul(each)
            }
            Space::Pairs { left, list, .. } => {
                let list = graph.list(*list);
                let items = list.map_or(1, |list| of(list.items).div_ceil(of(list.owner).max(1)));
                of(*left).saturating_mul(items.max(1))
            }
            Space::Join { parts, .. } => {
                let parts = parts.iter().map(|part| of(*part));
                parts.fold(0, u64::saturating_add)
            }
        };
        next.0.push(lanes);
    }
    let mut given = vec![0_u64; graph.spaces.len()];
    for list in &graph.lists {
        if let Some(given) = given.get_mut(list.items.index()) {
            let items = next.of(list.owner).saturating_mul(u64::from(list.max));
            *given = given.saturating_add(items);
        }
    }
    for ((lanes, space), given) in next.0.iter_mut().zip(&graph.spaces).zip(given) {
        if matches!(space, Space::Items { .. }) {
            *lanes = given;
        }
    }
    next
}
