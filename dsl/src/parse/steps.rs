//! The worksheet form.

use super::grammar::{Pair, Rule};
use super::reader::{Reader, child, children, inner};
use crate::syntax::{StepAction, StepLine, StepOperator, Steps};

impl Reader<'_> {
    pub fn steps(&self, pair: &Pair<'_>) -> Option<Steps> {
        let each_rounded = match child(pair, Rule::each_rounded) {
            Some(clause) => Some(self.rounding(&clause)?),
            None => None,
        };
        let lines: Option<Vec<_>> = children(pair, Rule::step_line)
            .map(|line| self.step_line(&line))
            .collect();
        Some(Steps {
            each_rounded,
            lets: self.lets(pair)?,
            lines: lines?,
        })
    }

    fn step_line(&self, pair: &Pair<'_>) -> Option<StepLine> {
        let line = inner(pair)?;
        let word = inner(&line)?;
        let action = match line.as_rule() {
            Rule::step_round => StepAction::Round(self.rounding(&line)?),
            Rule::step_note => StepAction::Note,
            _ => StepAction::Operand {
                operator: step_operator(word.as_str())?,
                operand: self.clause_operand(&line)?,
            },
        };
        Some(StepLine {
            action,
            word_span: self.span(&word),
            label: child(&line, Rule::text).map(|label| self.text_literal(&label)),
            when: self.optional_operand(child(pair, Rule::when_clause))?,
            span: self.span(pair),
        })
    }
}

/// The operator that words name, however many blanks stand between them.
fn step_operator(words: &str) -> Option<StepOperator> {
    let words: Vec<&str> = words.split_ascii_whitespace().collect();
    Some(match words.as_slice() {
        ["start"] => StepOperator::Start,
        ["times"] => StepOperator::Times,
        ["divided", "by"] => StepOperator::DividedBy,
        ["plus"] => StepOperator::Plus,
        ["less"] => StepOperator::Less,
        ["at", "least"] => StepOperator::AtLeast,
        ["at", "most"] => StepOperator::AtMost,
        _ => return None,
    })
}
