//! Declarations: which kind, and their heads and items one by one.

use std::cell::{Cell, RefCell};

use pest::Parser as _;

use super::Parser;
use super::fault::explain;
use super::found::{Found, Pair};
use super::grammar::{Grammar, Rule};
use super::reader::Reader;
use super::spelling::meant_declaration;
use crate::diagnostics::syntax::{
    cannot_stand_here, missing_body, nothing_before, stack_too_small, unknown_declaration,
};
use crate::layout::{Body, LaidDeclaration, NESTING_LIMIT, Part, Separators, TokenKind};
use crate::source::Span;
use crate::syntax::{Declaration, DeclarationKind, Docs, Name, Unread};

/// What is read from a part: by which rule, and what it is called in a diagnostic.
#[derive(Clone, Copy)]
pub(super) struct Reading {
    pub rule: Rule,
    /// "an attribute"
    pub what: &'static str,
    /// How it is written: "name : type".
    pub form: &'static str,
    /// The words of the language that it may begin with, to guess which was meant.
    pub words: &'static [&'static str],
}

impl Reading {
    pub const fn new(rule: Rule, what: &'static str, form: &'static str) -> Self {
        let words = &[];
        Self {
            rule,
            what,
            form,
            words,
        }
    }

    /// Whether the form begins with this word, so that what is read is the head of a declaration.
    pub fn begins_with(self, word: &str) -> bool {
        self.words.is_empty() && self.form.split(['`', ' ']).nth(1) == Some(word)
    }
}

/// One declaration while it is read.
pub(super) struct Declaring<'a> {
    pub parser: &'a Parser<'a>,
    pub span: Span,
    /// What stands before the braces; everything, if it has none.
    head: Part,
    pub body: Option<Body>,
    /// What stands behind the braces.
    pub tail: Part,
    head_failed: Cell<bool>,
    pub unread: RefCell<Vec<Unread>>,
}

/// The stack that any declaration needs, and what each level of nesting takes, in bytes: with [`NESTING_LIMIT`] of them less than the mebibyte that
/// is promised to be enough.
const STACK: usize = 64 << 10;
const STACK_OF_LEVEL: usize = 12 << 10;

/// Whether this thread has the stack for so many levels. Asked once for a declaration, not by the grammar for each of its rules, which would take it a
/// quarter of its time.
fn has_stack_for(levels: usize) -> bool {
    let levels = levels.min(NESTING_LIMIT);
    let needed = levels.saturating_mul(STACK_OF_LEVEL).saturating_add(STACK);
    pest_stack_guard::remaining_stack().is_none_or(|left| left >= needed)
}

impl<'a> Parser<'a> {
    /// Reads one declaration.
    pub fn declaration(&'a self, laid: &LaidDeclaration) -> Declaration {
        let whole = Part::new(laid.tokens.clone());
        let span = self.layout.span_of(&whole);
        let first = laid.tokens.start;
        let docs = self.docs_above(first);
        let word = self.layout.view().text(first);
        let faults = laid.faults.iter().cloned();
        let stack = Some(span).filter(|_| !has_stack_for(laid.deepest));
        let faults: Vec<_> = faults.chain(stack.map(stack_too_small)).collect();
        let (kind, unread) = if faults.is_empty() {
            let declaring = self.divide(laid, word, span);
            (declaring.read(word, first), declaring.unread.into_inner())
        } else {
            faults.into_iter().for_each(|fault| self.report(fault));
            (None, Vec::new())
        };
        let kind = kind.unwrap_or_else(|| {
            self.drop_docs(laid.tokens.clone());
            DeclarationKind::Unread(Unread {
                name: self.word_at(first.saturating_add(1)),
                span,
            })
        });
        Declaration {
            docs,
            kind,
            unread,
            span,
        }
    }

