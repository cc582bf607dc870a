//! The most lanes that a space can have in one risk.

use super::matches::matching_lanes;
use crate::graph::{Each, Graph, List, Space, SpaceId};
use std::collections::{BTreeMap, BTreeSet};

/// For each space the most lanes in one risk, and the most below one lane of its parent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct MostLanes {
    all: Vec<u64>,
    each: Vec<u64>,
}

impl MostLanes {
    pub(crate) fn of(&self, space: SpaceId) -> u64 {
        self.all.get(space.index()).copied().unwrap_or(0)
    }

    /// The most lanes below one lane of the parent.
    pub(super) fn each(&self, space: SpaceId) -> u64 {
        self.each.get(space.index()).copied().unwrap_or(0)
    }

    /// The most lanes of a space below one lane of an ancestor; of any other space, all lanes.
    pub(crate) fn under(&self, graph: &Graph, space: SpaceId, above: SpaceId) -> u64 {
        let (mut at, mut most) = (space, 1_u64);
        for _ in 0..=graph.spaces.len() {
            if at == above {
                return most.min(self.of(space));
            }
            most = most.saturating_mul(self.each(at));
            match graph.space(at).and_then(Space::parent) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        self.of(space)
    }

    /// The most items that one owner's list can have. The bound of a given list is what the input is held to; that of any other is
    /// computed, not believed.
    pub(super) fn in_list(&self, graph: &Graph, list: &List) -> u64 {
        let most = match graph.space(list.items) {
            Some(Space::Items { .. }) => {
                let all = self.of(list.items);
                all.div_ceil(self.of(list.owner).max(1))
            }
            _ => self.under(graph, list.items, list.owner),
        };
        most.max(1)
    }
}

/// How often lanes are passed on: more than spaces and lists of an input can stand in one another.
const MOST_TURNS: usize = 256;

/// Counts the lanes of every space. Where lists stand in one another without end there is no most, and the count is the largest number.
pub(crate) fn most_lanes(graph: &Graph) -> MostLanes {
    lanes_of_lists(graph, u32::MAX)
}

/// The same of risks whose given lists have no more items than that, or as many as they must have.
pub(super) fn lanes_of_lists(graph: &Graph, items: u32) -> MostLanes {
    let count = graph.spaces.len();
    let mut lanes = MostLanes {
        all: vec![0; count],
        each: vec![0; count],
    };
    let mut given = BTreeMap::<SpaceId, Vec<&List>>::new();
    for list in &graph.lists {
        given.entry(list.items).or_default().push(list);
    }
    let given = Given {
        items,
        lists: given,
    };
    for _ in 0..MOST_TURNS {
        let next = turn(graph, &lanes, &given);
        if next == lanes {
            return lanes;
        }
        lanes = next;
    }
    MostLanes {
        all: vec![u64::MAX; count],
        each: vec![u64::MAX; count],
    }
}

/// The lists that items stand in.
struct Given<'g> {
    /// The most items of one, where it need not have more.
    items: u32,
    /// By the space of their items.
    lists: BTreeMap<SpaceId, Vec<&'g List>>,
}

/// The lanes of each space, from those of the spaces that it stands in. They only grow.
fn turn(graph: &Graph, known: &MostLanes, given: &Given<'_>) -> MostLanes {
    // Spaces stand behind what they stand in, so that most is known in the first turn.
    let mut next = known.clone();
    for (id, space) in (0..).map(SpaceId).zip(&graph.spaces) {
        let (all, each) = counted(graph, &next, (id, space), given);
        if let (Some(slot), Some(slot_each)) =
            (next.all.get_mut(id.index()), next.each.get_mut(id.index()))
        {
            *slot = all;
            *slot_each = each;
        }
    }
    next
}

/// All lanes of a space, and those below one lane of its parent.
fn counted(
    graph: &Graph,
    lanes: &MostLanes,
    (id, space): (SpaceId, &Space),
    given: &Given<'_>,
) -> (u64, u64) {
    match space {
        Space::Unit | Space::Risk => (1, 1),
        Space::Items { parent, .. } => {
            let (mut all, mut each) = (0_u64, 0_u64);
            for list in given.lists.get(&id).into_iter().flatten() {
                let max = u64::from(list.max.min(given.items.max(list.min)));
                let owners = lanes.under(graph, list.owner, *parent);
                all = all.saturating_add(lanes.of(list.owner).saturating_mul(max));
                each = each.saturating_add(owners.saturating_mul(max));
            }
            (all, each)
        }
        Space::Made { parent, each, .. } => {
            let owners = lanes.of(*parent);
            match each {
                Each::Members(members) => {
                    let each = u64::try_from(members.len()).unwrap_or(u64::MAX);
                    (owners.saturating_mul(each), each)
                }
                Each::Numbers { max, .. } => {
                    let each = u64::from(*max).max(1);
                    (owners.saturating_mul(each), each)
                }
                // A list that could not be made has one lane too.
                Each::Rows { table, .. } => {
                    let rows = graph.table(*table).map_or(0, |table| table.rows.len());
                    let each = u64::try_from(rows).unwrap_or(u64::MAX).max(1);
                    (owners.saturating_mul(each), each)
                }
                // A list that could not be made has one lane too, but only where there is one that is in error.
                Each::Values { from, max, .. } => {
                    let max = u64::from(*max).max(1);
                    let each = lanes.under(graph, *from, *parent).min(max);
                    (owners.saturating_mul(each).min(lanes.of(*from)), each)
                }
            }
        }
        Space::Pairs { left, list, .. } => {
            let list = graph.list(*list);
            let each = list.map_or(1, |list| lanes.in_list(graph, list));
            (lanes.of(*left).saturating_mul(each), each)
        }
        Space::Matches {
            left,
            list,
            owner,
            on,
        } => {
            let list = graph.list(*list);
            let each = list.map_or(1, |list| lanes.in_list(graph, list));
            let all = lanes.of(*left).saturating_mul(each);
            let matching = matching_lanes(graph, lanes, (*left, *owner), each, on);
            (all.min(matching), each)
        }
        // One that has no order has a lane too, but only where there is one that is in error.
        Space::Sorted { parent, from, .. } => (lanes.of(*from), lanes.under(graph, *from, *parent)),
        Space::Join { parent, parts } => {
            let (mut all, mut each) = (0_u64, 0_u64);
            for part in parts {
                all = all.saturating_add(lanes.of(*part));
                each = each.saturating_add(lanes.under(graph, *part, *parent));
            }
            (all, each)
        }
    }
}

/// Whether members are different from one another.
pub(super) fn are_different(members: &[u32]) -> bool {
    let mut seen = BTreeSet::new();
    members.iter().all(|member| seen.insert(member))
}
