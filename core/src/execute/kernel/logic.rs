//! Decisions: what they do not look at they ignore, errors included.

use crate::column::Values;
use crate::execute::column::{Column, Failure};
use crate::graph::ErrorCode;
use std::sync::Arc;

/// `not a`
pub fn not(operand: &[bool]) -> Values {
    Values::Bool(operand.iter().map(|x| !x).collect())
}

/// `a and b`: b counts where a is true.
pub fn and(left: &Column, right: &Column) -> Column {
    junction(left, right, true)
}

/// `a or b`: b counts where a is false.
pub fn or(left: &Column, right: &Column) -> Column {
    junction(left, right, false)
}

/// The right operand counts where the left one is `open`.
fn junction(left: &Column, right: &Column, open: bool) -> Column {
    let sides = || left.values.bools().iter().zip(right.values.bools());
    let values = sides()
        .map(|(l, r)| if *l == open { *r } else { *l })
        .collect();
    let lanes = left.values.len();
    let failures = any_failures(&[left, right]).then(|| {
        left.values
            .bools()
            .iter()
            .zip(failures(left, lanes).zip(failures(right, lanes)))
            .map(|(l, (own, other))| {
                let other = if *l == open { other } else { Failure::NONE };
                own.or(other)
            })
            .collect()
    });
    Column {
        values: Values::Bool(values),
        failures,
    }
}

/// `if c then a else b`: the arm that is not taken does not count.
pub fn select(condition: &Column, then: &Column, otherwise: &Column) -> Column {
    let choices = condition.values.bools();
    let lanes = choices.len();
    let failures = any_failures(&[condition, then, otherwise]).then(|| {
        choices
            .iter()
            .zip(failures(condition, lanes))
            .zip(failures(then, lanes).zip(failures(otherwise, lanes)))
            .map(|((choice, own), (then, otherwise))| {
                own.or(if *choice { then } else { otherwise })
            })
            .collect()
    });
    Column {
        values: chosen(choices, &then.values, &otherwise.values),
        failures,
    }
}

/// `[x, y]`: x, or y where x has failed.
pub fn recover(first: &Column, second: &Column) -> Column {
    if first.failures.is_none() {
        return first.clone();
    }
    let lanes = first.values.len();
    let good: Vec<bool> = failures(first, lanes).map(Failure::is_none).collect();
    let failures = second.failures.as_ref().map(|failures| {
        good.iter()
            .zip(failures)
            .map(|(good, second)| if *good { Failure::NONE } else { *second })
            .collect()
    });
    Column {
        values: chosen(&good, &first.values, &second.values),
        failures,
    }
}

/// Whether each lane has failed.
pub fn failed(operand: &Column) -> Values {
    let lanes = operand.values.len();
    Values::Bool(failures(operand, lanes).map(Failure::is_some).collect())
}

/// The code of each lane's error; empty where it has none.
pub fn code_of(operand: &Column) -> Values {
    let codes: Vec<Arc<str>> = ErrorCode::ALL.iter().map(|c| c.as_str().into()).collect();
    let text = |failure: Failure| {
        failure
            .code()
            .and_then(|code| codes.get(code as usize))
            .cloned()
            .unwrap_or_default()
    };
    Values::Text(failures(operand, operand.values.len()).map(text).collect())
}

/// For each lane the first value where the choice is true, else the second.
fn chosen(choices: &[bool], first: &Values, second: &Values) -> Values {
    fn each<T: Clone>(choices: &[bool], first: &[T], second: &[T]) -> Vec<T> {
        let choose = |(choice, (first, second)): (&bool, (&T, &T))| {
            if *choice {
                first.clone()
            } else {
                second.clone()
            }
        };
        choices
            .iter()
            .zip(first.iter().zip(second))
            .map(choose)
            .collect()
    }
    match (first, second) {
        (Values::Bool(a), Values::Bool(b)) => Values::Bool(each(choices, a, b)),
        (Values::Number(a), Values::Number(b)) => Values::Number(each(choices, a, b)),
        (Values::Text(a), Values::Text(b)) => Values::Text(each(choices, a, b)),
        (Values::Date(a), Values::Date(b)) => Values::Date(each(choices, a, b)),
        (Values::Enum(a), Values::Enum(b)) => Values::Enum(each(choices, a, b)),
        (Values::Ref(a), Values::Ref(b)) => Values::Ref(each(choices, a, b)),
        (Values::Row(a), Values::Row(b)) => Values::Row(each(choices, a, b)),
        _ => first.clone(),
    }
}

fn any_failures(columns: &[&Column]) -> bool {
    columns.iter().any(|column| column.failures.is_some())
}

/// The failures of a column, one a lane.
fn failures(column: &Column, lanes: usize) -> impl Iterator<Item = Failure> {
    let known = column.failures.as_deref().unwrap_or_default();
    known
        .iter()
        .copied()
        .chain(std::iter::repeat(Failure::NONE))
        .take(lanes)
}
