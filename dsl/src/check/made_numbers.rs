//! Ranges of whole numbers, gone through or made a list for: how many numbers they can have.

use lutine_core::date::Date;
use lutine_core::graph::{Bound, Constant, Interval};

use super::made_values::{domain_of, most_items, whole_number};
use super::signature::Signatures;
use crate::typed::{Aggregation, Arithmetic, Expr, ExprKind, Literal, Part};

/// How deep an end is looked into: `max(0, count(drivers) - 1)`.
const MOST_LEVELS: u32 = 8;

/// How many numbers there can be from one to another, as far as their literals, declared ranges and bounds of lists say: one at least, for where a
/// bound is in error the list has an item that carries it.
pub(crate) fn most_numbers(signatures: &Signatures<'_>, from: &Expr, to: &Expr) -> Option<u32> {
    let ends = Ends { signatures };
    let least = ends.least(from, MOST_LEVELS)?;
    let greatest = ends.greatest(to, MOST_LEVELS)?;
    let count = greatest.checked_sub(least)?.checked_add(1)?;
    u32::try_from(count.max(1)).ok()
}

/// What whole numbers can be at least and at most.
struct Ends<'s> {
    signatures: &'s Signatures<'s>,
}

impl Ends<'_> {
    fn least(&self, value: &Expr, levels: u32) -> Option<i64> {
        let deeper = levels.checked_sub(1)?;
        match &value.kind {
            ExprKind::Literal(Literal::Number(number)) => number.to_i64(),
            ExprKind::Aggregate {
                kind: Aggregation::Count,
                ..
            } => Some(0),
            ExprKind::Between {
                unit: Part::Years | Part::YearsByFebruary28,
                ..
            } => Some(0),
            ExprKind::Arithmetic {
                operation,
                left,
                right,
            } => match operation {
                Arithmetic::Add => self
                    .least(left, deeper)?
                    .checked_add(self.least(right, deeper)?),
                Arithmetic::Subtract => self
                    .least(left, deeper)?
                    .checked_sub(self.greatest(right, deeper)?),
                _ => None,
            },
            // The greatest of several is none below any of them.
            ExprKind::Greatest(all) => all.iter().filter_map(|one| self.least(one, deeper)).max(),
            ExprKind::Least(all) => {
                let each = all.iter().map(|one| self.least(one, deeper));
                each.collect::<Option<Vec<i64>>>()?.into_iter().min()
            }
            _ => self
                .declared(value, |interval| &interval.low)?
                .into_iter()
                .min(),
        }
    }

    fn greatest(&self, value: &Expr, levels: u32) -> Option<i64> {
        let deeper = levels.checked_sub(1)?;
        match &value.kind {
            ExprKind::Literal(Literal::Number(number)) => number.to_i64(),
            ExprKind::Aggregate {
                kind: Aggregation::Count,
                clauses,
                ..
            } => {
                let lists = clauses.iter();
                let each = lists.map(|clause| most_items(self.signatures, &clause.list));
                i64::try_from(each.fold(1, u64::saturating_mul)).ok()
            }
            ExprKind::Between {
                unit: Part::Years | Part::YearsByFebruary28,
                from,
                to,
            } => {
                let first = self
                    .date(from, |interval| &interval.low)?
                    .into_iter()
                    .min()?;
                let last = self
                    .date(to, |interval| &interval.high)?
                    .into_iter()
                    .max()?;
                Some(
                    i64::from(last.year())
                        .checked_sub(i64::from(first.year()))?
                        .max(0),
                )
            }
            ExprKind::Arithmetic {
                operation,
                left,
                right,
            } => match operation {
                Arithmetic::Add => self
                    .greatest(left, deeper)?
                    .checked_add(self.greatest(right, deeper)?),
                Arithmetic::Subtract => self
                    .greatest(left, deeper)?
                    .checked_sub(self.least(right, deeper)?),
                _ => None,
            },
            // The least of several is none above any of them.
            ExprKind::Least(all) => all
                .iter()
                .filter_map(|one| self.greatest(one, deeper))
                .min(),
            ExprKind::Greatest(all) => {
                let each = all.iter().map(|one| self.greatest(one, deeper));
                each.collect::<Option<Vec<i64>>>()?.into_iter().max()
            }
            _ => self
                .declared(value, |interval| &interval.high)?
                .into_iter()
                .max(),
        }
    }

    /// Ends of the declared range, or of the parts of the set.
    fn declared(&self, value: &Expr, end: fn(&Interval) -> &Option<Bound>) -> Option<Vec<i64>> {
        let domain = domain_of(self.signatures, value)?;
        let intervals = domain.intervals.iter();
        intervals
            .map(|interval| whole_number(end(interval)))
            .collect()
    }

    fn date(&self, value: &Expr, end: fn(&Interval) -> &Option<Bound>) -> Option<Vec<Date>> {
        if let ExprKind::Literal(Literal::Date(date)) = &value.kind {
            return Some(vec![*date]);
        }
        let domain = domain_of(self.signatures, value)?;
        let date = |interval: &Interval| match &end(interval).as_ref()?.value {
            Constant::Date(date) => Some(*date),
            _ => None,
        };
        domain.intervals.iter().map(date).collect()
    }
}
