//! Expressions that mean the same wherever they stand: what a guard says of one holds of the other.

use std::fmt::Write;

use crate::typed::{Aggregation, Arithmetic, Expr, ExprKind, Literal, Part, VariableId};
use lutine_core::graph::{DatePart, DayCount};

/// Longer expressions are not recognised.
const MOST_PARTS: u32 = 24;

/// A short expression in a form that is the same for all that are written alike; nothing for what is not recognised. The value may be
/// in error: what is known of the term is known of its value.
pub(super) fn term(expr: &Expr) -> Option<String> {
    let mut text = String::new();
    let mut left = MOST_PARTS;
    write(expr, &mut text, &mut left)?;
    Some(text)
}

/// Whether a term can be made of it, or a guard say something of it.
pub(super) fn is_place(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Attribute { .. }
            | ExprKind::Field { .. }
            | ExprKind::Variable(_)
            | ExprKind::Definition(_)
            | ExprKind::Unwrap(_)
            | ExprKind::Coalesce(..)
            | ExprKind::DatePart { .. }
            | ExprKind::Between { .. }
            | ExprKind::Arithmetic { .. }
            | ExprKind::Position(_)
    ) || is_plain_count(expr)
}

/// `count(L)`
fn is_plain_count(expr: &Expr) -> bool {
    counted(expr).is_some()
}

/// The list of a `count` of all its items.
pub(super) fn counted(expr: &Expr) -> Option<&Expr> {
    match &expr.kind {
        ExprKind::Aggregate {
            kind: Aggregation::Count,
            clauses,
            condition: None,
            ..
        } => match clauses.as_slice() {
            [clause] => Some(&clause.list),
            _ => None,
        },
        _ => None,
    }
}

/// The term of the number of a list's items.
pub(super) fn count_of(list: &Expr) -> Option<String> {
    Some(format!("#{}", term(list)?))
}

/// The term of the days from what one term says to what another does.
pub(super) fn days_between(from: &str, to: &str) -> String {
    format!("({from}D{to})")
}

/// The term of a variable.
pub(super) fn variable_term(variable: VariableId) -> String {
    format!("v{}", variable.0)
}

fn write(expr: &Expr, text: &mut String, left: &mut u32) -> Option<()> {
    *left = left.checked_sub(1)?;
    let mut tail = |of: &Expr, end: std::fmt::Arguments<'_>| {
        write(of, text, left)?;
        text.write_fmt(end).ok()
    };
    match &expr.kind {
        ExprKind::Item(entity) => write!(text, "i{}", entity.0).ok(),
        ExprKind::Variable(variable) => write!(text, "v{}", variable.0).ok(),
        ExprKind::Definition(definition) => write!(text, "d{}", definition.0).ok(),
        ExprKind::Attribute { of, attribute } => tail(
            of,
            format_args!(".{}:{}", attribute.entity.0, attribute.attribute),
        ),
        ExprKind::Field { of, field } => tail(of, format_args!("/{field}")),
        ExprKind::Unwrap(of) => tail(of, format_args!("!")),
        ExprKind::Position(of) => tail(of, format_args!("@")),
        ExprKind::Widen(of) | ExprKind::Check { value: of, .. } => write(of, text, left),
        ExprKind::DatePart { part, date } => {
            let letter = match part {
                DatePart::Year => 'y',
                DatePart::Month => 'm',
                DatePart::Day => 'd',
            };
            tail(date, format_args!("|{letter}"))
        }
        ExprKind::Coalesce(a, b) => pair("?", a, b, text, left),
        ExprKind::Between { unit, from, to } => {
            let unit = match unit {
                Part::Years => "Y",
                Part::Months => "M",
                Part::Days => "D",
                Part::YearsByFebruary28 => "F",
                Part::OfYear(DayCount::Actual365) => "A",
                Part::OfYear(DayCount::ActualActual) => "B",
                Part::OfYear(DayCount::Thirty360) => "C",
            };
            pair(unit, from, to, text, left)
        }
        ExprKind::Arithmetic {
            operation,
            left: a,
            right: b,
        } => {
            let sign = match operation {
                Arithmetic::Add => "+",
                Arithmetic::Subtract => "-",
                Arithmetic::Multiply => "*",
                Arithmetic::Divide => "÷",
                Arithmetic::Remainder => "%",
                Arithmetic::Power => "^",
            };
            pair(sign, a, b, text, left)
        }
        ExprKind::Literal(Literal::Number(number)) => write!(text, "{number}").ok(),
        ExprKind::Literal(Literal::Date(date)) => write!(text, "{date}").ok(),
        ExprKind::Aggregate { .. } => {
            let list = counted(expr)?;
            text.push('#');
            write(list, text, left)
        }
        _ => None,
    }
}

fn pair(sign: &str, a: &Expr, b: &Expr, text: &mut String, left: &mut u32) -> Option<()> {
    text.push('(');
    write(a, text, left)?;
    text.push_str(sign);
    write(b, text, left)?;
    text.push(')');
    Some(())
}
