//! Lists with an item for each of a few members (the coverages of a vehicle), computed member by member.
//!
//! What such an item is made for is known when the plan is made: a condition on it is decided, a table looked up by it is the part of the
//! table that is the member's own, and what holds for no member but one is computed for that one. So the values of such a list are
//! columns of the space that the list stands in, one for each member: its items have no lanes, unless something needs them as such
//! (an answer that lists them, a reference that may name any of them); then the columns are laid side by side.

use super::{At, Compiler, Made, Turn, Val};
use crate::fast::demand::Path;
use crate::fast::program::{Op, Place, Reg};
use crate::fast::range::Range;
use crate::graph::{Each, Graph, Node, NodeId, Op as GraphOp, Space, SpaceId};
use std::collections::BTreeMap;

/// How many members are computed one by one, how many operations those of a list may come to, and those of all lists.
const MOST_MEMBERS: usize = 8;
const MOST_OPERATIONS: usize = 1 << 11;
const MOST_TOGETHER: usize = 1 << 15;

/// A list that is computed member by member.
#[derive(Debug, Clone)]
pub(super) struct Members {
    /// The space whose columns hold the values.
    pub base: SpaceId,
    /// How many items there are for a lane of it.
    pub count: usize,
    /// What the items of one list are made for.
    pub own: Vec<u32>,
}

/// The lists of a graph that are.
pub(super) fn lists_of_members(graph: &Graph) -> BTreeMap<SpaceId, Members> {
    let mut operations: BTreeMap<SpaceId, usize> = BTreeMap::new();
    for node in &graph.nodes {
        let count = operations.entry(node.space).or_default();
        *count = count.saturating_add(1);
    }
    let mut lists: BTreeMap<SpaceId, Members> = BTreeMap::new();
    let mut together = 0_usize;
    for (id, space) in (0..).map(SpaceId).zip(&graph.spaces) {
        let Space::Made {
            parent,
            each: Each::Members(own),
            ..
        } = space
        else {
            continue;
        };
        let above = lists.get(parent);
        let (base, above) = above.map_or((*parent, 1), |above| (above.base, above.count));
        let count = above.saturating_mul(own.len());
        let operations = operations.get(&id).copied().unwrap_or(0);
        let operations = count.saturating_mul(operations);
        let all = together.saturating_add(operations);
        let few = (1..=MOST_MEMBERS).contains(&own.len())
            && operations <= MOST_OPERATIONS
            && all <= MOST_TOGETHER;
        if few {
            together = all;
            let own = own.clone();
            lists.insert(id, Members { base, count, own });
        }
    }
    lists
}

