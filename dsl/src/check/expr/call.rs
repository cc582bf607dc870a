//! Calls: tables, functions, and the language's own functions.

use std::sync::Arc;

use lutine_core::graph::{Choice, DatePart, DayCount, Maths};

use super::{Expressions, checked, expr, takes_type};
use crate::check::scope::Scope;
use crate::check::signature::{Callable, Declared};
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::{
    self, AggregateKind, DateSpan, DayCountBasis, Expression, ExpressionKind, Name, Path,
    PeriodUnit, Round, RoundingMode,
};
use crate::typed::{Arithmetic, Expr, ExprKind, FunctionId, Literal, Part, TableId, Type};
use lutine_core::number::{Decimal, Mode};

/// The language's own functions, which no table or function may be named after.
pub(crate) const BUILTINS: &[&str] = &[
    "abs",
    "all",
    "allocated",
    "any",
    "average",
    "banded",
    "collect",
    "count",
    "day",
    "day_count",
    "days",
    "distinct",
    "exp",
    "final",
    "first",
    "joined",
    "last",
    "ln",
    "max",
    "min",
    "month",
    "months",
    "pick",
    "pow",
    "product",
    "round",
    "sorted",
    "sqrt",
    "sum",
    "year",
    "years",
];

pub(crate) const fn mode(mode: RoundingMode) -> Mode {
    match mode {
        RoundingMode::HalfUp => Mode::HalfUp,
        RoundingMode::HalfEven => Mode::HalfEven,
        RoundingMode::HalfDown => Mode::HalfDown,
        RoundingMode::Up => Mode::Up,
        RoundingMode::Down => Mode::Down,
        RoundingMode::Floor => Mode::Floor,
        RoundingMode::Ceiling => Mode::Ceiling,
    }
}

impl Expressions<'_, '_> {
    pub(super) fn call(
        &mut self,
        scope: &mut Scope,
        callee: &Path,
        arguments: &[Expression],
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        match self.signatures.callable_at(callee) {
            Ok(Some(Callable::Table(id))) => return self.lookup(scope, id, arguments, span),
            Ok(Some(Callable::Function(id))) => return self.function(scope, id, arguments, span),
            Ok(Some(Callable::Unread)) | Err(None) => return None,
            Err(Some(fault)) => return self.report(*fault),
            Ok(None) => {}
        }
        let name = callee.single()?;
        self.builtin(scope, name, arguments, span, hint)
    }

    /// One of the language's own functions.
    fn builtin(
        &mut self,
        scope: &mut Scope,
        name: &Name,
        arguments: &[Expression],
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let word = name.text.as_str();
        match word {
            "min" | "max" if arguments.len() > 1 => {
                return self.extreme(scope, word, arguments, span, hint);
            }
            "pow" => return self.power(scope, arguments, span),
            "banded" => return self.banded(scope, arguments, span),
            "joined" => return self.joined_list(scope, arguments, span),
            word if !BUILTINS.contains(&word) => {
                let fault = faults::unknown_function(self.signatures, name);
                return self.report(fault);
            }
            _ => {}
        }
        let [argument] = arguments else {
            return self.report(faults::argument_count(
                span,
                word,
                1,
                arguments.len(),
                &match AggregateKind::from_word(word) {
                    Some(_) => format!("{word}(v.amount for v in values)"),
                    None => format!("{word}(x)"),
                },
            ));
        };
        match word {
            "abs" => self.absolute(scope, argument, span, hint),
            "sqrt" => self.maths(scope, Maths::Root, argument, span),
            "exp" => self.maths(scope, Maths::Exponential, argument, span),
            "ln" => self.maths(scope, Maths::Logarithm, argument, span),
            "year" => self.date_part(scope, DatePart::Year, argument, span),
            "month" => self.date_part(scope, DatePart::Month, argument, span),
            "day" => self.date_part(scope, DatePart::Day, argument, span),
            "first" => self.end_of_list(scope, Choice::First, argument, span),
            "last" => self.end_of_list(scope, Choice::Last, argument, span),
            "final" => self.last_carried(scope, argument, span),
            word => match AggregateKind::from_word(word) {
                Some(kind) => self.aggregate_list(scope, kind, argument, span),
                // What is left has words inside its parentheses, and is no call when it is written as its form is.
                None => self.report(faults::word_form(span, word)),
            },
        }
    }

