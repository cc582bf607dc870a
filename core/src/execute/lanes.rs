//! The lanes of a space: how many there are, what each stands in, what it was made for.

use super::column::{Column, Failure};
use super::kernel::lane_number;
use super::made::ForValues;
use super::sorted::Sorting;
use super::{Execution, Plan};
use crate::batch::Segment;
use crate::column::Values;
use crate::graph::{Each, ErrorCode, ListId, NodeId, RISK, Space, SpaceId};
use crate::number::Decimal;
use std::sync::OnceLock;

/// The lanes of a space.
#[derive(Debug, Clone, PartialEq)]
pub struct Lanes {
    /// How many.
    pub count: u32,
    /// The lane of the parent space in which each stands, ascending.
    pub parent: Vec<u32>,
    /// What more there is to know of them.
    pub detail: Detail,
}

/// What is known of the lanes of one kind of space.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// Nothing more: the rulebook, the risks, given items (what those are is in the batch).
    Plain,
    /// Made items: their keys, or the lanes that have them first. Where a list could not be made its one lane's key has failed.
    Made(Column),
    /// Pairs, and lists in another order: the items, as references. Where the owner of the list, or its order, has failed, so has the one
    /// lane's item.
    Pairs(Column),
    /// Parts side by side: for each lane which part it comes from, and its lane there.
    Join(Vec<(u32, u32)>),
}

static NO_LANES: Lanes = Lanes {
    count: 0,
    parent: Vec::new(),
    detail: Detail::Plain,
};

/// The spaces of an execution. Each is laid out on first use, when the nodes that size it have been computed.
#[derive(Debug)]
pub(super) struct Spaces(Vec<SpaceState>);

#[derive(Debug, Default)]
struct SpaceState {
    lanes: OnceLock<Lanes>,
    /// By distance: for each lane the lane of the ancestor.
    up: Vec<OnceLock<Vec<u32>>>,
    /// By distance: for each lane of the ancestor where its lanes begin, and where the last end.
    starts: Vec<OnceLock<Vec<u32>>>,
    /// The lists of items in it, in the order of their lanes.
    lists: OnceLock<Vec<Segment>>,
}

impl Spaces {
    pub fn new(plan: &Plan) -> Self {
        let state = |space| {
            let depth = plan.chain(space).len();
            SpaceState {
                lanes: OnceLock::new(),
                up: std::iter::repeat_with(OnceLock::new).take(depth).collect(),
                starts: std::iter::repeat_with(OnceLock::new).take(depth).collect(),
                lists: OnceLock::new(),
            }
        };
        let count = lane_number(plan.graph.spaces.len());
        Self((0..count).map(SpaceId).map(state).collect())
    }
}

