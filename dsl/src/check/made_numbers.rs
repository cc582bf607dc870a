//! Lists made for numbers: how many items they can have.

use lutine_core::graph::{Bound, Interval};

use super::made_values::{domain_of, whole_number};
use super::signature::Signatures;
use crate::typed::{Expr, ExprKind, Literal};

/// How many numbers there can be from one to another, as far as their literals and declared ranges say: one at least, for where a bound is in error the
/// list has an item that carries it.
pub(crate) fn most_numbers(signatures: &Signatures<'_>, from: &Expr, to: &Expr) -> Option<u32> {
    let intervals = |value: &Expr| Some(domain_of(signatures, value)?.intervals.clone());
    let end = |value: &Expr, of: fn(&Interval) -> &Option<Bound>| match &value.kind {
        ExprKind::Literal(Literal::Number(number)) => Some(vec![number.to_i64()?]),
        _ => intervals(value)?
            .iter()
            .map(|interval| whole_number(of(interval)))
            .collect(),
    };
    let least = end(from, |interval| &interval.low)?.into_iter().min()?;
    let greatest = end(to, |interval| &interval.high)?.into_iter().max()?;
    let count = greatest.checked_sub(least)?.checked_add(1)?;
    u32::try_from(count.max(1)).ok()
}
