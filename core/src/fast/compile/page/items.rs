//! Items in items, each with its entries.

use super::draft::{Draft, ListDraft};
use super::here::{self, Here};
use super::{Compiler, Drawn, OTHER_LANES};
use crate::fast::compile::Turn;
use crate::fast::worksheet::{Below, Lanes, Piece};
use crate::graph::{Declaration, DeclarationKind, ListId, NodeId, SpaceId};

impl<'g> Compiler<'g> {
    /// The item at hand with the items in it; false where nothing is ever computed in it.
    pub(super) fn draw_item(&mut self, here: &Here, levels: u32, into: &mut Draft) -> Drawn<bool> {
        into.text("{\"path\":\"");
        self.path(here, into);
        into.text("\"");
        let mut entries = ListDraft::default();
        let attributes = self.attributes(here.at);
        for attribute in &attributes {
            let mut entry = Draft::default();
            self.draw_entry(attribute, here, &mut entry)?;
            entries.push(entry);
        }
        entries.field("entries", into);
        let mut items = ListDraft::default();
        if let Some(levels) = levels.checked_sub(1) {
            for (list, space) in self.lists_in(here.at) {
                self.items_of_list((list, space), here, levels, &mut items)?;
            }
        }
        let is_filled = !attributes.is_empty() || items.is_certain();
        items.field("items", into);
        into.text("}");
        Ok(is_filled)
    }

    /// The items of a list of the item at hand.
    fn items_of_list(
        &mut self,
        (list, space): (ListId, SpaceId),
        here: &Here,
        levels: u32,
        items: &mut ListDraft,
    ) -> Drawn {
        if !self.common.shows_items(self.graph, space) {
            return Ok(());
        }
        if let Some(turns) = self.all_in_turn(space, here, levels) {
            return self.each_turn(&turns, here, items, &mut |own: &mut Self, here, items| {
                let mut item = Draft::default();
                // Members without attributes of their own, in lists that may be empty.
                if !own.draw_item(here, levels, &mut item)? {
                    return Err(OTHER_LANES);
                }
                items.push(item);
                Ok(())
            });
        }
        if self.turn.is_some() || !self.enter(space) {
            return Err(OTHER_LANES);
        }
        let mut item = Draft::default();
        let is_filled = self.draw_item(&Here::of(space), levels, &mut item)?;
        let mut each = ListDraft::in_lanes();
        each.push(item);
        let mut lanes = Lanes::new(Below::List(list), each.each().done());
        lanes.may_be_empty = !is_filled;
        let mut draft = Draft::default();
        draft.piece(Piece::Lanes(lanes));
        items.push_perhaps(draft);
        Ok(())
    }

    /// The members of a list, where all that is shown of it and below it is computed member by member.
    fn all_in_turn(&self, space: SpaceId, here: &Here, levels: u32) -> Option<Vec<Turn>> {
        let nodes: Vec<NodeId> = here::nodes_of(self.graph, self.attributes(space));
        let (base, turns) = self.turns(space, here, &nodes)?;
        let levels = levels.checked_sub(1)?;
        let lists = self.lists_in(space);
        let mut below = lists.iter();
        let are_all = below.all(|(_, below)| self.are_in_turn(*below, levels));
        (base == here.base && are_all).then_some(turns)
    }

    fn are_in_turn(&self, space: SpaceId, levels: u32) -> bool {
        let nodes: Vec<NodeId> = here::nodes_of(self.graph, self.attributes(space));
        let is_by_member = self.members.contains_key(&space)
            && nodes.iter().all(|node| self.has_members(*node, space));
        let Some(levels) = levels.checked_sub(1) else {
            return is_by_member;
        };
        let lists = self.lists_in(space);
        let mut below = lists.iter();
        is_by_member && below.all(|(_, below)| self.are_in_turn(*below, levels))
    }

    /// The attributes of the items of a space.
    fn attributes(&self, space: SpaceId) -> Vec<&'g Declaration> {
        self.graph
            .in_order(|it| it.space == space && it.kind == DeclarationKind::Attribute)
    }

    /// The lists of an item, in order.
    fn lists_in(&self, owner: SpaceId) -> Vec<(ListId, SpaceId)> {
        let lists = (0..).map(ListId).zip(&self.graph.lists);
        let own = lists.filter(|(_, list)| list.owner == owner);
        own.map(|(id, list)| (id, list.items)).collect()
    }
}
