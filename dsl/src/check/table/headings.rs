//! The first line of a table: what its columns are called.

use super::sheet::Sheet;
use crate::source::Span;
use std::collections::BTreeMap;

/// The texts of a header with their places.
pub(super) struct Headings<'s> {
    pub(super) sheet: Sheet<'s>,
    pub(super) all: Vec<(String, Span)>,
    /// By the texts without blanks around them the first column of each.
    by_name: BTreeMap<String, usize>,
}

impl<'s> Headings<'s> {
    pub(super) fn new(sheet: Sheet<'s>, all: Vec<(String, Span)>) -> Self {
        let mut by_name = BTreeMap::new();
        for (column, (text, _)) in all.iter().enumerate() {
            by_name.entry(text.trim().to_owned()).or_insert(column);
        }
        Self {
            sheet,
            all,
            by_name,
        }
    }

    /// The column of this name. No name has blanks around it; a text that is a value of the last key may.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
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
        let own = self.all.get(column);
        own.map_or_else(|| self.span(), |(_, span)| *span)
    }
}
