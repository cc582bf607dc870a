use crate::column::Values;
use crate::execute::{Came, Detail, Execution};
use crate::graph::{Node, NodeId, Op, RISK, Reduction, Space, SpaceId, TableId, Ty};

/// Lanes that only count below those for which a condition is true: a list that is one arm of a choice, or one that is gone through for
/// each item of another, of which some do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Their space.
    pub space: SpaceId,
    /// Of a [`Space::Join`] the place of the part that they are; else all lanes of the space are meant.
    pub part: Option<u32>,
    /// The condition, in the space's parent.
    pub condition: NodeId,
}

/// In which lanes the value of each node was needed. See the [module page](super).
#[derive(Debug)]
pub struct Needed<'e> {
    pub(super) execution: &'e Execution<'e>,
    pub(super) parts: &'e [Part],
    /// By node, by lane.
    lanes: Vec<Vec<bool>>,
    /// What is needed and has not been followed.
    open: Vec<(NodeId, u32)>,
}

impl<'e> Needed<'e> {
    /// What was needed for the fields of the output for which `asked` says so, by place and risk, and for the requirements. Of a risk
    /// that is refused no field was needed.
    #[must_use]
    pub fn of(
        execution: &'e Execution<'e>,
        parts: &'e [Part],
        asked: impl Fn(usize, u32) -> bool,
    ) -> Self {
        let graph = &execution.plan.graph;
        let count = |node: &Node| execution.lanes(node.space).count as usize;
        let mut needed = Self {
            execution,
            parts,
            lanes: graph.nodes.iter().map(|n| vec![false; count(n)]).collect(),
            open: Vec::new(),
        };
        needed.roots(asked);
        while let Some((node, lane)) = needed.open.pop() {
            if let Some(of) = graph.node(node) {
                needed.operands(node, of, lane);
            }
        }
        needed
    }

    /// Whether the value of a node was needed in a lane.
    #[must_use]
    pub fn is_needed(&self, node: NodeId, lane: u32) -> bool {
        let lanes = self.lanes.get(node.index());
        lanes.and_then(|lanes| lanes.get(lane as usize)) == Some(&true)
    }

    /// The lanes in which the value of a node was needed, each with the risk that it belongs to.
    pub fn lanes(&self, node: NodeId) -> impl Iterator<Item = (u32, u32)> {
        let space = self.execution.plan.graph.node(node).map(|node| node.space);
        let risks = space.map(|space| self.execution.up(space, RISK));
        let lanes = self.lanes.get(node.index()).map(Vec::as_slice);
        let lanes = (0_u32..).zip(lanes.unwrap_or_default());
        let needed = lanes.filter(|(_, needed)| **needed);
        needed.filter_map(move |(lane, _)| {
            let risk = risks?.get(lane as usize)?;
            Some((lane, *risk))
        })
    }

    /// The lanes in which a condition was needed: the risk that each belongs to, and whether it is true; nothing where it is in error.
    pub fn conditions(&self, node: NodeId) -> impl Iterator<Item = (u32, Option<bool>)> {
        let value = move |lane| self.is_sound(node, lane).then(|| self.is_true(node, lane));
        self.lanes(node)
            .map(move |(lane, risk)| (risk, value(lane)))
    }

    /// The rows of a table that were needed: the risk that needed each, and its place in the table.
    pub fn rows(&self, table: TableId) -> impl Iterator<Item = (u32, u32)> {
        let nodes = (0..).map(NodeId).zip(&self.execution.plan.graph.nodes);
        let look_ups = nodes.filter(move |(_, node)| match node.op {
            Op::Row(of) | Op::RowAbove(of) => of == table,
            Op::Key => node.ty == Ty::Row(table),
            _ => false,
        });
        look_ups.flat_map(move |(id, _)| {
            let rows = self
                .execution
                .column(id)
                .map(|column| column.values.lanes());
            let rows = rows.unwrap_or_default();
            let sound = self
                .lanes(id)
                .filter(move |(lane, _)| self.is_sound(id, *lane));
            let hit = sound.filter_map(move |(lane, risk)| Some((risk, *rows.get(lane as usize)?)));
            hit.filter(|(_, row)| *row != Values::NO_ROW)
        })
    }

    /// The rows that a column has in the lanes in which a condition was needed and is true, each with the risk that it belongs to.
    pub fn rows_where(&self, condition: NodeId, row: NodeId) -> impl Iterator<Item = (u32, u32)> {
        let column = self.execution.column(row);
        let rows = column.map_or(&[][..], |column| column.values.lanes());
        let count = self.lanes(condition);
        let count = count.filter(move |(lane, _)| self.is_true(condition, *lane));
        count.filter_map(|(lane, risk)| Some((risk, *rows.get(lane as usize)?)))
    }

    /// Needs the value of a node in a lane; whether there is one.
    pub(super) fn need(&mut self, node: NodeId, lane: u32) -> bool {
        let lanes = self.lanes.get_mut(node.index());
        if let Some(needed) = lanes.and_then(|lanes| lanes.get_mut(lane as usize))
            && !std::mem::replace(needed, true)
        {
            self.open.push((node, lane));
        }
        self.is_sound(node, lane)
    }

    pub(super) fn is_sound(&self, node: NodeId, lane: u32) -> bool {
        let column = self.execution.column(node);
        column.is_some_and(|column| column.failure(lane).is_none())
    }

    /// Whether a condition is true; where it is in error it is not.
    pub(super) fn is_true(&self, node: NodeId, lane: u32) -> bool {
        let column = self.execution.column(node);
        let value = column.and_then(|column| column.values.bools().get(lane as usize));
        value == Some(&true) && self.is_sound(node, lane)
    }

