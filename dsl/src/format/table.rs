//! Tables: keys, results and clauses on a line where they fit; rows in a grid.

use super::document::Document;
use super::grid::{Cell, Grid, Line, Number};
use super::printer::Printer;
use crate::layout::TokenKind;
use crate::syntax::{Expression, Table, TableContent, TableKey, TableResult, TableResults};

impl<'a> Printer<'a> {
    /// What stands before `from`, and what begins there; one document where the rows stand in braces.
    pub fn table(&mut self, table: &Table, end: u32) -> Vec<Document<'a>> {
        let mut head = vec![self.table_head(table)];
        let clauses = [
            table.policy.map(|policy| policy.span.end),
            table.interpolation.as_ref().map(|clause| clause.span.end),
        ];
        for end in clauses.into_iter().flatten() {
            let clause = self.plain(end);
            head.push(Document::join(vec![Document::line(), clause]).indent());
        }
        let body = match &table.content {
            TableContent::File { file, filter } => {
                let from = self.table_file(file.span.end, filter.as_ref(), end);
                return vec![Document::join(head), from];
            }
            content => {
                let otherwise = self.plain_until("{");
                if !otherwise.is_nothing() {
                    head.push(Document::join(vec![Document::line(), otherwise]).indent());
                }
                match content {
                    TableContent::Variants(variants) => self.variants(variants, |printer, _| {
                        Document::join(vec![Document::blanks(1), printer.take()])
                    }),
                    _ => self.rows(table.keys.len()),
                }
            }
        };
        vec![Document::words(vec![Document::join(head).group(), body])]
    }

    /// `table name(keys) -> results`
    fn table_head(&mut self, table: &Table) -> Document<'a> {
        let (word, name) = (self.take(), self.take());
        let keys = self.in_parentheses(&table.keys, |printer, key| printer.table_key(key));
        let mut head = vec![word, Document::join(vec![name, keys])];
        match &table.results {
            TableResults::Nothing => {}
            TableResults::Single(ty) => {
                head.push(self.take());
                head.push(self.type_expression(ty));
            }
            TableResults::Named(results) => {
                head.push(self.take());
                head.push(
                    self.in_parentheses(results, |printer, result| printer.table_result(result)),
                );
            }
        }
        Document::words(head)
    }

    fn table_key(&mut self, key: &TableKey) -> Document<'a> {
        let name = self.plain(key.ty.span.start);
        let ty = self.type_expression(&key.ty);
        Document::words(vec![name, ty, self.column_of()])
    }

    fn table_result(&mut self, result: &TableResult) -> Document<'a> {
        let name = self.plain(result.ty.span.start);
        let ty = self.type_expression(&result.ty);
        Document::words(vec![name, ty, self.column_of()])
    }

    /// `column "Factor"`, `from column a to column b`, up to the comma or the parenthesis behind it.
    fn column_of(&mut self) -> Document<'a> {
        let mut words = Vec::new();
        while !matches!(self.peek(), "," | ")" | "") {
            words.push(self.take());
        }
        Document::words(words)
    }

    /// `from "base_rate.csv" where kind = "base" otherwise 1.00`
    fn table_file(&mut self, file: u32, filter: Option<&Expression>, end: u32) -> Document<'a> {
        let mut parts = vec![self.plain(file)];
        if let Some(filter) = filter {
            let word = self.take();
            let clause = Document::words(vec![word, self.expression(filter)]);
            parts.extend([Document::line(), clause]);
        }
        let otherwise = self.plain(end);
        if !otherwise.is_nothing() {
            parts.extend([Document::line(), otherwise]);
        }
        Document::join(parts)
    }

    /// The braces with the header and the rows.
    fn rows(&mut self, keys: usize) -> Document<'a> {
        let close = self.token().and_then(|token| token.partner);
        let close = close.unwrap_or(self.next);
        let open = self.take();
        let mut lines = Vec::new();
        while self.next < close {
            let above = self.above(lines.is_empty()).document;
            let is_otherwise = !lines.is_empty() && self.is_at("otherwise");
            let cells = self.cells(close);
            lines.push(Line {
                above,
                is_otherwise,
                cells,
            });
        }
        let is_empty = lines.is_empty();
        let rows = Grid { lines, keys }.align();
        let below = self.below(is_empty);
        self.braces(open, rows, below, true)
    }

    fn cells(&mut self, close: usize) -> Vec<Cell<'a>> {
        let mut cells = Vec::new();
        let mut is_first = true;
        let begin = self.next;
        loop {
            cells.push(self.cell(close, is_first));
            is_first = false;
            let begins_item = self.token().is_none_or(|token| token.begins_item);
            let ends = begins_item && self.next > begin;
            if self.next >= close || ends || !self.is_at("|") {
                return cells;
            }
            self.skip();
        }
    }

    /// What stands before the next `|`, or the end of the row.
    fn cell(&mut self, close: usize, mut is_first: bool) -> Cell<'a> {
        let begin = self.next;
        let mut end = begin;
        let view = self.layout.view();
        while end < close && view.text(end) != "|" {
            let token = self.layout.tokens.get(end);
            if !is_first && token.is_some_and(|token| token.begins_item) {
                break;
            }
            is_first = false;
            let partner = token.and_then(|token| token.partner);
            end = partner.unwrap_or(end).saturating_add(1);
        }
        let number = self.number(begin, end);
        let place = end.checked_sub(1).filter(|_| end > begin);
        let last = place.and_then(|last| self.layout.tokens.get(last));
        let stop = last.and_then(|last| u32::try_from(last.end).ok());
        Cell {
            document: stop.map_or_else(Document::nothing, |stop| self.plain(stop)),
            number,
        }
    }

    /// Whether these tokens are one number, and how far it reaches to both sides of its decimal point.
    fn number(&self, begin: usize, end: usize) -> Option<Number> {
        let view = self.layout.view();
        let sign = usize::from(view.text(begin) == "-");
        let at = begin.saturating_add(sign);
        let is_number = self
            .layout
            .tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Number);
        let text = view.text(at);
        if at >= end || !is_number || text.contains('-') {
            return None;
        }
        let (whole, fraction) = text.split_at_checked(text.find('.').unwrap_or(text.len()))?;
        let behind = at.saturating_add(1);
        let unit = match (view.text(behind), end.saturating_sub(behind)) {
            (_, 0) => 0,
            ("%", 1) => 1,
            (currency, 1)
                if currency.len() == 3
                    && currency.bytes().all(|byte| byte.is_ascii_uppercase()) =>
            {
                4
            }
            _ => return None,
        };
        Some(Number {
            whole: sign.saturating_add(whole.len()),
            fraction: fraction.len().saturating_add(unit),
        })
    }
}
