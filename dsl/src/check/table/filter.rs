//! `where kind = "base" and year >= 2025`: which lines of a file belong to a table.

use std::str::FromStr;

use lutine_core::number::Decimal;

use super::headings::Headings;
use super::sheet::{Cell, Line};
use crate::check::literal;
use crate::diagnostics::{Diagnostic, table as faults};
use crate::source::Span;
use crate::syntax::{Comparison, Expression, ExpressionKind};

/// One `column = value` or `column <= number` of a filter. All of them must hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Condition {
    pub(super) column: usize,
    comparison: Comparison,
    value: Wanted,
}

/// What a condition compares with.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Wanted {
    Text(String),
    Number(Decimal),
}

/// The conditions of a filter; the columns that are not there and what is no condition are faults.
pub(super) fn conditions(
    filter: &Expression,
    headings: &Headings<'_>,
) -> Result<Vec<Condition>, Vec<Diagnostic>> {
    let parts = match &filter.kind {
        ExpressionKind::And(parts) => parts.as_slice(),
        _ => std::slice::from_ref(filter),
    };
    let (mut conditions, mut wrong) = (Vec::new(), Vec::new());
    for part in parts {
        match condition(part, headings) {
            Ok(condition) => conditions.push(condition),
            Err(fault) => wrong.push(fault),
        }
    }
    if wrong.is_empty() {
        Ok(conditions)
    } else {
        Err(wrong)
    }
}

fn condition(part: &Expression, headings: &Headings<'_>) -> Result<Condition, Diagnostic> {
    let (name, comparison, wanted) = match &part.kind {
        ExpressionKind::Compare {
            left,
            operator,
            right,
            ..
        } => match &left.kind {
            ExpressionKind::Name(name) => (name, *operator, right),
            _ => return Err(faults::no_filter(part.span)),
        },
        _ => return Err(faults::no_filter(part.span)),
    };
    let column = headings
        .find(&name.text)
        .ok_or_else(|| faults::no_filter_column(name, headings.texts(), headings.span()))?;
    let value = wanted_value(wanted)?.ok_or_else(|| faults::no_filter(wanted.span))?;
    let is_equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
    if matches!(value, Wanted::Text(_)) && !is_equality {
        return Err(faults::filter_of_text(part.span));
    }
    Ok(Condition {
        column,
        comparison,
        value,
    })
}

fn wanted_value(expression: &Expression) -> Result<Option<Wanted>, Diagnostic> {
    let (number, negative) = match &expression.kind {
        ExpressionKind::Text(text) => {
            return Ok(text.literal().map(|text| Wanted::Text(text.to_owned())));
        }
        ExpressionKind::Number(number) => (number, false),
        ExpressionKind::Negate(inner) => match &inner.kind {
            ExpressionKind::Number(number) => (number, true),
            _ => return Ok(None),
        },
        _ => return Ok(None),
    };
    if number.currency.is_some() {
        return Ok(None);
    }
    literal::number(number, negative).map(|value| Some(Wanted::Number(value)))
}

impl Condition {
    /// The one value for which it holds; nothing where it holds for several.
    pub(super) const fn only(&self) -> Option<&Wanted> {
        match self.comparison {
            Comparison::Equal => Some(&self.value),
            _ => None,
        }
    }

    pub(super) const fn is_of_numbers(&self) -> bool {
        matches!(self.value, Wanted::Number(_))
    }

    /// What it would have to compare with to hold for a cell; nothing where it cannot be compared.
    pub(super) fn of_cell(&self, cell: &str) -> Option<Wanted> {
        match self.value {
            Wanted::Text(_) => Some(Wanted::Text(cell.to_owned())),
            Wanted::Number(_) => Decimal::from_str(cell.trim()).ok().map(Wanted::Number),
        }
    }

    /// Whether it holds for a line. What is no number cannot be compared with one; the fault has no place yet.
    pub(super) fn holds(&self, line: Line<'_>) -> Result<bool, Diagnostic> {
        let Some(Cell::Csv(cell)) = line.cell(self.column) else {
            return Ok(false);
        };
        let order = match &self.value {
            Wanted::Text(wanted) => cell.cmp(wanted),
            Wanted::Number(wanted) => match Decimal::from_str(cell.trim()) {
                Ok(value) => value.cmp(wanted),
                Err(_) => return Err(faults::filter_needs_number(Span::default(), cell)),
            },
        };
        Ok(match self.comparison {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::AtMost => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::AtLeast => order.is_ge(),
        })
    }
}
