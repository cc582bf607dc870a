//! Ranges of whole numbers that are gone through: `sum(… for year in 1..term)`.

use lutine_core::number::Decimal;

use super::{Expressions, expr};
use crate::check::MOST_ITEMS;
use crate::check::literal::one_line;
use crate::check::made_numbers::most_numbers;
use crate::check::scope::Scope;
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::{Expression, Range};
use crate::typed::{Arithmetic, Expr, ExprKind, Literal, Type};

impl Expressions<'_, '_> {
    /// `1..n` behind `in`, as a list.
    pub(super) fn numbers(
        &mut self,
        scope: &mut Scope,
        range: &Range<Expression>,
        span: Span,
    ) -> Option<Expr> {
        let (Some(low), Some(high)) = (&range.low, &range.high) else {
            return self.report(faults::open_range(span));
        };
        let (from, to, most) = self.whole_ends(scope, (low, high), range.excludes_high)?;
        let are_literals = [low, high]
            .iter()
            .all(|end| matches!(&end.kind, crate::syntax::ExpressionKind::Number(_)));
        if are_literals && most.is_none_or(|most| most > MOST_ITEMS) {
            return self.report(faults::long_range(span, MOST_ITEMS));
        }
        let kind = ExprKind::Numbers {
            from: Box::new(from),
            to: Box::new(to),
            max: most.unwrap_or(MOST_ITEMS).min(MOST_ITEMS),
            text: one_line(self.sources.text(span)).into(),
        };
        Some(expr(kind, Type::List(Box::new(Type::Int)), span))
    }

    /// The ends of a range as whole numbers that both lie inside, and how many numbers there can be, where that is declared.
    pub(crate) fn whole_ends(
        &mut self,
        scope: &mut Scope,
        (low, high): (&Expression, &Expression),
        excludes_high: bool,
    ) -> Option<(Expr, Expr, Option<u32>)> {
        let from = self.check(scope, low, &Type::Int);
        let to = self.check(scope, high, &Type::Int);
        let (from, to) = (from?, to?);
        let most = most_numbers(self.signatures, &from, &to);
        if !excludes_high {
            return Some((from, to, most));
        }
        let span = to.span;
        let one = Literal::Number(Decimal::from_i64(1));
        let kind = ExprKind::Arithmetic {
            operation: Arithmetic::Subtract,
            left: Box::new(to),
            right: Box::new(expr(ExprKind::Literal(one), Type::Int, span)),
        };
        Some((from, expr(kind, Type::Int, span), most))
    }
}
