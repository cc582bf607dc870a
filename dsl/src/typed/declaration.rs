use super::{EntityId, Expr, RecordId, TableId, Type, VariableId};
use crate::prove::Claim;
use crate::source::Span;
use lutine_core::bundle::Hash;
use lutine_core::graph::{Constant, Domain, EnumId};
use std::sync::Arc;

/// An entity: a thing that is insured, a person, a cover.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Its name, `Vehicle`.
    pub name: Arc<str>,
    /// The name by which what stands in it sees it, `vehicle`.
    pub snake_name: Arc<str>,
    /// Doc comment.
    pub doc: Option<Arc<str>>,
    /// What it stands in (`within`); none: it may stand anywhere.
    pub parent: Option<EntityId>,
    /// Its attributes in the order of declaration. The key of a made entity stands first, as one of kind [`AttributeKind::Key`].
    pub attributes: Vec<Attribute>,
    /// Conditions on the input.
    pub requirements: Vec<Requirement>,
    /// In which order its items are gone through where something is carried from one to the next: the least first, ties as they stand in
    /// their list. None: as they stand there.
    pub order: Option<Expr>,
    /// Whether the input leads to it. One of a module to which it does not has no attributes here, and no items.
    pub is_reached: bool,
    /// Its place.
    pub span: Span,
}

/// A module that a rulebook imports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedModule {
    /// The name in its header.
    pub name: Arc<str>,
    /// The version that its header states.
    pub version: Option<Arc<str>>,
    /// Of its files of rules and the tables that they name.
    pub hash: Hash,
}

/// An attribute of an entity.
#[derive(Debug, Clone)]
pub struct Attribute {
    /// Its name.
    pub name: Arc<str>,
    /// Its key in JSON.
    pub json_name: Arc<str>,
    /// Doc comment.
    pub doc: Option<Arc<str>>,
    /// Its type.
    pub ty: Type,
    /// The declared range or set of its value, or of the values of its list. A derived attribute's expression checks it itself.
    pub domain: Option<Domain>,
    /// Where its value comes from.
    pub kind: AttributeKind,
    /// Whether it is meant not to be used.
    pub unused: bool,
    /// Its place.
    pub span: Span,
}

/// Where an attribute's value comes from.
#[derive(Debug, Clone)]
pub enum AttributeKind {
    /// The input: a plain value, a record, an optional of these, an entity (optional or not).
    Input {
        /// What it is where the input leaves it out.
        default: Option<Constant>,
    },
    /// The input: a list of entities, records or plain values.
    GivenList {
        /// Least number of items.
        min: u32,
        /// Most number of items.
        max: u32,
    },
    /// A list that the rulebook makes; the items' entity has a [`AttributeKind::Key`].
    MadeList(MadeFor),
    /// What the item was made for; only in an entity of a made list.
    Key,
    /// An expression.
    Derived(Expr),
    /// A value that is carried from each item of a list to the next, in the order of the entity. Each list of items is gone through on
    /// its own. Where the place of an item in the order is in error, what is carried to any item of its list is in that error.
    Carried {
        /// What it is for the first item; mentions only what the item stands in.
        start: Expr,
        /// What it is for the next item, in the context of the one before.
        then: Expr,
    },
}

/// What the items of a made list are made for.
#[derive(Debug, Clone)]
pub enum MadeFor {
    /// Members of an enumeration, by ordinal.
    Members(Vec<u32>),
    /// The whole numbers of a range; more than `max` is the error `too_many_items`.
    Numbers {
        /// The first.
        from: Expr,
        /// The last.
        to: Expr,
        /// Most items.
        max: u32,
    },
    /// The different values of a list, in the order in which they first occur.
    Values {
        /// The list, of plain values or records of such.
        list: Expr,
        /// Most items.
        max: u32,
    },
}

/// `require c "…"`
#[derive(Debug, Clone)]
pub struct Requirement {
    /// What must hold.
    pub condition: Expr,
    /// What to say: the text, or the condition as it is written.
    pub message: Arc<str>,
    /// Its place.
    pub span: Span,
}

/// A record type.
#[derive(Debug, Clone)]
pub struct Record {
    /// Its name.
    pub name: Arc<str>,
    /// Doc comment.
    pub doc: Option<Arc<str>>,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// A field of a record.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name, also in JSON.
    pub name: Arc<str>,
    /// Its type: plain, optional, or a record.
    pub ty: Type,
    /// Its declared range or set.
    pub domain: Option<Domain>,
}

