//! From text to tree. Layout comes first; then each head of a declaration and each of its items is parsed alone by the
//! grammar, so that one fault never hides another; what the grammar finds is built into the tree.

mod decision;
mod declaration;
mod definition;
mod entity;
mod expression;
mod fault;
mod found;
mod grammar;
mod habit;
mod header;
mod literal;
mod operators;
mod output;
mod reader;
mod slip;
mod spelling;
mod steps;
mod table;
mod test;
mod text;
mod types;
mod word_form;

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::diagnostics::Diagnostic;
use crate::diagnostics::syntax::{file_too_large, loose_doc_comment};
use crate::layout::{Layout, lay_out};
use crate::source::{FileId, SOURCE_FILE_LIMIT, Span};
use crate::syntax::{Comment, CommentKind, DocLine, Docs, File};

/// Reads one file into its tree, and says what in it could not be read.
///
/// There is always a tree; what has a fault is left out of it and is listed as [unread](crate::syntax::Unread). No text
/// makes this panic, and the time it takes grows with the length of the text alone.
///
/// ```
/// use lutine_dsl::parse_file;
/// use lutine_dsl::source::FileId;
/// use lutine_dsl::syntax::DeclarationKind;
///
/// let (tree, diagnostics) = parse_file(FileId(0), "define fee : money = 12.50 USD");
/// assert!(diagnostics.is_empty());
/// assert!(matches!(tree.declarations[0].kind, DeclarationKind::Define(_)));
///
/// let (_, diagnostics) = parse_file(FileId(0), "define fee : money == 12.50");
/// assert_eq!(diagnostics[0].help.as_deref(), Some("write `=`"));
/// ```
pub fn parse_file(file: FileId, text: &str) -> (File, Vec<Diagnostic>) {
    if text.len() > SOURCE_FILE_LIMIT {
        let fault = file_too_large(Span::new(file, 0, 0), text.len(), SOURCE_FILE_LIMIT);
        return (empty(file), vec![fault]);
    }
    parse_laid_out(&lay_out(file, text))
}

/// Reads a file that is laid out already: see [`parse_file`], which looks at its size.
pub(crate) fn parse_laid_out(layout: &Layout<'_>) -> (File, Vec<Diagnostic>) {
    let parser = Parser::new(layout);
    let header = parser.header_docs();
    let declarations = layout
        .declarations
        .iter()
        .map(|laid| parser.declaration(laid))
        .collect();
    parser.warn_of_loose_docs();
    let mut diagnostics = parser.diagnostics.into_inner();
    diagnostics.sort_by_key(|fault| fault.span.start);
    let file = File {
        file: layout.file,
        header,
        declarations,
        comments: layout
            .comments
            .iter()
            .map(|placed| placed.comment)
            .collect(),
    };
    (file, diagnostics)
}

fn empty(file: FileId) -> File {
    File {
        file,
        header: Docs::default(),
        declarations: Vec::new(),
        comments: Vec::new(),
    }
}

/// What is shared by the declarations of one file.
struct Parser<'a> {
    layout: &'a Layout<'a>,
    diagnostics: RefCell<Vec<Diagnostic>>,
    /// Doc comments that nothing has taken yet, by the token below them.
    docs: RefCell<BTreeMap<usize, Vec<Comment>>>,
    /// Doc comments that nothing can take.
    loose_docs: Vec<Comment>,
}

impl<'a> Parser<'a> {
    fn new(layout: &'a Layout<'a>) -> Self {
        let (mut docs, mut loose) = (BTreeMap::<usize, Vec<Comment>>::new(), Vec::new());
        for placed in &layout.comments {
            match placed.comment.kind {
                CommentKind::Plain => {}
                // Behind something on its line, it does not stand above what follows.
                _ if placed.trailing => loose.push(placed.comment),
                _ => docs
                    .entry(placed.next_token)
                    .or_default()
                    .push(placed.comment),
            }
        }
        Self {
            layout,
            diagnostics: RefCell::default(),
            docs: RefCell::new(docs),
            loose_docs: loose,
        }
    }

    fn report(&self, fault: Diagnostic) {
        self.diagnostics.borrow_mut().push(fault);
    }

    /// The `//!` lines before the first token.
    fn header_docs(&self) -> Docs {
        self.take_docs(0, CommentKind::FileDoc)
    }

    /// The `///` lines above the item that begins with `token`.
    fn docs_above(&self, token: usize) -> Docs {
        self.take_docs(token, CommentKind::Doc)
    }

    fn take_docs(&self, token: usize, kind: CommentKind) -> Docs {
        let mut docs = self.docs.borrow_mut();
        let Some(comments) = docs.get_mut(&token) else {
            return Docs::default();
        };
        let lines = comments
            .iter()
            .filter(|comment| comment.kind == kind)
            .map(|comment| self.doc_line(comment));
        let lines = lines.collect();
        comments.retain(|comment| comment.kind != kind);
        Docs { lines }
    }

    fn doc_line(&self, comment: &Comment) -> DocLine {
        let bytes = usize::try_from(comment.span.start)
            .ok()
            .zip(usize::try_from(comment.span.end).ok());
        let text = bytes
            .and_then(|(start, end)| self.layout.source.get(start..end))
            .unwrap_or_default();
        // Both markers are three bytes long.
        let text = text.get(3..).unwrap_or_default();
        let text = text.strip_prefix(' ').unwrap_or(text);
        DocLine {
            text: text.trim_end().to_owned(),
            span: comment.span,
        }
    }

    /// Forgets the docs of what could not be read, which says enough.
    fn drop_docs(&self, tokens: std::ops::Range<usize>) {
        let mut docs = self.docs.borrow_mut();
        let inside: Vec<usize> = docs.range(tokens).map(|(token, _)| *token).collect();
        for token in inside {
            docs.remove(&token);
        }
    }

    fn warn_of_loose_docs(&self) {
        let docs = self.docs.take();
        for comment in docs.values().flatten().chain(&self.loose_docs) {
            let marker = if comment.kind == CommentKind::FileDoc {
                "//!"
            } else {
                "///"
            };
            self.report(loose_doc_comment(comment.span, marker));
        }
    }
}
