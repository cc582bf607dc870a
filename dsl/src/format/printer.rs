//! The printer: walks over the tokens of a file while the functions beside it walk over its tree.
//!
//! Every token is taken once, in order, and brings the comments before it along: none can be lost or stand twice.

use super::document::Document;
use crate::layout::{Layout, PlacedComment, Token};
use crate::syntax::CommentKind;

/// A place in the tokens of a file.
pub(super) struct Printer<'a> {
    pub layout: &'a Layout<'a>,
    /// The next token.
    pub next: usize,
    next_comment: usize,
    /// Whether a comment was the last that was printed.
    after_comment: bool,
    /// Whether `when` begins a line that may just as well carry on the one before it.
    pub in_rule: bool,
    /// How deep the lines of the innermost block are indented, in levels.
    pub depth: usize,
}

/// What stands above an item: comments and blank lines.
pub(super) struct Above<'a> {
    pub document: Document<'a>,
    /// Whether columns are aligned anew below it.
    pub ends_run: bool,
}

impl<'a> Printer<'a> {
    pub fn new(layout: &'a Layout<'a>) -> Self {
        Self {
            layout,
            next: 0,
            next_comment: 0,
            after_comment: false,
            in_rule: false,
            depth: 0,
        }
    }

    pub fn token(&self) -> Option<&'a Token> {
        self.layout.tokens.get(self.next)
    }

    /// The text of the next token; empty at the end.
    pub fn peek(&self) -> &'a str {
        self.layout.view().text(self.next)
    }

    pub fn is_at(&self, text: &str) -> bool {
        self.peek() == text
    }

    /// Whether the next token begins before a place in the file.
    pub fn is_before(&self, place: u32) -> bool {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        self.token().is_some_and(|token| token.start < place)
    }

    /// The next token with the comments before it.
    pub fn take(&mut self) -> Document<'a> {
        let comments = self.comments();
        let text = self.skip();
        if comments.is_nothing() {
            return Document::text(text);
        }
        Document::join(vec![comments, Document::text(text)])
    }

    /// The next `count` tokens with a blank between any two.
    pub fn take_words(&mut self, count: usize) -> Document<'a> {
        Document::words((0..count).map(|_| self.take()).collect())
    }

    /// A sign that is written otherwise where its group is broken.
    pub fn take_either(&mut self, flat: &'static str, broken: &'static str) -> Document<'a> {
        let comments = self.comments();
        self.skip();
        Document::join(vec![comments, Document::either(flat, broken)])
    }

    /// Leaves out the next token; the comments before it come before the one behind it.
    pub fn skip(&mut self) -> &'a str {
        let text = self.peek();
        self.next = self.next.saturating_add(1);
        self.after_comment = false;
        text
    }

    /// A comma with what was before it, the comments behind it.
    pub fn comma(&mut self) -> Document<'a> {
        self.skip();
        Document::text(",")
    }

    /// Leaves out a comma that separates nothing.
    pub fn skip_comma(&mut self) {
        if self.is_at(",") {
            self.skip();
        }
    }

    /// The comments before the next token.
    pub fn comments(&mut self) -> Document<'a> {
        let mut found = Vec::new();
        while let Some(placed) = self.next_placed() {
            found.push(self.comment(&placed));
        }
        Document::join(found)
    }

    fn next_placed(&self) -> Option<PlacedComment> {
        let placed = self.layout.comments.get(self.next_comment)?;
        (placed.next_token <= self.next).then_some(*placed)
    }

    /// The comments before the next token, left where they are.
    pub fn waiting_comments(&self) -> impl Iterator<Item = &PlacedComment> {
        let waiting = self.layout.comments.iter().skip(self.next_comment);
        waiting.take_while(|placed| placed.next_token <= self.next)
    }

    /// The comments between the next token and the one behind it.
    pub fn comments_behind(&self) -> impl Iterator<Item = &PlacedComment> {
        let behind = self.next.saturating_add(1);
        let waiting = self.layout.comments.iter().skip(self.next_comment);
        waiting
            .skip_while(move |placed| placed.next_token < behind)
            .take_while(move |placed| placed.next_token == behind)
    }

    fn comment(&mut self, placed: &PlacedComment) -> Document<'a> {
        // Behind a comment that was moved behind a comma there is no room.
        let trailing = placed.trailing && !self.after_comment;
        self.next_comment = self.next_comment.saturating_add(1);
        self.after_comment = true;
        Document::comment(self.comment_text(placed), trailing)
    }

    /// A comment as it is written, doc comments with one blank behind their marker.
    fn comment_text(&self, placed: &PlacedComment) -> String {
        let (start, end) = bytes_of(placed);
        let text = self.layout.source.get(start..end).unwrap_or_default();
        if placed.comment.kind == CommentKind::Plain {
            return text.trim_end().to_owned();
        }
        let (marker, said) = text.split_at_checked(3).unwrap_or((text, ""));
        let said = said.strip_prefix(' ').unwrap_or(said).trim_end();
        let blank = if said.is_empty() { "" } else { " " };
        format!("{marker}{blank}{said}")
    }

    /// The comments and blank lines above an item that begins with the next token, line breaks included.
    pub fn above(&mut self, is_first: bool) -> Above<'a> {
        let mut parts = Vec::new();
        let mut ends_run = is_first;
        let mut may_be_blank = !is_first;
        while let Some(placed) = self.next_placed() {
            let is_blank = self.is_blank_before(bytes_of(&placed).0);
            let comment = self.comment(&placed);
            if !self.is_trailing(&comment) {
                if is_blank && may_be_blank {
                    parts.push(Document::blank_line());
                }
                ends_run |= is_blank || placed.comment.kind != CommentKind::Doc;
                may_be_blank = true;
                parts.extend([comment, Document::hard_line()]);
            } else {
                parts.push(comment);
            }
        }
        let start = self
            .token()
            .map_or(self.layout.source.len(), |token| token.start);
        if may_be_blank && self.token().is_some() && self.is_blank_before(start) {
            parts.push(Document::blank_line());
            ends_run = true;
        }
        Above {
            document: Document::join(parts),
            ends_run,
        }
    }

    fn is_trailing(&self, comment: &Document<'_>) -> bool {
        matches!(
            comment.node,
            super::document::Node::Comment { trailing: true, .. }
        )
    }

    /// The comments below the last item of a block.
    pub fn below(&mut self, is_empty: bool) -> Document<'a> {
        let mut parts = Vec::new();
        let mut may_be_blank = !is_empty;
        while let Some(placed) = self.next_placed() {
            let is_blank = self.is_blank_before(bytes_of(&placed).0);
            let comment = self.comment(&placed);
            if !self.is_trailing(&comment) {
                parts.push(Document::hard_line());
                if is_blank && may_be_blank {
                    parts.push(Document::blank_line());
                }
                may_be_blank = true;
            }
            parts.push(comment);
        }
        Document::join(parts)
    }

    /// Whether a line was left blank directly above a place in the file.
    fn is_blank_before(&self, place: usize) -> bool {
        let before = self.layout.source.get(..place).unwrap_or_default();
        let blanks = before
            .len()
            .saturating_sub(before.trim_end_matches([' ', '\t', '\r', '\n']).len());
        let gap = before
            .get(before.len().saturating_sub(blanks)..)
            .unwrap_or_default();
        gap.bytes().filter(|byte| *byte == b'\n').nth(1).is_some()
    }
}

fn bytes_of(placed: &PlacedComment) -> (usize, usize) {
    let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
    let span = placed.comment.span;
    (place(span.start), place(span.end))
}
