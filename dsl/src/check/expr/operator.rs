//! Operators: arithmetic with its units, comparison, `and or not`, `is given`, `??`.

use lutine_core::graph::Comparison;

use super::name::resolves;
use super::{Expressions, expr, takes_type};
use crate::check::expr::convert::join;
use crate::check::scope::{Scope, given_if_false, given_if_true};
use crate::check::signature::TypeName;
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::{self, ArithmeticOperator, Expression, ExpressionKind, PeriodUnit};
use crate::typed::{Arithmetic, Expr, ExprKind, Literal, Type};

/// The type of `a operator b`, where the operator joins them.
pub(super) fn arithmetic_type(operator: ArithmeticOperator, a: &Type, b: &Type) -> Option<Type> {
    use ArithmeticOperator::{Add, Divide, Modulo, Multiply, Subtract};
    use Type::{Decimal, Int, Money, Unrounded};
    Some(match (operator, a, b) {
        (Add | Subtract | Modulo, Int, Int) | (Multiply, Int, Int) => Int,
        (Add | Subtract | Modulo | Multiply | Divide, Int | Decimal, Int | Decimal) => Decimal,
        (Add | Subtract | Modulo, Money(x), Money(y)) if x == y => Money(*x),
        (Add | Subtract | Modulo, Money(x) | Unrounded(x), Money(y) | Unrounded(y)) if x == y => {
            Unrounded(*x)
        }
        (Multiply, Money(x), Int) | (Multiply, Int, Money(x)) => Money(*x),
        (Multiply, Money(x) | Unrounded(x), Int | Decimal)
        | (Multiply, Int | Decimal, Money(x) | Unrounded(x))
        | (Divide, Money(x) | Unrounded(x), Int | Decimal) => Unrounded(*x),
        (Divide, Money(x) | Unrounded(x), Money(y) | Unrounded(y)) if x == y => Decimal,
        _ => return None,
    })
}

const fn operation(operator: ArithmeticOperator) -> Arithmetic {
    match operator {
        ArithmeticOperator::Add => Arithmetic::Add,
        ArithmeticOperator::Subtract => Arithmetic::Subtract,
        ArithmeticOperator::Multiply => Arithmetic::Multiply,
        ArithmeticOperator::Divide => Arithmetic::Divide,
        ArithmeticOperator::Modulo => Arithmetic::Remainder,
    }
}

impl Expressions<'_, '_> {
    /// `a + b - c`. Where amounts are added or subtracted, plain literals beside them are amounts too; in a product or a
    /// quotient they are factors.
    pub(super) fn arithmetic(
        &mut self,
        scope: &mut Scope,
        arithmetic: &syntax::Arithmetic,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let values = self.operands(scope, arithmetic, hint);
        self.joined_all(arithmetic, values, span)
    }

    fn joined_all(
        &mut self,
        arithmetic: &syntax::Arithmetic,
        values: Vec<Option<Expr>>,
        span: Span,
    ) -> Option<Expr> {
        let mut values = values.into_iter();
        let mut left = values.next()?;
        for (operand, right) in arithmetic.rest.iter().zip(values) {
            left = match (left, right) {
                (Some(left), Some(right)) => self.joined(left, operand, right),
                _ => None,
            };
        }
        let mut result = left?;
        result.span = span;
        Some(result)
    }

    /// The operands in their order, those that take their type from the others after these.
    fn operands(
        &mut self,
        scope: &mut Scope,
        arithmetic: &syntax::Arithmetic,
        hint: Option<&Type>,
    ) -> Vec<Option<Expr>> {
        let mut values: Vec<Option<Expr>> = Vec::new();
        let operands = std::iter::once(&*arithmetic.first);
        for operand in operands.chain(arithmetic.rest.iter().map(|o| &o.operand)) {
            values.push(if takes_type(self.signatures, scope, operand) {
                None
            } else {
                self.infer(scope, operand, None)
            });
        }
        self.literal_operands(scope, arithmetic, values, hint)
    }

    /// The same with those that take their type from the others, or from what is expected.
    fn literal_operands(
        &mut self,
        scope: &mut Scope,
        arithmetic: &syntax::Arithmetic,
        mut values: Vec<Option<Expr>>,
        hint: Option<&Type>,
    ) -> Vec<Option<Expr>> {
        let additive = arithmetic
            .rest
            .first()
            .is_some_and(|o| o.operator.is_additive());
        let found = values.iter().flatten().map(|value| value.ty.given());
        let anchor = found.chain(hint.map(Type::given)).find(|ty| ty.is_number());
        let literal_hint = anchor.filter(|_| additive).cloned();
        let operands = std::iter::once(&*arithmetic.first);
        let operands = operands.chain(arithmetic.rest.iter().map(|o| &o.operand));
        for (operand, slot) in operands.zip(&mut values) {
            if takes_type(self.signatures, scope, operand) {
                *slot = self.infer(scope, operand, literal_hint.as_ref());
            }
        }
        values
    }

