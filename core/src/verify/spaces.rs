//! Spaces and lists: a tree below the risks, sized by nodes that come before what they size.

use super::{Kind, MOST_LEVELS, MOST_SPACES, Verified, Verifier, damaged, part};
use crate::graph::{Each, MatchPart, NodeId, RISK, SortKey, Space, SpaceId, TableId, UNIT};

/// What the nodes of a space need to know of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    /// Its parent; of [`UNIT`] itself.
    parent: SpaceId,
    /// How many spaces deep it stands, those that it reads included.
    levels: usize,
    /// The least id that a node in it can have.
    ready: u32,
}

impl Verifier<'_> {
    pub(super) fn verify_lists(&self) -> Verified {
        for list in &self.graph.lists {
            let place = part("list", &list.name);
            if self.graph.space(list.owner).is_none() {
                return damaged(place, "its owner's space is missing");
            }
            let given = matches!(self.graph.space(list.items), Some(Space::Items { .. }));
            let below = list.owner != list.items && self.is_above(list.owner, list.items);
            if !given && !below {
                return damaged(place, "its items do not stand below its owner");
            }
        }
        Ok(())
    }

    pub(super) fn verify_spaces(&mut self) -> Verified {
        for (id, space) in (0..).map(SpaceId).zip(&self.graph.spaces) {
            let place = format!("space {}", id.0);
            let known = match (id, space) {
                (UNIT, Space::Unit) => Known {
                    parent: UNIT,
                    levels: 0,
                    ready: 0,
                },
                (RISK, Space::Risk) => Known {
                    parent: UNIT,
                    levels: 1,
                    ready: 0,
                },
                (UNIT | RISK, _) | (_, Space::Unit | Space::Risk) => {
                    return damaged(place, "the rulebook and the risks are not the first spaces");
                }
                (_, space) => self.verify_space(id, space)?,
            };
            if known.levels > MOST_LEVELS {
                return damaged(place, "it is nested too deep");
            }
            self.spaces.push(known);
        }
        let levels = self.spaces.iter().map(|space| space.levels);
        if levels.fold(0, usize::saturating_add) > MOST_SPACES {
            return damaged("spaces", "there are too many");
        }
        if self.spaces.len() < 2 {
            return damaged("spaces", "the rulebook and the risks are missing");
        }
        Ok(())
    }

    fn verify_space(&self, id: SpaceId, space: &Space) -> Verified<Known> {
        let place = format!("space {}", id.0);
        let parent = space.parent().unwrap_or(UNIT);
        let Some(above) = self.spaces.get(parent.index()).filter(|_| parent != UNIT) else {
            return damaged(place, "its parent does not come before it");
        };
        let mut known = Known {
            parent,
            levels: above.levels.saturating_add(1),
            ready: above.ready,
        };
        match space {
            Space::Unit | Space::Risk | Space::Items { .. } => {}
            Space::Made { each, .. } => {
                let first = self.made_for.get(id.index()).copied().flatten();
                if first != Some(parent) {
                    return damaged(place, "the list that it is made for is missing");
                }
                if let Each::Numbers { from, to, .. } = each {
                    self.sizes(&place, *from, (parent, Kind::Number), &mut known)?;
                    self.sizes(&place, *to, (parent, Kind::Number), &mut known)?;
                }
                if let Each::Values {
                    from, keep, values, ..
                } = each
                {
                    self.verify_values_of(&place, (parent, *from), *keep, values, &mut known)?;
                }
                if let Each::Rows { table, keys } = each {
                    self.verify_rows_of(&place, parent, (*table, keys), &mut known)?;
                }
            }
            Space::Pairs { list, owner, .. } => {
                let Some(list) = self.graph.list(*list) else {
                    return damaged(place, "its list is missing");
                };
                let Some(items) = self.spaces.get(list.items.index()) else {
                    return damaged(place, "the items of its list do not come before it");
                };
                known.ready = known.ready.max(items.ready);
                known.levels = known.levels.max(items.levels.saturating_add(1));
                self.sizes(&place, *owner, (parent, Kind::Ref(list.owner)), &mut known)?;
            }
            Space::Matches {
                list, owner, on, ..
            } => {
                let Some(list) = self.graph.list(*list) else {
                    return damaged(place, "its list is missing");
                };
                let Some(items) = self.spaces.get(list.items.index()) else {
                    return damaged(place, "the items of its list do not come before it");
                };
                known.ready = known.ready.max(items.ready);
                known.levels = known.levels.max(items.levels.saturating_add(1));
                self.sizes(&place, *owner, (parent, Kind::Ref(list.owner)), &mut known)?;
                for part in on {
                    self.verify_match(&place, *part, (parent, list.items), &mut known)?;
                }
            }
            Space::Sorted { from, keep, by, .. } => {
                self.verify_sorted(&place, (parent, *from), *keep, by, &mut known)?;
            }
            Space::Join { parts, .. } => {
                for part in parts {
                    if !self.is_above(parent, *part) {
                        return damaged(place, "a part does not stand below its parent");
                    }
                    if let Some(part) = self.spaces.get(part.index()) {
                        known.ready = known.ready.max(part.ready);
                        known.levels = known.levels.max(part.levels.saturating_add(1));
                    }
                }
            }
        }
        Ok(known)
    }

    /// Verifies the values that a list is made for.
    fn verify_values_of(
        &self,
        place: &str,
        (owners, from): (SpaceId, SpaceId),
        keep: Option<NodeId>,
        values: &[NodeId],
        known: &mut Known,
    ) -> Verified {
        if values.is_empty() || !self.is_above(owners, from) {
            return damaged(place, "the values that it is made for are missing");
        }
        if let Some(items) = self.spaces.get(from.index()) {
            known.ready = known.ready.max(items.ready);
            known.levels = known.levels.max(items.levels.saturating_add(1));
        }
        if let Some(keep) = keep {
            self.sizes(place, keep, (from, Kind::Bool), known)?;
        }
        for value in values {
            let kind = self.node_kind(*value).map_or(Kind::Bool, |(_, kind)| kind);
            self.sizes(place, *value, (from, kind), known)?;
        }
        Ok(())
    }

    /// Verifies the table, and the keys, for whose rows a list is made.
    fn verify_rows_of(
        &self,
        place: &str,
        owners: SpaceId,
        (table, keys): (TableId, &[NodeId]),
        known: &mut Known,
    ) -> Verified {
        let axes = self.axes(table).filter(|_| self.is_collect(table));
        let Some(axes) = axes.filter(|axes| axes.len() == keys.len()) else {
            return damaged(place, "its table is missing, or has other keys");
        };
        for (key, kind) in keys.iter().zip(axes) {
            self.sizes(place, *key, (owners, kind), known)?;
        }
        Ok(())
    }

    /// Verifies what a list is put in order by.
    fn verify_sorted(
        &self,
        place: &str,
        (owners, from): (SpaceId, SpaceId),
        keep: Option<NodeId>,
        by: &[SortKey],
        known: &mut Known,
    ) -> Verified {
        if !self.is_above(owners, from) {
            return damaged(
                place,
                "what is put in order does not stand below its parent",
            );
        }
        if let Some(items) = self.spaces.get(from.index()) {
            known.ready = known.ready.max(items.ready);
            known.levels = known.levels.max(items.levels.saturating_add(1));
        }
        if let Some(keep) = keep {
            self.sizes(place, keep, (from, Kind::Bool), known)?;
        }
        for key in by {
            let kind = self.node_kind(key.value).map(|(_, kind)| kind);
            let has_order = |kind: &Kind| matches!(kind, Kind::Number | Kind::Date | Kind::Enum(_));
            let Some(kind) = kind.filter(has_order) else {
                return damaged(place, "what it is put in order by has no order");
            };
            self.sizes(place, key.value, (from, kind), known)?;
        }
        Ok(())
    }

    /// Verifies a part of the condition of a space of matches.
    fn verify_match(
        &self,
        place: &str,
        part: MatchPart,
        (left, items): (SpaceId, SpaceId),
        known: &mut Known,
    ) -> Verified {
        match part {
            MatchPart::OfLeft(node) => self.sizes(place, node, (left, Kind::Bool), known),
            MatchPart::OfItem(node) => self.sizes(place, node, (items, Kind::Bool), known),
            MatchPart::Equal { left: node, item } => {
                let kind = self.node_kind(item).map_or(Kind::Bool, |(_, kind)| kind);
                self.sizes(place, item, (items, kind), known)?;
                self.sizes(place, node, (left, kind), known)
            }
        }
    }

    /// Verifies a node that sizes a space.
    fn sizes(
        &self,
        place: &str,
        id: NodeId,
        wanted: (SpaceId, Kind),
        known: &mut Known,
    ) -> Verified {
        known.ready = known.ready.max(id.0.saturating_add(1));
        if self.node_kind(id) == Some(wanted) {
            return Ok(());
        }
        let problem = format!("node {}, which sizes it, is not what it should be", id.0);
        damaged(place, problem)
    }

    /// Whether a space is an ancestor of another, or the same.
    pub(super) fn is_above(&self, ancestor: SpaceId, space: SpaceId) -> bool {
        let mut at = space;
        for _ in 0..=MOST_LEVELS {
            if at == ancestor {
                return self.spaces.get(at.index()).is_some();
            }
            match self.spaces.get(at.index()) {
                Some(known) if at != UNIT => at = known.parent,
                _ => return false,
            }
        }
        false
    }

    /// Whether a space stands below another, and is not it.
    pub(super) fn is_below(&self, space: SpaceId, above: SpaceId) -> bool {
        space != above && self.is_above(above, space)
    }

    /// Whether the lanes of a space are known when a node is computed.
    pub(super) fn is_ready(&self, space: SpaceId, node: NodeId) -> bool {
        let known = self.spaces.get(space.index());
        known.is_some_and(|known| known.ready <= node.0)
    }
}
