//! The data files of a rulebook: each is read once, however many declarations name it.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, table as faults};
use crate::source::{FileId, Source, SourceError, SourceMap, resolve};
use crate::syntax::TextLiteral;

/// What some programs put before UTF-8 text. It is no part of the first header.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// The data files that were read so far, by their names relative to the rulebook's root.
#[derive(Debug, Default)]
pub(crate) struct Files {
    known: BTreeMap<String, Result<FileId, SourceError>>,
}

impl Files {
    /// The file that a declaration names, among the sources from now on.
    pub(crate) fn open(
        &mut self,
        sources: &mut SourceMap,
        source: &dyn Source,
        named: &TextLiteral,
    ) -> Result<FileId, Diagnostic> {
        let from = sources.file(named.span.file).map_or("", |file| file.name());
        let path = resolve(from, &named.value)
            .map_err(|fault| faults::unreadable_file(named.span, &fault))?;
        self.known
            .entry(path)
            .or_insert_with_key(|path| read(sources, source, path))
            .clone()
            .map_err(|fault| faults::unreadable_file(named.span, &fault))
    }
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
