//! Numbers: the four operations, remainder, signs, minimum and maximum, rounding.

use super::{Computed, lane_number};
use crate::column::Values;
use crate::graph::{ErrorCode, Maths};
use crate::number::{Decimal, NumberError};

/// An operation on two numbers that can fail.
pub fn binary(
    left: &[Decimal],
    right: &[Decimal],
    operation: impl Fn(Decimal, Decimal) -> Result<Decimal, NumberError>,
) -> Computed {
    let mut failed = Vec::new();
    let values = left
        .iter()
        .zip(right)
        .enumerate()
        .map(|(lane, (left, right))| {
            operation(*left, *right).unwrap_or_else(|error| {
                failed.push((lane_number(lane), code(error)));
                Decimal::ZERO
            })
        })
        .collect();
    Computed {
        values: Values::Number(values),
        failed,
    }
}

/// A root, an exponential or a logarithm.
pub fn maths(function: Maths, operand: &[Decimal]) -> Computed {
    binary(operand, operand, |x, _| match function {
        Maths::Root => x.sqrt(),
        Maths::Exponential => x.exp(),
        Maths::Logarithm => x.ln(),
    })
}

/// An operation on one number that cannot fail.
pub fn unary(operand: &[Decimal], operation: impl Fn(Decimal) -> Decimal) -> Values {
    Values::Number(operand.iter().map(|x| operation(*x)).collect())
}

/// The smaller of each two numbers or dates; ties go to the left.
pub fn smaller(left: &Values, right: &Values) -> Values {
    extreme(left, right, false)
}

/// The larger of each two numbers or dates; ties go to the left.
pub fn larger(left: &Values, right: &Values) -> Values {
    extreme(left, right, true)
}

fn extreme(left: &Values, right: &Values, largest: bool) -> Values {
    fn each<T: Ord + Copy>(left: &[T], right: &[T], largest: bool) -> Vec<T> {
        let choose = |(left, right): (&T, &T)| {
            let right_wins = if largest { right > left } else { right < left };
            if right_wins { *right } else { *left }
        };
        left.iter().zip(right).map(choose).collect()
    }
    match (left, right) {
        (Values::Date(left), Values::Date(right)) => Values::Date(each(left, right, largest)),
        _ => Values::Number(each(left.numbers(), right.numbers(), largest)),
    }
}

/// The code under which an answer reports the failure of a number.
pub const fn code(error: NumberError) -> ErrorCode {
    match error {
        NumberError::DivisionByZero => ErrorCode::DivisionByZero,
        NumberError::StepNotPositive => ErrorCode::StepNotPositive,
        NumberError::NoSuchNumber => ErrorCode::NoSuchNumber,
        NumberError::NotInSteps => ErrorCode::NotInSteps,
        NumberError::NegativeWeight => ErrorCode::NegativeWeight,
        NumberError::NoWeight => ErrorCode::NoWeight,
        NumberError::Overflow | NumberError::TooManyDigits => ErrorCode::Overflow,
    }
}
