//! Outcomes and rules.

use super::columns::{Column, Row};
use super::document::Document;
use super::printer::Printer;
use crate::syntax::{Effect, Expression, ForClause, Let, Outcome, Rule};

const LINES: [Column; 2] = [Column::new(1), Column::new(1)];

enum Line<'t> {
    For(&'t ForClause),
    Let(&'t Let),
    When(&'t Expression),
    Effect(&'t Effect),
}

impl Line<'_> {
    fn start(&self) -> u32 {
        match self {
            Self::For(clause) => clause.variable.span.start,
            Self::Let(own) => own.span.start,
            Self::When(condition) => condition.span.start,
            Self::Effect(effect) => effect.span.start,
        }
    }
}

impl<'a> Printer<'a> {
    /// `outcome underwriting { accept < refer < decline } on error refer`
    pub fn outcome(&mut self, outcome: &Outcome, end: u32) -> Document<'a> {
        let head = self.plain_until("{");
        let levels = self.ordered(outcome.levels.len(), |printer| printer.take());
        Document::words(vec![head, levels, self.plain(end)])
    }

    /// `{ accept < refer < decline }`
    pub fn ordered(
        &mut self,
        count: usize,
        mut print: impl FnMut(&mut Self) -> Document<'a>,
    ) -> Document<'a> {
        let open = self.take();
        let mut rows = Vec::with_capacity(count);
        for at in 0..count {
            let above = self.above(at == 0);
            let item = print(self);
            let sign = if self.is_at("<") {
                self.take()
            } else {
                Document::nothing()
            };
            self.skip_comma();
            rows.push(Document::words(vec![
                Document::join(vec![above.document, item]),
                sign,
            ]));
        }
        let below = self.below(rows.is_empty());
        self.braces(open, rows, below, false)
    }

    /// `rule R07_DRIVER_POINTS "A driver has 6 points or more" { … }`
    pub fn rule(&mut self, rule: &Rule) -> Document<'a> {
        let head = self.plain_until("{");
        let mut lines: Vec<Line<'_>> = rule.loops.iter().map(Line::For).collect();
        lines.extend(rule.lets.iter().map(Line::Let));
        lines.push(Line::When(&rule.when));
        lines.extend(rule.effects.iter().map(Line::Effect));
        lines.sort_by_key(Line::start);
        self.in_rule = true;
        let body = self.block_of(
            &lines,
            true,
            |_| &LINES,
            |printer, line| match line {
                Line::For(clause) => {
                    let words = printer.plain(clause.list.span.start);
                    let list = printer.expression(&clause.list);
                    Row::new(vec![Some(Document::words(vec![words, list]))])
                }
                Line::Let(own) => printer.let_line(own),
                Line::When(condition) => {
                    let word = printer.take();
                    let condition = printer.expression(condition);
                    Row::new(vec![Some(Document::words(vec![word, condition]))])
                }
                Line::Effect(effect) => Row::new(vec![Some(printer.plain(effect.span.end))]),
            },
        );
        self.in_rule = false;
        Document::words(vec![head, body])
    }
}
