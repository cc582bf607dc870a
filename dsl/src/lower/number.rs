//! Numbers and dates.

use super::Lowerer;
use super::scan::unwidened;
use super::value::Value;
use crate::typed::{Arithmetic, Expr, ExprKind, Part, TextPiece, Type};
use lutine_core::graph::{NodeId, Op, Piece, Ty};

impl<'a> Lowerer<'a> {
    /// Arithmetic, rounding, and what is computed from dates.
    pub(super) fn computed(&mut self, expr: &'a Expr, first: Value) -> Value {
        let a = self.one(&first);
        let (op, args) = match &expr.kind {
            ExprKind::Negate(_) => (Op::Neg, vec![a]),
            ExprKind::Absolute(_) => (Op::Abs, vec![a]),
            ExprKind::Maths { function, .. } => (Op::Maths(*function), vec![a]),
            ExprKind::Arithmetic {
                operation, right, ..
            } => {
                let right = self.number(right);
                return self.of_two(arithmetic(*operation), a, right, expr);
            }
            ExprKind::Round { mode, step, .. } => {
                let step = self.number(step);
                return self.of_two(Op::Round(*mode), a, step, expr);
            }
            ExprKind::DatePart { part, .. } => (Op::DatePart(*part), vec![a]),
            ExprKind::Between { unit, to, .. } => {
                let to = self.lower_one(to);
                return self.of_two(between(*unit), a, to, expr);
            }
            ExprKind::Shift { period, back, .. } => {
                let period = self.period(period, *back);
                (Op::Shift, std::iter::once(a).chain(period).collect())
            }
            _ => return first,
        };
        let ty = self.ty(&expr.ty);
        Value::One(self.graph.apply(op, ty, &args, expr.span))
    }

    /// An operation on two columns.
    pub(super) fn of_two(&mut self, op: Op, a: NodeId, b: NodeId, expr: &Expr) -> Value {
        let ty = self.ty(&expr.ty);
        Value::One(self.graph.apply(op, ty, &[a, b], expr.span))
    }

    /// The column of an operand that may be a number of any kind.
    pub(super) fn number(&mut self, expr: &'a Expr) -> NodeId {
        self.lower_one(unwidened(expr))
    }

    /// Years, months and days, or their opposites.
    fn period(&mut self, expr: &'a Expr, back: bool) -> Vec<NodeId> {
        let Value::Record(parts) = self.lower(expr) else {
            return Vec::new();
        };
        let mut columns = Vec::new();
        for part in parts {
            let part = self.one(&part);
            columns.push(if back {
                self.graph.apply(Op::Neg, Ty::Int, &[part], expr.span)
            } else {
                part
            });
        }
        columns
    }

    /// `allocated(total by weight to step)`: one column over the items.
    pub(super) fn allocated(
        &mut self,
        [item, total, weight, step]: [&'a Expr; 4],
        expr: &'a Expr,
    ) -> Value {
        let Type::Entity(entity) = item.ty else {
            return self.no_value();
        };
        let space = self.entity_space(entity);
        let args = [total, weight, step].map(|part| {
            let column = self.number(part);
            self.graph.bring(column, space)
        });
        let (ty, site) = (self.ty(&expr.ty), self.graph.site(expr.span));
        let share = self.graph.push(Op::Allocate, space, ty, args.into(), site);
        Value::One(share)
    }

    /// `min(a, b, …)` and `max(a, b, …)`.
    pub(super) fn extreme(&mut self, op: Op, all: &'a [Expr], expr: &'a Expr) -> Value {
        let ty = self.ty(&expr.ty);
        let mut so_far = None;
        for one in all {
            let next = self.number(one);
            so_far = Some(match so_far {
                None => next,
                Some(before) => self.graph.apply(op.clone(), ty, &[before, next], expr.span),
            });
        }
        so_far.map_or_else(|| self.no_value(), Value::One)
    }

    /// A number as another kind of number.
    pub(super) fn widened(&mut self, value: &Value, ty: &Type) -> Value {
        match value {
            Value::Optional { given, value } => Value::Optional {
                given: *given,
                value: Box::new(self.widened(value, ty)),
            },
            Value::One(node) => {
                let ty = self.ty(ty);
                Value::One(self.graph.retype(*node, ty))
            }
            other => other.clone(),
        }
    }

    /// Text with values in it.
    pub(super) fn format(&mut self, pieces: &'a [TextPiece], expr: &'a Expr) -> Value {
        let (mut parts, mut args) = (Vec::new(), Vec::new());
        for piece in pieces {
            parts.push(match piece {
                TextPiece::Text(text) => Piece::Text(text.clone()),
                TextPiece::Value(value) => {
                    let value = self.lower(value);
                    args.push(self.written(&value, expr));
                    Piece::Value
                }
            });
        }
        Value::One(
            self.graph
                .apply(Op::Format(parts), Ty::Text, &args, expr.span),
        )
    }

    /// What stands in a text for a value; an absent one is `none`.
    fn written(&mut self, value: &Value, expr: &Expr) -> NodeId {
        let Value::Optional { given, value } = value else {
            return self.one(value);
        };
        let value = self.one(value);
        let text = Op::Format(vec![Piece::Value]);
        let text = self.graph.apply(text, Ty::Text, &[value], expr.span);
        let none = self.graph.text(&"none".into());
        let choice = [*given, text, none];
        self.graph.apply(Op::Select, Ty::Text, &choice, expr.span)
    }
}

pub(super) const fn arithmetic(operation: Arithmetic) -> Op {
    match operation {
        Arithmetic::Add => Op::Add,
        Arithmetic::Subtract => Op::Sub,
        Arithmetic::Multiply => Op::Mul,
        Arithmetic::Divide => Op::Div,
        Arithmetic::Remainder => Op::Rem,
        Arithmetic::Power => Op::Power,
    }
}

const fn between(unit: Part) -> Op {
    match unit {
        Part::Years => Op::Years,
        Part::YearsByFebruary28 => Op::YearsByFebruary28,
        Part::OfYear(basis) => Op::DayCount(basis),
        Part::Months => Op::Months,
        Part::Days => Op::Days,
    }
}
