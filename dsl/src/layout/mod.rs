//! The layout pass: what stands before the grammar.
//!
//! It knows texts, comments and brackets. It turns comments, and every line break that ends nothing, into blanks (so
//! that a place in the laid-out text is the place in the file), divides the file into declarations, and finds the faults
//! that would make the rest of a file unreadable: texts and brackets that are not closed, and nesting beyond the limit.

mod lines;
mod nesting;
mod part;
mod token;

pub(crate) use lines::{DECLARATION_WORDS, Tokens};
pub(crate) use nesting::NESTING_LIMIT;
pub(crate) use part::{Body, Part, Separators};
pub(crate) use token::{PlacedComment, Token, TokenKind, span};

use std::ops::Range;

use crate::diagnostics::Diagnostic;
use crate::diagnostics::syntax::{nested_too_deep, unclosed_bracket, unmatched_bracket};
use crate::source::{FileId, Span};
use nesting::{Nesting, Step};

/// A file, laid out.
pub(crate) struct Layout<'a> {
    pub file: FileId,
    /// The file as it is.
    pub source: &'a str,
    /// The file with comments, and line breaks that end nothing, turned into blanks.
    pub text: String,
    pub tokens: Vec<Token>,
    pub comments: Vec<PlacedComment>,
    pub declarations: Vec<LaidDeclaration>,
}

/// The tokens of one declaration.
pub(crate) struct LaidDeclaration {
    pub tokens: Range<usize>,
    /// How many levels its deepest token is nested.
    pub deepest: usize,
    /// Faults of layout; a declaration that has one is not parsed.
    pub faults: Vec<Diagnostic>,
}

/// Lays out a file.
pub(crate) fn lay_out(file: FileId, source: &str) -> Layout<'_> {
    let scan = token::scan(file, source);
    let mut pass = Pass {
        file,
        source,
        tokens: scan.tokens,
        blanked: scan.blanked,
        open: Vec::new(),
        nesting: Nesting::new(),
        too_deep: false,
        suspect: None,
        declarations: Vec::new(),
    };
    let mut text_faults = scan.faults.into_iter().peekable();
    for token in 0..pass.tokens.len() {
        pass.place(token);
        while let Some((_, fault)) = text_faults.next_if(|(at, _)| *at <= token) {
            pass.fault(fault);
        }
    }
    pass.end_declaration(None);
    Layout {
        file,
        source,
        // Only whole characters were turned into blanks, so that this is always text.
        text: String::from_utf8(pass.blanked).unwrap_or_default(),
        tokens: pass.tokens,
        comments: scan.comments,
        declarations: pass.declarations,
    }
}

struct Pass<'a> {
    file: FileId,
    source: &'a str,
    tokens: Vec<Token>,
    blanked: Vec<u8>,
    /// The brackets that are open, by their tokens.
    open: Vec<usize>,
    nesting: Nesting,
    /// Whether the declaration has been found to be nested too deep.
    too_deep: bool,
    /// A bracket of this declaration whose `}` does not stand below the line that opened it.
    suspect: Option<usize>,
    declarations: Vec<LaidDeclaration>,
}

