//! What a test expects, and what to show of it where it is not so.

use crate::typed::{Expr, ExprKind, PathStep, Type};
use lutine_core::graph::ErrorCode;
use lutine_core::value::Value;
use std::sync::Arc;

/// Something that must hold. Places are those of [`lutine_core::graph::Graph::output`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// As it is written; of a cell, the output field and what it must be.
    pub text: Arc<str>,
    /// Its line in the test's file, from 1.
    pub line: u32,
    /// Its column, from 1.
    pub column: u32,
    /// What is looked at.
    pub kind: ExpectedKind,
}

/// What is looked at to see whether an expectation is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExpectedKind {
    /// A condition.
    Holds {
        /// The output field that is true where it holds.
        condition: usize,
        /// The output fields of what is compared and what it is compared with, where the condition is one comparison.
        sides: Option<(usize, usize)>,
    },
    /// An error of a value.
    Fails {
        /// The output field that is in error.
        value: usize,
        /// With this code.
        code: ErrorCode,
    },
    /// A part of the answer.
    Answer {
        /// The way to it.
        path: Vec<PathStep>,
        /// What it must be; of an object what it names, a list as a whole.
        value: Value,
    },
    /// A refusal of the risk.
    Refused {
        /// With this code among its reasons.
        code: Arc<str>,
    },
}

impl ExpectedKind {
    /// The output fields that are looked at.
    #[must_use]
    pub fn places(&self) -> Vec<usize> {
        match self {
            Self::Holds { condition, sides } => {
                let sides = sides.iter().flat_map(|(left, right)| [*left, *right]);
                std::iter::once(*condition).chain(sides).collect()
            }
            Self::Fails { value, .. } => vec![*value],
            Self::Answer { .. } | Self::Refused { .. } => Vec::new(),
        }
    }
}

/// What a condition compares with what.
pub(super) fn sides(condition: &Expr) -> Option<(&Expr, &Expr)> {
    match &condition.kind {
        ExprKind::Compare { left, right, .. } => {
            (is_shown(&left.ty) && is_shown(&right.ty)).then_some((left, right))
        }
        // A field that may be absent, in a file of cases: `it is given and it is 12`.
        ExprKind::And(given, equal) => {
            let ExprKind::IsGiven(value) = &given.kind else {
                return None;
            };
            sides(equal)
                .filter(|_| is_shown(&value.ty))
                .map(|(_, right)| (&**value, right))
        }
        _ => None,
    }
}

/// Whether a value of the type can be shown as an answer shows it.
fn is_shown(ty: &Type) -> bool {
    match ty.given() {
        Type::Bool | Type::Text | Type::Date | Type::Enum(_) => true,
        ty => ty.is_number(),
    }
}
