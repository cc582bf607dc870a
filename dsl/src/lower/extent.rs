//! How many lanes a space can have.

use super::builder::Builder;
use lutine_core::graph::{RISK, Space, SpaceId};

impl Builder<'_> {
    /// The most lanes of a space below one lane of an ancestor, as far as declared bounds say.
    pub(super) fn most_lanes(&self, space: SpaceId, above: SpaceId) -> u32 {
        let (mut at, mut most) = (space, 1_u32);
        while at != above {
            let Some(here) = self.spaces.get(at.index()) else {
                break;
            };
            most = most.saturating_mul(self.most_here(at, here));
            match here.parent() {
                Some(parent) => at = parent,
                None => break,
            }
        }
        most
    }

    fn most_here(&self, id: SpaceId, space: &Space) -> u32 {
        let lists = || self.lists.iter().filter(|list| list.items == id);
        match space {
            Space::Unit | Space::Risk => 1,
            Space::Items { .. } | Space::Made { .. } => lists()
                .map(|list| {
                    let owners = match space.parent() {
                        Some(parent) if parent != list.owner => {
                            self.most_lanes(list.owner, self.common(parent, list.owner))
                        }
                        _ => 1,
                    };
                    list.max.saturating_mul(owners)
                })
                .fold(0, u32::saturating_add),
            Space::Pairs { list, .. } | Space::Matches { list, .. } => {
                self.lists.get(list.index()).map_or(1, |list| list.max)
            }
            Space::Sorted { parent, from, .. } => self.most_lanes(*from, *parent),
            Space::Join { parent, parts } => parts
                .iter()
                .map(|part| self.most_lanes(*part, *parent))
                .fold(0, u32::saturating_add),
        }
    }

    fn common(&self, a: SpaceId, b: SpaceId) -> SpaceId {
        if self.reaches(a, b) { a } else { RISK }
    }
}
