//! The lanes of the spaces of a run.

use super::memory::{Full, Memory};
use super::program::{Climb, Place, Program};
use crate::batch::{Batch, Segment};
use crate::graph::{Each, Graph, ListId, Space, SpaceId};

/// The lanes of a space.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    /// The lane of the parent space in which each stands, ascending.
    pub parent: Vec<u32>,
    /// What items of a made space were made for.
    pub keys: Vec<i64>,
    /// Of pairs the items; of parts side by side the lane in its part.
    pub items: Vec<u32>,
    /// Of parts side by side the part.
    pub parts: Vec<u32>,
    /// How many lanes each lane of the parent space has, if all have as many; and how many lanes that space had when this was found out.
    pub each: Option<usize>,
    above: Option<usize>,
}

/// The spaces that must be laid out before a space is.
pub(super) fn made_of(graph: &Graph, space: &Space) -> Vec<SpaceId> {
    let above = space.parent();
    let beside = match space {
        Space::Join { parts, .. } => parts.clone(),
        Space::Pairs { list, .. } => graph
            .list(*list)
            .map(|list| list.items)
            .into_iter()
            .collect(),
        _ => Vec::new(),
    };
    above.into_iter().chain(beside).collect()
}

/// Whether a space of this kind is laid out here, if those are that it is made of.
pub(super) const fn is_known(space: &Space) -> bool {
    match space {
        Space::Made { each, .. } => matches!(each, Each::Members(_) | Each::Numbers { .. }),
        Space::Matches { .. } | Space::Sorted { .. } => false,
        Space::Unit
        | Space::Risk
        | Space::Items { .. }
        | Space::Pairs { .. }
        | Space::Join { .. } => true,
    }
}

/// All spaces of a run.
#[derive(Debug, Default)]
pub(super) struct Spaces {
    pub all: Vec<Lanes>,
    /// By climb the lane above of each lane; of one to the parent nothing, for that is the space's own.
    climbs: Vec<Vec<u32>>,
    pub memory: Memory,
}

impl Spaces {
    pub fn new(program: &Program) -> Self {
        let mut spaces = Self::default();
        let count = program.columns.len();
        spaces.memory = Memory::new(count);
        spaces.all.resize_with(count, Lanes::default);
        spaces.climbs.resize_with(program.climbs.len(), Vec::new);
        spaces
    }

    pub fn get(&self, space: SpaceId) -> Option<&Lanes> {
        self.all.get(space.index())
    }

    pub fn count(&self, space: SpaceId) -> usize {
        self.memory.count(space)
    }

    /// The first word of a place under a lane of its space.
    pub fn word(&self, place: Place, lane: usize) -> i64 {
        self.memory.word(place, lane)
    }

    /// The lane above of each lane.
    #[inline]
    pub fn climb(&self, program: &Program, number: u32) -> &[u32] {
        let Some(climb) = program.climbs.get(number as usize) else {
            return &[];
        };
        if climb.is_to_parent {
            let lanes = self.all.get(climb.from.index());
            return lanes
                .map(|lanes| lanes.parent.as_slice())
                .unwrap_or_default();
        }
        let climb = self.climbs.get(number as usize);
        climb.map(Vec::as_slice).unwrap_or_default()
    }

    /// The lane of a space above in which a lane stands.
    pub fn above(&self, graph: &Graph, (space, lane): (SpaceId, usize), to: SpaceId) -> usize {
        let (mut space, mut lane) = (space, lane);
        while space != to {
            let Some(parent) = graph.space(space).and_then(Space::parent) else {
                break;
            };
            let above = self.get(space).and_then(|lanes| lanes.parent.get(lane));
            lane = above.copied().unwrap_or(0) as usize;
            space = parent;
        }
        lane
    }

