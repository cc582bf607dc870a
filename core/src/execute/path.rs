//! Where an item stands in its risk: `policy.vehicles[2].covers[BI]`.

use super::Execution;
use super::column::Column;
use super::kernel::text::write_value;
use super::lanes::Detail;
use super::made::ForValues;
use crate::column::Values;
use crate::graph::{DeclarationKind, List, ListId, Space, SpaceId, Ty};
use std::fmt::Write;

/// The lists and places that lead from the risk to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemPath {
    /// Snake-case name of the risk: `policy`.
    pub root: String,
    /// From the outside in.
    pub steps: Vec<Step>,
}

/// A list, and which of its items.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The list.
    pub list: ListId,
    /// The place or key in brackets; none for a single item, and for a list that could not be made.
    pub item: Option<String>,
    /// Place among the items, from 1; none as above.
    pub place: Option<u32>,
}

/// More levels than a risk can have: the input's nesting is limited, and so is that of spaces.
const MOST_STEPS: usize = 1_000;

impl Execution<'_> {
    /// Where the item of a lane stands; of a pair, and of a list in another order, its item; of a part of a join, what it was joined under.
    #[must_use]
    pub fn item_path(&self, space: SpaceId, lane: u32) -> ItemPath {
        let graph = &self.plan.graph;
        let mut steps = Vec::new();
        let mut at = Some((space, lane));
        while let Some((space, lane)) = at
            && steps.len() < MOST_STEPS
        {
            at = match graph.space(space) {
                Some(Space::Items { .. }) => self.given_step(space, lane, &mut steps),
                Some(Space::Made { parent, .. }) => {
                    steps.extend(self.made_step(space, lane));
                    self.parent(space, lane).map(|owner| (*parent, owner))
                }
                Some(Space::Pairs { left, list, .. } | Space::Matches { left, list, .. }) => {
                    match self.pair_item(space, lane) {
                        Some(item) => graph.list(*list).map(|list| (list.items, item)),
                        None => self.parent(space, lane).map(|owner| (*left, owner)),
                    }
                }
                Some(Space::Sorted { parent, from, .. }) => match self.pair_item(space, lane) {
                    Some(item) => Some((*from, item)),
                    None => self.parent(space, lane).map(|owner| (*parent, owner)),
                },
                Some(Space::Join { parent, .. }) => {
                    self.parent(space, lane).map(|owner| (*parent, owner))
                }
                Some(Space::Unit | Space::Risk) | None => None,
            };
        }
        steps.reverse();
        let root = graph.schema.objects.first();
        ItemPath {
            root: root
                .map(crate::schema::Object::snake_name)
                .unwrap_or_default(),
            steps,
        }
    }

    fn given_step(
        &self,
        space: SpaceId,
        lane: u32,
        steps: &mut Vec<Step>,
    ) -> Option<(SpaceId, u32)> {
        let items = self.batch.items.get(space.index())?;
        let list = *items.list.get(lane as usize)?;
        let place = *items.position.get(lane as usize)?;
        let owner = *items.owner.get(lane as usize)?;
        let known = self.plan.graph.list(list)?;
        let place = (!known.single).then_some(place);
        steps.push(Step {
            list,
            item: place.map(|place| place.to_string()),
            place,
        });
        Some((known.owner, owner))
    }

    fn made_step(&self, space: SpaceId, lane: u32) -> Option<Step> {
        let list = self.plan.list_of(space)?;
        let Detail::Made(keys) = &self.lanes(space).detail else {
            return None;
        };
        let place = keys.failure(lane).is_none().then(|| {
            let owner = self.parent(space, lane).unwrap_or_default();
            let first = self.items(list, owner).start;
            lane.saturating_sub(first).saturating_add(1)
        });
        let item = place.map(|place| match keys.values {
            Values::Row(_) => place.to_string(),
            _ => self.key_text(space, keys, lane),
        });
        Some(Step { list, item, place })
    }

    /// What an item was made for, as it is written: the fields of a record one behind the other.
    fn key_text(&self, space: SpaceId, keys: &Column, lane: u32) -> String {
        let graph = &self.plan.graph;
        let mut key = String::new();
        let Some((_, each)) = ForValues::of(graph.space(space)) else {
            let ty = self.key_type(space);
            write_value(graph, &keys.values, ty, lane as usize, &mut key);
            return key;
        };
        let first = keys.values.lanes().get(lane as usize).copied();
        for (place, value) in each.values.iter().enumerate() {
            if place > 0 {
                key.push_str(", ");
            }
            if let (Some(node), Some(first)) = (graph.node(*value), first) {
                let values = &self.operand(*value).values;
                write_value(graph, values, node.ty, first as usize, &mut key);
            }
        }
        key
    }

    /// The type of what the items of a made space were made for.
    fn key_type(&self, space: SpaceId) -> Ty {
        let key = self.plan.key_of(space);
        let key = key.and_then(|key| self.plan.graph.node(key));
        key.map_or(Ty::Int, |key| key.ty)
    }

    fn pair_item(&self, space: SpaceId, lane: u32) -> Option<u32> {
        match &self.lanes(space).detail {
            Detail::Pairs(items) if items.failure(lane).is_none() => {
                items.values.lanes().get(lane as usize).copied()
            }
            _ => None,
        }
    }

    /// The lane of the parent space in which a lane stands.
    pub(super) fn parent(&self, space: SpaceId, lane: u32) -> Option<u32> {
        self.lanes(space).parent.get(lane as usize).copied()
    }

    /// Where a declaration stands: an attribute in its item, a definition or rule by its name alone. The attributes of a list
    /// that could not be made stand where the list does.
    #[must_use]
    pub fn declaration_path(
        &self,
        kind: DeclarationKind,
        name: &str,
        space: SpaceId,
        lane: u32,
    ) -> String {
        match kind {
            DeclarationKind::Definition | DeclarationKind::Rule => name.to_owned(),
            DeclarationKind::Attribute => {
                let mut path = self.item_path(space, lane).text(&self.plan.graph.lists);
                path.push('.');
                path.push_str(name);
                path
            }
        }
    }

    /// The JSON pointer of an item: `/vehicles/1`.
    #[must_use]
    pub fn pointer(&self, space: SpaceId, lane: u32) -> String {
        let mut pointer = String::new();
        for step in self.item_path(space, lane).steps {
            for key in self.plan.list_keys(step.list) {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            if let Some(place) = step.place {
                // Writing to a string cannot fail.
                let _ = write!(pointer, "/{}", place.saturating_sub(1));
            }
        }
        pointer
    }
}

impl ItemPath {
    /// As it is written: `policy.vehicles[2]`.
    #[must_use]
    pub fn text(&self, lists: &[List]) -> String {
        let mut path = self.root.clone();
        for step in &self.steps {
            path.push('.');
            path.push_str(lists.get(step.list.index()).map_or("", |list| &list.name));
            if let Some(item) = &step.item {
                path.push('[');
                path.push_str(item);
                path.push(']');
            }
        }
        path
    }
}
