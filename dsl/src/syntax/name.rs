//! Names, paths of names, and comments.

use std::fmt;

use crate::source::Span;

/// A name as it stands in the source: `policy`, `Coverage`, `D02_ALL_UNDER_18`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// The name.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} @{:?}", self.text, self.span)
    }
}

/// Names joined by dots where no value can stand: a type, a callee, an outcome (`oasis_terms.level`).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Path {
    /// At least one name.
    pub names: Vec<Name>,
    /// From the first name to the last.
    pub span: Span,
}

impl Path {
    /// The name, if the path is one name alone.
    pub fn single(&self) -> Option<&Name> {
        match self.names.as_slice() {
            [name] => Some(name),
            _ => None,
        }
    }

    /// The path with dots, as it is written.
    pub fn text(&self) -> String {
        let names: Vec<&str> = self.names.iter().map(|name| name.text.as_str()).collect();
        names.join(".")
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} @{:?}", self.text(), self.span)
    }
}

/// The doc comment of a declaration or an item: its `///` lines (or the `//!` lines of a file), each without the
/// marker and one blank behind it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Docs {
    /// One per line; empty where there is no doc comment.
    pub lines: Vec<DocLine>,
}

impl Docs {
    /// The lines joined by line breaks.
    pub fn text(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|line| line.text.as_str()).collect();
        lines.join("\n")
    }
}

/// One line of a doc comment.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DocLine {
    /// What it says.
    pub text: String,
    /// The whole comment with its marker.
    pub span: Span,
}

impl fmt::Debug for DocLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} @{:?}", self.text, self.span)
    }
}

/// A comment, kept for who prints the file anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Comment {
    /// Which marker it begins with.
    pub kind: CommentKind,
    /// From its marker to the end of its line.
    pub span: Span,
}

/// The three markers of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CommentKind {
    /// `// …`: for who reads the source.
    Plain,
    /// `/// …`: says what the item below means.
    Doc,
    /// `//! …`: says what the file is about.
    FileDoc,
}
