//! Definitions and functions, and what varies with state and date.

use super::expression::Expression;
use super::literal::{Date, Literal, Range, SetMember, TextLiteral};
use super::name::Name;
use super::types::TypeExpression;
use crate::source::Span;

/// `define fee : money = 12.50`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Define {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeExpression,
    /// Its value.
    pub body: Body,
}

/// `function net(gross: money, rate: decimal) -> unrounded money = gross / (1 + rate)`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Function {
    /// Its name, parameters and result.
    pub signature: Signature,
    /// Its value.
    pub body: Body,
}

/// `score(miles: decimal, harsh_brakes: int) -> decimal`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Signature {
    /// The function's name.
    pub name: Name,
    /// What it takes.
    pub parameters: Vec<Parameter>,
    /// What it gives.
    pub result: TypeExpression,
}

/// `miles: decimal`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Parameter {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeExpression,
}

/// The value of a definition or a function.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Body {
    /// `= e`
    Expression(Expression),
    /// `{ any : 12.50, state TX : 14.00 }`
    Variants(Vec<Variant<Expression>>),
}

/// `let x : T = e` at the start of a block.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Let {
    /// The name.
    pub name: Name,
    /// Its type, if it is said.
    pub ty: Option<TypeExpression>,
    /// What it stands for.
    pub value: Expression,
    /// The whole line.
    pub span: Span,
}

/// `dimensions { state = policy.state, effective = policy.effective }`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Dimensions {
    /// In the order of precedence, where two variants tie.
    pub dimensions: Vec<Dimension>,
}

/// `state = policy.state`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Dimension {
    /// Its name, which guards use.
    pub name: Name,
    /// Where its value comes from.
    pub value: Expression,
}

/// `state TX, from 2026-07-01 : 14.00 because "Filing TX-2026-113"`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Variant<T> {
    /// All of them must hold; at least one.
    pub guards: Vec<Guard>,
    /// What applies then.
    pub value: T,
    /// Why.
    pub because: Option<TextLiteral>,
    /// The whole line.
    pub span: Span,
}

/// When a variant applies.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Guard {
    /// The condition.
    pub kind: GuardKind,
    /// Where it stands.
    pub span: Span,
}

/// The condition of a [`Guard`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum GuardKind {
    /// `any`: always.
    Any,
    /// `from 2026-07-01`, `request from 2026-07-01`: on that day and later.
    From {
        /// Which date dimension; may be left out where there is one.
        dimension: Option<Name>,
        /// The first day.
        date: Date,
    },
    /// `until 2026-07-01`: before that day.
    Until {
        /// Which date dimension; may be left out where there is one.
        dimension: Option<Name>,
        /// The first day on which it does not apply.
        date: Date,
    },
    /// `state TX`
    Value {
        /// Which dimension.
        dimension: Name,
        /// The value.
        value: Literal,
    },
    /// `state {CA, NY}`
    Set {
        /// Which dimension.
        dimension: Name,
        /// The values.
        members: Vec<SetMember>,
    },
    /// `tier 1..5`
    Range {
        /// Which dimension.
        dimension: Name,
        /// The values.
        range: Range<Literal>,
    },
}
