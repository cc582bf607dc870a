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

/// What to change, if anything can be changed that a manual may mean as well.
pub(super) fn mend(node: &Node) -> Option<&'static str> {
    Some(match &node.op {
        Op::Div => {
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
    })
}
