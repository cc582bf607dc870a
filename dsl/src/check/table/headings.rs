//! The first line of a table: what its columns are called.

use super::sheet::Sheet;
use crate::source::Span;

/// The texts of a header with their places.
pub(super) struct Headings<'s> {
    pub(super) sheet: Sheet<'s>,
    pub(super) all: Vec<(String, Span)>,
}

impl<'s> Headings<'s> {
    pub(super) fn new(sheet: Sheet<'s>, all: Vec<(String, Span)>) -> Self {
        Self { sheet, all }
    }

    /// The column of this name. No name has blanks around it; a text that is a value of the last key may.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.all.iter().position(|(text, _)| text.trim() == name)
    }

    pub(super) fn texts(&self) -> impl Iterator<Item = &str> + Clone {
        self.all.iter().map(|(text, _)| text.as_str())
    }

    pub(super) fn span(&self) -> Span {
        self.sheet.header_span()
    }

    pub(super) fn text(&self, column: usize) -> &str {
        self.all.get(column).map_or("", |(text, _)| text)
    }

    pub(super) fn span_of(&self, column: usize) -> Span {
        self.all.get(column).map_or(self.span(), |(_, span)| *span)
    }
}
