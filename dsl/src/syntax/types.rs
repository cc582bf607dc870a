//! Types: `int 0..40`, `Coverage {COMP, COLL}`, `unrounded money EUR`, `list of Vehicle (1..4)`, each with `?` if it may
//! be absent.

use super::expression::Expression;
use super::literal::{Literal, Range, SetMember};
use super::name::{Name, Path};
use crate::source::Span;

/// A type with what limits it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TypeExpression {
    /// What the values are.
    pub base: BaseType,
    /// Where the base stands (`unrounded money EUR`), without range, set and `?`.
    pub base_span: Span,
    /// Which of them are permitted.
    pub constraint: Option<Constraint>,
    /// Whether a value may be absent (`?`).
    pub optional: bool,
    /// The whole type.
    pub span: Span,
}

/// What the values of a type are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum BaseType {
    /// `bool`
    Bool,
    /// `text`
    Text,
    /// `date`
    Date,
    /// `int`
    Int,
    /// `decimal`
    Decimal,
    /// `period`
    Period,
    /// `money`, `money EUR`, `unrounded money`
    Money {
        /// Whether it is money before its written rounding.
        unrounded: bool,
        /// The currency; without one, the rulebook's.
        currency: Option<Name>,
    },
    /// An enum, a record or an entity: `Coverage`, `oasis_terms.Layer`.
    Named(Path),
    /// `list of T`
    List(Box<ListType>),
}

/// What limits the values of a type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Constraint {
    /// `int 0..40`
    Range(Range<Literal>),
    /// `int {25, 50, 100}`, `Coverage {COMP, COLL}`
    Set {
        /// At least one.
        members: Vec<SetMember>,
        /// With its braces.
        span: Span,
    },
}

/// `list of T`, given with its bounds or made.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ListType {
    /// What it lists.
    pub item: TypeExpression,
    /// How many items it has, or what it is made from.
    pub extent: ListExtent,
}

/// How many items a list has.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ListExtent {
    /// Nothing is said.
    Unstated,
    /// `(1..4)`
    Bounds(Range<Literal>),
    /// `for each coverage in Coverage`: one item for each value of `source`, which the item knows as `variable`.
    Made {
        /// The key's name.
        variable: Name,
        /// An enum's name, a range of whole numbers, or a list.
        source: Box<Expression>,
    },
}
