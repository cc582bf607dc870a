//! How a rulebook could do without what is not computed in integers.

use crate::graph::{Each, Node, Op, Space};

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

/// What to change, if anything can be changed that leaves the meaning what a manual would say.
pub(super) const fn mend(node: &Node, over_list: bool) -> Option<&'static str> {
    const ROUND_FIRST: &str = "where the manual rounds what has many places, say so";
    match &node.op {
        _ if over_list => None,
        Op::Div => Some(
            "where the manual rounds the quotient, say so: `round(a / b half up to 0.0001)`; or divide last, in the rounding there is: `round(a * c / b half up to 0.01)`",
        ),
        Op::Mul => {
            Some("where the manual rounds the product, say so: `round(a * b half up to 0.0001)`")
        }
        Op::Round(_) => Some(
            "round to a step that is written as a number, and declare the ranges of what is rounded",
        ),
        Op::Cell(..) | Op::CellGiven(..) => {
            Some("write the column of the table with at most 18 digits")
        }
        Op::Add | Op::Sub | Op::Rem | Op::Min | Op::Max | Op::Compare(_) | Op::Select => {
            Some(ROUND_FIRST)
        }
        _ => None,
    }
}
