//! The shape of the answer.

use super::definition::Let;
use super::expression::Expression;
use super::literal::TextLiteral;
use super::name::{Docs, Name};
use super::types::TypeExpression;
use super::word_form::ForClause;
use crate::source::Span;

/// `output { … }`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Output {
    /// The fields of the answer in order.
    pub items: Vec<OutputItem>,
}

/// `total : unrounded money as "total-premium" = policy.total`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OutputItem {
    /// The `///` lines above it; only at the top, not inside `for … { }`.
    pub docs: Docs,
    /// Its name in the answer; any letter may be its first.
    pub name: Name,
    /// Its type, if it is said.
    pub ty: Option<TypeExpression>,
    /// Its name in the answer, if that is no identifier.
    pub json_name: Option<TextLiteral>,
    /// Its value.
    pub value: OutputValue,
    /// The whole item.
    pub span: Span,
}

/// The value of an [`OutputItem`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum OutputValue {
    /// A value.
    Expression(Expression),
    /// `for v in policy.vehicles { … }`: a list of objects.
    ForEach(Box<OutputForEach>),
}

/// `for v in policy.vehicles { total = v.total }`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OutputForEach {
    /// The list and what each item is called.
    pub clause: ForClause,
    /// Names given at the start of the block.
    pub lets: Vec<Let>,
    /// The fields of each object.
    pub items: Vec<OutputItem>,
    /// The whole form.
    pub span: Span,
}
