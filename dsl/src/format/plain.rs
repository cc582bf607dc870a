//! Tokens that stand on one line wherever they can: names, literals, types, the words between expressions.

use super::document::Document;
use super::printer::Printer;
use crate::layout::TokenKind;
use crate::syntax::{BaseType, ListExtent, TypeExpression};

impl<'a> Printer<'a> {
    /// The tokens that begin before a place in the file.
    pub fn plain(&mut self, end: u32) -> Document<'a> {
        let mut parts = Vec::new();
        let mut is_first = true;
        while self.is_before(end) {
            if !is_first && self.stands_apart() {
                parts.push(Document::blanks(1));
            }
            parts.push(match self.peek() {
                "{" => self.literal_set(),
                "," => self.comma(),
                _ => self.take(),
            });
            is_first = false;
        }
        Document::join(parts)
    }

    /// [`Printer::plain`] behind something else, with the blank between the two.
    pub fn plain_behind(&mut self, end: u32) -> Document<'a> {
        if !self.is_before(end) {
            return Document::nothing();
        }
        let apart = if self.stands_apart() { 1 } else { 0 };
        Document::join(vec![Document::blanks(apart), self.plain(end)])
    }

    /// The tokens before the next one with this text.
    pub fn plain_until(&mut self, text: &str) -> Document<'a> {
        let view = self.layout.view();
        let mut at = self.next;
        while at < self.layout.tokens.len() && view.text(at) != text {
            at = at.saturating_add(1);
        }
        let end = self.layout.tokens.get(at).map(|token| token.start);
        self.plain(
            end.and_then(|end| u32::try_from(end).ok())
                .unwrap_or(u32::MAX),
        )
    }

    /// Whether a blank stands between the next token and the one before it.
    fn stands_apart(&self) -> bool {
        let view = self.layout.view();
        let before = self.next.saturating_sub(1);
        let touches = match (self.layout.tokens.get(before), self.token()) {
            (Some(before), Some(next)) => before.end == next.start,
            _ => true,
        };
        let is_number = self
            .layout
            .tokens
            .get(before)
            .is_some_and(|token| token.kind == TokenKind::Number);
        match (view.text(before), self.peek()) {
            (_, "," | ")" | "]" | "}" | "?" | "%" | ":" | "." | "[") => false,
            ("(" | "[" | "{" | "." | "-", _) => false,
            (_, ".." | "..<") => !touches && !is_number,
            (".." | "..<", _) => !touches,
            _ => true,
        }
    }

    /// `{25, 50, 100}`, as many on a line as there is room for.
    fn literal_set(&mut self) -> Document<'a> {
        let partner = self
            .token()
            .and_then(|token| token.partner)
            .unwrap_or(self.next);
        let open = self.take();
        let mut members = Vec::new();
        while self.next < partner {
            let is_new = self.token().is_some_and(|token| token.begins_item);
            if self.is_at(",") || is_new && !members.is_empty() {
                self.skip_comma();
                if self.next < partner {
                    members.push(Document::text(","));
                    members.push(Document::line().group());
                }
                // A line break and a comma are one separator.
                if self.next >= partner {
                    break;
                }
            } else if !members.is_empty() && self.stands_apart() {
                members.push(Document::blanks(1));
            }
            members.push(self.take());
        }
        members.push(self.below(true));
        Document::join(vec![
            open,
            Document::join(vec![Document::soft_line().group(), Document::join(members)]).indent(),
            self.take(),
        ])
    }

    /// A type with its range, set, list and `?`.
    pub fn type_expression(&mut self, ty: &TypeExpression) -> Document<'a> {
        let BaseType::List(list) = &ty.base else {
            return self.plain(ty.span.end);
        };
        let mut parts = vec![
            self.plain(list.item.span.start),
            Document::blanks(1),
            self.type_expression(&list.item),
        ];
        if let ListExtent::Made { source, .. } = &list.extent {
            parts.push(self.plain_behind(source.span.start));
            parts.push(Document::blanks(1));
            parts.push(self.expression(source));
        }
        parts.push(self.plain_behind(ty.span.end));
        Document::join(parts)
    }

    /// What stands in parentheses with commas, each item on its own line where they do not fit; the next token is `(`.
    pub fn in_parentheses<T>(
        &mut self,
        items: &[T],
        mut print: impl FnMut(&mut Self, &T) -> Document<'a>,
    ) -> Document<'a> {
        let open = self.take();
        let mut inside = vec![Document::soft_line()];
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                inside.extend([self.comma(), Document::line()]);
            }
            inside.push(print(self, item));
        }
        self.skip_comma();
        inside.push(self.below(true));
        Document::join(vec![
            open,
            Document::join(inside).indent(),
            Document::soft_line(),
            self.take(),
        ])
        .group()
    }
}
