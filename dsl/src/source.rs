//! Where the text of a rulebook comes from, and the places in it that diagnostics and worksheets point to.
//!
//! [`Source`] is the only way by which this crate reads anything. [`SourceMap`] holds what was read, so that a
//! [`Span`] (a byte range in one file) can be shown as a line and a column, or as the text itself.

use std::collections::BTreeMap;
use std::fmt;

use thiserror::Error;

pub use crate::folder::FolderSource;

/// The most bytes that one `*.lutine` file may have.
pub const SOURCE_FILE_LIMIT: usize = 1 << 20;

/// The most bytes that one table or case file (CSV, JSON) may have.
pub const DATA_FILE_LIMIT: usize = 256 << 20;

/// How a file of rules ends: `*.lutine`.
pub const SOURCE_FILE_ENDING: &str = ".lutine";

/// One file of a [`SourceMap`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

impl fmt::Debug for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "file {}", self.0)
    }
}

/// A byte range in one file. Line and column are found only when it is shown ([`SourceMap::line_column`]).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
}

impl Span {
    /// The range from `start` up to but excluding `end`.
    pub fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }

    /// The smallest range that holds both. The two are expected to stand in one file; the file is that of `self`.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span {
            file: self.file,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The empty place where this range begins.
    #[must_use]
    pub fn at_start(self) -> Span {
        Span {
            end: self.start,
            ..self
        }
    }

    /// The empty place behind this range.
    #[must_use]
    pub fn at_end(self) -> Span {
        Span {
            start: self.end,
            ..self
        }
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// A place as people say it, both counted from 1; the column counts characters, not bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: u32,
    /// The character in its line, from 1.
    pub column: u32,
}

/// One file that was read: its name relative to the rulebook's root, and its text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    name: String,
    text: String,
    /// The byte at which each line begins.
    line_starts: Vec<u32>,
    /// What stands before every so many bytes.
    marks: Vec<Before>,
}

impl SourceFile {
    /// The name relative to the rulebook's root, with `/` between folders.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How much stands before a byte.
    fn before(&self, byte: u32) -> Before {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        let mark = byte.checked_div(MARK_EVERY).unwrap_or(0);
        let mark = mark.min(self.marks.len().saturating_sub(1));
        let from = mark.saturating_mul(MARK_EVERY);
        let rest = self.text.as_bytes().get(from..byte.min(self.text.len()));
        let counted = self.marks.get(mark).copied().unwrap_or_default();
        counted.and(rest.unwrap_or_default())
    }

    /// How many characters begin from a byte to another.
    pub(crate) fn characters_between(&self, from: usize, to: usize) -> u32 {
        let before = |byte| self.before(u32::try_from(byte).unwrap_or(u32::MAX));
        before(to)
            .characters
            .saturating_sub(before(from).characters)
    }

    /// The line, from 1, on which a byte stands.
    pub(crate) fn line_of(&self, byte: usize) -> usize {
        let before = self.before(u32::try_from(byte).unwrap_or(u32::MAX));
        usize::try_from(before.breaks)
            .unwrap_or(usize::MAX)
            .saturating_add(1)
    }
}

/// How many bytes lie between the places of a file of which is known what stands before them, so that a place is found as quickly on a
/// line of a mebibyte, or among a hundred thousand lines, as in a short text.
const MARK_EVERY: usize = 256;

/// How much stands before a byte of a text.
#[derive(Debug, Clone, Copy, Default)]
struct Before {
    /// The characters that begin there.
    characters: u32,
    breaks: u32,
}

impl Before {
    /// This and what is in some bytes.
    fn and(self, bytes: &[u8]) -> Self {
        let characters = count(bytes, |byte| byte & 0b1100_0000 != 0b1000_0000);
        let breaks = count(bytes, |byte| byte == b'\n');
        Self {
            characters: self.characters.saturating_add(characters),
            breaks: self.breaks.saturating_add(breaks),
        }
    }
}

