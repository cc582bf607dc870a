use crate::column::Values;
use crate::execute::{Execution, Origin, Through, write_value};
use crate::graph::{Check, Each, ErrorCode, ListId, Node, NodeId, Op, Space, SpaceId, TableId};
use crate::table::Axis;
use crate::value::Value;

/// What is wrong, in the words of the table in ARCHITECTURE.md.
pub(super) fn message(execution: &Execution<'_>, origin: &Origin) -> String {
    let graph = &execution.plan.graph;
    let node = graph.node(origin.node);
    let told = node.and_then(|node| match (origin.code, &node.op) {
        (ErrorCode::NoRow, Op::Cell(table, column) | Op::Interpolated(table, column)) => {
            no_row(execution, node, origin.lane, *table, *column)
        }
        (ErrorCode::SeveralRows, Op::Row(table) | Op::RowAbove(table)) => {
            let (name, axes) = graph.table(*table).map(|t| (&t.name, &t.axes))?;
            let keys = keys(execution, axes, node, origin.lane);
            Some(format!("table {name} has several rows for {keys}"))
        }
        (ErrorCode::OutOfRange, Op::Check(Check { domain, name })) => {
            let value = operand(execution, node, 0, origin.lane);
            let domain = &graph.domain(*domain)?.text;
            Some(format!("{name} is {value}, outside {domain}"))
        }
        (ErrorCode::NoItem, Op::At(list)) => {
            let wanted = operand(execution, node, 1, origin.lane);
            let owner = execution.column(*node.args.first()?)?.values.lanes();
            let items = execution.items(*list, *owner.get(origin.lane as usize)?);
            let (name, count) = (&graph.list(*list)?.name, items.len);
            Some(format!(
                "{name} has {count} items, number {wanted} was asked for"
            ))
        }
        (ErrorCode::NoItem, Op::AtKey(list)) => {
            let wanted = (1..node.args.len()).map(|n| operand(execution, node, n, origin.lane));
            let wanted: Vec<String> = wanted.collect();
            Some(format!(
                "{} has no item for {}",
                graph.list(*list)?.name,
                wanted.join(", ")
            ))
        }
        (ErrorCode::DateOrder, _) => {
            let first = operand(execution, node, 0, origin.lane);
            let second = operand(execution, node, 1, origin.lane);
            Some(format!(
                "the second date, {second}, is before the first, {first}"
            ))
        }
        (ErrorCode::StepNotPositive, Op::Allocate) => {
            let step = operand(execution, node, 2, origin.lane);
            Some(format!(
                "handing out in steps of {step}, which is not above zero"
            ))
        }
        (ErrorCode::NotInSteps, _) => {
            let total = operand(execution, node, 0, origin.lane);
            let step = operand(execution, node, 2, origin.lane);
            Some(format!(
                "{total} cannot be handed out in whole steps of {step}"
            ))
        }
        (ErrorCode::NegativeWeight, _) => negative_weight(execution, node, origin.lane),
        (ErrorCode::NoWeight, _) => {
            let total = operand(execution, node, 0, origin.lane);
            Some(format!(
                "the weights add up to 0, so that {total} cannot be handed out by them"
            ))
        }
        (ErrorCode::StepNotPositive, _) => {
            let step = operand(execution, node, 1, origin.lane);
            Some(format!("rounding to {step}, which is not above zero"))
        }
        (ErrorCode::NoSuchNumber, Op::Maths(function)) => {
            let x = operand(execution, node, 0, origin.lane);
            Some(format!("{}({x}) has no value", function.name()))
        }
        (ErrorCode::NoSuchNumber, Op::Power) => {
            let x = operand(execution, node, 0, origin.lane);
            let n = operand(execution, node, 1, origin.lane);
            Some(format!("pow({x}, {n}) has no value"))
        }
        (ErrorCode::TooManyItems, _) => match origin.through {
            Some(Through::Unmade(made, _)) => too_many(execution, made),
            _ => too_many(execution, graph.node(origin.node)?.space),
        },
        _ => None,
    });
    told.unwrap_or_else(|| plain(origin.code).to_owned())
}

