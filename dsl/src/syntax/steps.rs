//! The worksheet form: a running value with labelled lines.

use super::definition::Let;
use super::expression::Expression;
use super::literal::TextLiteral;
use super::word_form::Rounding;
use crate::source::Span;

/// `steps each rounded half up to 0.001 { … }`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Steps {
    /// How the running value is rounded after every line.
    pub each_rounded: Option<Rounding>,
    /// Names given at the start of the block.
    pub lets: Vec<Let>,
    /// The lines in order; at least one.
    pub lines: Vec<StepLine>,
}

/// `times "Points" points_factor(points) when points > 0`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StepLine {
    /// What the line does.
    pub action: StepAction,
    /// Where its word or words stand (`divided by`).
    pub word_span: Span,
    /// What the line is called in the worksheet.
    pub label: Option<TextLiteral>,
    /// The line is left out unless this holds.
    pub when: Option<Expression>,
    /// The whole line.
    pub span: Span,
}

/// What a line does with the running value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StepAction {
    /// Calculates with an operand.
    Operand {
        /// How.
        operator: StepOperator,
        /// With what.
        operand: Expression,
    },
    /// `round half up to 0.01`
    Round(Rounding),
    /// `note "…"`: the value stays; the words are the line's [label](StepLine::label).
    Note,
}

/// How a line calculates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StepOperator {
    /// `start`: the running value becomes the operand.
    Start,
    /// `times`
    Times,
    /// `divided by`
    DividedBy,
    /// `plus`
    Plus,
    /// `less`
    Less,
    /// `at least`: the greater of the two.
    AtLeast,
    /// `at most`: the smaller of the two.
    AtMost,
}

impl StepOperator {
    /// As it is written.
    pub fn words(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Times => "times",
            Self::DividedBy => "divided by",
            Self::Plus => "plus",
            Self::Less => "less",
            Self::AtLeast => "at least",
            Self::AtMost => "at most",
        }
    }
}
