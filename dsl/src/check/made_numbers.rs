//! Ranges of whole numbers, gone through or made a list for: how many numbers they can have.

use lutine_core::date::Date;
use lutine_core::graph::{Bound, Constant, Domain, Interval};

use super::made_values::{domain_of, most_items, whole_number};
use super::signature::{Role, Signatures};
use crate::syntax::ExpressionKind;
use crate::typed::{Aggregation, Arithmetic, AttributeId, Expr, ExprKind, Literal, Part};

/// How deep an end is looked into: `max(0, count(drivers) - 1)`.
const MOST_LEVELS: u32 = 8;

/// How many numbers there can be from one to another, as far as their literals, declared ranges and bounds of lists say: one at least, for where a
/// bound is in error the list has an item that carries it.
pub(crate) fn most_numbers(signatures: &Signatures<'_>, from: &Expr, to: &Expr) -> Option<u32> {
    let ends = Ends { signatures };
    let least = ends.end(from, Side::Least, MOST_LEVELS)?;
    let greatest = ends.end(to, Side::Greatest, MOST_LEVELS)?;
    let count = greatest.checked_sub(least)?.checked_add(1)?;
    u32::try_from(count.max(1)).ok()
}

/// One end of what a value can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Least,
    Greatest,
}

impl Side {
    const fn other(self) -> Self {
        match self {
            Self::Least => Self::Greatest,
            Self::Greatest => Self::Least,
        }
    }

    /// The value that lies farthest on this side.
    fn farthest<T: Ord>(self, values: impl IntoIterator<Item = T>) -> Option<T> {
        let values = values.into_iter();
        match self {
            Self::Least => values.min(),
            Self::Greatest => values.max(),
        }
    }

    const fn of(self, interval: &Interval) -> &Option<Bound> {
        match self {
            Self::Least => &interval.low,
            Self::Greatest => &interval.high,
        }
    }
}

/// What whole numbers can be at least and at most.
struct Ends<'s> {
    signatures: &'s Signatures<'s>,
}

impl Ends<'_> {
    fn end(&self, value: &Expr, side: Side, levels: u32) -> Option<i64> {
        let deeper = levels.checked_sub(1)?;
        match &value.kind {
            ExprKind::Literal(Literal::Number(number)) => number.to_i64(),
            ExprKind::Aggregate {
                kind: Aggregation::Count,
                clauses,
                ..
            } => match side {
                Side::Least => Some(0),
                Side::Greatest => {
                    let lists = clauses.iter();
                    let each = lists.map(|clause| most_items(self.signatures, &clause.list));
                    i64::try_from(each.fold(1, u64::saturating_mul)).ok()
                }
            },
            ExprKind::Between {
                unit: Part::Years | Part::YearsByFebruary28,
                from,
                to,
            } => match side {
                Side::Least => Some(0),
                Side::Greatest => {
                    let first = self.date(from, Side::Least)?;
                    let last = self.date(to, Side::Greatest)?;
                    let years = i64::from(last.year()).checked_sub(i64::from(first.year()))?;
                    Some(years.max(0))
                }
            },
            ExprKind::Arithmetic {
                operation,
                left,
                right,
            } => match operation {
                Arithmetic::Add => self
                    .end(left, side, deeper)?
                    .checked_add(self.end(right, side, deeper)?),
                Arithmetic::Subtract => self.end(left, side, deeper)?.checked_sub(self.end(
                    right,
                    side.other(),
                    deeper,
                )?),
                _ => None,
            },
            ExprKind::Least(all) => self.chosen(all, Side::Least, side, deeper),
            ExprKind::Greatest(all) => self.chosen(all, Side::Greatest, side, deeper),
            ExprKind::Attribute { attribute, .. } => self
                .declared(value, side)
                .or_else(|| self.key(*attribute, side)),
            _ => self.declared(value, side),
        }
    }

    /// An end of what the items of a list are made for: of the range, of which an end is a number or an attribute beside the list.
    fn key(&self, id: AttributeId, side: Side) -> Option<i64> {
        let entity = self.signatures.entity(id.entity)?;
        let place = usize::try_from(id.attribute).ok()?;
        let is_key = matches!(entity.attributes.get(place)?.role, Role::Key);
        let (owner, source) = entity.made_for.filter(|_| is_key)?;
        let ExpressionKind::Range(range) = &source.kind else {
            return None;
        };
        let end = match side {
            Side::Least => range.low.as_ref()?,
            Side::Greatest => range.high.as_ref()?,
        };
        match &end.kind {
            ExpressionKind::Number(number) => number.digits.parse().ok(),
            ExpressionKind::Name(name) => {
                let (_, beside) = self.signatures.attribute(owner, name)?;
                end_of(beside.declared.as_ref()?.domain.as_deref()?, side)
            }
            _ => None,
        }
    }

    /// An end of the least or the greatest of several. The least is none above any of them, so that there one that is known will do; below it
    /// are all.
    fn chosen(&self, all: &[Expr], choice: Side, side: Side, levels: u32) -> Option<i64> {
        let each = all.iter().map(|one| self.end(one, side, levels));
        if choice == side {
            choice.farthest(each.collect::<Option<Vec<i64>>>()?)
        } else {
            choice.farthest(each.flatten())
        }
    }

    /// An end of the declared range, or of the parts of the set.
    fn declared(&self, value: &Expr, side: Side) -> Option<i64> {
        end_of(&*domain_of(self.signatures, value)?, side)
    }

    fn date(&self, value: &Expr, side: Side) -> Option<Date> {
        if let ExprKind::Literal(Literal::Date(date)) = &value.kind {
            return Some(*date);
        }
        let domain = domain_of(self.signatures, value)?;
        let date = |interval: &Interval| match &side.of(interval).as_ref()?.value {
            Constant::Date(date) => Some(*date),
            _ => None,
        };
        let ends = domain.intervals.iter().map(date);
        side.farthest(ends.collect::<Option<Vec<Date>>>()?)
    }
}

/// An end of a declared range, or of the parts of a set.
fn end_of(domain: &Domain, side: Side) -> Option<i64> {
    let ends = domain.intervals.iter();
    let ends = ends.map(|interval| whole_number(side.of(interval)));
    side.farthest(ends.collect::<Option<Vec<i64>>>()?)
}
