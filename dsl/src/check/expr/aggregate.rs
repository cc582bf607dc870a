//! `sum(e for v in A for w in v.B where c)` and its kin, and their short forms over a list of plain values.

use super::{Expressions, expr};
use crate::check::scope::{Scope, given_if_true};
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::{Aggregate, AggregateKind, Expression};
use crate::typed::{Aggregation, Clause, Expr, ExprKind, Literal, Type};

/// The most lists that a comprehension goes through at once.
pub(crate) const MOST_CLAUSES: usize = 16;

/// The aggregation of a word; what is joined is collected first.
fn aggregation(kind: AggregateKind) -> Aggregation {
    match kind {
        AggregateKind::Sum => Aggregation::Sum,
        AggregateKind::Count => Aggregation::Count,
        AggregateKind::Average => Aggregation::Average,
        AggregateKind::Min => Aggregation::Min,
        AggregateKind::Max => Aggregation::Max,
        AggregateKind::Product => Aggregation::Product,
        AggregateKind::Any => Aggregation::Any,
        AggregateKind::All => Aggregation::All,
        AggregateKind::Collect | AggregateKind::Joined => Aggregation::Collect,
        AggregateKind::Distinct => Aggregation::Distinct,
    }
}

impl Expressions<'_, '_> {
    pub(super) fn aggregate(
        &mut self,
        scope: &mut Scope,
        aggregate: &Aggregate,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        if let Some(separator) = &aggregate.separator {
            let texts = Type::List(Box::new(Type::Text));
            let list = self.aggregated_items(scope, aggregate, span, Some(&texts));
            let separator = self.check(scope, separator, &Type::Text);
            return Some(joined(list?, separator?, span));
        }
        self.aggregated_items(scope, aggregate, span, hint)
    }

    fn aggregated_items(
        &mut self,
        scope: &mut Scope,
        aggregate: &Aggregate,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let kind = aggregation(aggregate.kind);
        if aggregate.clauses.len() > MOST_CLAUSES {
            return self.report(faults::too_many_clauses(span, MOST_CLAUSES));
        }
        scope.inside(|scope| {
            let start = scope.variables().len();
            let clauses: Vec<Option<Clause>> = aggregate
                .clauses
                .iter()
                .map(|c| self.clause(scope, c))
                .collect();
            let never_empty = scope.variables().iter().skip(start).all(|v| v.never_empty);
            let condition = aggregate
                .condition
                .as_ref()
                .map(|c| self.check(scope, c, &Type::Bool));
            if let Some(Some(condition)) = &condition {
                scope.learn(given_if_true(condition));
            }
            let value = self.aggregated(scope, kind, &aggregate.value, hint);
            let clauses = clauses.into_iter().collect::<Option<Vec<_>>>()?;
            let condition = match condition {
                Some(condition) => Some(condition?),
                None => None,
            };
            let certain = never_empty && condition.is_none();
            self.aggregation(kind, clauses, condition, value?, certain, span)
        })
    }

    /// The value of each item; for `count` it is only there to name what is counted.
    fn aggregated(
        &mut self,
        scope: &mut Scope,
        kind: Aggregation,
        value: &Expression,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        match kind {
            Aggregation::Count => {
                let counted = self.infer(scope, value, None)?;
                Some(expr(
                    ExprKind::Literal(Literal::Bool(true)),
                    Type::Bool,
                    counted.span,
                ))
            }
            Aggregation::Any | Aggregation::All => self.check(scope, value, &Type::Bool),
            Aggregation::Collect | Aggregation::Distinct => {
                let item = match hint.map(Type::given) {
                    Some(Type::List(item)) => Some(&**item),
                    _ => None,
                };
                let value = self.infer(scope, value, item)?;
                match item {
                    Some(item) => self.coerce(value, item),
                    None => Some(value),
                }
            }
            _ => self.infer(scope, value, hint),
        }
    }