    /// The lanes of a space under a lane of one above it.
    pub fn below(&self, graph: &Graph, space: SpaceId, (above, lane): (SpaceId, u32)) -> Segment {
        if space == above {
            return Segment {
                start: lane,
                len: 1,
            };
        }
        let Some(parent) = graph.space(space).and_then(Space::parent) else {
            return Segment::default();
        };
        let each = self.get(space).and_then(|lanes| lanes.each);
        if let Some(each) = each.and_then(|each| u32::try_from(each).ok())
            && parent == above
        {
            return Segment {
                start: lane.saturating_mul(each),
                len: each,
            };
        }
        let over = self.below(graph, parent, (above, lane));
        let parents = self.get(space).map(|lanes| lanes.parent.as_slice());
        let parents = parents.unwrap_or_default();
        let end = over.start.saturating_add(over.len);
        let start = parents.partition_point(|parent| *parent < over.start);
        let end = parents.partition_point(|parent| *parent < end);
        Segment {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            len: u32::try_from(end.saturating_sub(start)).unwrap_or(u32::MAX),
        }
    }

    /// The items that an owner has in a list.
    pub fn items(&self, graph: &Graph, batch: &Batch, list: ListId, owner: u32) -> Segment {
        match batch.segments.get(list.index()) {
            Some(owners) if !owners.is_empty() => {
                owners.get(owner as usize).copied().unwrap_or_default()
            }
            _ => match graph.list(list) {
                Some(list) => self.below(graph, list.items, (list.owner, owner)),
                None => Segment::default(),
            },
        }
    }

    /// Lays out a space. Gives the lanes of its parent for which that cannot be done.
    pub fn lay_out(
        &mut self,
        graph: &Graph,
        program: &Program,
        batch: &Batch,
        id: SpaceId,
    ) -> Result<Vec<usize>, Full> {
        let failed = if self.has_as_before(graph, batch, id) {
            Vec::new()
        } else {
            let mut lanes = self
                .all
                .get_mut(id.index())
                .map(std::mem::take)
                .unwrap_or_default();
            let failed = self.fill(graph, program, batch, id, &mut lanes);
            lanes.above = None;
            if let Some(slot) = self.all.get_mut(id.index()) {
                *slot = lanes;
            }
            failed
        };
        let above = self.count_above(graph, id);
        let count = self.all.get_mut(id.index()).map_or(0, |lanes| {
            if lanes.above != Some(above) {
                lanes.each = lanes.each(above);
                lanes.above = Some(above);
            }
            lanes.parent.len()
        });
        self.memory.set_count(id, count)?;
        for number in program.climbs_from.get(id.index()).into_iter().flatten() {
            if let Some(climb) = program.climbs.get(*number as usize)
                && !climb.is_to_parent
            {
                self.climb_far(graph, *number as usize, *climb);
            }
        }
        Ok(failed)
    }

    /// Whether a space has the lanes that it had when it was laid out last.
    fn has_as_before(&self, graph: &Graph, batch: &Batch, id: SpaceId) -> bool {
        let Some(lanes) = self.get(id) else {
            return true;
        };
        match graph.space(id) {
            Some(Space::Risk) => lanes.parent.len() == batch.risks as usize,
            Some(Space::Items { .. }) => {
                let items = batch.items.get(id.index());
                // Lists are mostly short: a call of memory comparison would cost more.
                items.is_some_and(|items| items.parent.iter().eq(&lanes.parent))
            }
            Some(Space::Made {
                each: Each::Members(members),
                ..
            }) => {
                let owners = self.count_above(graph, id);
                lanes.parent.len() == owners.wrapping_mul(members.len())
            }
            Some(Space::Join { parent, parts }) => {
                let count = self.count(*parent).wrapping_mul(parts.len());
                parts.iter().all(|part| part == parent) && lanes.parent.len() == count
            }
            _ => false,
        }
    }

    /// How many lanes the space above has.
    fn count_above(&self, graph: &Graph, id: SpaceId) -> usize {
        let parent = graph.space(id).and_then(Space::parent);
        parent.map_or(0, |parent| self.count(parent))
    }

