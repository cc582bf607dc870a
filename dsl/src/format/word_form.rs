//! The forms with words inside their parentheses, broken before each clause.

use super::document::Document;
use super::printer::Printer;
use crate::syntax::{Expression, ExpressionKind};

impl<'a> Printer<'a> {
    /// `sum(e for v in L where c)`, `round(e half up to 0.01)`, …
    pub fn word_form(&mut self, kind: &ExpressionKind) -> Document<'a> {
        let operands = operands(kind);
        let (name, open) = (self.take(), self.take());
        let mut inside = vec![Document::soft_line()];
        for (at, operand) in operands.into_iter().enumerate() {
            if at > 0 {
                if self.is_at(",") {
                    inside.push(self.take());
                }
                inside.push(Document::line());
            }
            let words = self.plain(operand.span.start);
            if words.is_nothing() {
                inside.push(self.own_line(operand));
            } else {
                inside.push(Document::words(vec![words, self.expression(operand)]));
            }
        }
        if !self.is_at(",") && !self.is_at(")") {
            inside.push(Document::line());
            inside.push(self.take());
        }
        self.skip_comma();
        inside.push(self.below(true));
        Document::join(vec![
            name,
            open,
            Document::join(inside).indent(),
            Document::soft_line(),
            self.take(),
        ])
        .group()
    }
}

/// The operands of a form in the order in which they are written.
fn operands(kind: &ExpressionKind) -> Vec<&Expression> {
    match kind {
        ExpressionKind::Aggregate(form) => {
            let lists = form.clauses.iter().map(|clause| &clause.list);
            let value = std::iter::once(&form.value);
            let behind = form.condition.iter().chain(&form.separator);
            value.chain(lists).chain(behind).collect()
        }
        ExpressionKind::Pick(form) => {
            let first = std::iter::once(&form.list).chain(&form.condition);
            first.chain([&form.key]).collect()
        }
        ExpressionKind::Sorted(form) => {
            let first = std::iter::once(&form.list).chain(&form.condition);
            let keys = form.keys.iter().map(|key| &key.value);
            first.chain(keys).collect()
        }
        ExpressionKind::Round(form) => vec![&form.value, &form.rounding.step],
        ExpressionKind::DateSpan(form) => vec![&form.from, &form.to],
        ExpressionKind::DayCount(form) => vec![&form.from, &form.to],
        ExpressionKind::Allocated(form) => vec![&form.total, &form.weight, &form.step],
        _ => Vec::new(),
    }
}