fn count(bytes: &[u8], is_one: impl Fn(u8) -> bool) -> u32 {
    let count = bytes.iter().filter(|byte| is_one(**byte)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What stands before each [`MARK_EVERY`]th byte.
fn marks(text: &str) -> Vec<Before> {
    let mut before = Before::default();
    let parts = text.as_bytes().chunks(MARK_EVERY);
    let mark = |part: &[u8]| {
        let behind = before.and(part);
        std::mem::replace(&mut before, behind)
    };
    parts.map(mark).collect()
}

/// All files of a rulebook that were read, by [`FileId`].
///
/// ```
/// use lutine_dsl::source::{SourceMap, Span};
///
/// let mut sources = SourceMap::default();
/// let file = sources.add("fees.lutine", "currency USD\ndefine fee : money = 12.50\n");
/// let fee = Span::new(file, 20, 23);
/// assert_eq!(sources.text(fee), "fee");
/// assert_eq!((sources.line_column(fee).line, sources.line_column(fee).column), (2, 8));
/// ```
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// Adds a file and says by which number spans name it.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let text = text.into();
        let behind_breaks = text
            .bytes()
            .zip(1_u32..)
            .filter_map(|(byte, next)| (byte == b'\n').then_some(next));
        let line_starts = std::iter::once(0).chain(behind_breaks).collect();
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let marks = marks(&text);
        self.files.push(SourceFile {
            name: name.into(),
            text,
            line_starts,
            marks,
        });
        id
    }

    /// The file, if `id` comes from this map.
    pub fn file(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(usize::try_from(id.0).ok()?)
    }

    /// All files in the order in which they were added.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0_u32..).map(FileId).zip(&self.files)
    }

    /// The text of a range; empty if the range lies outside its file.
    pub fn text(&self, span: Span) -> &str {
        let range = usize::try_from(span.start)
            .ok()
            .zip(usize::try_from(span.end).ok());
        self.file(span.file)
            .zip(range)
            .and_then(|(file, (start, end))| file.text.get(start..end))
            .unwrap_or_default()
    }

    /// Where a range begins. A range outside its file is said to begin behind the file's last character.
    pub fn line_column(&self, span: Span) -> LineColumn {
        let Some(file) = self.file(span.file) else {
            return LineColumn { line: 1, column: 1 };
        };
        let before = file.before(span.start);
        let line = usize::try_from(before.breaks).unwrap_or(usize::MAX);
        let line_start = file.line_starts.get(line).copied().unwrap_or(0);
        let in_lines_above = file.before(line_start).characters;
        let column = before.characters.saturating_sub(in_lines_above);
        LineColumn {
            line: before.breaks.saturating_add(1),
            column: column.saturating_add(1),
        }
    }
}

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SourceError {
    /// The rulebook, or a file that it names, is not there.
    #[error("there is no file `{path}`")]
    NotFound {
        /// The name as it was asked for.
        path: String,
    },
    /// The file is there and cannot be read.
    #[error("the file `{path}` cannot be read: {reason}")]
    Unreadable {
        /// The name as it was asked for.
        path: String,
        /// What the operating system says.
        reason: String,
    },
    /// The file is larger than its kind may be.
    #[error("the file `{path}` has {size} bytes; {limit} are the most")]
    TooLarge {
        /// The name as it was asked for.
        path: String,
        /// How many bytes it has.
        size: u64,
        /// How many bytes it may have.
        limit: u64,
    },
    /// The file is not UTF-8 text.
    #[error("the file `{path}` is not UTF-8 text: byte {at} cannot be read")]
    NotText {
        /// The name as it was asked for.
        path: String,
        /// The byte, counted from 0, at which UTF-8 ends.
        at: u64,
    },
    /// The name is absolute, or is no name of a file.
    #[error("`{path}` is not a path relative to the rulebook")]
    NotRelative {
        /// The name as it was asked for.
        path: String,
    },
}

/// What a rulebook is read from: a folder, one file, or text in memory.
///
/// Names are relative to the rulebook's root, with `/` between folders. A file that names another does so relative
/// to itself; [`resolve`] turns the two names into one relative to the root.
pub trait Source {
    /// The text of every `*.lutine` file with its name, sorted by name.
    ///
    /// # Errors
    /// When the rulebook is not there, or one of its files cannot be read, is larger than [`SOURCE_FILE_LIMIT`] or
    /// is not UTF-8.
    fn rulebook_files(&self) -> Result<Vec<(String, String)>, SourceError>;

    /// The text of every `*.lutine` file in a folder named relative to the root, and in the folders below it, each with its name
    /// relative to the root, sorted by name: a module that the rulebook imports (`../oasis_terms`).
    ///
    /// # Errors
    /// As for [`Source::rulebook_files`]; also when the name is absolute.
    fn files_in(&self, folder: &str) -> Result<Vec<(String, String)>, SourceError>;

    /// The bytes of a table or case file named relative to the root.
    ///
    /// # Errors
    /// When the file is not there, cannot be read or is larger than [`DATA_FILE_LIMIT`], or the name is absolute.
    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError>;
}

