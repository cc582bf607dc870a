//! Worksheets: how the numbers of one risk came about, line by line, so that each can be checked by hand.
//!
//! A worksheet shows every attribute of every item, every definition and every rule: its value, its expression as it is written, what
//! that read, the table rows that it hit with their file and line, and for `steps` each line with its operand and the running value.
//! It is read out of an [`Execution`](crate::execute::Execution), in which all these numbers are anyway; nothing is computed again.

mod behind;
mod build;
mod json;
mod layout;
mod look_up;
mod markdown;
mod notes;
mod select;
mod share;
mod show;
mod steps;
mod text;

pub use behind::AnswerStep;
pub(crate) use build::MOST_LEVELS;

use crate::answer::FieldError;
use crate::graph::{Declaration, StepKind};
use crate::number::Decimal;
use crate::value::Value;
use std::sync::Arc;

/// How the numbers of one risk came about. See the [module page](self).
#[derive(Debug, Clone, PartialEq)]
pub struct Worksheet {
    /// The rulebook's name.
    pub rulebook: Arc<str>,
    /// The version that its header states, if any.
    pub version: Option<Arc<str>>,
    /// The risk with its items.
    pub risk: Item,
    /// Definitions, in the order in which they are written.
    pub definitions: Vec<Entry>,
    /// Rules, in the order in which they are written; a rule over a list once for each item.
    pub rules: Vec<Entry>,
}

/// An item: the risk, a vehicle, a cover.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Where it stands: `policy.vehicles[1]`.
    pub path: String,
    /// Its computed attributes, in the order in which they are written.
    pub entries: Vec<Entry>,
    /// The items in it.
    pub items: Vec<Item>,
}

/// A value and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What it is the value of: `policy.vehicles[1].total`, the name of a definition, the code of a rule.
    pub path: String,
    /// The item that a rule over a list looked at; none for everything else.
    pub of: Option<String>,
    /// What a person reads.
    pub label: Option<Arc<str>>,
    /// The value.
    pub value: Shown,
    /// Of what is carried from item to item where it came from; none of everything else.
    pub carried: Option<Origin>,
    /// The expression as it is written.
    pub formula: Arc<str>,
    /// Where it is written.
    pub place: Place,
    /// What it read; nothing of what came from another item, where that is shown.
    pub operands: Vec<Reading>,
    /// The table look-ups that it made outside its steps.
    pub look_ups: Vec<LookUp>,
    /// Which variants of what it read applied, or of itself.
    pub variants: Vec<Variant>,
    /// Its `steps` blocks.
    pub steps: Vec<StepsBlock>,
    /// The shares of totals that it was computed from.
    pub shares: Vec<Share>,
}

/// An item's share of a total of its list, in whole steps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// What is handed out.
    pub total: Value,
    /// The item's weight.
    pub weight: Value,
    /// What the weights of all items add up to.
    pub weights: Value,
    /// The step.
    pub step: Value,
    /// total × weight ÷ weights.
    pub exact: Decimal,
    /// The whole steps of the exact share.
    pub taken_down: Value,
    /// What is left of the exact share.
    pub rest: Decimal,
    /// Whether it got one of the steps that were left, for its rest is one of the largest.
    pub has_more: bool,
    /// The share.
    pub share: Value,
}

/// Where a carried value came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The item is the first of its list, and this the start.
    Start,
    /// From the item before, by its path.
    Item(String),
    /// From nowhere: the place of this item in the order is in error.
    Unordered(String),
}

/// The variant of a definition, a function or a table that applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variant {
    /// What has variants.
    pub of: Arc<str>,
    /// Its guards as they are written: `state TX, from 2026-07-01`.
    pub guards: Arc<str>,
    /// Its value as it is written; of a table the name of its file.
    pub formula: Arc<str>,
    /// Why it is as it is: the filing, the order.
    pub because: Option<Arc<str>>,
    /// Where it is written.
    pub place: Place,
}

/// A value, as far as it could be had.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// The value; none where it is in error.
    pub value: Option<Value>,
    /// Why it, or parts of it, could not be had.
    pub errors: Vec<FieldError>,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub file: Arc<str>,
    /// The line, from 1; 0 of an `otherwise` that does not stand among the rows of its table.
    pub line: u32,
}

/// A value that an expression read.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// As it is written: `vehicle.symbol`; the name of a key of a table.
    pub text: Arc<str>,
    /// What it was.
    pub value: Shown,
}

/// A table look-up.
#[derive(Debug, Clone, PartialEq)]
pub struct LookUp {
    /// The table.
    pub table: Arc<str>,
    /// Its keys by name.
    pub keys: Vec<Reading>,
    /// The item for which it was made, where that is not the entry's own.
    pub of: Option<String>,
    /// What it hit.
    pub hit: Hit,
    /// The cells that were read, by column; none where blank.
    pub cells: Vec<(Arc<str>, Option<Value>)>,
}

/// What a look-up hit.
#[derive(Debug, Clone, PartialEq)]
pub enum Hit {
    /// A row.
    Row(Place),
    /// The line between the nodes of two rows.
    Between(Box<Between>),
    /// No row.
    Nothing,
    /// Several rows, of which these are the first two.
    Several(Place, Place),
    /// A key was in error.
    KeyInError,
}

/// Where a key lies between two nodes of an interpolated table.
#[derive(Debug, Clone, PartialEq)]
pub struct Between {
    /// The lower node.
    pub low: Node,
    /// The upper node.
    pub high: Node,
    /// How far the key is from the lower node, the distance to the upper being 1; below 0 or above 1 where a line is extended.
    pub weight: Option<Decimal>,
}

/// A row of an interpolated table.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The interpolated key and its value in the row.
    pub key: (Arc<str>, Value),
    /// Where the row stands.
    pub place: Place,
    /// Its cells, by column; none where blank.
    pub cells: Vec<(Arc<str>, Option<Value>)>,
}

/// A running value with labelled lines.
#[derive(Debug, Clone, PartialEq)]
pub struct StepsBlock {
    /// The rounding after every line that applies, as it is written: `half up to 0.001`.
    pub each_rounded: Option<Arc<str>>,
    /// The item for which it was computed, where that is not the entry's own.
    pub of: Option<String>,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// A line of `steps`.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it does to the running value.
    pub kind: StepKind,
    /// Its label.
    pub label: Option<Arc<str>>,
    /// Its operand as it is written; for `round` the rounding.
    pub formula: Arc<str>,
    /// The operand; none for `round` and `note`, nor of a line that does not apply, if it is not the same for every risk.
    pub operand: Option<Shown>,
    /// Its condition as it is written; none: it always applies.
    pub condition: Option<Arc<str>>,
    /// Whether it applied; none where its condition is in error.
    pub applied: Option<bool>,
    /// The running value behind it.
    pub running: Shown,
    /// What its operand and condition read.
    pub operands: Vec<Reading>,
    /// The table look-ups that its operand and condition made, where it applies.
    pub look_ups: Vec<LookUp>,
    /// Which variants of what its operand and condition read applied, where the line does.
    pub variants: Vec<Variant>,
    /// Where it is written.
    pub place: Place,
}
