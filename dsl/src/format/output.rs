//! The shape of the answer.

use super::branch::LET;
use super::columns::{Column, Row};
use super::document::Document;
use super::entity::ATTRIBUTES;
use super::printer::Printer;
use crate::syntax::{Let, Output, OutputForEach, OutputItem, OutputValue};

const LETS: [Column; 2] = [Column::new(1), Column::new(1)];

enum Line<'t> {
    Let(&'t Let),
    Item(&'t OutputItem),
}

impl<'a> Printer<'a> {
    /// `output { … }`
    pub fn output(&mut self, output: &Output) -> Document<'a> {
        let head = self.take();
        let lines: Vec<Line<'_>> = output.items.iter().map(Line::Item).collect();
        Document::words(vec![head, self.output_lines(&lines)])
    }

    fn output_lines(&mut self, lines: &[Line<'_>]) -> Document<'a> {
        let columns = |row: &Row<'_>| -> &'static [Column] {
            if row.kind == LET { &LETS } else { &ATTRIBUTES }
        };
        self.block_of(lines, true, columns, |printer, line| match line {
            Line::Let(own) => printer.let_line(own),
            Line::Item(item) => printer.output_item(item),
        })
    }

    fn output_item(&mut self, item: &OutputItem) -> Row<'a> {
        let name = self.take();
        let ty = self.plain_until("=");
        let ty = (!ty.is_nothing()).then_some(ty);
        let sign = self.take();
        let value = match &item.value {
            OutputValue::Expression(value) => Document::join(vec![sign, self.value(value)]),
            OutputValue::ForEach(form) => Document::words(vec![sign, self.output_for_each(form)]),
        };
        Row::new(vec![Some(name), ty, Some(value)])
    }

    /// `for v in policy.vehicles { total = v.total }`
    fn output_for_each(&mut self, form: &OutputForEach) -> Document<'a> {
        let words = self.plain(form.clause.list.span.start);
        let list = self.expression(&form.clause.list);
        let mut lines: Vec<Line<'_>> = form.lets.iter().map(Line::Let).collect();
        lines.extend(form.items.iter().map(Line::Item));
        Document::words(vec![words, list, self.output_lines(&lines)])
    }
}