    /// Divides a declaration into head, body and what stands behind.
    fn divide(&'a self, laid: &LaidDeclaration, word: &str, span: Span) -> Declaring<'a> {
        let tokens = laid.tokens.clone();
        let has_items = !matches!(
            word,
            "rulebook" | "module" | "currency" | "input" | "import"
        );
        let body = self.layout.body(&tokens, word).filter(|_| has_items);
        let (head, tail) = match body {
            Some(body) => (
                tokens.start..body.open,
                body.close.saturating_add(1)..tokens.end,
            ),
            None => (tokens.clone(), tokens.end..tokens.end),
        };
        Declaring {
            parser: self,
            span,
            head: Part::new(head),
            body,
            tail: Part::new(tail),
            head_failed: Cell::new(false),
            unread: RefCell::default(),
        }
    }

    /// The word at a token, as a name.
    fn word_at(&self, token: usize) -> Option<Name> {
        let own = self.layout.tokens.get(token)?;
        (own.kind == TokenKind::Word).then(|| Name {
            text: self.layout.view().text(token).to_owned(),
            span: self.layout.span_of_token(token),
        })
    }

    /// Reads a part by a rule of the grammar, and builds what it found. Whatever goes wrong is reported.
    pub fn read<T>(
        &self,
        part: &Part,
        reading: Reading,
        build: impl FnOnce(&Reader<'_>, &Pair<'_>) -> Option<T>,
    ) -> Option<T> {
        let bytes = self.layout.bytes(part);
        let offset = bytes.start;
        let text = self.layout.text.get(bytes).unwrap_or_default();
        let before = self.diagnostics.borrow().len();
        let built = match Grammar::parse(reading.rule, text) {
            Ok(pairs) => {
                let reader = Reader {
                    parser: self,
                    offset,
                };
                let found = Found::new(pairs, text);
                found.whole().and_then(|pair| build(&reader, &pair))
            }
            Err(fault) => {
                self.report(explain(self.layout, part, reading, &fault));
                None
            }
        };
        // Nothing may be left out of the tree in silence.
        if built.is_none() && self.diagnostics.borrow().len() == before {
            let span = self.layout.span_of(part);
            self.report(cannot_stand_here(span, "this", reading.what));
        }
        built
    }
}

impl Declaring<'_> {
    fn read(&self, word: &str, first: usize) -> Option<DeclarationKind> {
        let kind = match word {
            "rulebook" => self.rulebook(),
            "module" => self.module(),
            "currency" => self.currency(),
            "input" => self.input(),
            "import" => self.import(),
            "plugin" => self.plugin(),
            "enum" => self.enumeration(),
            "record" => self.record(),
            "entity" => self.entity(),
            "extend" => self.extend(),
            "table" => self.table(),
            "define" => self.define(),
            "function" => self.function(),
            "dimensions" => self.dimensions(),
            "outcome" => self.outcome(),
            "rule" => self.rule(),
            "output" => self.output(),
            "test" => self.test(),
            _ => {
                let span = self.parser.layout.span_of_token(first);
                self.parser
                    .report(unknown_declaration(span, word, meant_declaration(word)));
                return None;
            }
        };
        if word != "outcome" && !self.tail.is_empty() {
            self.report_tail();
        }
        kind
    }

    /// What stands behind the braces of a declaration, which end it.
    pub fn report_tail(&self) {
        let token = self.tail.tokens.start;
        let view = self.parser.layout.view();
        let found = view.text(token);
        let span = self.parser.layout.span_of_token(token);
        let fault = cannot_stand_here(span, &format!("`{found}`"), "a declaration");
        let next = view.text(token.saturating_add(1));
        self.parser.report(match (found, next) {
            ("#", _) | ("-", "-") | ("/", "*") => fault.with_help("begin a comment with `//`; it ends with its line"),
            (_, ":") => fault.with_help(format!("begin it with `define`: `define {found} : type = value`")),
            _ => fault.with_help("begin a line of its own with it, or take it away: the brace before it ends the declaration"),
        });
    }

    /// Reads the head. Its items are read whether or not that succeeds.
    pub fn head<T>(
        &self,
        reading: Reading,
        build: impl FnOnce(&Reader<'_>, &Pair<'_>) -> Option<T>,
    ) -> Option<T> {
        let head = self.parser.read(&self.head, reading, build);
        self.head_failed.set(head.is_none());
        head
    }

    /// Reads the items, each alone.
    pub fn items<T>(
        &self,
        reading: Reading,
        separators: Separators,
        build: impl Fn(&Reader<'_>, &Pair<'_>) -> Option<T>,
    ) -> Vec<T> {
        self.items_with_docs(reading, separators, |reader, _, pair| build(reader, pair))
    }

    /// Reads the items, each alone, with the doc comments above them.
    pub fn items_with_docs<T>(
        &self,
        reading: Reading,
        separators: Separators,
        build: impl Fn(&Reader<'_>, &dyn Fn() -> Docs, &Pair<'_>) -> Option<T>,
    ) -> Vec<T> {
        let parts = self.parts(separators);
        parts
            .iter()
            .filter_map(|part| self.item(part, reading, &build))
            .collect()
    }

    /// The parts of the items; a separator with nothing before it is reported and left out.
    pub fn parts(&self, separators: Separators) -> Vec<Part> {
        let Some(body) = self.body else {
            if !self.head_failed.get() {
                self.parser
                    .report(missing_body(self.span.at_end(), "this declaration"));
            }
            return Vec::new();
        };
        let mut parts = self.parser.layout.items(body, separators);
        parts.retain(|part| {
            if part.is_empty() {
                let separator = part.separator.unwrap_or(part.tokens.start);
                let span = self.parser.layout.span_of_token(separator);
                self.parser.report(nothing_before(
                    span,
                    self.parser.layout.view().text(separator),
                    "an item",
                ));
            }
            !part.is_empty()
        });
        parts
    }

    /// Reads one item; one that cannot be read is remembered with its name.
    pub fn item<T>(
        &self,
        part: &Part,
        reading: Reading,
        build: &impl Fn(&Reader<'_>, &dyn Fn() -> Docs, &Pair<'_>) -> Option<T>,
    ) -> Option<T> {
        let docs = || self.parser.docs_above(part.tokens.start);
        let built = self
            .parser
            .read(part, reading, |reader, pair| build(reader, &docs, pair));
        if built.is_none() {
            self.parser.drop_docs(part.tokens.clone());
            self.unread.borrow_mut().push(Unread {
                name: self.name_of(part),
                span: self.parser.layout.span_of(part),
            });
        }
        built
    }

    /// What an item seems to be named: the first word before `:` or `=`.
    fn name_of(&self, part: &Part) -> Option<Name> {
        let view = self.parser.layout.view();
        let mut tokens = part.tokens.clone().take(3);
        let token = tokens.find(|token| matches!(view.text(token.saturating_add(1)), ":" | "="))?;
        self.parser.word_at(token)
    }
}
