//! What decides: `if`, `match`, `choose`; and blocks with names of their own.

use super::columns::{Column, Row};
use super::document::Document;
use super::printer::Printer;
use crate::syntax::{Block, Choose, Expression, If, Let, Match, Pattern};

/// `pattern : value`, `let name = value`
const ARMS: [Column; 2] = [Column::new(0), Column::new(0)];
const LETS: [Column; 2] = [Column::new(1), Column::new(1)];

/// A line of a block.
pub(super) enum Line<'t> {
    Let(&'t Let),
    Case(&'t [Pattern], &'t Expression),
    Condition(&'t Expression, &'t Expression),
    Otherwise(&'t Expression),
    Result(&'t Expression),
}

impl<'a> Printer<'a> {
    pub fn if_then_else(&mut self, form: &If) -> Document<'a> {
        let mut parts = Vec::new();
        for (at, branch) in form.branches.iter().enumerate() {
            let mut words = Vec::new();
            if at > 0 {
                parts.push(Document::line());
                words.push(self.take());
            }
            words.push(self.take());
            words.push(self.expression(&branch.condition));
            let then = vec![
                Document::line(),
                self.take(),
                Document::blanks(1),
                self.expression(&branch.value),
            ];
            let branch = vec![Document::words(words), Document::join(then).indent()];
            parts.push(Document::join(branch).group());
        }
        parts.extend([Document::line(), self.take(), Document::blanks(1)]);
        parts.push(self.expression(&form.otherwise));
        Document::join(parts).group()
    }

    pub fn match_block(&mut self, form: &Match) -> Document<'a> {
        let word = self.take();
        let subject = self.expression(&form.subject);
        let mut lines: Vec<Line<'_>> = form.lets.iter().map(Line::Let).collect();
        let cases = form.arms.iter();
        lines.extend(cases.map(|arm| Line::Case(&arm.patterns, &arm.value)));
        lines.extend(form.otherwise.as_deref().map(Line::Otherwise));
        Document::words(vec![word, subject, self.lines(&lines)])
    }

    pub fn choose_block(&mut self, form: &Choose) -> Document<'a> {
        let word = self.take();
        let mut lines: Vec<Line<'_>> = form.lets.iter().map(Line::Let).collect();
        let branches = form.branches.iter();
        lines.extend(branches.map(|branch| Line::Condition(&branch.condition, &branch.value)));
        lines.extend(form.otherwise.as_deref().map(Line::Otherwise));
        Document::words(vec![word, self.lines(&lines)])
    }

    pub fn let_block(&mut self, block: &Block) -> Document<'a> {
        let mut lines: Vec<Line<'_>> = block.lets.iter().map(Line::Let).collect();
        lines.push(Line::Result(&block.result));
        self.lines(&lines)
    }

    /// Braces with lines in them; on one line where it fits and nothing is named.
    fn lines(&mut self, lines: &[Line<'_>]) -> Document<'a> {
        let names = lines.iter().any(|line| matches!(line, Line::Let(_)));
        let columns =
            |row: &Row<'_>| -> &'static [Column] { if row.kind == LET { &LETS } else { &ARMS } };
        self.block_of(lines, names, columns, |printer, line| printer.line(line))
    }

    fn line(&mut self, line: &Line<'_>) -> Row<'a> {
        let (guard, value) = match line {
            Line::Let(own) => return self.let_line(own),
            Line::Result(result) => {
                return Row::new(vec![Some(self.expression(result))]).of_kind(RESULT);
            }
            Line::Case(patterns, value) => {
                let end = patterns.last().map(|last| last.span().end);
                (self.plain(end.unwrap_or_default()), value)
            }
            Line::Condition(condition, value) => (self.expression(condition), value),
            Line::Otherwise(value) => (self.take(), value),
        };
        let value = vec![self.take_either(":", " :"), self.value(value)];
        Row::new(vec![Some(guard), Some(Document::join(value))])
    }

    /// `let name : T = value`
    pub fn let_line(&mut self, own: &Let) -> Row<'a> {
        let mut name = vec![self.take_words(2)];
        if let Some(ty) = &own.ty {
            name.extend([self.take(), self.type_expression(ty)]);
        }
        let value = vec![self.take(), self.value(&own.value)];
        Row::new(vec![
            Some(Document::words(name)),
            Some(Document::join(value)),
        ])
        .of_kind(LET)
    }
}

/// The kinds of lines that are not aligned with others.
pub(super) const LET: u8 = 1;
const RESULT: u8 = 2;
