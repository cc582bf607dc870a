//! Where an error came from: a walk back from the lane that has it to the lane in which it arose, along the operand in error.

use super::Execution;
use super::kernel::fold;
use super::made::ForValues;
use super::scan::Came;
use super::sorted::Sorting;
use crate::graph::{DeclarationId, Each, ErrorCode, Node, NodeId, Op, Space, SpaceId};

/// The place in which an error arose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// The operation that failed.
    pub node: NodeId,
    /// Its lane.
    pub lane: u32,
    /// What is wrong.
    pub code: ErrorCode,
    /// What the error came through, innermost; none if no declaration lies on the way.
    pub through: Option<Through>,
}

/// What an error came through on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Through {
    /// The value of a declaration, in a lane of a space.
    Declaration(DeclarationId, SpaceId, u32),
    /// A list that could not be made: its one lane.
    Unmade(SpaceId, u32),
}

impl Execution<'_> {
    /// Where the error of a lane arose; nothing if the lane is in no error.
    #[must_use]
    pub fn trace(&self, node: NodeId, lane: u32) -> Option<Origin> {
        let graph = &self.plan.graph;
        let (mut id, mut lane) = (node, lane);
        let mut through = None;
        // Every step goes to a smaller node, but the one to the key of a made list, and those to the items before, of which each goes
        // back by an item.
        let items = graph
            .scans
            .iter()
            .map(|scan| self.lanes(scan.space).count as usize);
        let rounds = items.fold(1_usize, usize::saturating_add);
        let most_steps = graph.nodes.len().saturating_mul(rounds);
        let most_steps = most_steps.saturating_add(graph.spaces.len());
        for _ in 0..=most_steps {
            let node = graph.node(id)?;
            let failure = self.column(id)?.failure(lane);
            let code = failure.code()?;
            if let Some(declaration) = node.declares {
                through = self.declared_in(declaration, node.space, lane).or(through);
            }
            let unmade = self.unmade_through(node, lane);
            if let Some((space, lane)) = unmade.filter(|(space, _)| self.has_items(*space)) {
                through = Some(Through::Unmade(space, lane));
            }
            let origin = Origin {
                node: failure.node(),
                lane,
                code,
                through,
            };
            let cause = match unmade {
                Some((space, lane)) => self.unmade_cause(id, space, lane),
                None if node.op == Op::Carried => self.carried_cause(id, node, lane),
                None => self.cause(node, lane),
            };
            // The operation that failed can have failed for an item before, and have its own error here from there.
            let cause = cause.filter(|(cause, lane)| {
                failure.node() != id || self.operand(*cause).failure(*lane) == failure
            });
            match cause {
                Some(cause) => (id, lane) = cause,
                None => return Some(origin),
            }
        }
        None
    }

    /// A declaration and the lane of its space that a lane, perhaps of an item of its list, belongs to.
    pub(crate) fn declared_in(
        &self,
        id: DeclarationId,
        space: SpaceId,
        lane: u32,
    ) -> Option<Through> {
        let declared = self.plan.graph.declaration(id)?.space;
        let lane = *self.up(space, declared).get(lane as usize)?;
        Some(Through::Declaration(id, declared, lane))
    }

    /// The list that could not be made, and its one lane, from which an operation has its error.
    fn unmade_through(&self, node: &Node, lane: u32) -> Option<(SpaceId, u32)> {
        match &node.op {
            Op::Key => Some((node.space, lane)),
            Op::At(list) | Op::AtKey(list) => {
                let owner = self.column(*node.args.first()?)?;
                let item = *owner.values.lanes().get(lane as usize)?;
                let unmade = owner.failure(lane).is_none() && self.unmade(*list, item).is_some();
                let made = self.plan.graph.list(*list)?.items;
                unmade.then(|| (made, self.items(*list, item).start))
            }
            _ => None,
        }
    }

    /// The look-up that a column of rows comes from, and its lane there: through everything that passes rows on.
    #[must_use]
    pub fn look_up(&self, row: NodeId, lane: u32) -> Option<(&Node, u32)> {
        let (mut id, mut lane) = (row, lane);
        for _ in 0..=self.plan.graph.nodes.len() {
            let node = self.plan.graph.node(id)?;
            let arg = |place: usize| node.args.get(place).copied();
            match &node.op {
                Op::Row(_) | Op::RowAbove(_) => return Some((node, lane)),
                Op::Guard => id = arg(1)?,
                Op::Recover if self.operand(arg(0)?).failure(lane).is_some() => id = arg(1)?,
                Op::Recover => id = arg(0)?,
                Op::Up | Op::Gather | Op::Select | Op::Merge => {
                    (id, lane) = self.cause(node, lane)?;
                }
                _ => return None,
            }
        }
        None
    }

    /// The operand, and its lane, from which a lane has its error.
    pub(crate) fn cause(&self, node: &Node, lane: u32) -> Option<(NodeId, u32)> {
        let arg = |place: usize| node.args.get(place).copied();
        let fails = |id: &NodeId| self.column(*id).is_some_and(|c| c.failure(lane).is_some());
        let is_true = |id: NodeId| {
            let values = self.column(id)?.values.bools();
            values.get(lane as usize).copied()
        };
        match &node.op {
            Op::Up => {
                let from = self.plan.graph.node(arg(0)?)?.space;
                let lane = self.up(node.space, from).get(lane as usize)?;
                Some((arg(0)?, *lane))
            }
            Op::Gather => {
                let reference = arg(0)?;
                if fails(&reference) {
                    return Some((reference, lane));
                }
                let lanes = self.column(reference)?.values.lanes();
                Some((arg(1)?, *lanes.get(lane as usize)?))
            }
            Op::Select => {
                let condition = arg(0)?;
                if fails(&condition) {
                    return Some((condition, lane));
                }
                Some((
                    if is_true(condition)? {
                        arg(1)?
                    } else {
                        arg(2)?
                    },
                    lane,
                ))
            }
            Op::Recover => Some((arg(1)?, lane)),
            Op::Item => match self.plan.graph.space(node.space)? {
                Space::Pairs { owner, .. } | Space::Matches { owner, .. } => {
                    Some((*owner, self.parent(node.space, lane)?))
                }
                space @ Space::Sorted { .. } => {
                    let owner = self.parent(node.space, lane)?;
                    self.unsorted_by(Sorting::of(Some(space))?, owner)
                }
                _ => None,
            },
            Op::Merge => match &self.lanes(node.space).detail {
                super::Detail::Join(sources) => {
                    let (part, lane) = *sources.get(lane as usize)?;
                    Some((arg(part as usize)?, lane))
                }
                _ => None,
            },
            Op::Reduce {
                from,
                filtered,
                kind,
            } => {
                let fold = (node.args.as_slice(), *from, *filtered);
                self.item_cause(node.space, lane, fold, fold::decisive(*kind))
            }
            Op::Pick { from, filtered, .. } => {
                let fold = (node.args.as_slice(), *from, *filtered);
                self.item_cause(node.space, lane, fold, None)
            }
            Op::Joined { from, filtered } => {
                let (separator, items) = node.args.split_last()?;
                let item = self.item_cause(node.space, lane, (items, *from, *filtered), None);
                Some(item.unwrap_or((*separator, lane)))
            }
            Op::Allocate => self.allocation_cause(node, lane),
            _ => node.args.iter().copied().find(fails).map(|id| (id, lane)),
        }
    }

    /// Where a carried value has its error from: the start, the item before, or the item whose place in the order is in error.
    fn carried_cause(&self, id: NodeId, node: &Node, lane: u32) -> Option<(NodeId, u32)> {
        let carried = self.plan.carried(id)?;
        match self.came(id, lane)? {
            Came::Start => Some((*node.args.first()?, lane)),
            Came::From(before) => Some((carried.then, before)),
            Came::Unordered(item) => Some((self.plan.graph.scans.get(carried.scan)?.order?, item)),
        }
    }

    /// The first item in error of a fold; nothing where the error is the fold's own.
    fn item_cause(
        &self,
        space: SpaceId,
        lane: u32,
        (args, from, filtered): (&[NodeId], SpaceId, bool),
        decides: Option<bool>,
    ) -> Option<(NodeId, u32)> {
        let operands: Vec<_> = args.iter().map(|arg| self.operand(*arg)).collect();
        let folding = self.folding((space, None), from, filtered, &operands);
        let group = self.below(from, space, lane);
        let end = group.start.saturating_add(group.len);
        let (item, _) = folding.first_failure(group.start as usize..end as usize, decides)?;
        let keep = args.last().filter(|_| filtered);
        let keep = keep.filter(|keep| self.operand(**keep).failure(item).is_some());
        Some((*keep.or(args.first())?, item))
    }

    /// Whether what is made are items and not numbers.
    fn has_items(&self, made: SpaceId) -> bool {
        let space = self.plan.graph.space(made);
        !matches!(space, Some(Space::Made { name, .. }) if name.is_empty())
    }

    /// The bound or key from whose error a list could not be made, or that in which it shows; nothing where the error is the list's own.
    fn unmade_cause(&self, at: NodeId, made: SpaceId, lane: u32) -> Option<(NodeId, u32)> {
        if let Some(key) = self.plan.key_of(made)
            && key != at
        {
            return Some((key, lane));
        }
        let owner = self.parent(made, lane)?;
        let space = self.plan.graph.space(made);
        if let Some((owners, each)) = ForValues::of(space) {
            return self.value_in_error(owners, each, owner);
        }
        let Some(Space::Made { each, .. }) = space else {
            return None;
        };
        let ends;
        let sizes: &[NodeId] = match each {
            Each::Numbers { from, to, .. } => {
                ends = [*from, *to];
                &ends
            }
            Each::Rows { keys, .. } => keys,
            Each::Members(_) | Each::Values { .. } => &[],
        };
        let fails = |id: &NodeId| self.operand(*id).failure(owner).is_some();
        sizes.iter().copied().find(fails).map(|id| (id, owner))
    }
}
