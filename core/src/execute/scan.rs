//! Regions that are computed item by item: at each place the items that stand there in all lists at once, as columns.

use super::Execution;
use super::column::{Column, Failure};
use super::plan::Step;
use crate::batch::Segment;
use crate::column::Values;
use crate::graph::{NodeId, Op, Scan, SpaceId};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Where a carried value came from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Came {
    /// It is the start's.
    #[default]
    Start,
    /// From the item before, which is in this lane.
    From(u32),
    /// The list has no order: the place of the item in this lane is in error.
    Unordered(u32),
}

/// What an execution keeps of a scan.
#[derive(Debug, Default)]
pub(super) struct ScanState {
    /// By lane: where what is carried to it came from.
    came: Vec<Came>,
}

/// A list on its way through a scan: its lanes in order, each with where what is carried to it comes from.
struct Run(Vec<(u32, Came)>);

impl Execution<'_> {
    /// Where the value of a carried node in a lane came from; nothing for any other node.
    #[must_use]
    pub fn came(&self, node: NodeId, lane: u32) -> Option<Came> {
        let state = self.scans.get(self.plan.carried(node)?.scan)?;
        Some(state.came.get(lane as usize).copied().unwrap_or_default())
    }

    /// Computes the region of a scan: all of it, or for the items below some lanes of another space.
    pub(super) fn scan(&mut self, number: usize, below: Option<(SpaceId, &[u32])>) {
        let plan = self.plan;
        let Some((scan, steps)) = plan.scan(number) else {
            return;
        };
        let mut runs = self.runs(scan, below);
        self.remember(number, scan, &runs);
        // The longest first, so that those that have an item at a place are the first ones.
        runs.sort_by_key(|run| Reverse(run.0.len()));
        let longest = runs.first().map_or(0, |run| run.0.len());
        for place in 0..longest {
            let here = runs.iter().map_while(|run| run.0.get(place).copied());
            let here: Vec<(u32, Came)> = here.collect();
            self.step(scan, steps, &here);
        }
    }

    /// Computes the region for one item of each list.
    fn step(&mut self, scan: &Scan, steps: &[Step], here: &[(u32, Came)]) {
        let plan = self.plan;
        let items: Vec<u32> = here.iter().map(|(lane, _)| *lane).collect();
        let mut lanes = BTreeMap::from([(scan.space, items.clone())]);
        for step in steps {
            let id = match step {
                Step::Node(id) => *id,
                Step::Scan(inner) => {
                    self.scan(*inner, Some((scan.space, &items)));
                    continue;
                }
            };
            let Some(node) = plan.graph.node(id) else {
                continue;
            };
            let at = lanes
                .entry(node.space)
                .or_insert_with(|| self.all_below(node.space, scan.space, &items));
            let column = if node.op == Op::Carried {
                self.carry(id, here, scan.order)
            } else {
                self.operate(id, node, Some(at))
            };
            if let Some(slot) = self.columns.get_mut(id.index()) {
                slot.put(at, &column);
            }
        }
    }

    /// The lists that are gone through, those below some lanes of another space or all.
    fn runs(&self, scan: &Scan, below: Option<(SpaceId, &[u32])>) -> Vec<Run> {
        let segments = self.lists_in(scan.space);
        let order = scan.order.map(|order| self.operand(order));
        let run = |segment: &Segment| in_order(*segment, order);
        let Some((above, active)) = below else {
            return segments.iter().map(run).collect();
        };
        let mut runs = Vec::new();
        for lane in active {
            let Segment { start, len } = self.below(scan.space, above, *lane);
            let end = start.saturating_add(len);
            let first = segments.partition_point(|segment| segment.start < start);
            let inside = segments.iter().skip(first);
            runs.extend(inside.take_while(|segment| segment.start < end).map(run));
        }
        runs
    }

    fn remember(&mut self, number: usize, scan: &Scan, runs: &[Run]) {
        let count = self.lanes(scan.space).count as usize;
        let Some(state) = self.scans.get_mut(number) else {
            return;
        };
        state.came.resize(count, Came::Start);
        for (lane, came) in runs.iter().flat_map(|run| &run.0) {
            if let Some(slot) = state.came.get_mut(*lane as usize) {
                *slot = *came;
            }
        }
    }

    /// What reaches some items.
    fn carry(&self, id: NodeId, items: &[(u32, Came)], order: Option<NodeId>) -> Column {
        let node = self.plan.graph.node(id);
        let start = node.and_then(|node| node.args.first());
        let then = self.plan.carried(id).map(|carried| carried.then);
        let (Some(node), Some(start), Some(then)) = (node, start, then) else {
            return Column::sound(Values::Bool(Vec::new()));
        };
        let (start, then) = (self.operand(*start), self.operand(then));
        let mut values = Values::empty(node.ty);
        let mut failures = Vec::with_capacity(items.len());
        for (lane, came) in items {
            let (from, lane) = match came {
                Came::Start => (start, *lane),
                Came::From(before) => (then, *before),
                Came::Unordered(item) => {
                    let order = order.map(|order| self.operand(order).failure(*item));
                    values.push_filler();
                    failures.push(order.unwrap_or_default());
                    continue;
                }
            };
            values.push_from(&from.values, lane);
            failures.push(from.failure(lane));
        }
        let failed = failures.iter().any(|failure| failure.is_some());
        Column {
            values,
            failures: failed.then_some(failures),
        }
    }

    /// The lanes of a space below some lanes of an ancestor.
    fn all_below(&self, space: SpaceId, ancestor: SpaceId, lanes: &[u32]) -> Vec<u32> {
        let mut all = Vec::new();
        for lane in lanes {
            let Segment { start, len } = self.below(space, ancestor, *lane);
            all.extend(start..start.saturating_add(len));
        }
        all
    }
}

