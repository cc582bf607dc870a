use super::{NodeId, Shape, SiteId, SpaceId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An attribute, a definition or a rule as it is written: what an error's path names and a worksheet shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// What it is.
    pub kind: DeclarationKind,
    /// Its name: of the attribute, of the definition, the code of the rule.
    pub name: Arc<str>,
    /// What a person reads: the rule's label, the first line of the doc comment.
    pub label: Option<Arc<str>>,
    /// The space whose lanes have it.
    pub space: SpaceId,
    /// Its value, in that space.
    pub value: Shape,
    /// Where its expression is written.
    pub site: SiteId,
    /// The expression as it is written, on one line.
    pub formula: Arc<str>,
    /// The attributes, variables and definitions that the expression reads, as written there.
    pub operands: Vec<Operand>,
    /// The table look-ups that it makes outside its steps, functions included.
    pub lookups: Vec<LookupNote>,
    /// The variants of what it reads, or of itself.
    pub variants: Vec<VariantNote>,
    /// The `steps` blocks of its expression.
    pub steps: Vec<Steps>,
}

/// What kind of declaration it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DeclarationKind {
    /// An attribute of an entity; its path is that of the item and its name.
    Attribute,
    /// A definition; its path is its name.
    Definition,
    /// A rule; its path is its code.
    Rule,
}

/// A value that an expression reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operand {
    /// As it is written: `vehicle.symbol`.
    pub text: Arc<str>,
    /// Its value, in the declaration's space or an ancestor of it; where it is read inside a comprehension, in a space below.
    pub value: Shape,
}

/// What a condition must be for what stands in a variant, or in an arm of a choice, to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlyIf {
    /// The condition.
    pub condition: NodeId,
    /// What it must be.
    pub holds: bool,
}

/// A table look-up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookupNote {
    /// The row, a [`super::Op::Row`] node.
    pub row: NodeId,
    /// What must hold for it to count.
    pub only_if: Vec<OnlyIf>,
}

/// One of the variants of a definition, a function or a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantNote {
    /// What has variants.
    pub of: Arc<str>,
    /// Its guards as they are written: `state TX, from 2026-07-01`.
    pub guards: Arc<str>,
    /// Its value as it is written; of a table the name of its file.
    pub formula: Arc<str>,
    /// Why it is as it is: the filing, the order.
    pub because: Option<Arc<str>>,
    /// What must hold for it to be the one that applies.
    pub only_if: Vec<OnlyIf>,
    /// Where it is written.
    pub site: SiteId,
}

/// A worksheet block: a running value with labelled lines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Steps {
    /// The rounding after every line, as it is written: `half up to 0.001`.
    pub each_rounded: Option<Arc<str>>,
    /// Its lines.
    pub lines: Vec<StepLine>,
    /// What must hold for it to count.
    pub only_if: Vec<OnlyIf>,
}

/// A line of a worksheet block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepLine {
    /// What it does to the running value.
    pub kind: StepKind,
    /// Its label.
    pub label: Option<Arc<str>>,
    /// Its operand as it is written; for `round`, the rounding.
    pub formula: Arc<str>,
    /// The operand; none for `round` and `note`.
    pub operand: Option<NodeId>,
    /// Whether it applies; none: always.
    pub when: Option<NodeId>,
    /// Its condition as it is written.
    pub condition: Option<Arc<str>>,
    /// The running value behind it.
    pub running: NodeId,
    /// What its operand and condition read.
    pub operands: Vec<Operand>,
    /// The table look-ups that its operand makes.
    pub lookups: Vec<LookupNote>,
    /// The variants of what its operand and condition read.
    pub variants: Vec<VariantNote>,
    /// Where it is written.
    pub site: SiteId,
}

/// What a line does to the running value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StepKind {
    /// Sets it.
    Start,
    /// Multiplies it.
    Times,
    /// Divides it.
    DividedBy,
    /// Adds to it.
    Plus,
    /// Subtracts from it.
    Less,
    /// Raises it to a minimum.
    AtLeast,
    /// Lowers it to a maximum.
    AtMost,
    /// Rounds it.
    Round,
    /// Says something.
    Note,
}

impl StepKind {
    /// The words that write it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Times => "times",
            Self::DividedBy => "divided by",
            Self::Plus => "plus",
            Self::Less => "less",
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
            Self::Round => "round",
            Self::Note => "note",
        }
    }
}
