//! Parts of a declaration that are parsed alone: its head, and each item between its braces.

use std::ops::Range;

use super::{Layout, Tokens, span};
use crate::source::Span;

/// Some tokens that stand side by side; may be none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub tokens: Range<usize>,
    /// Of an item: the comma or `<` behind it.
    pub separator: Option<usize>,
}

impl Part {
    pub fn new(tokens: Range<usize>) -> Self {
        Self {
            tokens,
            separator: None,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }
}

/// A declaration's braces, by their tokens.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Body {
    pub open: usize,
    pub close: usize,
}

/// What stands between the items of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Separators {
    /// A comma or the end of a line.
    Items,
    /// A comma, the end of a line, or `<`.
    OrderedItems,
    /// The end of a line alone: the rows of a table.
    Rows,
    /// A comma or the end of a line, but commas before the `:` stand between guards.
    Variants,
}

impl Layout<'_> {
    pub fn view(&self) -> Tokens<'_> {
        Tokens {
            source: self.source,
            tokens: &self.tokens,
        }
    }

    /// The bytes of a part.
    pub fn bytes(&self, part: &Part) -> Range<usize> {
        let first = self.tokens.get(part.tokens.start);
        let last = part
            .tokens
            .end
            .checked_sub(1)
            .and_then(|last| self.tokens.get(last));
        match (first, last) {
            (Some(first), Some(last)) if first.start < last.end => first.start..last.end,
            (Some(first), _) => first.start..first.start,
            _ => self.source.len()..self.source.len(),
        }
    }

    pub fn span_of(&self, part: &Part) -> Span {
        let bytes = self.bytes(part);
        span(self.file, bytes.start, bytes.end)
    }

    pub fn span_of_token(&self, token: usize) -> Span {
        self.span_of(&Part::new(token..token.saturating_add(1)))
    }

    /// The tokens of a range that stand in no brackets of it; of brackets, only the opening one.
    fn top_level(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let mut at = range.start;
        std::iter::from_fn(move || {
            if at >= range.end {
                return None;
            }
            let own = at;
            let partner = self.tokens.get(own).and_then(|token| token.partner);
            at = partner
                .filter(|closed| *closed > own)
                .unwrap_or(own)
                .saturating_add(1);
            Some(own)
        })
    }

    /// The last braces of a declaration that stand in no brackets, if they are the declaration's items: not behind `=`
    /// (then they belong to an expression), and not behind `from` (then the rows are in a file).
    pub fn body(&self, declaration: &Range<usize>, word: &str) -> Option<Body> {
        let mut body = None;
        for token in self.top_level(declaration.clone()) {
            match self.view().text(token) {
                "=" if matches!(word, "define" | "function") => return None,
                "from" if word == "table" => return None,
                "{" => {
                    body = self
                        .tokens
                        .get(token)
                        .and_then(|own| own.partner)
                        .map(|close| Body { open: token, close })
                }
                _ => {}
            }
        }
        body
    }

    /// Whether a text stands in a body, outside its inner brackets.
    pub fn has_at_top(&self, body: Body, text: &str) -> bool {
        let mut inside = self.top_level(body.open.saturating_add(1)..body.close);
        inside.any(|token| self.view().text(token) == text)
    }

    /// The items of a body. An item is empty where a separator follows nothing.
    pub fn items(&self, body: Body, separators: Separators) -> Vec<Part> {
        let first = body.open.saturating_add(1);
        let mut items = Vec::new();
        let mut start = first;
        let mut behind_colon = false;
        for token in self.top_level(first..body.close) {
            if token > start && self.tokens.get(token).is_some_and(|own| own.begins_item) {
                items.push(Part::new(start..token));
                start = token;
                behind_colon = false;
            }
            let separates = match self.view().text(token) {
                ":" => {
                    behind_colon = true;
                    false
                }
                "," => match separators {
                    Separators::Items | Separators::OrderedItems => true,
                    Separators::Variants => behind_colon,
                    Separators::Rows => false,
                },
                "<" => separators == Separators::OrderedItems,
                _ => false,
            };
            if separates {
                items.push(Part {
                    tokens: start..token,
                    separator: Some(token),
                });
                start = token.saturating_add(1);
                behind_colon = false;
            }
        }
        if start < body.close {
            items.push(Part::new(start..body.close));
        }
        items
    }
}