/// The name, relative to the root, of the file that `from` (a file relative to the root) names `path`.
///
/// ```
/// use lutine_dsl::source::resolve;
///
/// assert_eq!(resolve("rates/auto.lutine", "territory.csv").unwrap(), "rates/territory.csv");
/// assert_eq!(resolve("rates/auto.lutine", "../shared/zip.csv").unwrap(), "shared/zip.csv");
/// assert!(resolve("auto.lutine", "/etc/passwd").is_err());
/// ```
///
/// # Errors
/// [`SourceError::NotRelative`] for an absolute path, a drive letter, a backslash or an empty name.
pub fn resolve(from: &str, path: &str) -> Result<String, SourceError> {
    let refused = || SourceError::NotRelative {
        path: path.to_owned(),
    };
    if path.is_empty() || path.starts_with('/') || path.contains(['\\', ':', '\0']) {
        return Err(refused());
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    if parts.last().is_none_or(|last| *last == "..") {
        return Err(refused());
    }
    Ok(parts.join("/"))
}

/// Whether a file stands in a folder or in one below it, both named relative to the root.
pub(crate) fn stands_in(file: &str, folder: &str) -> bool {
    let below = file.strip_prefix(folder);
    below.is_some_and(|below| below.starts_with('/'))
}

/// Checks that `bytes`, read under the name `path`, are text of a permitted size.
pub(crate) fn source_text(path: &str, bytes: Vec<u8>) -> Result<String, SourceError> {
    within_limit(path, bytes.len(), SOURCE_FILE_LIMIT)?;
    String::from_utf8(bytes).map_err(|fault| SourceError::NotText {
        path: path.to_owned(),
        at: u64::try_from(fault.utf8_error().valid_up_to()).unwrap_or(u64::MAX),
    })
}

/// Checks the size of what was, or is about to be, read under the name `path`.
pub(crate) fn within_limit(path: &str, size: usize, limit: usize) -> Result<(), SourceError> {
    if size <= limit {
        return Ok(());
    }
    Err(SourceError::TooLarge {
        path: path.to_owned(),
        size: u64::try_from(size).unwrap_or(u64::MAX),
        limit: u64::try_from(limit).unwrap_or(u64::MAX),
    })
}

/// A rulebook in memory: names and contents of its files.
///
/// ```
/// use lutine_dsl::source::{MemorySource, Source};
///
/// let source = MemorySource::new()
///     .with("auto.lutine", "rulebook auto version \"1\"")
///     .with("use.csv", "use,factor\npleasure,1.00\n");
/// assert_eq!(source.rulebook_files().unwrap().len(), 1);
/// assert!(source.read("use.csv").unwrap().starts_with(b"use,factor"));
/// ```
#[derive(Debug, Clone, Default)]
pub struct MemorySource {
    files: BTreeMap<String, Vec<u8>>,
}

impl MemorySource {
    /// A rulebook without files.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one more file; its name is relative to the root.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, content: impl Into<Vec<u8>>) -> Self {
        self.files.insert(name.into(), content.into());
        self
    }
}

impl FromIterator<(String, Vec<u8>)> for MemorySource {
    fn from_iter<I: IntoIterator<Item = (String, Vec<u8>)>>(files: I) -> Self {
        Self {
            files: files.into_iter().collect(),
        }
    }
}

impl MemorySource {
    fn texts(&self, is_one: impl Fn(&str) -> bool) -> Result<Vec<(String, String)>, SourceError> {
        self.files
            .iter()
            .filter(|(name, _)| name.ends_with(SOURCE_FILE_ENDING) && is_one(name))
            .map(|(name, bytes)| Ok((name.clone(), source_text(name, bytes.clone())?)))
            .collect()
    }
}

impl Source for MemorySource {
    fn rulebook_files(&self) -> Result<Vec<(String, String)>, SourceError> {
        self.texts(|name| !name.starts_with("../"))
    }

    fn files_in(&self, folder: &str) -> Result<Vec<(String, String)>, SourceError> {
        let folder = resolve("", folder)?;
        let files = self.texts(|name| stands_in(name, &folder))?;
        if files.is_empty() {
            return Err(SourceError::NotFound { path: folder });
        }
        Ok(files)
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, SourceError> {
        let name = resolve("", path)?;
        let bytes = self.files.get(&name).ok_or_else(|| SourceError::NotFound {
            path: path.to_owned(),
        })?;
        within_limit(path, bytes.len(), DATA_FILE_LIMIT)?;
        Ok(bytes.clone())
    }
}
