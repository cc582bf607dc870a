//! Enums, records and entities: what the data are.

use super::expression::Expression;
use super::literal::{Literal, Text, TextLiteral};
use super::name::{Docs, Name, Path};
use super::types::TypeExpression;
use crate::source::Span;

/// `enum State { CA "California", FL "Florida" }`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Enum {
    /// Its name.
    pub name: Name,
    /// Where its values come from.
    pub values: EnumValues,
}

/// Where the values of an enum come from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum EnumValues {
    /// `{ bronze < silver < gold }`
    Listed {
        /// The values in order.
        members: Vec<EnumMember>,
        /// Whether they were written with `<`, from the least to the greatest.
        ordered: bool,
    },
    /// `from "perils.csv" column peril_code`
    Column {
        /// The file, relative to this one.
        file: TextLiteral,
        /// Which column.
        column: ColumnName,
    },
}

/// One value of an enum: `CA "California"`, `"1M" "One month"`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EnumMember {
    /// The `///` lines above it.
    pub docs: Docs,
    /// Its name, without quotes.
    pub name: Name,
    /// Whether the name was written as a text, so that it need not be an identifier.
    pub quoted: bool,
    /// How people are shown it.
    pub label: Option<TextLiteral>,
}

/// A column of a file, written as a name or as a text; without quotes here.
pub type ColumnName = Name;

/// `record Layer { loss: money, limit: money }`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Record {
    /// Its name.
    pub name: Name,
    /// Its fields in order.
    pub fields: Vec<RecordField>,
}

/// `loss: money`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RecordField {
    /// The `///` lines above it.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeExpression,
}

/// `entity Line within Claim in order of service_date { … }`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Entity {
    /// Its name.
    pub name: Name,
    /// The entity in whose lists it stands and whose ancestors it sees.
    pub within: Option<Path>,
    /// What carried attributes are carried along, if not the list's own order.
    pub order: Option<Expression>,
    /// Its attributes and requirements in order.
    pub items: Vec<EntityItem>,
}

/// `extend Vehicle { … }`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Extend {
    /// The entity that gets more attributes.
    pub entity: Path,
    /// What it gets.
    pub items: Vec<EntityItem>,
}

/// What stands in an entity.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum EntityItem {
    /// `name : type …`
    Attribute(Box<Attribute>),
    /// `carried name : type = start … then …`
    Carried(Box<Carried>),
    /// `require condition "…"`
    Require(Box<Require>),
}

/// An attribute: given, given or defaulted, or computed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Attribute {
    /// The `///` lines above it.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeExpression,
    /// Its name in the input, if that is no identifier: `as "due-date"`.
    pub json_name: Option<TextLiteral>,
    /// Where its value comes from.
    pub value: AttributeValue,
    /// Where `unused` stands: it is deliberately not used.
    pub unused: Option<Span>,
    /// The whole attribute.
    pub span: Span,
}

/// Where the value of an attribute comes from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AttributeValue {
    /// From the input (or made, if its type is a list that is made).
    Given,
    /// From the input, which may leave it out.
    Default(Literal),
    /// Computed, never accepted from the input.
    Computed(Expression),
}

/// `carried deductible_left : money 0.. = start claim.plan.deductible then deductible_left - deductible_paid`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Carried {
    /// The `///` lines above it.
    pub docs: Docs,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeExpression,
    /// Its value at the first item.
    pub start: Expression,
    /// What the next item gets.
    pub next: Expression,
    /// The whole item.
    pub span: Span,
}

/// `require expiry > effective "The policy ends before it begins"`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Require {
    /// The `///` lines above it.
    pub docs: Docs,
    /// What the input must satisfy.
    pub condition: Expression,
    /// What is said if it does not.
    pub message: Option<Text>,
    /// The whole item.
    pub span: Span,
}