impl Compiler<'_> {
    /// Computes a node of such a list for each member; false where it has to be computed in the lanes of the list.
    pub(super) fn by_member(&mut self, id: NodeId, node: &Node, path: Path) -> bool {
        let Some(Members { base, count, own }) = self.members.get(&node.space).cloned() else {
            return false;
        };
        if !self.is_by_member(node) || !self.enter(base) {
            return false;
        }
        let mut vals = Vec::with_capacity(count);
        for place in 0..count {
            let member = place.checked_rem(own.len()).unwrap_or(0);
            self.turn = Some(Turn {
                space: node.space,
                place,
            });
            let made = match &node.op {
                GraphOp::Key => {
                    let key = own.get(member).copied().unwrap_or(0);
                    Ok(Val::constant(i64::from(key)))
                }
                GraphOp::Position => {
                    let place = i64::try_from(member).unwrap_or(i64::MAX);
                    Ok(Val::constant(place.saturating_add(1)))
                }
                _ => self.operation(At { space: base, path }, node),
            };
            vals.push(self.or_missing(made, id, At { space: base, path }));
            self.turn = None;
        }
        match vals.first().copied() {
            Some(first) if first.word().is_some() && vals.iter().all(|val| *val == first) => {
                self.vals.push(first);
            }
            _ => {
                self.by_member.insert(id, vals);
                self.vals.push(Val::constant(0));
            }
        }
        true
    }

    /// Whether a node is computed member by member: one that looks at its own lane only, if what it looks at is.
    fn is_by_member(&self, node: &Node) -> bool {
        if matches!(node.op, GraphOp::Reduce { .. }) {
            return self.fold_by_member(node).is_some();
        }
        let of_lanes = matches!(
            node.op,
            GraphOp::Own
                | GraphOp::Item
                | GraphOp::At(_)
                | GraphOp::AtKey(_)
                | GraphOp::Merge
                | GraphOp::Pick { .. }
                | GraphOp::Input(_)
                | GraphOp::InputGiven(_)
        );
        // A rounding looks through to what its product is made of.
        let behind = node.args.first().and_then(|arg| self.graph.node(*arg));
        let behind = behind.filter(|behind| {
            matches!(node.op, GraphOp::Round(_)) && matches!(behind.op, GraphOp::Mul | GraphOp::Div)
        });
        let behind = behind.map(|behind| behind.args.as_slice());
        let mut args = node.args.iter().chain(behind.unwrap_or_default());
        !of_lanes && args.all(|arg| self.has_members(*arg, node.space))
    }

    /// Whether what a node is in the lanes of a space can be had member by member.
    pub(super) fn has_members(&self, id: NodeId, space: SpaceId) -> bool {
        let Some(node) = self.graph.node(id) else {
            return false;
        };
        let is_above = self.plan.distance(space, node.space).is_some();
        !is_above
            || !self.members.contains_key(&node.space)
            || self.by_member.contains_key(&id)
            || self
                .vals
                .get(id.index())
                .is_some_and(|val| val.word().is_some())
    }

    /// The value of a node for the member whose turn it is; nothing if it has none of its own.
    pub(super) fn in_turn(&self, id: NodeId) -> Option<Val> {
        let turn = self.turn?;
        let vals = self.by_member.get(&id)?;
        let node = self.graph.node(id)?;
        self.plan.distance(turn.space, node.space)?;
        let below = self.members.get(&turn.space)?.count;
        let each = below.checked_div(vals.len())?;
        vals.get(turn.place.checked_div(each)?).copied()
    }

    /// Lays the values of the members side by side in the lanes of their list.
    pub(super) fn settle(&mut self, id: NodeId) {
        if !self.settled.insert(id) {
            return;
        }
        let (Some(vals), Some(node)) = (self.by_member.get(&id).cloned(), self.graph.node(id))
        else {
            return;
        };
        let Some(base) = self.members.get(&node.space).map(|members| members.base) else {
            return;
        };
        let turn = self.turn.take();
        let path = self.demand.of(id).path.unwrap_or(Path::ALWAYS);
        let at = At { space: base, path };
        let scale = vals.iter().map(|val| val.scale).max().unwrap_or(0);
        let mut range: Option<Range> = None;
        let mut columns: Vec<Reg> = Vec::with_capacity(vals.len());
        for (place, val) in vals.into_iter().enumerate() {
            // Where it does not fit, it is its own member's conditions under which that matters.
            self.turn = Some(Turn {
                space: node.space,
                place,
            });
            let made = self.aligned(at, val, scale);
            let val = self.or_missing(made, id, at);
            self.turn = None;
            range = Some(range.map_or(val.range, |range| range.join(val.range)));
            columns.push(self.reg(val.place, base));
        }
        self.enter(node.space);
        let reg = self.make(node.space, Op::SideBySide(columns.into()));
        if let Some(val) = self.vals.get_mut(id.index()) {
            *val = Val {
                scale,
                ..Val::of(reg, range.unwrap_or(Range::ALL))
            };
        }
        self.turn = turn;
    }

    /// What an item that a reference names by its member holds: the member's own column, in the lane of the list's owner.
    pub(super) fn of_member(&mut self, at: At, node: &Node) -> Option<Made> {
        let (GraphOp::Gather, [reference, of]) = (&node.op, node.args.as_slice()) else {
            return None;
        };
        let (reference, of) = (self.graph.node(*reference)?, *of);
        let (GraphOp::AtKey(list), [owner, key]) = (&reference.op, reference.args.as_slice())
        else {
            return None;
        };
        let list = self.graph.list(*list)?;
        let members = self.members.get(&list.items)?;
        if members.base != list.owner || self.graph.node(of)?.space != list.items {
            return None;
        }
        let vals = self.by_member.get(&of)?;
        let word = self.val_made(*key)?.word()?;
        let place = members.own.iter().position(|own| i64::from(*own) == word)?;
        let val = vals.get(place).copied()?;
        let Place::Reg(column) = val.place else {
            return Some(Ok(val));
        };
        let owner_node = self.graph.node(*owner)?;
        if owner_node.op == GraphOp::Own && owner_node.space == at.space {
            return Some(Ok(val));
        }
        let owner = self.val(*owner);
        let owner = self.reg(owner.place, at.space);
        let op = Op::Gather(owner, column);
        let place = Place::Reg(self.make(at.space, op));
        Some(Ok(Val { place, ..val }))
    }

    /// The value of a node as it has been made, for whoever can do without.
    fn val_made(&self, id: NodeId) -> Option<Val> {
        self.in_turn(id)
            .or_else(|| self.vals.get(id.index()).copied())
            .filter(|_| !self.by_member.contains_key(&id) || self.turn.is_some())
    }
}
