//! One node: its operands' columns to the kernel of its operation, and what failed where.

use super::Execution;
use super::column::{Column, Failure};
use super::kernel::fold::{Folded, Folding};
use super::kernel::{
    Computed, arithmetic, compare, dates, fold, lane_number, leftmost, logic, lookup, moves, same,
    text,
};
use super::lanes::Detail;
use super::made::ForValues;
use crate::batch::Segment;
use crate::column::Values;
use crate::graph::{ListId, Node, NodeId, Op, SpaceId};
use crate::number::Decimal;

static NO_COLUMN: Column = Column::sound(Values::Bool(Vec::new()));

impl Execution<'_> {
    /// Computes the column of a node from those of its arguments: for all lanes of its space, or one after the other for some.
    ///
    /// For some lanes, what an operation reads in its own space is gathered for these before it is given to the kernel, which so knows
    /// nothing of it.
    pub(super) fn operate(&self, id: NodeId, node: &Node, at: Option<&[u32]>) -> Column {
        let gathered: Vec<Option<Column>> = match at {
            None => Vec::new(),
            Some(lanes) => {
                let own = node.args.iter().enumerate().map(|(place, arg)| {
                    let is_own = is_read_lane_by_lane(&node.op, place);
                    is_own.then(|| moves::gather(self.operand(*arg), lanes))
                });
                own.collect()
            }
        };
        let operands = node.args.iter().enumerate().map(|(place, arg)| {
            let own = gathered.get(place).and_then(Option::as_ref);
            own.unwrap_or_else(|| self.operand(*arg))
        });
        let operands: Vec<&Column> = operands.collect();
        match &node.op {
            Op::And => logic::and(nth(&operands, 0), nth(&operands, 1)),
            Op::Or => logic::or(nth(&operands, 0), nth(&operands, 1)),
            Op::Select => logic::select(nth(&operands, 0), nth(&operands, 1), nth(&operands, 2)),
            Op::Failed => Column::sound(logic::failed(nth(&operands, 0))),
            Op::Recover => logic::recover(nth(&operands, 0), nth(&operands, 1)),
            Op::CodeOf => Column::sound(logic::code_of(nth(&operands, 0))),
            Op::Reduce {
                kind,
                from,
                filtered,
            } => {
                let folding = self.folding((node.space, at), *from, *filtered, &operands);
                folded(id, fold::reduce(*kind, folding))
            }
            Op::Pick {
                choice,
                from,
                filtered,
            } => {
                let folding = self.folding((node.space, at), *from, *filtered, &operands);
                folded(id, fold::choose(*choice, folding))
            }
            Op::Joined { from, filtered } => {
                let (separator, items) = match operands.split_last() {
                    Some((separator, items)) => (*separator, items),
                    None => (&NO_COLUMN, operands.as_slice()),
                };
                let folding = self.folding((node.space, at), *from, *filtered, items);
                fold::joined(folding, separator)
            }
            Op::FirstOfItsValue { under } => {
                let starts = self.starts(node.space, *under);
                let values = operands.get(1..).unwrap_or_default();
                same::first_of_its_value(starts, nth(&operands, 0), values)
            }
            Op::Allocate => self.allocate(id, node.space, &operands, at),
            Op::Up
            | Op::Gather
            | Op::Merge
            | Op::Key
            | Op::Item
            | Op::Input(_)
            | Op::AtKey(_)
            | Op::At(_) => self.moved(id, node, &operands, at),
            _ => {
                let failures = leftmost(&operands);
                with_failures(id, self.compute(node, &operands, at), failures)
            }
        }
    }

    /// Operations whose error is that of their leftmost operand in error, else their own.
    fn compute(&self, node: &Node, operands: &[&Column], at: Option<&[u32]>) -> Computed {
        let values = |place| &nth(operands, place).values;
        let numbers = |place| values(place).numbers();
        let days = |place| values(place).dates();
        match &node.op {
            Op::Add => arithmetic::binary(numbers(0), numbers(1), Decimal::add),
            Op::Sub => arithmetic::binary(numbers(0), numbers(1), Decimal::sub),
            Op::Mul => arithmetic::binary(numbers(0), numbers(1), Decimal::mul),
            Op::Div => arithmetic::binary(numbers(0), numbers(1), Decimal::div),
            Op::Rem => arithmetic::binary(numbers(0), numbers(1), Decimal::rem),
            Op::Round(mode) => {
                arithmetic::binary(numbers(0), numbers(1), |x, step| x.round(*mode, step))
            }
            Op::Power => arithmetic::binary(numbers(0), numbers(1), Decimal::pow),
            Op::Maths(function) => arithmetic::maths(*function, numbers(0)),
            Op::Years => dates::years(days(0), days(1)),
            Op::YearsByFebruary28 => dates::years_to_february_28(days(0), days(1)),
            Op::DayCount(basis) => dates::day_count(*basis, days(0), days(1)),
            Op::Shift => dates::shift(days(0), numbers(1), numbers(2), numbers(3)),
            Op::Check(check) => match self.plan.graph.domain(check.domain) {
                Some(domain) => compare::checked(values(0), domain),
                None => Computed::sound(values(0).clone()),
            },
            Op::Row(table) | Op::RowAbove(table) => {
                let keys: Vec<&Values> = operands.iter().map(|key| &key.values).collect();
                let side = match &node.op {
                    Op::RowAbove(_) => lookup::Side::High,
                    _ => lookup::Side::Low,
                };
                match self.plan.tables.get(table.index()) {
                    Some(table) => lookup::rows(table, &keys, self.count(node, at) as usize, side),
                    None => Computed::sound(Values::Row(Vec::new())),
                }
            }
            Op::Interpolated(table, column) => {
                let table = self.plan.tables.get(table.index());
                match table.and_then(|table| Some((table, table.column(*column)?))) {
                    Some((table, cells)) => {
                        lookup::interpolated(table, cells, &[values(0), values(1), values(2)])
                    }
                    None => Computed::sound(Values::empty(node.ty)),
                }
            }
            Op::Cell(table, column) => {
                let table = self.plan.tables.get(table.index());
                match table.and_then(|table| table.column(*column)) {
                    Some(cells) => lookup::cells(cells, values(0).lanes()),
                    None => Computed::sound(Values::empty(node.ty)),
                }
            }
            _ => Computed::sound(self.compute_sound(node, operands, at)),
        }
    }

    /// Operations that cannot fail by themselves.
    fn compute_sound(&self, node: &Node, operands: &[&Column], at: Option<&[u32]>) -> Values {
        let values = |place| &nth(operands, place).values;
        let lanes = || self.count(node, at);
        match &node.op {
            Op::Constant(constant) => Values::one(constant),
            Op::InputGiven(input) => {
                let given = self.batch.given.get(input.index());
                Values::Bool(given.cloned().unwrap_or_default())
            }
            Op::Position => Values::Number(self.positions(node.space)),
            Op::Own => Values::Ref((0..lanes()).collect()),
            Op::Neg => arithmetic::unary(values(0).numbers(), Decimal::neg),
            Op::Abs => arithmetic::unary(values(0).numbers(), Decimal::abs),
            Op::Min => arithmetic::smaller(values(0), values(1)),
            Op::Max => arithmetic::larger(values(0), values(1)),
            Op::Months => dates::months(values(0).dates(), values(1).dates()),
            Op::Days => dates::days(values(0).dates(), values(1).dates()),
            Op::DatePart(part) => dates::part(*part, values(0).dates()),
            Op::Compare(comparison) => compare::compare(*comparison, values(0), values(1)),
            Op::Not => logic::not(values(0).bools()),
            Op::In(domain) => match self.plan.graph.domain(*domain) {
                Some(domain) => Values::Bool(compare::contained(values(0), domain)),
                None => Values::Bool(vec![false; values(0).len()]),
            },
            Op::Known => Values::Bool(vec![true; values(0).len()]),
            Op::Guard => values(1).clone(),
            Op::CellGiven(table, column) => {
                let table = self.plan.tables.get(table.index());
                match table.and_then(|table| table.column(*column)) {
                    Some(cells) => lookup::cells_given(cells, values(0).lanes()),
                    None => Values::Bool(vec![false; values(0).len()]),
                }
            }
            Op::Format(pieces) => {
                let types = node.args.iter().map(|arg| self.plan.graph.node(*arg));
                let parts: Vec<_> = operands
                    .iter()
                    .zip(types)
                    .filter_map(|(operand, node)| Some((&operand.values, node?.ty)))
                    .collect();
                text::format(&self.plan.graph, pieces, &parts, lanes() as usize)
            }
            _ => Values::empty(node.ty),
        }
    }

    /// Operations that bring values from elsewhere.
    fn moved(&self, id: NodeId, node: &Node, operands: &[&Column], at: Option<&[u32]>) -> Column {
        match (&node.op, &self.lanes(node.space).detail) {
            (Op::Key, Detail::Made(keys)) => keys.clone(),
            (Op::Item, Detail::Pairs(items)) => items.clone(),
            (Op::Merge, Detail::Join(sources)) => {
                moves::merge(operands, sources, Values::empty(node.ty))
            }
            (Op::Input(input), _) => {
                let column = self.batch.inputs.get(input.index()).cloned();
                Column::sound(column.unwrap_or_else(|| Values::empty(node.ty)))
            }
            (Op::Up, _) => {
                let from = node.args.first().and_then(|arg| self.plan.graph.node(*arg));
                let above = from.map(|from| self.up(node.space, from.space));
                let above = above.unwrap_or_default();
                match at {
                    None => moves::gather(nth(operands, 0), above),
                    Some(lanes) => {
                        let above = lanes.iter().map(|lane| above.get(*lane as usize));
                        let above: Vec<u32> = above.map_while(|lane| lane.copied()).collect();
                        moves::gather(nth(operands, 0), &above)
                    }
                }
            }
            (Op::Gather, _) => {
                let reference = nth(operands, 0);
                let mut gathered = moves::gather(nth(operands, 1), reference.values.lanes());
                gathered.failures = leftmost(&[reference, &gathered]);
                gathered
            }
            (Op::At(list), _) => {
                let segments = self.segments(*list, nth(operands, 0));
                let places = nth(operands, 1).values.numbers();
                let computed = moves::item_at(segments.into_iter(), places);
                self.found(id, *list, computed, operands)
            }
            (Op::AtKey(list), _) => {
                if let Some(computed) = self.item_for_value(*list, operands) {
                    return self.found(id, *list, computed, operands);
                }
                let segments = self.segments(*list, nth(operands, 0));
                let keys = self.keys(*list);
                let wanted = &nth(operands, 1).values;
                let computed = moves::item_for(segments.into_iter(), &keys.values, wanted);
                self.found(id, *list, computed, operands)
            }
            _ => Column::sound(Values::empty(node.ty)),
        }
    }

    /// The item of a list made for values; nothing if the list is made for something else.
    fn item_for_value(&self, list: ListId, operands: &[&Column]) -> Option<Computed> {
        let items = self.plan.graph.list(list)?.items;
        let (_, each) = ForValues::of(self.plan.graph.space(items))?;
        let wanted = operands.get(1..).unwrap_or_default();
        let found = self.items_for_values(items, each, nth(operands, 0), wanted);
        Some(moves::found_items(found))
    }

    /// The items of the list that each lane's owner has.
    fn segments(&self, list: ListId, owners: &Column) -> Vec<Segment> {
        let owners = owners.values.lanes().iter();
        owners.map(|owner| self.items(list, *owner)).collect()
    }

    /// The keys of the items of a made list; none of a given one.
    pub(crate) fn keys(&self, list: ListId) -> &Column {
        let list = self.plan.graph.list(list);
        match list.map(|list| &self.lanes(list.items).detail) {
            Some(Detail::Made(keys)) => keys,
            _ => &NO_COLUMN,
        }
    }

    /// The items found in lists. In error, in this order: where the owner is, where the list could not be made, where the place
    /// or key is, where there is no such item.
    fn found(&self, id: NodeId, list: ListId, computed: Computed, operands: &[&Column]) -> Column {
        let owner = nth(operands, 0);
        let wanted = operands.get(1..).unwrap_or_default();
        let failures = match &self.keys(list).failures {
            None => leftmost(operands),
            Some(_) => {
                let owners = (0..).zip(owner.values.lanes());
                let failure = |(lane, item): (u32, &u32)| {
                    let unmade = self.unmade(list, *item);
                    let wanted = same::failure(wanted, lane);
                    owner.failure(lane).or(unmade).or(wanted)
                };
                Some(owners.map(failure).collect())
            }
        };
        with_failures(id, computed, failures)
    }

    /// Why the list of an owner could not be made; nothing where it could, and for given lists.
    pub(super) fn unmade(&self, list: ListId, owner: u32) -> Failure {
        match self.items(list, owner) {
            Segment { start, len: 1 } => self.keys(list).failure(start),
            _ => Failure::NONE,
        }
    }

    /// The lanes of the space `from` under each lane of `space`, or each of some of them, with the operands that are folded there.
    pub(super) fn folding<'b>(
        &'b self,
        (space, at): (SpaceId, Option<&'b [u32]>),
        from: SpaceId,
        filtered: bool,
        operands: &[&'b Column],
    ) -> Folding<'b> {
        let (keep, value) = match (filtered, operands) {
            (true, [keep]) => (Some(*keep), None),
            (true, [value, keep, ..]) => (Some(*keep), Some(*value)),
            (_, operands) => (None, operands.first().copied()),
        };
        Folding {
            starts: self.starts(from, space),
            at,
            keep,
            value,
        }
    }

    /// For how many lanes a node is computed.
    fn count(&self, node: &Node, at: Option<&[u32]>) -> u32 {
        match at {
            None => self.lanes(node.space).count,
            Some(lanes) => lane_number(lanes.len()),
        }
    }

    pub(super) fn operand(&self, id: NodeId) -> &Column {
        self.column(id).unwrap_or(&NO_COLUMN)
    }
}