    fn joined(&mut self, left: Expr, by: &syntax::ArithmeticOperand, right: Expr) -> Option<Expr> {
        let span = left.span.to(right.span);
        if let Some(absent) = [&left, &right]
            .into_iter()
            .find(|e| matches!(e.ty, Type::Optional(_)))
        {
            return self.report(faults::absent_operand(absent.span));
        }
        let back = by.operator == ArithmeticOperator::Subtract;
        if left.ty == Type::Date && right.ty == Type::Period && by.operator.is_additive() {
            let kind = ExprKind::Shift {
                date: Box::new(left),
                period: Box::new(right),
                back,
            };
            return Some(expr(kind, Type::Date, span));
        }
        match arithmetic_type(by.operator, &left.ty, &right.ty) {
            Some(ty) => {
                let kind = ExprKind::Arithmetic {
                    operation: operation(by.operator),
                    left: Box::new(left),
                    right: Box::new(right),
                };
                Some(expr(kind, ty, span))
            }
            None => {
                let fault = faults::bad_arithmetic(
                    self.signatures,
                    by.operator_span,
                    by.operator,
                    &left,
                    &right,
                );
                self.report(fault)
            }
        }
    }

    pub(super) fn negate(
        &mut self,
        scope: &mut Scope,
        inner: &Expression,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        if let ExpressionKind::Number(number) = &inner.kind {
            let mut value = self.number(number, true, hint)?;
            value.span = span;
            return Some(value);
        }
        let inner = self.infer(scope, inner, hint)?;
        if !inner.ty.is_number() {
            let fault = faults::not_a_number(self.signatures, inner.span, &inner.ty);
            return self.report(fault);
        }
        let ty = inner.ty.clone();
        Some(expr(ExprKind::Negate(Box::new(inner)), ty, span))
    }

    /// `6 months`
    pub(super) fn period(
        &mut self,
        scope: &mut Scope,
        count: &Expression,
        unit: PeriodUnit,
        span: Span,
    ) -> Option<Expr> {
        let count = Box::new(self.check(scope, count, &Type::Int)?);
        let none = || {
            let zero = lutine_core::number::Decimal::from_i64(0);
            Box::new(expr(
                ExprKind::Literal(Literal::Number(zero)),
                Type::Int,
                span,
            ))
        };
        let kind = match unit {
            PeriodUnit::Years => ExprKind::Period {
                years: count,
                months: none(),
                days: none(),
            },
            PeriodUnit::Months => ExprKind::Period {
                years: none(),
                months: count,
                days: none(),
            },
            PeriodUnit::Days => ExprKind::Period {
                years: none(),
                months: none(),
                days: count,
            },
        };
        Some(expr(kind, Type::Period, span))
    }

    /// `a and b and c` (or `or`), as a balanced tree; what is on the left is known on the right.
    pub(super) fn logic(
        &mut self,
        scope: &mut Scope,
        operands: &[Expression],
        conjunction: bool,
    ) -> Option<Expr> {
        scope.inside(|scope| {
            let mut values = Vec::new();
            for operand in operands {
                let value = self.check(scope, operand, &Type::Bool);
                if let Some(value) = &value {
                    scope.learn(if conjunction {
                        given_if_true(value)
                    } else {
                        given_if_false(value)
                    });
                }
                values.push(value);
            }
            balanced(values.into_iter().collect::<Option<Vec<_>>>()?, conjunction)
        })
    }

    /// Two values that stand beside each other, each taking its type from the other where it has none of its own.
    pub(super) fn pair(
        &mut self,
        scope: &mut Scope,
        left: &Expression,
        right: &Expression,
    ) -> Option<(Expr, Expr)> {
        let turned =
            takes_type(self.signatures, scope, left) && !takes_type(self.signatures, scope, right);
        let (one, other) = if turned { (right, left) } else { (left, right) };
        let found = self.infer(scope, one, None);
        if found.is_none() && !turned && self.may_be_a_member(scope, other) {
            return None;
        }
        let second = self.infer(scope, other, found.as_ref().map(|l| l.ty.given()));
        in_order(found, second, turned)
    }

    /// Whether a bare name that nothing else has may be a value of an enum. Beside an operand that is in error nobody can say of which, so
    /// that nothing is wrong with it.
    fn may_be_a_member(&self, scope: &Scope, e: &Expression) -> bool {
        let ExpressionKind::Name(name) = &e.kind else {
            return false;
        };
        let signatures = self.signatures;
        let members = signatures.enumerations.iter().flat_map(|e| &e.members);
        let unread = || {
            let types = &signatures.names_at(name.span).types;
            types.values().any(|(ty, _)| *ty == TypeName::Unread)
        };
        !resolves(signatures, scope, name)
            && (members.into_iter().any(|m| *m.name == *name.text) || unread())
    }

    pub(super) fn compare(
        &mut self,
        scope: &mut Scope,
        left: &Expression,
        operator: syntax::Comparison,
        operator_span: Span,
        right: &Expression,
        span: Span,
    ) -> Option<Expr> {
        if left.kind == ExpressionKind::None {
            return self.report(faults::compared_with_none(left.span));
        }
        if right.kind == ExpressionKind::None {
            return self.report(faults::compared_with_none(right.span));
        }
        let pair = self.pair(scope, left, right);
        self.compared(pair, operator, operator_span, span)
    }