/// The lanes of a list in the order of a column, ties as they stand in it. Where a lane of the column is in error there is no order.
fn in_order(segment: Segment, order: Option<&Column>) -> Run {
    let all = segment.start..segment.start.saturating_add(segment.len);
    let mut lanes: Vec<u32> = all.collect();
    if let Some(order) = order {
        let fails = |lane: &u32| order.failure(*lane) != Failure::NONE;
        if let Some(failed) = lanes.iter().copied().find(fails) {
            let unordered = lanes
                .into_iter()
                .map(|lane| (lane, Came::Unordered(failed)));
            return Run(unordered.collect());
        }
        match &order.values {
            Values::Number(keys) => lanes.sort_by_key(|lane| keys.get(*lane as usize)),
            Values::Date(keys) => lanes.sort_by_key(|lane| keys.get(*lane as usize)),
            Values::Enum(keys) => lanes.sort_by_key(|lane| keys.get(*lane as usize)),
            _ => {}
        }
    }
    let before = lanes.iter().map(|lane| Came::From(*lane));
    let came = std::iter::once(Came::Start).chain(before);
    Run(lanes.iter().copied().zip(came).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Decimal;

    const FIVE: Segment = Segment { start: 2, len: 5 };

    #[test]
    fn ties_stay_in_the_order_of_the_list() {
        let keys = [0, 0, 3, 1, 3, 1, 2].map(Decimal::from_i64).to_vec();
        let order = Column::sound(Values::Number(keys));
        let run = in_order(FIVE, Some(&order)).0;
        let lanes: Vec<u32> = run.iter().map(|(lane, _)| *lane).collect();
        assert_eq!(lanes, [3, 5, 6, 2, 4]);
        assert_eq!(run.first().map(|(_, came)| *came), Some(Came::Start));
        assert_eq!(run.last().map(|(_, came)| *came), Some(Came::From(2)));
    }

    #[test]
    fn a_list_with_a_place_in_error_has_no_order() {
        let keys = [0, 0, 3, 1, 3, 1, 2].map(Decimal::from_i64).to_vec();
        let mut failures = vec![Failure::NONE; 7];
        failures[4] = Failure::new(NodeId(1), crate::graph::ErrorCode::Overflow);
        let order = Column {
            values: Values::Number(keys),
            failures: Some(failures),
        };
        let run = in_order(FIVE, Some(&order)).0;
        assert!(run.iter().all(|(_, came)| *came == Came::Unordered(4)));
    }
}
