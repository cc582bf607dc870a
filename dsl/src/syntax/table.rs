//! Tables: keys, results, and rows in the text or in a file.

use super::definition::Variant;
use super::entity::ColumnName;
use super::expression::Expression;
use super::literal::{Literal, Range, SetMember, TextLiteral};
use super::name::Name;
use super::types::TypeExpression;
use crate::source::Span;

/// `table base_rate(state: State, coverage: Coverage) -> money from "base_rate.csv"`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Table {
    /// Its name.
    pub name: Name,
    /// What it is looked up by.
    pub keys: Vec<TableKey>,
    /// What is found.
    pub results: TableResults,
    /// What several fitting rows mean.
    pub policy: Option<TablePolicy>,
    /// How values between rows are found.
    pub interpolation: Option<Interpolation>,
    /// Its rows.
    pub content: TableContent,
    /// What is found where no row fits, if it is said behind the rows: one value per result.
    pub otherwise: Vec<Literal>,
}

/// `age: int 0..200 column vehicle_age`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TableKey {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeExpression,
    /// Which columns of the rows hold it.
    pub column: KeyColumn,
}

/// Which columns hold a key, and how.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum KeyColumn {
    /// Nothing is said: the column of the key's own name (or the header's values, in a grid).
    Own,
    /// `column c`
    Named(ColumnName),
    /// `from column c`: each row begins there and ends before the next.
    From(ColumnName),
    /// `from column a to column b`: each row reaches from one to the other.
    Between(ColumnName, ColumnName),
    /// `up to column c`: each row ends there and begins behind the one before.
    UpTo(ColumnName),
}

/// What a table finds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TableResults {
    /// Only whether a row fits.
    Nothing,
    /// `-> money`
    Single(Box<TypeExpression>),
    /// `-> (policy_fee: money, minimum_premium: money)`
    Named(Vec<TableResult>),
}

/// `policy_fee: money column "Fee"`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TableResult {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeExpression,
    /// Which column holds it, if not the one of its own name.
    pub column: Option<ColumnName>,
}

/// A hit policy and where it is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct TablePolicy {
    /// Which.
    pub kind: HitPolicy,
    /// Where it stands.
    pub span: Span,
}

/// What several fitting rows mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HitPolicy {
    /// `unique`: no two rows fit.
    Unique,
    /// `first`: the first that fits counts.
    First,
    /// `collect`: all that fit, as a list.
    Collect,
    /// `exists`: only whether one fits.
    Exists,
}

/// `interpolate linear on age clamp`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Interpolation {
    /// The key between whose values is interpolated.
    pub key: Name,
    /// What happens outside them.
    pub outside: Option<Outside>,
    /// The whole clause.
    pub span: Span,
}

/// What an interpolated table finds outside its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outside {
    /// `clamp`: the value at the end.
    Clamp,
    /// `extend`: the last line goes on.
    Extend,
    /// `error`: nothing.
    Error,
}

/// Where the rows of a table are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TableContent {
    /// `from "base_rate.csv" where kind = "base"`
    File {
        /// The file, relative to this one.
        file: TextLiteral,
        /// Which of its rows belong to the table.
        filter: Option<Expression>,
    },
    /// `{ age | factor … }`
    Rows {
        /// The first line.
        header: Vec<Cell>,
        /// The other lines.
        rows: Vec<Row>,
        /// Whether all lines could be read; of those that could not nothing can be proven, and each has its diagnostic.
        complete: bool,
    },
    /// `{ from 2004-07-01 : "basic_2004.csv" }`: another file for each time or place.
    Variants(Vec<Variant<TextLiteral>>),
    /// None were given, which has its diagnostic.
    Missing,
}

/// A line of an inline table.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Row {
    /// Whether it is `otherwise | …`, whose cells are the results alone.
    pub otherwise: bool,
    /// Its cells in order.
    pub cells: Vec<Cell>,
    /// The whole line.
    pub span: Span,
}

/// What stands between two `|`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Cell {
    /// What it says.
    pub kind: CellKind,
    /// Where it stands; empty for a blank cell.
    pub span: Span,
}

/// What a [`Cell`] says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CellKind {
    /// Nothing.
    Blank,
    /// `_`: every value.
    Any,
    /// One value; in a header, a name or a text or a value of the last key.
    Value(Literal),
    /// Every value of a range.
    Range(Range<Literal>),
    /// `{single, married}`
    Set(Vec<SetMember>),
}