/// Whether an operation reads the operand at a place in its own lane only; else it is one of another space, read where it says.
const fn is_read_lane_by_lane(op: &Op, place: usize) -> bool {
    match op {
        Op::Up | Op::Reduce { .. } | Op::Pick { .. } | Op::Merge => false,
        Op::Gather => place == 0,
        Op::Joined { filtered, .. } => place > *filtered as usize,
        _ => true,
    }
}

fn nth<'c>(operands: &[&'c Column], place: usize) -> &'c Column {
    operands.get(place).copied().unwrap_or(&NO_COLUMN)
}

/// A column with the failures of its operands, and its own where these have none.
fn with_failures(id: NodeId, computed: Computed, failures: Option<Vec<Failure>>) -> Column {
    let Computed { values, failed } = computed;
    if failed.is_empty() {
        return Column { values, failures };
    }
    let mut failures = failures.unwrap_or_else(|| vec![Failure::NONE; values.len()]);
    for (lane, code) in failed {
        if let Some(failure) = failures.get_mut(lane as usize) {
            *failure = failure.or(Failure::new(id, code));
        }
    }
    Column {
        values,
        failures: Some(failures),
    }
}

fn folded(id: NodeId, folded: Folded) -> Column {
    with_failures(id, folded.computed, folded.failures)
}