    fn compared(
        &mut self,
        pair: Option<(Expr, Expr)>,
        operator: syntax::Comparison,
        operator_span: Span,
        span: Span,
    ) -> Option<Expr> {
        let (left, right) = pair?;
        if let Some(absent) = [&left, &right]
            .into_iter()
            .find(|e| matches!(e.ty, Type::Optional(_)))
        {
            return self.report(faults::absent_operand(absent.span));
        }
        let Some(common) = join(&left.ty, &right.ty) else {
            let fault = faults::bad_comparison(self.signatures, operator_span, &left, &right);
            return self.report(fault);
        };
        let (comparison, ordering) = match operator {
            syntax::Comparison::Equal => (Comparison::Equal, false),
            syntax::Comparison::NotEqual => (Comparison::NotEqual, false),
            syntax::Comparison::Less => (Comparison::Less, true),
            syntax::Comparison::AtMost => (Comparison::LessOrEqual, true),
            syntax::Comparison::Greater => (Comparison::Greater, true),
            syntax::Comparison::AtLeast => (Comparison::GreaterOrEqual, true),
        };
        let ordered = match &common {
            Type::Enum(id) => self.signatures.enumeration(*id).is_some_and(|e| e.ordered),
            ty => ty.is_number() || *ty == Type::Date,
        };
        if !(if ordering {
            ordered
        } else {
            has_equality(&common)
        }) {
            let fault = faults::no_order(self.signatures, operator_span, &common);
            return self.report(fault);
        }
        let left = Box::new(self.coerce(left, &common)?);
        let right = Box::new(self.coerce(right, &common)?);
        Some(expr(
            ExprKind::Compare {
                comparison,
                left,
                right,
            },
            Type::Bool,
            span,
        ))
    }

    pub(super) fn is_given(
        &mut self,
        scope: &mut Scope,
        value: &Expression,
        negated: bool,
        span: Span,
    ) -> Option<Expr> {
        let value = self.infer_unnarrowed(scope, value, None)?;
        if !matches!(value.ty, Type::Optional(_)) {
            return self.report(faults::always_given(value.span));
        }
        let found = expr(ExprKind::IsGiven(Box::new(value)), Type::Bool, span);
        Some(if negated {
            expr(ExprKind::Not(Box::new(found)), Type::Bool, span)
        } else {
            found
        })
    }

    /// `a ?? b ?? c`
    pub(super) fn first_given(
        &mut self,
        scope: &mut Scope,
        operands: &[Expression],
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let mut operands = operands.iter();
        let first = operands.next()?;
        let mut left = self.infer(scope, first, hint);
        for operand in operands {
            let inner = self.replaceable(left.as_ref())?;
            let right = self.infer(scope, operand, Some(&inner));
            left = self.replaced(left, right, &inner);
        }
        left
    }

    /// The type of a value that may be absent, where it is given.
    fn replaceable(&mut self, left: Option<&Expr>) -> Option<Type> {
        let left = left?;
        if !matches!(left.ty, Type::Optional(_)) {
            return self.report(faults::always_given(left.span));
        }
        Some(left.ty.given().clone())
    }

    fn replaced(&mut self, left: Option<Expr>, right: Option<Expr>, inner: &Type) -> Option<Expr> {
        let (left, right) = left.zip(right)?;
        let Some(common) = join(inner, &right.ty) else {
            let fault = faults::mismatch(self.signatures, right.span, &right.ty, inner);
            return self.report(fault);
        };
        let span = left.span.to(right.span);
        let left_type = Type::Optional(Box::new(common.given().clone()));
        let left = Box::new(self.coerce(left, &left_type)?);
        let right = Box::new(self.coerce(right, &common)?);
        Some(expr(ExprKind::Coalesce(left, right), common, span))
    }
}

/// Whether `=` compares values of a type: those that have no parts, for of others it cannot be said which part matters.
pub(super) fn has_equality(ty: &Type) -> bool {
    ty.is_number() || matches!(ty, Type::Bool | Type::Text | Type::Date | Type::Enum(_))
}

fn in_order(first: Option<Expr>, second: Option<Expr>, turned: bool) -> Option<(Expr, Expr)> {
    let (first, second) = first.zip(second)?;
    Some(if turned {
        (second, first)
    } else {
        (first, second)
    })
}

fn balanced(mut values: Vec<Expr>, conjunction: bool) -> Option<Expr> {
    if values.len() < 2 {
        return values.pop();
    }
    let right = values.split_off(values.len().div_ceil(2));
    let (left, right) = (
        balanced(values, conjunction)?,
        balanced(right, conjunction)?,
    );
    let span = left.span.to(right.span);
    let (left, right) = (Box::new(left), Box::new(right));
    let kind = if conjunction {
        ExprKind::And(left, right)
    } else {
        ExprKind::Or(left, right)
    };
    Some(expr(kind, Type::Bool, span))
}
