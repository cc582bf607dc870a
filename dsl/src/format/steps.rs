//! The worksheet form, in columns: what is done, label, operand, `when`.

use super::branch::LET;
use super::columns::{Column, Row};
use super::document::Document;
use super::printer::Printer;
use crate::syntax::{Let, StepAction, StepLine, Steps};

/// Words longer than `start` and `times` push only their own label.
const LINES: [Column; 4] = [
    Column::new(1).at_most(5).always(),
    Column::new(1).always(),
    Column::new(1).always(),
    Column::new(2).may_break(),
];
const LETS: [Column; 2] = [Column::new(1), Column::new(1)];

enum Line<'t> {
    Let(&'t Let),
    Step(&'t StepLine),
}

impl<'a> Printer<'a> {
    /// `steps each rounded half up to 0.001 { … }`
    pub fn steps(&mut self, steps: &Steps) -> Document<'a> {
        let mut head = vec![self.take()];
        if let Some(rounding) = &steps.each_rounded {
            head.push(self.plain(rounding.step.span.start));
            head.push(self.expression(&rounding.step));
        }
        let mut lines: Vec<Line<'_>> = steps.lets.iter().map(Line::Let).collect();
        lines.extend(steps.lines.iter().map(Line::Step));
        let columns =
            |row: &Row<'_>| -> &'static [Column] { if row.kind == LET { &LETS } else { &LINES } };
        head.push(
            self.block_of(&lines, true, columns, |printer, line| match line {
                Line::Let(own) => printer.let_line(own),
                Line::Step(line) => printer.step_line(line),
            }),
        );
        Document::words(head)
    }

    fn step_line(&mut self, line: &StepLine) -> Row<'a> {
        let mut spans = 1;
        let mut cells = match &line.action {
            StepAction::Operand { operand, .. } => {
                let word = self.plain(line.word_span.end);
                let label = line.label.as_ref().map(|_| self.take());
                vec![Some(word), label, Some(self.expression(operand))]
            }
            StepAction::Round(rounding) => {
                spans = 3;
                let words = self.plain(rounding.step.span.start);
                let step = self.expression(&rounding.step);
                vec![Some(Document::words(vec![words, step])), None, None]
            }
            StepAction::Note => {
                spans = 3;
                vec![Some(self.take_words(2)), None, None]
            }
        };
        if let Some(condition) = &line.when {
            let word = self.take();
            let condition = self.expression(condition);
            cells.push(Some(Document::words(vec![word, condition])));
        }
        Row::new(cells).spanning(spans)
    }
}
