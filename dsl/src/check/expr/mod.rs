//! Expressions: their names resolved, their types found. Types flow both ways: a literal, `none` or a bare enum value takes
//! the type that its surroundings expect.
//!
//! Every function gives the typed expression, or nothing after a diagnostic, so that one fault is reported once.

mod aggregate;
mod allocated;
mod banded;
mod branch;
mod call;
pub(crate) use call::BUILTINS;
pub(crate) mod convert;
mod item;
mod membership;
mod name;
mod numbers;
mod operator;
mod record;
mod rows;
mod sorted;
mod steps;
mod text;

use std::collections::BTreeSet;
use std::sync::Arc;

use lutine_core::graph::{CurrencyId, Domain};

use super::literal;
use super::scope::Scope;
use super::signature::{Declared, Signatures};
use super::table::{Band, NoBands, RowLists};
use super::variants::Varying;
use crate::diagnostics::{Diagnostic, check as faults, is_full};
use crate::source::{SourceMap, Span};
use crate::syntax::{Block, Expression, ExpressionKind, Name};
use crate::typed::{Expr, ExprKind, Literal, Type, VariableId};

/// Checks expressions; the faults it finds go to `diagnostics`.
pub(crate) struct Expressions<'s, 'a> {
    pub(crate) signatures: &'s Signatures<'a>,
    pub(crate) sources: &'s SourceMap,
    pub(crate) diagnostics: &'s mut Vec<Diagnostic>,
    /// How many variables there are so far.
    pub(crate) variables: &'s mut u32,
    /// The `let`s so far.
    pub(crate) lets: &'s mut Vec<(VariableId, Name)>,
    /// The tables as bands that stand on one another; nothing of one that could not be read.
    pub(crate) bands: &'s [Option<Result<Vec<Band>, NoBands>>],
    /// The rows of the tables as lists; nothing of one that could not be read.
    pub(crate) row_lists: &'s RowLists,
    /// Variables of which it is asked at which place of a list they stand.
    pub(crate) placed: &'s mut BTreeSet<VariableId>,
    /// The dimensions, and what has variants along them.
    pub(crate) varying: Varying,
}

/// An expression of a type at a place.
pub(crate) fn expr(kind: ExprKind, ty: Type, span: Span) -> Expr {
    Expr { kind, ty, span }
}

impl Expressions<'_, '_> {
    /// Notes a fault.
    pub(crate) fn report<T>(&mut self, fault: Diagnostic) -> Option<T> {
        self.diagnostics.push(fault);
        None
    }

    pub(crate) fn fresh_variable(&mut self) -> VariableId {
        let id = VariableId(*self.variables);
        *self.variables = self.variables.saturating_add(1);
        id
    }

    /// The expression as one of the wanted type.
    pub(crate) fn check(
        &mut self,
        scope: &mut Scope,
        e: &Expression,
        wanted: &Type,
    ) -> Option<Expr> {
        let found = self.infer(scope, e, Some(wanted));
        self.coerced(found, wanted)
    }

    fn coerced(&mut self, found: Option<Expr>, wanted: &Type) -> Option<Expr> {
        self.coerce(found?, wanted)
    }

    /// The expression as one of the declared type, inside its declared range or set.
    pub(crate) fn check_declared(
        &mut self,
        scope: &mut Scope,
        e: &Expression,
        declared: &Declared,
        name: &Arc<str>,
    ) -> Option<Expr> {
        let value = self.check(scope, e, &declared.ty)?;
        Some(checked(value, &declared.domain, name))
    }

    /// The expression with its own type; `hint` is what the surroundings expect, if they expect something.
    pub(crate) fn infer(
        &mut self,
        scope: &mut Scope,
        e: &Expression,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let found = self.infer_unnarrowed(scope, e, hint);
        found.map(|found| self.narrowed(scope, found))
    }

    /// As [`Self::infer`], without taking what guards have shown into account for the expression as a whole.
    pub(crate) fn infer_unnarrowed(
        &mut self,
        scope: &mut Scope,
        e: &Expression,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        if is_full(self.diagnostics) {
            return None;
        }
        let span = e.span;
        // Each form is checked by a function of its own: what one of them holds while it checks its parts would otherwise stand on the
        // stack once a level for all of them.
        match &e.kind {
            ExpressionKind::Number(_)
            | ExpressionKind::Date(_)
            | ExpressionKind::Text(_)
            | ExpressionKind::Bool(_)
            | ExpressionKind::None
            | ExpressionKind::Name(_)
            | ExpressionKind::Set(_)
            | ExpressionKind::Range(_)
            | ExpressionKind::DayCount(_)
            | ExpressionKind::Allocated(_)
            | ExpressionKind::RowsOf(_) => self.leaf(scope, e, hint),
            ExpressionKind::Access { base, steps } => self.access(scope, base, steps, hint),
            ExpressionKind::Record { record, fields } => self.record(scope, record, fields, span),
            ExpressionKind::Period { count, unit } => self.period(scope, count, *unit, span),
            ExpressionKind::And(operands) => self.logic(scope, operands, true),
            ExpressionKind::Or(operands) => self.logic(scope, operands, false),
            ExpressionKind::Not(inner) => self.not(scope, inner, span),
            ExpressionKind::Negate(inner) => self.negate(scope, inner, span, hint),
            ExpressionKind::Compare {
                left,
                operator,
                right,
                operator_span,
            } => self.compare(scope, left, *operator, *operator_span, right, span),
            ExpressionKind::In {
                value,
                negated,
                within,
            } => self.membership(scope, value, *negated, within, span),
            ExpressionKind::IsGiven { value, negated } => {
                self.is_given(scope, value, *negated, span)
            }
            ExpressionKind::FirstGiven(operands) => self.first_given(scope, operands, hint),
            ExpressionKind::Arithmetic(arithmetic) => {
                self.arithmetic(scope, arithmetic, span, hint)
            }
            ExpressionKind::Call { callee, arguments } => {
                self.call(scope, callee, arguments, span, hint)
            }
            ExpressionKind::Aggregate(aggregate) => self.aggregate(scope, aggregate, span, hint),
            ExpressionKind::Pick(pick) => self.pick(scope, pick, span),
            ExpressionKind::Sorted(sorted) => self.sorted(scope, sorted, span),
            ExpressionKind::Round(round) => self.round(scope, round, span, hint),
            ExpressionKind::DateSpan(between) => self.date_span(scope, between, span),
            ExpressionKind::If(branches) => self.if_else(scope, branches, span, hint),
            ExpressionKind::Match(arms) => self.match_arms(scope, arms, span, hint),
            ExpressionKind::Choose(choose) => self.choose(scope, choose, span, hint),
            ExpressionKind::Block(block) => self.named(scope, block, span, hint),
            ExpressionKind::Steps(steps) => self.steps(scope, steps, span, hint),
        }
    }