impl Execution<'_> {
    /// The lanes of a space.
    #[must_use]
    pub fn lanes(&self, space: SpaceId) -> &Lanes {
        match self.spaces.0.get(space.index()) {
            Some(state) => state.lanes.get_or_init(|| self.lay_out(space)),
            None => &NO_LANES,
        }
    }

    /// For each lane of `space` the lane of the ancestor in which it stands; empty if `ancestor` is not above `space`.
    #[must_use]
    pub fn up(&self, space: SpaceId, ancestor: SpaceId) -> &[u32] {
        let Some(distance) = self.plan.distance(space, ancestor) else {
            return &[];
        };
        if distance == 1 {
            return &self.lanes(space).parent;
        }
        let state = self.spaces.0.get(space.index());
        let Some(cell) = state.and_then(|state| state.up.get(distance)) else {
            return &[];
        };
        cell.get_or_init(|| {
            let chain = self.plan.chain(space);
            let below = distance.checked_sub(1).and_then(|d| chain.get(d));
            match below {
                None => (0..self.lanes(space).count).collect(),
                Some(below) => {
                    let parents = &self.lanes(*below).parent;
                    let up = self.up(space, *below).iter();
                    up.map(|lane| parents.get(*lane as usize).copied().unwrap_or(0))
                        .collect()
                }
            }
        })
    }

    /// For each lane of `ancestor` where the lanes of `space` under it begin, and at the end where the last end.
    #[must_use]
    pub fn starts(&self, space: SpaceId, ancestor: SpaceId) -> &[u32] {
        let distance = self.plan.distance(space, ancestor);
        let state = self.spaces.0.get(space.index());
        let cell = state.zip(distance).and_then(|(s, d)| s.starts.get(d));
        let Some(cell) = cell else { return &[] };
        cell.get_or_init(|| starts(self.up(space, ancestor), self.lanes(ancestor).count))
    }

    /// The lanes of `space` under one lane of an ancestor.
    #[must_use]
    pub fn below(&self, space: SpaceId, ancestor: SpaceId, lane: u32) -> Segment {
        let starts = self.starts(space, ancestor);
        let bounds = (
            starts.get(lane as usize),
            starts.get((lane as usize).wrapping_add(1)),
        );
        match bounds {
            (Some(start), Some(end)) => Segment {
                start: *start,
                len: end.saturating_sub(*start),
            },
            _ => Segment::default(),
        }
    }

    /// The items of a list that a lane of its owner's space has.
    #[must_use]
    pub fn items(&self, list: ListId, owner: u32) -> Segment {
        let Some(known) = self.plan.graph.list(list) else {
            return Segment::default();
        };
        match self.batch.segments.get(list.index()) {
            Some(owners) if !owners.is_empty() => {
                owners.get(owner as usize).copied().unwrap_or_default()
            }
            _ => self.below(known.items, known.owner, owner),
        }
    }

    /// All lists of items of a space that are not empty, in the order of their lanes.
    pub(super) fn lists_in(&self, space: SpaceId) -> &[Segment] {
        let Some(state) = self.spaces.0.get(space.index()) else {
            return &[];
        };
        state.lists.get_or_init(|| {
            let mut segments = Vec::new();
            for list in self.plan.lists_of(space) {
                let owner = self.plan.graph.list(*list).map(|list| list.owner);
                let owners = owner.map_or(0, |owner| self.lanes(owner).count);
                segments.extend((0..owners).map(|owner| self.items(*list, owner)));
            }
            segments.retain(|segment| segment.len > 0);
            segments.sort_by_key(|segment| segment.start);
            segments.dedup_by_key(|segment| segment.start);
            segments
        })
    }

    /// The place of each lane among those with the same parent, from 1; of given items in their list. A risk has none: its batch
    /// is no list, and 1 in any company.
    pub(super) fn positions(&self, space: SpaceId) -> Vec<Decimal> {
        if space == RISK {
            return vec![Decimal::ONE; self.batch.risks as usize];
        }
        if let Some(Space::Items { .. }) = self.plan.graph.space(space) {
            let items = self.batch.items.get(space.index());
            let places = items.map(|items| items.position.as_slice());
            let places = places.unwrap_or_default().iter();
            return places.map(|place| Decimal::from(*place)).collect();
        }
        let (mut last, mut place) = (None, 0_u32);
        let parents = self.lanes(space).parent.iter();
        parents
            .map(|parent| {
                place = if last == Some(*parent) {
                    place.wrapping_add(1)
                } else {
                    1
                };
                last = Some(*parent);
                Decimal::from(place)
            })
            .collect()
    }

    fn lay_out(&self, id: SpaceId) -> Lanes {
        match self.plan.graph.space(id) {
            None => NO_LANES.clone(),
            Some(Space::Unit) => Lanes {
                count: 1,
                ..NO_LANES.clone()
            },
            Some(Space::Risk) => Lanes {
                count: self.batch.risks,
                parent: vec![0; self.batch.risks as usize],
                detail: Detail::Plain,
            },
            Some(Space::Items { .. }) => {
                let items = self.batch.items.get(id.index());
                let parent = items.map(|items| items.parent.clone()).unwrap_or_default();
                Lanes {
                    count: lane_number(parent.len()),
                    parent,
                    detail: Detail::Plain,
                }
            }
            Some(Space::Made { parent, each, .. }) => {
                let owners = self.lanes(*parent).count;
                match each {
                    Each::Members(members) => made_of_members(owners, members),
                    Each::Numbers { from, to, max } => {
                        self.made_of_numbers(id, owners, *from, *to, *max)
                    }
                    Each::Values { .. } => match ForValues::of(self.plan.graph.space(id)) {
                        Some((owners, each)) => self.made_of_values(id, owners, each),
                        None => NO_LANES.clone(),
                    },
                    Each::Rows { table, keys } => self.made_of_rows(owners, *table, keys),
                }
            }
            Some(Space::Pairs { left, list, owner }) => self.pairs(*left, *list, *owner),
            Some(Space::Join { parent, parts }) => self.join(*parent, parts),
            Some(Space::Matches {
                left,
                list,
                owner,
                on,
            }) => self.matches(*left, *list, *owner, on),
            space @ Some(Space::Sorted { .. }) => match Sorting::of(space) {
                Some(sorting) => self.sorted(sorting),
                None => NO_LANES.clone(),
            },
        }
    }

    fn made_of_numbers(
        &self,
        id: SpaceId,
        owners: u32,
        first: NodeId,
        last: NodeId,
        max: u32,
    ) -> Lanes {
        let (Some(from), Some(to)) = (self.column(first), self.column(last)) else {
            return NO_LANES.clone();
        };
        let arises_in = self.plan.key_of(id).unwrap_or(first);
        let too_many = Failure::new(arises_in, ErrorCode::TooManyItems);
        let ends = from.values.numbers().iter().zip(to.values.numbers());
        let mut lanes = Growing::default();
        let mut keys = Vec::new();
        for (owner, (first, last)) in (0..owners).zip(ends) {
            let failure = from.failure(owner).or(to.failure(owner));
            match numbers(*first, *last, max) {
                _ if failure.is_some() => {
                    keys.push(Decimal::ZERO);
                    lanes.push(owner, failure);
                }
                None => {
                    keys.push(Decimal::ZERO);
                    lanes.push(owner, too_many);
                }
                Some(numbers) => {
                    for number in numbers {
                        keys.push(number);
                        lanes.push(owner, Failure::NONE);
                    }
                }
            }
        }
        let keys = Values::Number(keys);
        lanes.finish(|failures| {
            Detail::Made(Column {
                values: keys,
                failures,
            })
        })
    }

    fn pairs(&self, left: SpaceId, list: ListId, owner: NodeId) -> Lanes {
        let Some(owners) = self.column(owner) else {
            return NO_LANES.clone();
        };
        let mut lanes = Growing::default();
        let mut items = Vec::new();
        for (lane, owner) in (0..self.lanes(left).count).zip(owners.values.lanes()) {
            let failure = owners.failure(lane);
            if failure.is_some() {
                items.push(0);
                lanes.push(lane, failure);
                continue;
            }
            let Segment { start, len } = self.items(list, *owner);
            for item in start..start.saturating_add(len) {
                items.push(item);
                lanes.push(lane, Failure::NONE);
            }
        }
        let items = Values::Ref(items);
        lanes.finish(|failures| {
            Detail::Pairs(Column {
                values: items,
                failures,
            })
        })
    }

    fn join(&self, parent: SpaceId, parts: &[SpaceId]) -> Lanes {
        let mut lanes = Growing::default();
        let mut sources = Vec::new();
        for owner in 0..self.lanes(parent).count {
            for (part, space) in (0..).zip(parts) {
                let Segment { start, len } = self.below(*space, parent, owner);
                for lane in start..start.saturating_add(len) {
                    sources.push((part, lane));
                    lanes.push(owner, Failure::NONE);
                }
            }
        }
        lanes.finish(|_| Detail::Join(sources))
    }
}

