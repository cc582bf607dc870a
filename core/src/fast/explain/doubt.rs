//! Why an operation is watched.

use super::within::within;
use super::{Doubt, Within};
use crate::fast::compile::Survey;
use crate::fast::program::{Fold, Op, Two};
use crate::graph::{ListId, Node, NodeId, Op as GraphOp, Ty};

/// What is not certain of the operation of a node, and in words.
pub(super) fn doubt(survey: &Survey<'_>, node: Option<&Node>, op: &Op) -> (Doubt, String) {
    let zero = (Doubt::DivisionByZero, "the divisor may be 0".to_owned());
    let fits = |what: &str| (Doubt::DoesNotFit, format!("{what} may not fit a word"));
    let folds = node.is_some_and(|node| matches!(node.op, GraphOp::Reduce { .. }));
    match op {
        Op::Fold(Fold::Sum, ..) => fits(&sum(survey, node)),
        Op::Two(Two::Add, ..) if folds => fits(&sum(survey, node)),
        Op::Two(Two::Add, ..) => fits("the sum"),
        Op::Two(Two::Sub, ..) => fits("the difference"),
        Op::Two(Two::Mul, ..) => fits("the product"),
        Op::Two(Two::Rem, ..) => zero,
        Op::Two(..) => (
            Doubt::DateOrder,
            "the second date may be before the first".to_owned(),
        ),
        Op::Scale(_, factor) => {
            let more = factor.checked_ilog10().unwrap_or(0);
            let places = if more == 1 { "place" } else { "places" };
            fits(&format!("the number with {more} more {places}"))
        }
        Op::Product(..) => fits("the product, before it is rounded or after,"),
        Op::Quotient(..) if divisor_may_be_0(survey, node) => zero,
        Op::Quotient(..) => fits("the quotient"),
        Op::Shift(..) => (
            Doubt::DateOutOfRange,
            "the date may be outside the years 1 to 9999".to_owned(),
        ),
        Op::Within(..) => {
            let words = match node.map(|node| &node.op) {
                Some(GraphOp::Check(check)) => format!("{} may leave its range", check.name),
                _ => "the value may leave its range".to_owned(),
            };
            (Doubt::OutOfRange, words)
        }
        Op::Row(..) => (
            Doubt::SeveralRows,
            format!("{} may have several rows", table(survey, node)),
        ),
        Op::Cell(..) | Op::Flat(..) => (Doubt::NoRow, cell(survey, node)),
        Op::At(list, ..) => (
            Doubt::NoItem,
            format!("{} may have no such item", list_name(survey, *list)),
        ),
        Op::AtMember(list, ..) => (
            Doubt::NoItem,
            format!("{} may have no item for it", list_name(survey, *list)),
        ),
        _ => fits("the number"),
    }
}

/// `the sum of up to 4 numbers of 0.00..1,000.00`
fn sum(survey: &Survey<'_>, node: Option<&Node>) -> String {
    let known = node.and_then(|node| {
        let GraphOp::Reduce { from, .. } = node.op else {
            return None;
        };
        let of = *node.args.first()?;
        let most = survey.most.under(survey.graph, from, node.space);
        let ty = survey.graph.node(of)?.ty;
        Some(match within(survey.graph, ty, survey.vals(of)) {
            Within::Numbers { low, high, .. } => {
                format!("the sum of up to {most} numbers of {low}..{high}")
            }
            _ => format!("the sum of up to {most} numbers"),
        })
    });
    known.unwrap_or_else(|| "the sum".to_owned())
}

fn divisor_may_be_0(survey: &Survey<'_>, node: Option<&Node>) -> bool {
    let divisor = node.and_then(|node| {
        let quotient = survey.graph.node(*node.args.first()?)?;
        quotient.args.get(1).copied()
    });
    let vals = divisor.map(|divisor| survey.vals(divisor));
    vals.is_some_and(|vals| vals.iter().any(|val| val.range.contains(0)))
}

fn table(survey: &Survey<'_>, node: Option<&Node>) -> String {
    let id = node.and_then(|node| match node.op {
        GraphOp::Row(id) | GraphOp::Cell(id, _) => Some(id),
        _ => None,
    });
    let table = id.and_then(|id| survey.graph.table(id));
    table.map_or_else(
        || "the table".to_owned(),
        |table| format!("table {}", table.name),
    )
}

/// `table tier has no row for some keys`
fn cell(survey: &Survey<'_>, node: Option<&Node>) -> String {
    let row = node.and_then(|node| node.args.first());
    let row: &[_] = row
        .map(|row: &NodeId| survey.vals(*row))
        .unwrap_or_default();
    let has_row = row.iter().all(|row| row.range.low >= 0);
    let what = if has_row { "cell" } else { "row" };
    format!("{} may have no {what} for some keys", table(survey, node))
}

fn list_name(survey: &Survey<'_>, list: ListId) -> String {
    let list = survey.graph.list(list);
    list.map_or_else(|| "the list".to_owned(), |list| list.name.to_string())
}

/// Whether values of a type are numbers.
pub(super) const fn is_number(ty: Ty) -> bool {
    matches!(ty, Ty::Int | Ty::Decimal | Ty::Money(_) | Ty::Unrounded(_))
}
