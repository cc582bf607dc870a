//! Where a page is at: a lane that will be known when it is written, and in it perhaps a member of a list.

use super::draft::{Draft, ListDraft};
use super::{Compiler, Drawn, OTHER_LANES};
use crate::fast::compile::Turn;
use crate::fast::worksheet::{Below, Lanes, Piece, Read, each_read, each_read_in_steps};
use crate::graph::{Declaration, Graph, NodeId, OnlyIf, RISK, Space, SpaceId, Steps, Ty, UNIT};
use crate::schema::Object;
use std::collections::BTreeSet;

/// The lane at hand.
#[derive(Debug, Clone)]
pub(super) struct Here {
    /// Its space.
    pub at: SpaceId,
    /// The space whose lanes there are: that of the owner, where `at` is a list that is computed member by member.
    pub base: SpaceId,
    /// The members that lead from there to the item at hand: `.covers[BI]`.
    pub members: String,
}

impl Here {
    /// A lane of a space.
    pub const fn of(space: SpaceId) -> Self {
        Self {
            at: space,
            base: space,
            members: String::new(),
        }
    }
}

impl Compiler<'_> {
    /// Whether a space is another or stands below it.
    pub(super) fn is_below(&self, space: SpaceId, other: SpaceId) -> bool {
        self.plan.distance(space, other).is_some()
    }

    /// The path of the item at hand, as a text goes on with it.
    pub(super) fn path(&self, here: &Here, into: &mut Draft) {
        if here.base == RISK || here.base == UNIT {
            let root = self.graph.schema.objects.first();
            into.text(&root.map(Object::snake_name).unwrap_or_default());
        } else {
            into.piece(Piece::Path);
        }
        into.text(&here.members);
    }

    /// Goes through the lanes of a space that belong to the lane at hand: its own ancestor, itself, or what stands below it. `nodes` are read there.
    pub(super) fn each_below(
        &mut self,
        space: SpaceId,
        here: &Here,
        nodes: &[NodeId],
        list: &mut ListDraft,
        mut each: impl FnMut(&mut Self, &Here, &mut ListDraft) -> Drawn,
    ) -> Drawn {
        if space == here.at || !self.is_below(space, here.at) {
            return each(self, here, list);
        }
        if let Some((base, turns)) = self.turns(space, here, nodes) {
            if base == here.base {
                return self.each_turn(&turns, here, list, &mut each);
            }
            let mut within = ListDraft::in_lanes();
            self.each_turn(&turns, &Here::of(base), &mut within, &mut each)?;
            list.push_perhaps(lanes(Below::Space(base), within));
            return Ok(());
        }
        if self.turn.is_some() || !self.enter(space) {
            return Err(OTHER_LANES);
        }
        let mut within = ListDraft::in_lanes();
        each(self, &Here::of(space), &mut within)?;
        list.push_perhaps(lanes(Below::Space(space), within));
        Ok(())
    }

    /// Goes through members of a list, each in its turn.
    pub(super) fn each_turn(
        &mut self,
        turns: &[Turn],
        here: &Here,
        list: &mut ListDraft,
        each: &mut impl FnMut(&mut Self, &Here, &mut ListDraft) -> Drawn,
    ) -> Drawn {
        for turn in turns {
            let there = Here {
                at: turn.space,
                base: here.base,
                members: self.members_path(*turn)?,
            };
            let before = self.turn.replace(*turn);
            let done = each(self, &there, list);
            self.turn = before;
            done?;
        }
        Ok(())
    }

    /// The members of a list below the lane at hand, and the space whose columns hold their values; nothing where what is read is not computed
    /// member by member.
    pub(super) fn turns(
        &self,
        space: SpaceId,
        here: &Here,
        nodes: &[NodeId],
    ) -> Option<(SpaceId, Vec<Turn>)> {
        let members = self.members.get(&space)?;
        if !nodes.iter().all(|node| self.has_members(*node, space)) {
            return None;
        }
        let own = match self.turn {
            Some(turn) if !self.is_below(space, turn.space) => return None,
            Some(turn) => {
                let each = self.members.get(&turn.space)?.count;
                let each = members.count.checked_div(each)?;
                let first = turn.place.checked_mul(each)?;
                first..first.checked_add(each)?
            }
            None if self.is_below(members.base, here.at) => 0..members.count,
            None => return None,
        };
        let turns = own.map(|place| Turn { space, place });
        Some((members.base, turns.collect()))
    }

    /// `.covers[BI]`: the members that lead to the item whose turn it is.
    fn members_path(&self, turn: Turn) -> Drawn<String> {
        let (Some(members), Some(Space::Made { parent, .. })) =
            (self.members.get(&turn.space), self.graph.space(turn.space))
        else {
            return Err(OTHER_LANES);
        };
        let count = members.own.len();
        let (over, place) = (turn.place.checked_div(count), turn.place.checked_rem(count));
        let mut path = match (self.members.contains_key(parent), over) {
            (true, Some(place)) => self.members_path(Turn {
                space: *parent,
                place,
            })?,
            _ => String::new(),
        };
        let list = self.plan.list_of(turn.space);
        if let Some(list) = list.and_then(|list| self.graph.list(list)) {
            let key = self.plan.key_of(turn.space);
            let key = key.and_then(|key| self.graph.node(key));
            let ty = key.map_or(Ty::Int, |key| key.ty);
            let member = place.and_then(|place| members.own.get(place));
            let member = member.and_then(|member| self.graph.member(ty, *member));
            let member = member.ok_or(OTHER_LANES)?;
            path.push_str(&format!(".{}[{}]", list.name, member.name));
        }
        Ok(path)
    }
}

/// What is written for each of some lanes.
pub(super) fn lanes(below: Below, within: ListDraft) -> Draft {
    let mut draft = Draft::default();
    draft.piece(Piece::Lanes(Lanes::new(below, within.each().done())));
    draft
}

/// All nodes that are read of declarations.
pub(super) fn nodes_of<'d>(
    graph: &Graph,
    declarations: impl IntoIterator<Item = &'d Declaration>,
) -> Vec<NodeId> {
    let mut nodes = BTreeSet::new();
    for declaration in declarations {
        each_read(graph, declaration, &mut |read, only_if| {
            gather(read, only_if, &mut nodes);
        });
    }
    nodes.into_iter().collect()
}

/// All nodes that are read of a `steps` block.
pub(super) fn nodes_of_steps(graph: &Graph, steps: &Steps) -> Vec<NodeId> {
    let mut nodes = BTreeSet::new();
    each_read_in_steps(graph, steps, &mut |read, only_if| {
        gather(read, only_if, &mut nodes);
    });
    nodes.into_iter().collect()
}

fn gather(read: Read<'_>, only_if: &[OnlyIf], nodes: &mut BTreeSet<NodeId>) {
    nodes.extend(only_if.iter().map(|only| only.condition));
    match read {
        Read::Value(shape) => nodes.extend(shape.nodes()),
        Read::Node(node) => _ = nodes.insert(node),
        Read::Conditions => {}
    }
}
