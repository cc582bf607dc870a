use super::Expr;
use crate::source::Span;
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
    /// Its place.
    pub span: Span,
}

/// `expect policy.total = 2_666.97`, or a cell of a file of cases.
#[derive(Debug, Clone)]
pub struct Expectation {
    /// A condition in the context of the risk.
    pub condition: Expr,
    /// As it is written; of a cell, the output field and what it must be.
    pub text: Arc<str>,
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
