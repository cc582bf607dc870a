//! How a rulebook could do without what is not computed in integers.

use crate::fast::compile::{Survey, decimal};
use crate::graph::{Each, Node, NodeId, Op, Space, UNIT};
use crate::number::Decimal;

/// What is not computed, in words: of a list which kind of it.
pub(super) const fn list_reason(space: &Space) -> &'static str {
    match space {
        Space::Sorted { .. } => "a list in another order",
        Space::Matches { .. } => "a list of the items that match",
        Space::Made {
            each: Each::Values { .. },
            ..
        } => "a list of different values",
        Space::Made {
            each: Each::Rows { .. },
            ..
        } => "the rows of a table that fit",
        _ => "a list of this kind",
    }
}

/// What to change, if anything can be changed that a manual may mean as well.
pub(super) fn mend(survey: &Survey<'_>, node: &Node) -> Option<String> {
    let words = match &node.op {
        Op::Div => {
            let times = node.args.get(1).and_then(|by| reciprocal(survey, *by));
            if let Some(times) = times {
                return Some(format!("multiply instead, which is the same: by `{times}`"));
            }
            "where the manual rounds the quotient, say so: `round(a / b half up to 0.0001)`; or divide last, in the rounding there is: `round(a * c / b half up to 0.01)`"
        }
        Op::Mul => "where the manual rounds the product, say so: `round(a * b half up to 0.0001)`",
        Op::Round(_) => {
            "round to a step that is written as a number, and declare the ranges of what is rounded"
        }
        Op::Cell(..) | Op::CellGiven(..) => "write the column of the table with at most 18 digits",
        Op::Add | Op::Sub | Op::Rem | Op::Min | Op::Max | Op::Compare(_) | Op::Select => {
            "where the manual rounds what has many places, say so"
        }
        _ => return None,
    };
    Some(words.to_owned())
}

/// One by a number of the rulebook itself, if that is a decimal: of 100 it is 0.01, of 3 there is none.
fn reciprocal(survey: &Survey<'_>, by: NodeId) -> Option<Decimal> {
    let mut node = survey.graph.node(by)?;
    // A number of the rulebook stands above all that reads it.
    while node.op == Op::Up {
        node = survey.graph.node(*node.args.first()?)?;
    }
    let val = survey.vals(by).first().filter(|_| node.space == UNIT)?;
    let number = decimal(val.word()?, val.scale);
    let one = Decimal::from_i64(1);
    let times = one.div(number).ok()?;
    let back = times.mul(number).ok()?;
    // What a decimal had to cut off is missing when it is multiplied back, or would have as many digits as it holds.
    (back == one && times.scale() <= MOST_PLACES).then_some(times)
}

/// How many places a factor may have that is still read at a glance.
const MOST_PLACES: u32 = 6;