/// A table: its rows are core's.
#[derive(Debug, Clone)]
pub struct Table {
    /// Keys, columns and rows. Key cells of numbers and dates are on the key's grid: a range of ints has inclusive ends.
    pub data: lutine_core::table::Table,
    /// The types of the keys.
    pub keys: Vec<Type>,
    /// The types of the columns, optional where declared so.
    pub columns: Vec<Type>,
    /// The record of its results, where it has several.
    pub record: Option<RecordId>,
    /// What is proven of its keys and rows, and what is not.
    pub claims: Vec<Claim>,
    /// Doc comment.
    pub doc: Option<Arc<str>>,
    /// Its place.
    pub span: Span,
}

/// The rows of a table as a list, but for that of `otherwise`.
#[derive(Debug, Clone)]
pub struct TableRows {
    /// The table.
    pub of: TableId,
    /// Its rows by their number, from 1, with keys and results as columns.
    pub rows: Table,
    /// What the fields of a row are.
    pub fields: Vec<RowField>,
    /// The record of a row.
    pub record: RecordId,
}

/// A field of the record that a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowField {
    /// A column: a result, or a key that has one value in each row.
    Column(u32),
    /// A key that is a range, by the columns of its ends: a record of the two.
    Band(u32, u32),
}

/// `define name : T = e`
#[derive(Debug, Clone)]
pub struct Definition {
    /// Its name.
    pub name: Arc<str>,
    /// Doc comment.
    pub doc: Option<Arc<str>>,
    /// Its type.
    pub ty: Type,
    /// Its expression, in the context of the risk.
    pub value: Expr,
    /// Its place.
    pub span: Span,
}

/// `function name(a: T) -> U = e`
#[derive(Debug, Clone)]
pub struct Function {
    /// Its name.
    pub name: Arc<str>,
    /// Doc comment.
    pub doc: Option<Arc<str>>,
    /// Its parameters. Declared ranges are checked in the arguments of each call.
    pub parameters: Vec<Parameter>,
    /// Its result type.
    pub ty: Type,
    /// Its body.
    pub body: Expr,
    /// Its place.
    pub span: Span,
}

/// A parameter of a function.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Its name.
    pub name: Arc<str>,
    /// What it is in the body.
    pub variable: VariableId,
    /// Its type.
    pub ty: Type,
}

/// `outcome underwriting { accept < refer < decline } on error refer`
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its name.
    pub name: Arc<str>,
    /// Doc comment.
    pub doc: Option<Arc<str>>,
    /// Its levels, an ordered enumeration, from the mildest.
    pub levels: EnumId,
    /// The record of its reasons: code (text), level (the enumeration), message (text).
    pub reason: RecordId,
    /// The level that a rule in error counts as; none: the outcome is that error.
    pub on_error: Option<u32>,
    /// Its place.
    pub span: Span,
}

/// A rule. It gives a reason for each combination of items of its clauses for which its condition holds.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its code.
    pub code: Arc<str>,
    /// What a person reads.
    pub label: Option<Arc<str>>,
    /// `for d in L`
    pub clauses: Vec<super::Clause>,
    /// When it applies.
    pub condition: Expr,
    /// What it does.
    pub effects: Vec<Effect>,
    /// Its place.
    pub span: Span,
}

/// What a rule does to an outcome. Where the rule's condition (or the message) is in error and the outcome has an `on error` level, the
/// reason has that level and the message `not decided: CODE`, CODE being the error's.
#[derive(Debug, Clone)]
pub struct Effect {
    /// The outcome.
    pub outcome: super::OutcomeId,
    /// The level, by ordinal.
    pub level: u32,
    /// The message: the reason's text, else the rule's label, else its code.
    pub message: Expr,
}

/// A field of the answer.
#[derive(Debug, Clone)]
pub struct OutputItem {
    /// Its key in JSON.
    pub name: Arc<str>,
    /// Doc comment.
    pub doc: Option<Arc<str>>,
    /// Its value.
    pub value: OutputValue,
    /// Its place.
    pub span: Span,
}

/// The value of a field of the answer.
#[derive(Debug, Clone)]
pub enum OutputValue {
    /// An expression.
    Value(Expr),
    /// `for v in L { … }`: an object an item.
    For {
        /// v in L
        clause: super::Clause,
        /// The fields of each object.
        items: Vec<OutputItem>,
    },
}