/// Lanes as they come.
#[derive(Default)]
pub(super) struct Growing {
    parent: Vec<u32>,
    failures: Vec<Failure>,
    failed: bool,
}

impl Growing {
    pub(super) fn push(&mut self, parent: u32, failure: Failure) {
        self.parent.push(parent);
        self.failures.push(failure);
        self.failed |= failure.is_some();
    }

    pub(super) fn finish(self, detail: impl FnOnce(Option<Vec<Failure>>) -> Detail) -> Lanes {
        Lanes {
            count: lane_number(self.parent.len()),
            parent: self.parent,
            detail: detail(self.failed.then_some(self.failures)),
        }
    }
}

fn made_of_members(owners: u32, members: &[u32]) -> Lanes {
    let each = |owner| members.iter().map(move |_| owner);
    let parent: Vec<u32> = (0..owners).flat_map(each).collect();
    let keys = members.iter().copied().cycle().take(parent.len()).collect();
    Lanes {
        count: lane_number(parent.len()),
        parent,
        detail: Detail::Made(Column::sound(Values::Enum(keys))),
    }
}

/// The whole numbers of a range; nothing if there are more than `max`.
fn numbers(first: Decimal, last: Decimal, max: u32) -> Option<impl Iterator<Item = Decimal>> {
    let more = if last < first {
        None
    } else {
        let more = last.sub(first).ok()?.to_i64()?;
        Some(u32::try_from(more).ok().filter(|more| *more < max)?)
    };
    let count = more.map_or(0, |more| more.saturating_add(1));
    Some((0..count).map(move |n| first.add(Decimal::from(n)).unwrap_or(first)))
}

/// Where the lanes of each ancestor lane begin, from the ascending ancestors of all lanes.
fn starts(up: &[u32], ancestors: u32) -> Vec<u32> {
    let mut starts = vec![0_u32; (ancestors as usize).saturating_add(1)];
    for ancestor in up {
        if let Some(next) = starts.get_mut((*ancestor as usize).wrapping_add(1)) {
            *next = next.wrapping_add(1);
        }
    }
    let mut total = 0_u32;
    for start in &mut starts {
        total = total.wrapping_add(*start);
        *start = total;
    }
    starts
}