    fn absolute(
        &mut self,
        scope: &mut Scope,
        argument: &Expression,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let value = self.infer(scope, argument, hint)?;
        if !value.ty.is_number() {
            let fault = faults::not_a_number(self.signatures, value.span, &value.ty);
            return self.report(fault);
        }
        let ty = value.ty.clone();
        Some(expr(ExprKind::Absolute(Box::new(value)), ty, span))
    }

    fn arguments(
        &mut self,
        scope: &mut Scope,
        name: &str,
        wanted: &[(Arc<str>, Option<Declared>)],
        arguments: &[Expression],
        span: Span,
    ) -> Option<Vec<Expr>> {
        if wanted.len() != arguments.len() {
            return self.other_count(name, wanted, arguments.len(), span);
        }
        // A loop: the frames of iterators would stand on the stack once a level.
        let mut found: Vec<Option<Expr>> = Vec::new();
        for ((_, declared), argument) in wanted.iter().zip(arguments) {
            let Some(declared) = declared else {
                found.push(None);
                continue;
            };
            found.push(self.check(scope, argument, &declared.ty));
        }
        found.into_iter().collect()
    }

    fn other_count<T>(
        &mut self,
        name: &str,
        wanted: &[(Arc<str>, Option<Declared>)],
        found: usize,
        span: Span,
    ) -> Option<T> {
        let names: Vec<&str> = wanted.iter().map(|(name, _)| &**name).collect();
        let written = format!("{name}({})", names.join(", "));
        let fault = faults::argument_count(span, name, wanted.len(), found, &written);
        self.report(fault)
    }

    fn lookup(
        &mut self,
        scope: &mut Scope,
        id: TableId,
        arguments: &[Expression],
        span: Span,
    ) -> Option<Expr> {
        let table = self.signatures.tables.get(id.index())?;
        let keys = self.arguments(scope, &table.name, &table.keys, arguments, span)?;
        if table.gives_all_rows() {
            return self.fitting_rows(id, keys, span);
        }
        let ty = match (table.record, table.results.as_slice()) {
            (Some(record), _) => Type::Record(record),
            (None, [(_, Some(result))]) => result.ty.clone(),
            _ => return None,
        };
        if table.variant.is_some() {
            return self.varied_lookup(id, keys, &ty, span);
        }
        Some(expr(ExprKind::Lookup { table: id, keys }, ty, span))
    }

    fn function(
        &mut self,
        scope: &mut Scope,
        id: FunctionId,
        arguments: &[Expression],
        span: Span,
    ) -> Option<Expr> {
        let function = self.signatures.functions.get(id.index())?;
        let arguments =
            self.arguments(scope, &function.name, &function.parameters, arguments, span)?;
        self.called(id, arguments, span)
    }

    fn called(&self, id: FunctionId, arguments: Vec<Expr>, span: Span) -> Option<Expr> {
        let function = self.signatures.functions.get(id.index())?;
        let arguments = function
            .parameters
            .iter()
            .zip(arguments)
            .map(|((name, declared), argument)| {
                let domain = declared.as_ref().and_then(|d| d.domain.clone());
                checked(argument, &domain, name)
            })
            .collect();
        let ty = function.result.as_ref()?.ty.clone();
        Some(expr(
            ExprKind::Call {
                function: id,
                arguments,
            },
            ty,
            span,
        ))
    }

