//! The worksheet form.

use super::found::Pair;
use super::grammar::Rule;
use super::reader::{Reader, child, children, inner};
use crate::syntax::{ExpressionKind, StepAction, StepLine, StepOperator, Steps};

impl Reader<'_> {
    pub fn steps(&self, pair: &Pair<'_>) -> Option<ExpressionKind> {
        let each_rounded = match child(pair, Rule::each_rounded) {
            Some(clause) => Some(self.rounding(&clause)?),
            None => None,
        };
        let found = children(pair, Rule::step_line);
        let mut lines = Vec::with_capacity(found.clone().count());
        for line in found {
            lines.push(self.step_line(&line)?);
        }
        let lets = self.lets(pair)?;
        Some(ExpressionKind::Steps(Box::new(Steps {
            each_rounded,
            lets,
            lines,
        })))
    }

    fn step_line(&self, pair: &Pair<'_>) -> Option<StepLine> {
        let line = inner(pair)?;
        let action = self.step_action(&line)?;
        let when = self.optional_operand(child(pair, Rule::when_clause))?;
        Some(StepLine {
            action,
            word_span: self.span(&inner(&line)?),
            label: child(&line, Rule::text).map(|label| self.text_literal(&label)),
            when,
            span: self.span(pair),
        })
    }

    fn step_action(&self, line: &Pair<'_>) -> Option<StepAction> {
        match line.as_rule() {
            Rule::step_round => self.rounding(line).map(StepAction::Round),
            Rule::step_note => Some(StepAction::Note),
            _ => {
                let operator = step_operator(inner(line)?.as_str())?;
                let operand = self.clause_operand(line)?;
                Some(StepAction::Operand { operator, operand })
            }
        }
    }
}

/// The operator that words name, however many blanks stand between them.
fn step_operator(words: &str) -> Option<StepOperator> {
    let mut words = words.split_ascii_whitespace();
    Some(match (words.next()?, words.next()) {
        ("start", None) => StepOperator::Start,
        ("times", None) => StepOperator::Times,
        ("divided", Some("by")) => StepOperator::DividedBy,
        ("plus", None) => StepOperator::Plus,
        ("less", None) => StepOperator::Less,
        ("at", Some("least")) => StepOperator::AtLeast,
        ("at", Some("most")) => StepOperator::AtMost,
        _ => return None,
    })
}
