//! Conditions.

use super::Lowerer;
use super::value::Value;
use crate::coverage::Kind;
use crate::typed::{Expr, ExprKind};
use lutine_core::graph::{Comparison, NodeId, Op, Reduction, Ty};

impl<'a> Lowerer<'a> {
    /// Comparisons, `and`, `or`, `not`, `in`.
    pub(super) fn condition(&mut self, expr: &'a Expr, first: Value) -> Value {
        let a = self.one(&first);
        let (op, args) = match &expr.kind {
            ExprKind::Compare {
                comparison, right, ..
            } => {
                let right = self.number(right);
                return self.of_two(Op::Compare(*comparison), a, right, expr);
            }
            ExprKind::Not(_) => (Op::Not, vec![a]),
            ExprKind::And(_, b) => {
                let a = self.observed(a, Kind::And, b.span, (Some(0), Some(1)));
                let b = self.lower_one(b);
                return self.of_two(Op::And, a, b, expr);
            }
            ExprKind::Or(_, b) => {
                let a = self.observed(a, Kind::Or, b.span, (Some(1), Some(0)));
                let b = self.lower_one(b);
                return self.of_two(Op::Or, a, b, expr);
            }
            ExprKind::In { domain, .. } => (Op::In(self.graph.domain(domain)), vec![a]),
            ExprKind::InRange {
                low,
                high,
                inclusive,
                ..
            } => {
                let ends = (low.as_deref(), high.as_deref(), *inclusive);
                return Value::One(self.in_range(a, ends, expr));
            }
            ExprKind::InList { list, .. } => return Value::One(self.in_list(a, list, expr)),
            _ => return first,
        };
        Value::One(self.graph.apply(op, Ty::Bool, &args, expr.span))
    }

    /// `x in a..b`: both ends are computed, whatever x is.
    fn in_range(
        &mut self,
        x: NodeId,
        (low, high, inclusive): (Option<&'a Expr>, Option<&'a Expr>, bool),
        expr: &Expr,
    ) -> NodeId {
        let above = low.map(|low| {
            let args = [x, self.number(low)];
            let compare = Op::Compare(Comparison::GreaterOrEqual);
            self.graph.apply(compare, Ty::Bool, &args, expr.span)
        });
        let below = high.map(|high| {
            let args = [x, self.number(high)];
            let compare = Op::Compare(if inclusive {
                Comparison::LessOrEqual
            } else {
                Comparison::Less
            });
            self.graph.apply(compare, Ty::Bool, &args, expr.span)
        });
        match (above, below) {
            (Some(above), Some(below)) if self.graph.fallible(below) => {
                let no = self.graph.truth(false);
                let args = [below, no];
                let no = self.graph.apply(Op::Guard, Ty::Bool, &args, expr.span);
                let args = [above, below, no];
                self.graph.apply(Op::Select, Ty::Bool, &args, expr.span)
            }
            (above, below) => match self.graph.and(above, below) {
                Some(both) => both,
                None => self.graph.known(x),
            },
        }
    }

    /// `x in L`: x's error, else whether an item is equal to it.
    fn in_list(&mut self, x: NodeId, list: &'a Expr, expr: &Expr) -> NodeId {
        let Value::List(list) = self.lower(list) else {
            return x;
        };
        let at = self.graph.space_of(x);
        let lanes = self.go_through(list, at, None, false);
        let item = self.one(&lanes.item);
        let equal = Op::Compare(Comparison::Equal);
        let equal = self.graph.apply(equal, Ty::Bool, &[x, item], expr.span);
        let any = self.reduce(
            Reduction::Any,
            Ty::Bool,
            Some(equal),
            lanes.keep,
            &lanes,
            expr,
        );
        if self.graph.fallible(x) {
            self.graph.apply(Op::Guard, Ty::Bool, &[x, any], expr.span)
        } else {
            any
        }
    }
}