impl Pass<'_> {
    fn view(&self) -> Tokens<'_> {
        Tokens {
            source: self.source,
            tokens: &self.tokens,
        }
    }

    fn span(&self, token: usize) -> Span {
        let range = self
            .tokens
            .get(token)
            .map_or(0..0, |token| token.start..token.end);
        span(self.file, range.start, range.end)
    }

    fn fault(&mut self, fault: Diagnostic) {
        if let Some(declaration) = self.declarations.last_mut() {
            declaration.faults.push(fault);
        }
    }

    /// Puts one token into its declaration.
    fn place(&mut self, token: usize) {
        let Some(own) = self.tokens.get(token).copied() else {
            return;
        };
        let begins_line = own.line_break.is_some() || token == 0;
        if begins_line && self.begins_declaration(token, own.at_margin) {
            self.end_declaration(Some(token));
            self.declarations.push(LaidDeclaration {
                tokens: token..token,
                deepest: 0,
                faults: Vec::new(),
            });
        } else if let Some(line_break) = own.line_break {
            self.break_line(token, line_break);
        }
        self.count(token);
        self.match_bracket(token);
        if let Some(declaration) = self.declarations.last_mut() {
            declaration.tokens.end = token.saturating_add(1);
        }
    }

    fn begins_declaration(&self, token: usize, at_margin: bool) -> bool {
        let view = self.view();
        if token == 0 {
            return true;
        }
        if self.open.is_empty() {
            let begins = view.begins_declaration(token)
                || (at_margin && view.is_meant_as_declaration(token));
            return begins && !view.is_carried_on(token);
        }
        let in_plugin = self
            .declarations
            .last()
            .is_some_and(|it| view.text(it.tokens.start) == "plugin");
        at_margin
            && view.begins_declaration(token)
            && !(in_plugin && view.text(token) == "function")
    }

    /// Keeps a line break directly inside `{` that ends an item.
    fn break_line(&mut self, token: usize, line_break: usize) {
        let in_braces = self
            .open
            .last()
            .is_some_and(|open| self.view().text(*open) == "{");
        if !in_braces || self.view().is_carried_on(token) {
            return;
        }
        if let Some(byte) = self.blanked.get_mut(line_break) {
            *byte = b'\n';
        }
        if let Some(own) = self.tokens.get_mut(token) {
            own.begins_item = true;
        }
        self.nesting.step(Step::Separator);
    }

    /// Ends the declaration before `next`: whatever is still open in it is never closed.
    fn end_declaration(&mut self, next: Option<usize>) {
        if let Some(open) = self.open.first().copied() {
            let suspect = self.suspect.filter(|suspect| *suspect != open);
            let fault = unclosed_bracket(
                self.span(open),
                self.view().text(open),
                next.map(|next| self.span(next)),
                suspect.map(|suspect| self.span(suspect)),
            );
            self.fault_of_brackets(fault);
        }
        self.open.clear();
        self.nesting = Nesting::new();
        self.too_deep = false;
        self.suspect = None;
    }

    /// A text that is not closed swallows brackets: where one is found, faults of brackets say nothing new.
    fn fault_of_brackets(&mut self, fault: Diagnostic) {
        if self
            .declarations
            .last()
            .is_some_and(|declaration| declaration.faults.is_empty())
        {
            self.fault(fault);
        }
    }

    fn count(&mut self, token: usize) {
        let step = nesting_step(self.view(), token);
        self.nesting.step(step);
        if let Some(declaration) = self.declarations.last_mut() {
            declaration.deepest = declaration.deepest.max(self.nesting.depth());
        }
        if self.nesting.depth() > NESTING_LIMIT && !self.too_deep {
            self.too_deep = true;
            let fault = nested_too_deep(self.span(token), NESTING_LIMIT);
            self.fault(fault);
        }
    }

    fn match_bracket(&mut self, token: usize) {
        let opener = match self.view().text(token) {
            "{" | "(" | "[" => {
                self.open.push(token);
                return;
            }
            "}" => "{",
            ")" => "(",
            "]" => "[",
            _ => return,
        };
        // Beyond the limit the declaration is refused anyway, and a search through all that is open would take its time.
        let within_limit = self.open.iter().enumerate().rev().take(NESTING_LIMIT);
        let found = within_limit
            .map(|(depth, open)| (depth, *open))
            .find(|(_, open)| self.view().text(*open) == opener);
        let Some((depth, opened)) = found else {
            let innermost = self.open.last().map(|open| self.span(*open));
            let fault = unmatched_bracket(self.span(token), self.view().text(token), innermost);
            self.fault_of_brackets(fault);
            return;
        };
        if let Some(unclosed) = self.open.get(depth.saturating_add(1)).copied() {
            let fault = unclosed_bracket(
                self.span(unclosed),
                self.view().text(unclosed),
                Some(self.span(token)),
                None,
            );
            self.fault_of_brackets(fault);
        }
        self.open.truncate(depth);
        self.pair(opened, token);
    }

    fn pair(&mut self, opened: usize, closed: usize) {
        if let Some(own) = self.tokens.get_mut(opened) {
            own.partner = Some(closed);
        }
        if let Some(own) = self.tokens.get_mut(closed) {
            own.partner = Some(opened);
        }
        let begins_line = self
            .tokens
            .get(closed)
            .is_some_and(|own| own.line_break.is_some());
        let may_be_suspect = begins_line && self.suspect.is_none() && !self.too_deep;
        if may_be_suspect && self.indentation(opened) != self.indentation(closed) {
            self.suspect = Some(opened);
        }
    }

    /// How far the line of a token is indented.
    fn indentation(&self, token: usize) -> usize {
        let start = self.tokens.get(token).map_or(0, |own| own.start);
        let before = self.source.get(..start).unwrap_or_default();
        let line = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
        let line = self.source.get(line..).unwrap_or_default();
        line.bytes()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count()
    }
}

/// What a token means for the depth of nesting.
fn nesting_step(view: Tokens<'_>, token: usize) -> Step {
    let before = token.checked_sub(1).map_or("", |before| view.text(before));
    let next = view.text(token.saturating_add(1));
    match view.text(token) {
        "{" => Step::Open { brace: true },
        "(" | "[" => Step::Open { brace: false },
        "}" | ")" | "]" => Step::Close,
        "," | ":" => Step::Separator,
        _ if before == "." => Step::Operand,
        "if" if before == "else" => Step::Other,
        "if" => Step::If,
        "match" => Step::AwaitsBrace,
        "steps" if next == "each" => Step::AwaitsBrace,
        "not" => Step::Prefix,
        "list" if next == "of" => Step::Prefix,
        "of" if before == "list" => Step::Other,
        "-" | ".." | "..<"
            if token == 0 || view.carries_on(token.saturating_sub(1)) || is_range(before) =>
        {
            Step::Prefix
        }
        "=" | "!=" | "<" | "<=" | ">" | ">=" | "??" | "->" | "+" | "-" | "*" | "/" | ".."
        | "..<" | "." => Step::Other,
        "and" | "or" | "in" | "is" | "mod" | "then" | "else" => Step::Other,
        _ => Step::Operand,
    }
}

fn is_range(text: &str) -> bool {
    matches!(text, ".." | "..<")
}
