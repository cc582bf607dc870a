use super::{Cases, Expr};
use crate::source::Span;
use lutine_core::graph::ErrorCode;
use lutine_core::value::Value;
use std::sync::Arc;

/// `test "…" { given … with … expect … }`
#[derive(Debug, Clone)]
pub struct Test {
    /// What it is called.
    pub name: Arc<str>,
    /// The risk that it starts from, as JSON text; none: an empty object.
    pub given: Option<Arc<str>>,
    /// What is changed in it, in order.
    pub with: Vec<Change>,
    /// What must hold.
    pub expect: Vec<Expectation>,
    /// The cases of its file, if it has one: it is run once for each of them, and not by itself.
    pub cases: Option<Cases>,
    /// Its place.
    pub span: Span,
}

/// `expect policy.total = 2_666.97`
#[derive(Debug, Clone)]
pub struct Expectation {
    /// What is expected.
    pub kind: ExpectationKind,
    /// As it is written.
    pub text: Arc<str>,
    /// Its place.
    pub span: Span,
}

/// What a test expects.
#[derive(Debug, Clone)]
pub enum ExpectationKind {
    /// A condition in the context of the risk is true.
    Holds(Expr),
    /// `expect policy.age fails out_of_range`: a value in the context of the risk is in error. Of a record or a list: a part of it is.
    Fails {
        /// The value.
        value: Expr,
        /// The code of the error.
        code: ErrorCode,
    },
    /// `expect policy fails requirement`: the input refuses the risk.
    Refused {
        /// The code of a fault of the input, or of the error of a `require`.
        code: Arc<str>,
    },
}

impl ExpectationKind {
    /// What has to be computed to see whether it is so.
    #[must_use]
    pub const fn value(&self) -> Option<&Expr> {
        match self {
            Self::Holds(value) | Self::Fails { value, .. } => Some(value),
            Self::Refused { .. } => None,
        }
    }
}

/// `with policy.vehicles[1].symbol = 12`
#[derive(Debug, Clone)]
pub struct Change {
    /// The way from the risk to the field.
    pub path: Vec<PathStep>,
    /// The new value; absent takes the field away.
    pub value: Value,
    /// Its place.
    pub span: Span,
}

/// A step of the way to a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PathStep {
    /// A key of an object.
    Key(Arc<str>),
    /// A place in a list, from 0.
    Item(u32),
}
