//! Tests that stand in the rulebook.

use super::columns::{Column, Row};
use super::document::Document;
use super::printer::Printer;
use crate::syntax::{Test, TestItem, TestItemKind};

/// `given`, `with` and what they are about; `expect` pushes only its own line.
const LINES: [Column; 2] = [Column::new(1).at_most(5), Column::new(1)];

impl<'a> Printer<'a> {
    /// `test "two cars in Texas" { … }`
    pub fn test(&mut self, test: &Test, end: u32) -> Document<'a> {
        if test.cases.is_some() && test.items.is_empty() {
            return self.plain(end);
        }
        let head = self.plain_until("{");
        let body = self.block_of(
            &test.items,
            true,
            |_| &LINES,
            |printer, item| printer.test_item(item),
        );
        Document::words(vec![head, body])
    }

    fn test_item(&mut self, item: &TestItem) -> Row<'a> {
        let word = self.take();
        let said = match &item.kind {
            TestItemKind::Given { .. } => self.plain(item.span.end),
            TestItemKind::With { target, value } => {
                let target = self.expression(target);
                let value = Document::join(vec![self.take(), self.value(value)]);
                Document::words(vec![target, value])
            }
            TestItemKind::Expect { value, fails } => {
                let value = self.expression(value);
                let words = if fails.is_some() { 2 } else { 0 };
                Document::words(vec![value, self.take_words(words)])
            }
        };
        Row::new(vec![Some(word), Some(said)])
    }
}