    /// The aggregate with its type.
    fn aggregation(
        &mut self,
        kind: Aggregation,
        clauses: Vec<Clause>,
        condition: Option<Expr>,
        value: Expr,
        certain: bool,
        span: Span,
    ) -> Option<Expr> {
        if let Type::Optional(_) = value.ty {
            return self.report(faults::absent_in_aggregate(value.span));
        }
        let ordered = value.ty.is_number() || value.ty == Type::Date;
        let fits = match kind {
            Aggregation::Sum | Aggregation::Average => value.ty.is_number(),
            Aggregation::Product => matches!(value.ty, Type::Int | Type::Decimal),
            Aggregation::Min | Aggregation::Max => ordered,
            Aggregation::Collect => !matches!(value.ty, Type::List(_) | Type::Period),
            Aggregation::Distinct => self.is_told_apart(&value.ty),
            Aggregation::Any | Aggregation::All | Aggregation::Count => true,
        };
        if !fits && kind == Aggregation::Distinct {
            let fault = faults::cannot_tell_apart(self.signatures, value.span, &value.ty);
            return self.report(fault);
        }
        if !fits {
            let fault = faults::cannot_aggregate(self.signatures, value.span, &value.ty);
            return self.report(fault);
        }
        let or_absent = |ty: Type| {
            if certain {
                ty
            } else {
                Type::Optional(Box::new(ty))
            }
        };
        let ty = match kind {
            Aggregation::Count => Type::Int,
            Aggregation::Any | Aggregation::All => Type::Bool,
            Aggregation::Collect | Aggregation::Distinct => Type::List(Box::new(value.ty.clone())),
            Aggregation::Sum | Aggregation::Product => value.ty.clone(),
            Aggregation::Min | Aggregation::Max => or_absent(value.ty.clone()),
            Aggregation::Average => or_absent(match value.ty {
                Type::Money(id) | Type::Unrounded(id) => Type::Unrounded(id),
                _ => Type::Decimal,
            }),
        };
        let kind = ExprKind::Aggregate {
            kind,
            clauses,
            condition: condition.map(Box::new),
            value: Box::new(value),
        };
        Some(expr(kind, ty, span))
    }

    /// Whether two values of the type are either the same or not: plain ones, and records of such.
    pub(crate) fn is_told_apart(&self, ty: &Type) -> bool {
        match ty {
            Type::Record(id) => {
                let fields = self.signatures.record(*id).map(|record| &record.fields);
                let mut fields = fields.into_iter().flatten();
                fields.all(|(_, declared)| {
                    let declared = declared.as_ref();
                    declared.is_none_or(|declared| self.is_told_apart(&declared.ty))
                })
            }
            Type::Entity(_) | Type::List(_) | Type::Optional(_) | Type::Period => false,
            _ => true,
        }
    }

    /// The first field of a record for which [`Self::is_told_apart`] does not hold.
    pub(crate) fn not_told_apart(&self, ty: &Type) -> Option<&str> {
        let Type::Record(id) = ty else { return None };
        let mut fields = self.signatures.record(*id)?.fields.iter();
        let (name, _) = fields.find(|(_, declared)| {
            let ty = declared.as_ref().map(|declared| &declared.ty);
            ty.is_some_and(|ty| !self.is_told_apart(ty))
        })?;
        Some(name)
    }

    /// `joined(L, s)`
    pub(super) fn joined_list(
        &mut self,
        scope: &mut Scope,
        arguments: &[Expression],
        span: Span,
    ) -> Option<Expr> {
        let [list, separator] = arguments else {
            return self.report(faults::argument_count(
                span,
                "joined",
                2,
                arguments.len(),
                "joined(texts, \", \")",
            ));
        };
        let list = self.check(scope, list, &Type::List(Box::new(Type::Text)));
        let separator = self.check(scope, separator, &Type::Text);
        Some(joined(list?, separator?, span))
    }

    /// `sum(L)`, `count(L)`, `any(L)`: the aggregate of the list's own values.
    pub(super) fn aggregate_list(
        &mut self,
        scope: &mut Scope,
        kind: AggregateKind,
        list: &Expression,
        span: Span,
    ) -> Option<Expr> {
        let kind = aggregation(kind);
        let list = self.infer(scope, list, None)?;
        let Type::List(item) = &list.ty else {
            let fault = faults::not_a_list(self.signatures, list.span, &list.ty);
            return self.report(fault);
        };
        let item = (**item).clone();
        let certain = self.has_items(&list);
        let variable = self.fresh_variable();
        let value = match kind {
            Aggregation::Count => expr(
                ExprKind::Literal(Literal::Bool(true)),
                Type::Bool,
                list.span,
            ),
            _ => expr(ExprKind::Variable(variable), item, list.span),
        };
        if matches!(kind, Aggregation::Any | Aggregation::All) && value.ty != Type::Bool {
            let fault = faults::mismatch(self.signatures, value.span, &value.ty, &Type::Bool);
            return self.report(fault);
        }
        self.aggregation(
            kind,
            vec![Clause { variable, list }],
            None,
            value,
            certain,
            span,
        )
    }
}

fn joined(list: Expr, separator: Expr, span: Span) -> Expr {
    let kind = ExprKind::Joined {
        list: Box::new(list),
        separator: Box::new(separator),
    };
    expr(kind, Type::Text, span)
}