    /// Needs a condition; whether it is true, nothing where it is in error.
    fn decide(&mut self, node: NodeId, lane: u32) -> Option<bool> {
        self.need(node, lane).then(|| self.is_true(node, lane))
    }

    /// What a lane of a node needs of its operands.
    fn operands(&mut self, id: NodeId, node: &Node, lane: u32) {
        let arg = |place: usize| node.args.get(place).copied();
        let (Some(first), second, third) = (arg(0), arg(1), arg(2)) else {
            return self.without_operands(node, lane);
        };
        match (&node.op, second) {
            (Op::Up, _) => {
                if let Some((from, lane)) = self.above(node.space, first, lane) {
                    self.need(from, lane);
                }
            }
            (Op::Gather, Some(second)) => {
                if self.need(first, lane)
                    && let Some(there) = self.referred(first, lane)
                {
                    self.need(second, there);
                }
            }
            (Op::And, Some(second)) => {
                if self.decide(first, lane) == Some(true) {
                    self.need(second, lane);
                }
            }
            (Op::Or, Some(second)) => {
                if self.decide(first, lane) == Some(false) {
                    self.need(second, lane);
                }
            }
            (Op::Select, _) => {
                let taken = match self.decide(first, lane) {
                    Some(true) => second,
                    Some(false) => third,
                    None => None,
                };
                if let Some(taken) = taken {
                    self.need(taken, lane);
                }
            }
            (Op::Recover, Some(second)) => {
                if !self.need(first, lane) {
                    self.need(second, lane);
                }
            }
            (
                Op::Reduce {
                    kind,
                    from,
                    filtered,
                },
                _,
            ) => {
                self.fold(node, lane, (*from, *filtered), decisive(*kind));
            }
            (Op::Pick { from, filtered, .. }, _) => {
                self.fold(node, lane, (*from, *filtered), None);
            }
            (Op::Joined { from, filtered }, _) => {
                if self.fold(node, lane, (*from, *filtered), None)
                    && let Some(separator) = node.args.last()
                {
                    self.need(*separator, lane);
                }
            }
            (Op::Merge, _) => self.merged(node, lane),
            (Op::Allocate, _) => self.shares(node, lane),
            (Op::Carried, _) => self.carried(id, first, lane),
            (Op::FirstOfItsValue { .. }, _) => {
                if self.decide(first, lane) == Some(true) {
                    let mut values = node.args.iter().skip(1);
                    while values.next().is_some_and(|arg| self.need(*arg, lane)) {}
                }
            }
            _ => {
                let mut operands = node.args.iter();
                while operands.next().is_some_and(|arg| self.need(*arg, lane)) {}
            }
        }
    }

    /// What sizes the space that a key or an item stands in.
    fn without_operands(&mut self, node: &Node, lane: u32) {
        if matches!(node.op, Op::Key | Op::Item)
            && let Some(parent) = self
                .execution
                .plan
                .graph
                .space(node.space)
                .and_then(Space::parent)
            && let Some(above) = self.execution.up(node.space, parent).get(lane as usize)
        {
            self.size_of(node.space, *above);
        }
    }

    /// What is carried needs that it could be put in order, and the start or the item before.
    fn carried(&mut self, id: NodeId, start: NodeId, lane: u32) {
        let execution = self.execution;
        let plan = execution.plan;
        let (Some(carried), Some(came)) = (plan.carried(id), execution.came(id, lane)) else {
            return;
        };
        if let Some(scan) = plan.graph.scans.get(carried.scan)
            && let Some(order) = scan.order
        {
            let list = execution.list_around(scan.space, lane);
            for item in list.start..list.start.saturating_add(list.len) {
                if !self.need(order, item) {
                    return;
                }
            }
        }
        match came {
            Came::Start => self.need(start, lane),
            Came::From(before) => self.need(carried.then, before),
            Came::Unordered(_) => false,
        };
    }

    /// A share needs the total, the weights of all items of its list, and the step.
    fn shares(&mut self, node: &Node, lane: u32) {
        let [total, weight, step] = node.args.as_slice() else {
            return;
        };
        let list = self.execution.list_around(node.space, lane);
        let mut items = list.start..list.start.saturating_add(list.len);
        if self.need(*total, list.start) && items.all(|item| self.need(*weight, item)) {
            self.need(*step, list.start);
        }
    }

    fn merged(&mut self, node: &Node, lane: u32) {
        let source = match &self.execution.lanes(node.space).detail {
            Detail::Join(sources) => sources.get(lane as usize).copied(),
            _ => None,
        };
        if let Some((part, lane)) = source
            && let Some(part) = node.args.get(part as usize)
        {
            self.need(*part, lane);
        }
    }

    /// A node of a space above, and its lane.
    fn above(&self, space: SpaceId, node: NodeId, lane: u32) -> Option<(NodeId, u32)> {
        let above = self.execution.plan.graph.node(node)?.space;
        let lane = self.execution.up(space, above).get(lane as usize)?;
        Some((node, *lane))
    }

    /// The lane that a column of references points to.
    fn referred(&self, reference: NodeId, lane: u32) -> Option<u32> {
        let lanes = self.execution.column(reference)?.values.lanes();
        lanes.get(lane as usize).copied()
    }
}

/// The value at which a fold stops looking.
const fn decisive(kind: Reduction) -> Option<bool> {
    match kind {
        Reduction::Any => Some(true),
        Reduction::All => Some(false),
        _ => None,
    }
}
