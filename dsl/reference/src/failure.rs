//! Errors of an evaluation, as data.

use lutine_dsl::source::Span;
use std::rc::Rc;

/// Why a value could not be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Its stable code.
    pub code: &'static str,
    /// The declaration in which it arose: `policy.vehicles[2].total`.
    pub path: String,
    /// What is wrong.
    pub message: String,
    /// The expression that failed.
    pub span: Span,
}

/// A value, or why there is none.
pub type Outcome<T = crate::value::Value> = Result<T, Rc<Failure>>;
