//! The data files of a rulebook: each is read once, however many declarations name it.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use super::filter::Condition;
use super::line_index::LineIndex;
use crate::diagnostics::{Diagnostic, table as faults};
use crate::source::{FileId, Source, SourceError, SourceMap, resolve};
use crate::syntax::TextLiteral;

/// What some programs put before UTF-8 text. It is no part of the first header.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// How many cells may be read again of files that declarations before have read, beside as many as the files have bytes. Tables that divide
/// the lines of a file among themselves by a filter, or its columns, stay far below it, however large the file is; ten thousand lines of text
/// that name one large file do not.
const CELLS_AGAIN: u64 = 1 << 20;

/// By file, column and whether numbers are compared; nothing for a file that has a fault.
type Indexes = BTreeMap<(FileId, usize, bool), Option<Rc<LineIndex>>>;

/// The data files that were read so far, by their names relative to the rulebook's root.
#[derive(Debug, Default)]
pub(crate) struct Files {
    known: BTreeMap<String, Result<FileId, SourceError>>,
    indexes: RefCell<Indexes>,
    /// How many cells may still be read again.
    again: Cell<u64>,
    allowed: Cell<u64>,
}

/// A data file, opened for a declaration.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opened {
    pub(super) file: FileId,
    /// Whether a declaration before has read it.
    pub(super) again: bool,
}

impl Files {
    /// The file that a declaration names, among the sources from now on.
    pub(super) fn open(
        &mut self,
        sources: &mut SourceMap,
        source: &dyn Source,
        named: &TextLiteral,
    ) -> Result<Opened, Diagnostic> {
        let from = sources.file(named.span.file).map_or("", |file| file.name());
        let path = resolve(from, &named.value)
            .map_err(|fault| faults::unreadable_file(named.span, &fault))?;
        let again = self.known.contains_key(&path);
        if again && self.again.get() > self.allowed.get().saturating_add(CELLS_AGAIN) {
            return Err(faults::read_too_often(named));
        }
        let found = self
            .known
            .entry(path)
            .or_insert_with_key(|path| read(sources, source, path))
            .clone();
        let file = found.map_err(|fault| faults::unreadable_file(named.span, &fault))?;
        if !again {
            let size = sources.file(file).map_or(0, |file| file.text().len());
            let size = u64::try_from(size).unwrap_or(u64::MAX);
            self.allowed.set(self.allowed.get().saturating_add(size));
        }
        Ok(Opened { file, again })
    }

    /// Notes what a declaration has read of a file.
    pub(super) fn has_read(&self, opened: Opened, cells: usize) {
        if opened.again {
            let cells = u64::try_from(cells).unwrap_or(u64::MAX);
            self.again.set(self.again.get().saturating_add(cells));
        }
    }

    /// The lines of a file by what a condition of a filter compares; nothing where they must all be read: the first time, and where the
    /// file has a fault.
    pub(super) fn index(
        &self,
        opened: Opened,
        text: &str,
        condition: &Condition,
    ) -> Option<Rc<LineIndex>> {
        if !opened.again {
            return None;
        }
        let key = (opened.file, condition.column, condition.is_of_numbers());
        let mut indexes = self.indexes.borrow_mut();
        let index = indexes.entry(key).or_insert_with(|| {
            self.has_read(opened, scanned(text));
            LineIndex::of(text, condition).map(Rc::new)
        });
        index.clone()
    }
}

/// What it takes to go through a text, in cells that are read.
pub(super) fn scanned(text: &str) -> usize {
    text.len() >> 4
}

fn read(sources: &mut SourceMap, source: &dyn Source, path: &str) -> Result<FileId, SourceError> {
    let bytes = source.read(path)?;
    let text = String::from_utf8(bytes).map_err(|fault| SourceError::NotText {
        path: path.to_owned(),
        at: u64::try_from(fault.utf8_error().valid_up_to()).unwrap_or(u64::MAX),
    })?;
    Ok(match text.strip_prefix(BYTE_ORDER_MARK) {
        Some(rest) => sources.add(path, rest),
        None => sources.add(path, text),
    })
}