    /// `min(a, b, …)`, `max(a, b, …)`
    fn extreme(
        &mut self,
        scope: &mut Scope,
        word: &str,
        arguments: &[Expression],
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let values = self.alike(scope, arguments, hint)?;
        let common = self.join_all(values.iter().map(|v| (&v.ty, v.span)))?;
        if !(common.is_number() || common == Type::Date) {
            let fault = match common {
                Type::Optional(_) => faults::absent_operand(span),
                _ => faults::no_order(self.signatures, span, &common),
            };
            return self.report(fault);
        }
        let values = values
            .into_iter()
            .map(|v| self.coerce(v, &common))
            .collect::<Option<Vec<_>>>()?;
        let kind = if word == "min" {
            ExprKind::Least(values)
        } else {
            ExprKind::Greatest(values)
        };
        Some(expr(kind, common, span))
    }

    /// Values that stand for each other: those that take their type from elsewhere take it from the expected type, or from
    /// the first that has one of its own.
    pub(super) fn alike<'e>(
        &mut self,
        scope: &mut Scope,
        values: impl IntoIterator<Item = &'e Expression>,
        hint: Option<&Type>,
    ) -> Option<Vec<Expr>> {
        let values: Vec<&Expression> = values.into_iter().collect();
        let mut anchor: Option<Type> = None;
        let mut early: Vec<Option<Option<Expr>>> = Vec::new();
        for value in &values {
            early.push(if takes_type(self.signatures, scope, value) {
                None
            } else {
                let found = self.infer(scope, value, hint);
                if let Some(found) = &found {
                    anchor.get_or_insert_with(|| found.ty.given().clone());
                }
                Some(found)
            });
        }
        let hint = hint.cloned().or(anchor);
        let found: Vec<Option<Expr>> = values
            .iter()
            .zip(early)
            .map(|(value, early)| early.unwrap_or_else(|| self.infer(scope, value, hint.as_ref())))
            .collect();
        found.into_iter().collect()
    }

    /// `sqrt(x)`, `exp(x)`, `ln(x)`
    fn maths(
        &mut self,
        scope: &mut Scope,
        function: Maths,
        argument: &Expression,
        span: Span,
    ) -> Option<Expr> {
        let of = Box::new(self.check(scope, argument, &Type::Decimal)?);
        Some(expr(ExprKind::Maths { function, of }, Type::Decimal, span))
    }

    /// `pow(x, n)`
    fn power(&mut self, scope: &mut Scope, arguments: &[Expression], span: Span) -> Option<Expr> {
        let [base, exponent] = arguments else {
            return self.report(faults::argument_count(
                span,
                "pow",
                2,
                arguments.len(),
                "pow(base, exponent)",
            ));
        };
        let base = self.check(scope, base, &Type::Decimal);
        let exponent = self.check(scope, exponent, &Type::Decimal);
        let kind = ExprKind::Arithmetic {
            operation: Arithmetic::Power,
            left: Box::new(base?),
            right: Box::new(exponent?),
        };
        Some(expr(kind, Type::Decimal, span))
    }

    fn date_part(
        &mut self,
        scope: &mut Scope,
        part: DatePart,
        date: &Expression,
        span: Span,
    ) -> Option<Expr> {
        let date = Box::new(self.check(scope, date, &Type::Date)?);
        Some(expr(ExprKind::DatePart { part, date }, Type::Int, span))
    }

    /// `years(a to b)` and the like
    pub(super) fn date_span(
        &mut self,
        scope: &mut Scope,
        between: &DateSpan,
        span: Span,
    ) -> Option<Expr> {
        let from = self.check(scope, &between.from, &Type::Date);
        let to = self.check(scope, &between.to, &Type::Date);
        let unit = match between.unit {
            PeriodUnit::Years => self.signatures.years,
            PeriodUnit::Months => Part::Months,
            PeriodUnit::Days => Part::Days,
        };
        let kind = ExprKind::Between {
            unit,
            from: Box::new(from?),
            to: Box::new(to?),
        };
        Some(expr(kind, Type::Int, span))
    }

    /// `day_count(a to b actual_365)`
    pub(super) fn day_count(
        &mut self,
        scope: &mut Scope,
        count: &syntax::DayCount,
        span: Span,
    ) -> Option<Expr> {
        let from = self.check(scope, &count.from, &Type::Date);
        let to = self.check(scope, &count.to, &Type::Date);
        let basis = match count.basis {
            DayCountBasis::Actual365 => DayCount::Actual365,
            DayCountBasis::ActualActual => DayCount::ActualActual,
            DayCountBasis::Thirty360 => DayCount::Thirty360,
        };
        let kind = ExprKind::Between {
            unit: Part::OfYear(basis),
            from: Box::new(from?),
            to: Box::new(to?),
        };
        Some(expr(kind, Type::Decimal, span))
    }

    /// `round(x half up to 0.01)`
    pub(super) fn round(
        &mut self,
        scope: &mut Scope,
        round: &Round,
        span: Span,
        hint: Option<&Type>,
    ) -> Option<Expr> {
        let hint = hint
            .map(Type::given)
            .filter(|t| matches!(t, Type::Money(_) | Type::Unrounded(_)));
        let value = self.infer(scope, &round.value, hint);
        let step = self.rounding_step(scope, &round.rounding.step);
        let (value, step) = (value?, step?);
        let Some(ty) = self.rounded_type(&value.ty, &step) else {
            let fault = match value.ty {
                Type::Optional(_) => faults::absent_operand(value.span),
                _ => faults::not_a_number(self.signatures, value.span, &value.ty),
            };
            return self.report(fault);
        };
        let kind = ExprKind::Round {
            value: Box::new(value),
            mode: mode(round.rounding.mode),
            step: Box::new(step),
        };
        Some(expr(kind, ty, span))
    }

    /// The step of a rounding, a number above zero.
    pub(super) fn rounding_step(
        &mut self,
        scope: &mut Scope,
        written: &Expression,
    ) -> Option<Expr> {
        let step = self.infer(scope, written, None)?;
        if !step.ty.is_number() {
            let fault = faults::not_a_number(self.signatures, step.span, &step.ty);
            return self.report(fault);
        }
        if let ExprKind::Literal(Literal::Number(value)) = &step.kind
            && (value.is_zero() || value.is_negative())
        {
            return self.report(faults::rounding_step(step.span));
        }
        if let Some(places) = places_meant(written) {
            self.diagnostics
                .push(faults::rounding_places(step.span, places));
        }
        Some(step)
    }

    /// The type of a number rounded to a step: unrounded money becomes money where the step lies on the grid, a decimal an int
    /// where it is whole.
    pub(super) fn rounded_type(&self, value: &Type, step: &Expr) -> Option<Type> {
        let written = match &step.kind {
            ExprKind::Literal(Literal::Number(value)) => Some(*value),
            _ => None,
        };
        Some(match value {
            Type::Int | Type::Decimal => {
                let whole = step.ty == Type::Int || written.is_some_and(Decimal::is_integer);
                if whole { Type::Int } else { Type::Decimal }
            }
            Type::Money(id) | Type::Unrounded(id) => {
                let places = self.signatures.currency(*id).map_or(2, |c| c.places);
                let grid = Decimal::new(1, u32::from(places)).ok()?;
                let on_grid = match written {
                    Some(step) => step.is_multiple_of(grid),
                    None => matches!(step.ty, Type::Int | Type::Money(_)),
                };
                if on_grid {
                    Type::Money(*id)
                } else {
                    Type::Unrounded(*id)
                }
            }
            _ => return None,
        })
    }
}

/// How many decimal places a step looks like: nobody rounds to multiples of 2, 3, 4, 6 or 8 who does not write `2.0`.
fn places_meant(step: &Expression) -> Option<usize> {
    match &step.kind {
        ExpressionKind::Number(number) if number.is_integer() => match number.digits.as_str() {
            "2" => Some(2),
            "3" => Some(3),
            "4" => Some(4),
            "6" => Some(6),
            "8" => Some(8),
            _ => None,
        },
        _ => None,
    }
}
