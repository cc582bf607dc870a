//! The operations as pure functions over whole columns, one family a file. They know nothing of nodes, spaces or lanes' meaning,
//! and are total: a filler (an operand in error, an absent value, an arm not taken) gives some value, never a panic.

pub(super) mod arithmetic;
pub(super) mod compare;
pub(super) mod dates;
pub(super) mod fold;
pub(super) mod logic;
pub(super) mod lookup;
pub(super) mod moves;
pub(super) mod same;
pub(super) mod text;

use super::column::{Column, Failure};
use crate::column::Values;
use crate::graph::ErrorCode;

/// Values, and the lanes in which the operation itself failed: as if no operand were in error.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Computed {
    /// The values; a filler where the operation failed.
    pub values: Values,
    /// The lanes in which it failed, ascending.
    pub failed: Vec<(u32, ErrorCode)>,
}

impl Computed {
    /// Values of an operation that cannot fail.
    pub const fn sound(values: Values) -> Self {
        Self {
            values,
            failed: Vec::new(),
        }
    }
}

/// For each lane the failure of the leftmost operand that has one.
pub(super) fn leftmost(operands: &[&Column]) -> Option<Vec<Failure>> {
    let mut columns = operands.iter().filter_map(|c| c.failures.as_ref());
    let mut failures = columns.next()?.clone();
    for column in columns {
        for (failure, next) in failures.iter_mut().zip(column) {
            *failure = failure.or(*next);
        }
    }
    Some(failures)
}

/// The number of a lane, from its place.
#[allow(
    clippy::cast_possible_truncation,
    reason = "a column has fewer than 2^32 lanes"
)]
pub(super) const fn lane_number(place: usize) -> u32 {
    place as u32
}
