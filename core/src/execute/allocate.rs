//! Shares of the items of a list: each list by itself, all its items at once.

use super::Execution;
use super::column::{Column, Failure};
use super::kernel::arithmetic::code;
use crate::batch::Segment;
use crate::column::Values;
use crate::graph::{Node, NodeId, Op, SpaceId};
use crate::number::{Allocation, Decimal};

/// Items that stand one behind the other in a column.
type Group = std::ops::Range<usize>;

impl Execution<'_> {
    /// The shares of all lanes of a space, or of some that are whole lists. `operands` are total, weight and step.
    pub(super) fn allocate(
        &self,
        id: NodeId,
        space: SpaceId,
        operands: &[&Column],
        at: Option<&[u32]>,
    ) -> Column {
        let [total, weight, step] = operands else {
            return Column::sound(Values::Number(Vec::new()));
        };
        let (totals, weights, steps) = (
            total.values.numbers(),
            weight.values.numbers(),
            step.values.numbers(),
        );
        let mut values = Vec::with_capacity(weights.len());
        let mut failures = Vec::with_capacity(weights.len());
        for group in self.lists_of_lanes(space, weights.len(), at) {
            let first = group.start;
            let of_group = weights.get(group.clone()).unwrap_or_default();
            let failed = failure(total, first)
                .or(first_failure(weight, &group))
                .or(failure(step, first));
            let shares = match (totals.get(first), steps.get(first)) {
                (Some(total), Some(step)) if failed.is_none() => {
                    let shares = Allocation::of(*total, of_group, *step);
                    shares.and_then(|allocation| allocation.shares())
                }
                _ => Ok(Vec::new()),
            };
            let (shares, failed) = match shares {
                Ok(shares) => (shares, failed),
                Err(error) => (Vec::new(), Failure::new(id, code(error))),
            };
            values.extend(shares);
            values.resize(group.end, Decimal::ZERO);
            failures.resize(group.end, failed);
        }
        let is_failed = failures.iter().any(|failure| failure.is_some());
        Column {
            values: Values::Number(values),
            failures: is_failed.then_some(failures),
        }
    }

    /// The lanes of a column that stand in one list, list by list.
    fn lists_of_lanes(&self, space: SpaceId, count: usize, at: Option<&[u32]>) -> Vec<Group> {
        let lists = self.lists_in(space);
        let mut groups: Vec<Group> = Vec::new();
        let mut before: Option<usize> = None;
        for place in 0..count {
            let lane = match at {
                None => u32::try_from(place).ok(),
                Some(lanes) => lanes.get(place).copied(),
            };
            let list = lane.and_then(|lane| around(lists, lane));
            match groups.last_mut() {
                Some(group) if list.is_some() && list == before => {
                    group.end = place.saturating_add(1);
                }
                _ => groups.push(place..place.saturating_add(1)),
            }
            before = list;
        }
        groups
    }

    /// The lanes of the list in which an item stands; of what stands in none itself alone.
    #[must_use]
    pub fn list_around(&self, space: SpaceId, item: u32) -> Segment {
        let lists = self.lists_in(space);
        let list = around(lists, item).and_then(|at| lists.get(at)).copied();
        list.unwrap_or(Segment {
            start: item,
            len: 1,
        })
    }

    /// From which operand, and which item of the list, shares have their error; nothing where it is their own.
    pub(super) fn allocation_cause(&self, node: &Node, lane: u32) -> Option<(NodeId, u32)> {
        let [total, weight, step] = node.args.as_slice() else {
            return None;
        };
        let Segment { start, len } = self.list_around(node.space, lane);
        let fails = |id: NodeId, lane: u32| self.operand(id).failure(lane).is_some();
        if fails(*total, start) {
            return Some((*total, start));
        }
        let mut items = start..start.saturating_add(len);
        if let Some(item) = items.find(|item| fails(*weight, *item)) {
            return Some((*weight, item));
        }
        fails(*step, start).then_some((*step, start))
    }

    /// How the share of a lane came about, and its place among those of its list; nothing where there are none.
    #[must_use]
    pub fn allocation(&self, node: &Node, lane: u32) -> Option<(Allocation, usize)> {
        let (Op::Allocate, [total, weight, step]) = (&node.op, node.args.as_slice()) else {
            return None;
        };
        let Segment { start, len } = self.list_around(node.space, lane);
        if self.allocation_cause(node, lane).is_some() {
            return None;
        }
        let number = |id: &NodeId| {
            let numbers = self.operand(*id).values.numbers();
            numbers.get(start as usize).copied()
        };
        let items = start as usize..start.saturating_add(len) as usize;
        let weights = self.operand(*weight).values.numbers().get(items)?;
        let allocation = Allocation::of(number(total)?, weights, number(step)?).ok()?;
        Some((allocation, lane.saturating_sub(start) as usize))
    }
}

/// The place of the list in which a lane stands, of lists in the order of their lanes.
fn around(lists: &[Segment], lane: u32) -> Option<usize> {
    let at = lists
        .partition_point(|list| list.start <= lane)
        .checked_sub(1)?;
    let list = lists.get(at)?;
    (lane < list.start.saturating_add(list.len)).then_some(at)
}

fn failure(column: &Column, place: usize) -> Failure {
    let failures = column.failures.as_ref();
    failures
        .and_then(|failures| failures.get(place))
        .copied()
        .unwrap_or(Failure::NONE)
}

fn first_failure(column: &Column, group: &Group) -> Failure {
    let failures = column.failures.as_ref();
    let failures = failures.and_then(|failures| failures.get(group.clone()));
    let mut failures = failures.unwrap_or_default().iter().copied();
    failures
        .find(|failure| failure.is_some())
        .unwrap_or(Failure::NONE)
}