    /// What has no expressions in it that are checked.
    fn leaf(&mut self, scope: &mut Scope, e: &Expression, hint: Option<&Type>) -> Option<Expr> {
        let span = e.span;
        match &e.kind {
            ExpressionKind::Number(number) => self.number(number, false, hint),
            ExpressionKind::Date(date) => match literal::date_value(*date) {
                Ok(date) => Some(expr(
                    ExprKind::Literal(Literal::Date(date)),
                    Type::Date,
                    span,
                )),
                Err(fault) => self.report(fault),
            },
            ExpressionKind::Text(text) => self.text(scope, text, hint),
            ExpressionKind::Bool(value) => Some(expr(
                ExprKind::Literal(Literal::Bool(*value)),
                Type::Bool,
                span,
            )),
            ExpressionKind::None => match hint {
                Some(ty) if !matches!(ty, Type::List(_)) => {
                    let ty = Type::Optional(Box::new(ty.given().clone()));
                    Some(expr(ExprKind::Literal(Literal::None), ty, span))
                }
                _ => self.report(faults::untypable(span, "`none`")),
            },
            ExpressionKind::Name(name) => self.name(scope, name, hint),
            ExpressionKind::Set(_) | ExpressionKind::Range(_) => {
                self.report(faults::set_alone(span))
            }
            ExpressionKind::DayCount(count) => self.day_count(scope, count, span),
            ExpressionKind::Allocated(form) => self.allocated(scope, form, span, hint),
            ExpressionKind::RowsOf(table) => self.rows_of(table, span),
            _ => None,
        }
    }

    fn not(&mut self, scope: &mut Scope, inner: &Expression, span: Span) -> Option<Expr> {
        let inner = Box::new(self.check(scope, inner, &Type::Bool)?);
        Some(expr(ExprKind::Not(inner), Type::Bool, span))
    }

    /// `{ let x = e … result }`
    fn named(
        &mut self,
        scope: &mut Scope,
        block: &Block,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        self.block(scope, &block.lets, span, &mut |this, scope| {
            this.infer(scope, &block.result, hint)
        })
    }

    /// A number literal: an int or a decimal, unless its currency or the surroundings make it money.
    pub(crate) fn number(
        &mut self,
        number: &crate::syntax::Number,
        negative: bool,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let plain = if number.is_integer() {
            Type::Int
        } else {
            Type::Decimal
        };
        let ty = match (&number.currency, hint.map(Type::given)) {
            (Some(code), hint) => match (self.signatures.currency_named(&code.text), hint) {
                (Some(id), Some(Type::Unrounded(wanted))) if id == *wanted => Type::Unrounded(id),
                (Some(id), _) => Type::Money(id),
                (None, _) => Type::Money(CurrencyId(0)),
            },
            (None, Some(money @ (Type::Money(_) | Type::Unrounded(_)))) => money.clone(),
            (None, Some(Type::Decimal)) => Type::Decimal,
            _ => plain,
        };
        match literal::number_as(self.signatures, number, negative, &ty) {
            Ok(value) => Some(expr(
                ExprKind::Literal(Literal::Number(value)),
                ty,
                number.span,
            )),
            Err(fault) => self.report(fault),
        }
    }
}

/// The value inside its declared range or set.
pub(crate) fn checked(value: Expr, domain: &Option<Arc<Domain>>, name: &Arc<str>) -> Expr {
    let Some(domain) = domain else { return value };
    let (ty, span) = (value.ty.clone(), value.span);
    let kind = ExprKind::Check {
        value: Box::new(value),
        domain: Arc::clone(domain),
        name: Arc::clone(name),
    };
    expr(kind, ty, span)
}

/// Whether an expression takes its type from its surroundings: a number, `none`, an enum value, bare or in quotes, or a form of these.
pub(crate) fn takes_type(signatures: &Signatures<'_>, scope: &Scope, e: &Expression) -> bool {
    match &e.kind {
        ExpressionKind::Number(number) => number.currency.is_none(),
        ExpressionKind::Text(text) => text.literal().is_some(),
        ExpressionKind::None => true,
        ExpressionKind::Name(name) => !name::resolves(signatures, scope, name),
        ExpressionKind::Negate(inner) => takes_type(signatures, scope, inner),
        ExpressionKind::Arithmetic(a) => {
            takes_type(signatures, scope, &a.first)
                && a.rest
                    .iter()
                    .all(|o| takes_type(signatures, scope, &o.operand))
        }
        ExpressionKind::If(branches) => {
            branches
                .branches
                .iter()
                .all(|b| takes_type(signatures, scope, &b.value))
                && takes_type(signatures, scope, &branches.otherwise)
        }
        _ => false,
    }
}
