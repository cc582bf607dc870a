//! The last step of lowering: nodes that are computed item by item are put together, and the graph is numbered anew.
//!
//! While attributes are lowered, what is carried stands before what it is carried on from, as if it came from nowhere. Only here the
//! circle is closed: the nodes that lie on a way from a carried node back to itself are a region, which becomes one range of the graph.
//! Whatever of an item does not lie on such a way is left outside and computed for all items at once, before or after.

use super::renumber::renumber;
use crate::check::reach::components;
use lutine_core::graph::{Carry, Each, Graph, NodeId, Op, Scan, Space, SpaceId};
use std::collections::{BTreeMap, BTreeSet};

/// What an item carries on, by what reaches the next.
pub(super) type Carries = BTreeMap<NodeId, NodeId>;

/// Puts the regions of a graph together. Gives the new numbers of the nodes, by the old ones.
pub(super) fn schedule(
    graph: &mut Graph,
    carries: &Carries,
    orders: &BTreeMap<SpaceId, NodeId>,
) -> Vec<NodeId> {
    let sized_by = sized_by(graph);
    let mut schedule = Schedule {
        graph,
        carries,
        orders,
        sized_by,
        order: Vec::with_capacity(graph.nodes.len()),
        regions: Vec::new(),
    };
    let all: Vec<NodeId> = (0..).map(NodeId).take(graph.nodes.len()).collect();
    schedule.arrange(&all, &BTreeSet::new());
    let Schedule { order, regions, .. } = schedule;
    let mut numbers = vec![NodeId(0); order.len()];
    for (new, old) in (0..).map(NodeId).zip(&order) {
        if let Some(slot) = numbers.get_mut(old.index()) {
            *slot = new;
        }
    }
    let number = |old: NodeId| numbers.get(old.index()).copied().unwrap_or(old);
    let place = |at: usize| NodeId(u32::try_from(at).unwrap_or(u32::MAX));
    let scans = regions.iter().map(|region| Scan {
        space: region.space,
        order: orders.get(&region.space).copied().map(number),
        first: place(region.first),
        last: place(region.end.saturating_sub(1)),
        carries: region
            .carried
            .iter()
            .filter_map(|node| {
                let then = carries.get(node)?;
                Some(Carry {
                    node: number(*node),
                    then: number(*then),
                })
            })
            .collect(),
    });
    let scans = scans.collect();
    renumber(graph, &order, &number);
    graph.scans = scans;
    numbers
}

/// The nodes that size each space, those of the spaces that it stands in included.
fn sized_by(graph: &Graph) -> Vec<Vec<NodeId>> {
    let mut all: Vec<Vec<NodeId>> = Vec::with_capacity(graph.spaces.len());
    for space in &graph.spaces {
        let mut sizes = BTreeSet::new();
        let mut from = |space: SpaceId| sizes.extend(all.get(space.index()).into_iter().flatten());
        space.parent().into_iter().for_each(&mut from);
        match space {
            Space::Join { parts, .. } => parts.iter().copied().for_each(&mut from),
            Space::Pairs { list, .. } | Space::Matches { list, .. } => {
                let list = graph.list(*list).map(|list| list.items);
                list.into_iter().for_each(&mut from);
            }
            Space::Made {
                each: Each::Values { from: of, .. },
                ..
            }
            | Space::Sorted { from: of, .. } => from(*of),
            _ => {}
        }
        sizes.extend(space.sized_by());
        all.push(sizes.into_iter().collect());
    }
    all
}

/// A region, by places in the new order.
struct Region {
    space: SpaceId,
    first: usize,
    end: usize,
    carried: Vec<NodeId>,
}

struct Schedule<'g> {
    graph: &'g Graph,
    carries: &'g Carries,
    orders: &'g BTreeMap<SpaceId, NodeId>,
    sized_by: Vec<Vec<NodeId>>,
    order: Vec<NodeId>,
    regions: Vec<Region>,
}

impl Schedule<'_> {
    /// Adds nodes to the order, each behind all that it needs but what is carried in other spaces than those that are `done`.
    fn arrange(&mut self, members: &[NodeId], done: &BTreeSet<SpaceId>) {
        let place = |node: &NodeId| members.binary_search(node).ok();
        let needs = |at: usize| {
            let Some(node) = members.get(at) else {
                return Vec::new();
            };
            let mut needs = self.needs(*node);
            needs.extend(self.then(*node, done));
            needs.iter().filter_map(place).collect()
        };
        for component in components(members.len(), needs) {
            let nodes = component.iter().filter_map(|at| members.get(*at).copied());
            let mut nodes: Vec<NodeId> = nodes.collect();
            nodes.sort_unstable();
            let open = nodes
                .iter()
                .filter(|node| self.then(**node, done).is_some());
            let open = open.filter_map(|node| Some(self.graph.node(*node)?.space));
            let Some(space) = open.min_by_key(|space| (self.depth(*space), *space)) else {
                self.order.extend(nodes);
                continue;
            };
            let number = self.regions.len();
            let in_space =
                |node: &NodeId| self.graph.node(*node).map(|node| node.space) == Some(space);
            let carried = nodes.iter().copied();
            let carried = carried.filter(|node| self.carries.contains_key(node) && in_space(node));
            self.regions.push(Region {
                space,
                first: self.order.len(),
                end: 0,
                carried: carried.collect(),
            });
            let mut done = done.clone();
            done.insert(space);
            self.arrange(&nodes, &done);
            if let Some(region) = self.regions.get_mut(number) {
                region.end = self.order.len();
            }
        }
    }

    /// What a node is carried on from, unless it is carried in a space that is done.
    fn then(&self, node: NodeId, done: &BTreeSet<SpaceId>) -> Option<NodeId> {
        let space = self.graph.node(node)?.space;
        let then = self.carries.get(&node).copied();
        then.filter(|_| !done.contains(&space))
    }

    fn depth(&self, space: SpaceId) -> usize {
        let parent = |at: &SpaceId| self.graph.space(*at).and_then(Space::parent);
        std::iter::successors(Some(space), parent).count()
    }

    /// What must be computed before a node.
    fn needs(&self, id: NodeId) -> Vec<NodeId> {
        let Some(node) = self.graph.node(id) else {
            return Vec::new();
        };
        let mut needs = node.args.clone();
        let read = match &node.op {
            Op::Reduce { from, .. } | Op::Pick { from, .. } | Op::Joined { from, .. } => {
                Some(*from)
            }
            Op::At(list) | Op::AtKey(list) => self.graph.list(*list).map(|list| list.items),
            _ => None,
        };
        for space in [Some(node.space), read].into_iter().flatten() {
            needs.extend(self.sized_by.get(space.index()).into_iter().flatten());
        }
        if node.op == Op::Carried {
            needs.extend(self.orders.get(&node.space));
        }
        needs
    }
}
