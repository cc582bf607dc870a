//! What a rulebook was compiled from, file by file.

use lutine_core::bundle::SourceFile;
use lutine_dsl::source::{Source, SourceError};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// A source that remembers what was read of it.
pub(crate) struct Recording<'s> {
    source: &'s dyn Source,
    read: RefCell<BTreeMap<String, String>>,
}

impl<'s> Recording<'s> {
    pub(crate) const fn new(source: &'s dyn Source) -> Self {
        Self {
            source,
            read: RefCell::new(BTreeMap::new()),
        }
    }

    /// The files that were read, by name.
    pub(crate) fn files(self) -> Vec<SourceFile> {
        let files = self.read.into_inner().into_iter();
        let files = files.map(|(name, text)| SourceFile {
            name: name.into(),
            text: text.into(),
        });
        files.collect()
    }
}

impl Source for Recording<'_> {
    fn rulebook_files(&self) -> Result<Vec<(String, String)>, SourceError> {
        let files = self.source.rulebook_files()?;
        self.read.borrow_mut().extend(files.iter().cloned());
        Ok(files)
    }

    fn files_in(&self, folder: &str) -> Result<Vec<(String, String)>, SourceError> {
        let files = self.source.files_in(folder)?;
        self.read.borrow_mut().extend(files.iter().cloned());
        Ok(files)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        let bytes = self.source.read(path)?;
        // What is no text is a fault of the rulebook that names it.
        if let Ok(text) = str::from_utf8(&bytes) {
            self.read
                .borrow_mut()
                .insert(path.to_owned(), text.to_owned());
        }
        Ok(bytes)
    }
}
