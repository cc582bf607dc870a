//! Braces with items in them, a line each or all on one line.

use super::columns::{Alignment, Column, Entry, Row, align};
use super::document::Document;
use super::printer::Printer;
use crate::layout::Tokens;
use crate::syntax::CommentKind;

impl<'a> Printer<'a> {
    /// A block that stands on one line where it fits.
    pub fn block<T>(
        &mut self,
        items: &[T],
        columns: &'static [Column],
        print: impl FnMut(&mut Self, &T) -> Row<'a>,
    ) -> Document<'a> {
        self.block_of(items, false, |_| columns, print)
    }

    /// The braces with all between them; `always_broken` where each item stands on its own line in any case.
    pub fn block_of<T>(
        &mut self,
        items: &[T],
        always_broken: bool,
        columns: impl Fn(&Row<'_>) -> &'static [Column],
        mut print: impl FnMut(&mut Self, &T) -> Row<'a>,
    ) -> Document<'a> {
        let open = self.take();
        self.depth = self.depth.saturating_add(1);
        let mut entries = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let above = self.above(at == 0);
            let row = print(self, item);
            let is_last = at.saturating_add(1) == items.len();
            entries.push(Entry {
                above: above.document,
                begins_run: above.ends_run,
                row,
                separator: self.separator(is_last),
            });
        }
        let alignment = Alignment {
            depth: self.depth,
            may_be_flat: !always_broken,
            ends_with_lines: true,
        };
        let rows = align(entries, alignment, columns);
        let is_empty = rows.is_empty();
        let below = self.below(is_empty);
        self.depth = self.depth.saturating_sub(1);
        self.braces(open, rows, below, always_broken)
    }

    /// Puts braces around rows; the next token is the closing one.
    pub fn braces(
        &mut self,
        open: Document<'a>,
        rows: Vec<Document<'a>>,
        below: Document<'a>,
        always_broken: bool,
    ) -> Document<'a> {
        if rows.is_empty() && below.is_nothing() {
            return Document::join(vec![open, self.take()]);
        }
        let line = || {
            if always_broken {
                Document::hard_line()
            } else {
                Document::line()
            }
        };
        let mut inside = Vec::with_capacity(rows.len().saturating_mul(2));
        for row in rows {
            inside.push(line());
            inside.push(row);
        }
        inside.push(below);
        Document::join(vec![
            open,
            Document::join(inside).indent(),
            line(),
            self.take(),
        ])
        .group()
    }

    /// What stands between an item and the next: a comma on one line, nothing at the end of a line.
    fn separator(&mut self, is_last: bool) -> Document<'a> {
        if is_last {
            self.skip_comma();
            return Document::nothing();
        }
        let needs_comma = self.needs_comma();
        if self.is_at(",") {
            if self.comma_holds_doc_comment() {
                return self.take();
            }
            self.skip();
        }
        if needs_comma {
            Document::text(",")
        } else {
            Document::either(",", "")
        }
    }

    /// Whether the end of the line alone would not end an item, because of its last word or the first of the next.
    fn needs_comma(&self) -> bool {
        let view: Tokens<'_> = self.layout.view();
        let next = self.next.saturating_add(usize::from(self.is_at(",")));
        let behind = view.text(next.saturating_add(1));
        let last = self.next.checked_sub(1);
        let joins_before = last.is_some_and(|last| view.carries_on(last));
        let joins_behind = match view.text(next) {
            // At the beginning of an item it is printed so that it joins nothing.
            "-" => false,
            "when" if self.in_rule => false,
            // A comma behind them, which would let them begin an item, may be left out.
            "when" | "because" => !matches!(behind, ":" | "=" | "|"),
            _ => view.continues(next),
        };
        joins_before || joins_behind
    }

    /// Whether, if the comma that comes next were left out, a doc comment would come to describe what follows.
    fn comma_holds_doc_comment(&self) -> bool {
        let before = || self.waiting_comments();
        let is_doc = |kind| kind == CommentKind::Doc;
        before().any(|placed| !placed.trailing && is_doc(placed.comment.kind))
            || before().next().is_some()
                && self
                    .comments_behind()
                    .any(|placed| placed.trailing && is_doc(placed.comment.kind))
    }
}
