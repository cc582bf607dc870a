//! Outcomes and rules: may we write this risk, and why not.

use super::definition::Let;
use super::expression::Expression;
use super::literal::{Text, TextLiteral};
use super::name::{Name, Path};
use super::word_form::ForClause;
use crate::source::Span;

/// `outcome underwriting { accept < refer < decline } on error refer`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Outcome {
    /// Its name.
    pub name: Name,
    /// From the mildest to the worst; at least one.
    pub levels: Vec<Name>,
    /// What a rule in error counts as.
    pub on_error: Option<Name>,
}

/// `rule R07_DRIVER_POINTS "A driver has 6 points or more" { when … underwriting refer }`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rule {
    /// Its name, the code of its reasons.
    pub name: Name,
    /// What it says to people.
    pub label: Option<TextLiteral>,
    /// The lists for each of whose items it is asked; without one, it is asked once.
    pub loops: Vec<ForClause>,
    /// Names given before the condition.
    pub lets: Vec<Let>,
    /// When it fires.
    pub when: Expression,
    /// What it does then; at least one.
    pub effects: Vec<Effect>,
}

/// `underwriting decline "The driver {d.name} has {d.points} points"`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Effect {
    /// Which outcome.
    pub outcome: Path,
    /// At least this level.
    pub level: Name,
    /// What is said, if not the rule's label.
    pub reason: Option<Text>,
    /// The whole line.
    pub span: Span,
}