/// What is wrong where nothing more can be told.
const fn plain(code: ErrorCode) -> &'static str {
    match code {
        ErrorCode::Overflow => "the result is too large",
        ErrorCode::DivisionByZero => "a division by zero",
        ErrorCode::NoRow => "a table has no such row",
        ErrorCode::SeveralRows => "a table has several such rows",
        ErrorCode::OutOfRange => "a value outside its range",
        ErrorCode::NoItem => "a list has no such item",
        ErrorCode::DateOrder => "the second date is before the first",
        ErrorCode::DateOutOfRange => "the date is outside the years 1 to 9999",
        ErrorCode::TooManyItems => "a list would have too many items",
        ErrorCode::StepNotPositive => "rounding to a step that is not above zero",
        ErrorCode::NoSuchNumber => "there is no such number",
        ErrorCode::NotInSteps => "a total that is not a whole number of steps",
        ErrorCode::NegativeWeight => "a weight is below zero",
        ErrorCode::NoWeight => "the weights add up to 0",
    }
}

/// An operand's value, as an answer writes it but without quotes.
fn operand(execution: &Execution<'_>, node: &Node, place: usize, lane: u32) -> String {
    let mut text = String::new();
    if let Some((values, ty)) = node.args.get(place).and_then(|id| of(execution, *id)) {
        write_value(&execution.plan.graph, values, ty, lane as usize, &mut text);
    }
    text
}

fn of<'a>(execution: &'a Execution<'_>, id: NodeId) -> Option<(&'a Values, crate::graph::Ty)> {
    let ty = execution.plan.graph.node(id)?.ty;
    Some((&execution.column(id)?.values, ty))
}

fn no_row(
    execution: &Execution<'_>,
    node: &Node,
    lane: u32,
    table: TableId,
    column: u32,
) -> Option<String> {
    let known = execution.plan.graph.table(table)?;
    let row = *node.args.first()?;
    let there = execution.column(row)?.values.lanes().get(lane as usize);
    let missing = match there {
        Some(row) if *row != Values::NO_ROW => &known.columns.get(column as usize)?.name,
        _ => "row",
    };
    let (look_up, lane) = execution.look_up(row, lane)?;
    let keys = keys(execution, &known.axes, look_up, lane);
    Some(format!("table {} has no {missing} for {keys}", known.name))
}

/// `state TX, coverage BI`: the keys of a look-up, text in quotes.
fn keys(execution: &Execution<'_>, axes: &[Axis], look_up: &Node, lane: u32) -> String {
    let mut text = String::new();
    for (axis, key) in axes.iter().zip(&look_up.args) {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&axis.name);
        text.push(' ');
        if let Some((values, ty)) = of(execution, *key) {
            match values {
                Values::Text(texts) => {
                    let key = texts.get(lane as usize).cloned();
                    text.push_str(&Value::Text(key.unwrap_or_default()).to_json());
                }
                _ => write_value(&execution.plan.graph, values, ty, lane as usize, &mut text),
            }
        }
    }
    text
}

/// The first item of a list whose weight is below zero.
fn negative_weight(execution: &Execution<'_>, node: &Node, lane: u32) -> Option<String> {
    let weights = execution.column(*node.args.get(1)?)?.values.numbers();
    let list = execution.list_around(node.space, lane);
    let mut items = list.start..list.start.saturating_add(list.len);
    let item = items.find(|item| {
        let weight = weights.get(*item as usize);
        weight.is_some_and(|weight| weight.is_negative())
    })?;
    let weight = operand(execution, node, 1, item);
    let path = execution.item_path(node.space, item);
    let path = path.text(&execution.plan.graph.lists);
    Some(format!("the weight of {path} is {weight}, below zero"))
}

fn too_many(execution: &Execution<'_>, made: SpaceId) -> Option<String> {
    let graph = &execution.plan.graph;
    let list: ListId = execution.plan.list_of(made)?;
    match graph.space(made)? {
        Space::Made {
            each: Each::Numbers { max, .. } | Each::Values { max, .. },
            ..
        } => Some(format!(
            "{} would have more than {max} items",
            graph.list(list)?.name
        )),
        _ => None,
    }
}