    fn climb_far(&mut self, graph: &Graph, at: usize, climb: Climb) {
        let Some(slot) = self.climbs.get_mut(at) else {
            return;
        };
        let mut up = std::mem::take(slot);
        up.clear();
        let lanes = self.get(climb.from);
        let mut above = graph.space(climb.from).and_then(Space::parent);
        if climb.from == climb.to {
            up.extend((0..).take(lanes.map_or(0, |lanes| lanes.parent.len())));
            above = None;
        } else {
            up.extend_from_slice(
                lanes
                    .map(|lanes| lanes.parent.as_slice())
                    .unwrap_or_default(),
            );
        }
        while let Some(space) = above.filter(|space| *space != climb.to) {
            let parents = self.get(space).map(|lanes| lanes.parent.as_slice());
            for lane in &mut up {
                let parent = parents.and_then(|parents| parents.get(*lane as usize));
                *lane = parent.copied().unwrap_or(0);
            }
            above = graph.space(space).and_then(Space::parent);
        }
        if let Some(slot) = self.climbs.get_mut(at) {
            *slot = up;
        }
    }

    fn fill(
        &self,
        graph: &Graph,
        program: &Program,
        batch: &Batch,
        id: SpaceId,
        lanes: &mut Lanes,
    ) -> Vec<usize> {
        let mut failed = Vec::new();
        match graph.space(id) {
            Some(Space::Risk) => {
                lanes.parent.clear();
                lanes.parent.resize(batch.risks as usize, 0);
            }
            Some(Space::Items { .. }) => {
                let items = batch.items.get(id.index());
                let parent = items.map(|items| items.parent.as_slice());
                lanes.parent.clear();
                lanes.parent.extend_from_slice(parent.unwrap_or_default());
            }
            Some(Space::Made { parent, each, .. }) => {
                let owners = self.count(*parent);
                match each {
                    Each::Members(members) => {
                        let owners = u32::try_from(owners).unwrap_or(u32::MAX);
                        lanes.start();
                        for owner in 0..owners {
                            lanes.parent.extend(members.iter().map(|_| owner));
                            lanes.keys.extend(members.iter().copied().map(i64::from));
                        }
                    }
                    Each::Numbers { .. } => {
                        lanes.start();
                        let Some((from, to, max)) = program.ends.get(&id).copied() else {
                            return failed;
                        };
                        for owner in 0..owners {
                            let (from, to) = (self.word(from, owner), self.word(to, owner));
                            let more = i128::from(to).wrapping_sub(i128::from(from));
                            if more >= i128::from(max) {
                                failed.push(owner);
                                continue;
                            }
                            let owner = u32::try_from(owner).unwrap_or(u32::MAX);
                            for key in from..=to {
                                lanes.parent.push(owner);
                                lanes.keys.push(key);
                            }
                        }
                    }
                    Each::Values { .. } | Each::Rows { .. } => lanes.start(),
                }
            }
            Some(Space::Pairs { left, list, .. }) => {
                lanes.start();
                let Some(owner) = program.owners.get(&id).copied() else {
                    return failed;
                };
                for lane in 0..self.count(*left) {
                    let owner = u32::try_from(self.word(owner, lane)).unwrap_or(u32::MAX);
                    let Segment { start, len } = self.items(graph, batch, *list, owner);
                    let lane = u32::try_from(lane).unwrap_or(u32::MAX);
                    for item in start..start.saturating_add(len) {
                        lanes.parent.push(lane);
                        lanes.items.push(item);
                    }
                }
            }
            Some(Space::Join { parent, parts }) => {
                lanes.start();
                let owners = u32::try_from(self.count(*parent)).unwrap_or(u32::MAX);
                for owner in 0..owners {
                    for (part, space) in (0..).zip(parts) {
                        let Segment { start, len } = self.below(graph, *space, (*parent, owner));
                        for lane in start..start.saturating_add(len) {
                            lanes.parent.push(owner);
                            lanes.parts.push(part);
                            lanes.items.push(lane);
                        }
                    }
                }
            }
            Some(Space::Unit | Space::Matches { .. } | Space::Sorted { .. }) | None => {
                lanes.start();
            }
        }
        failed
    }
}

impl Lanes {
    fn each(&self, above: usize) -> Option<usize> {
        let each = self.parent.len().checked_div(above)?;
        let parents = self.parent.chunks_exact(each.max(1));
        let even = parents
            .zip(0..)
            .all(|(lanes, own)| lanes.iter().all(|lane| *lane == own));
        (even && each.checked_mul(above) == Some(self.parent.len())).then_some(each)
    }

    fn start(&mut self) {
        self.parent.clear();
        self.keys.clear();
        self.items.clear();
        self.parts.clear();
    }
}
