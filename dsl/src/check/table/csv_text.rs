//! CSV as RFC 4180 has it: records with their places, and where each field stands in the text.

use std::io::Cursor;
use std::ops::Range;

use csv::{ReaderBuilder, StringRecord};

/// The records of a CSV text, one after the other.
pub(super) struct Records<'t> {
    text: &'t str,
    reader: csv::Reader<Cursor<&'t [u8]>>,
    fields: StringRecord,
    /// Which fields of the record are quoted; empty where none is.
    quoted: Vec<bool>,
}

/// One record.
#[derive(Clone, Copy)]
pub(super) struct Record<'r> {
    /// Its fields without their quotes.
    pub(super) fields: &'r StringRecord,
    quoted: &'r [bool],
    /// The file's text from its beginning on.
    pub(super) text: &'r str,
    /// The byte of the file that it begins with.
    pub(super) start: usize,
    /// The line that it begins in, from 1.
    pub(super) line: u64,
}

/// Where a record begins: by its byte in the file, which has fewer than 2³² ([`crate::source::DATA_FILE_LIMIT`]), and on which line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LinePlace {
    start: u32,
    line: u32,
}

/// Why a record cannot be read: what is wrong, and the byte of the file that it is wrong at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct QuoteFault {
    pub(super) quotes: Quotes,
    pub(super) at: usize,
}

impl<'t> Records<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(Cursor::new(text.as_bytes()));
        Self {
            text,
            reader,
            fields: StringRecord::new(),
            quoted: Vec::new(),
        }
    }

    /// The next record; nothing behind the last.
    pub(super) fn next(&mut self) -> Option<Result<Record<'_>, QuoteFault>> {
        // The text is in memory and UTF-8, and records may differ in length: nothing can fail but its end.
        if !self.reader.read_record(&mut self.fields).unwrap_or(false) {
            return None;
        }
        let place = self.fields.position()?;
        let (start, line) = beginning(self.text.as_bytes(), place);
        let end = usize::try_from(self.reader.position().byte()).ok()?;
        let text = self.text.get(start..)?;
        self.quoted.clear();
        let has_quotes = |own: &str| own.contains('"');
        if self.text.get(start..end).is_some_and(has_quotes) {
            for field in RawFields::new(text) {
                match field.is_quoted(start) {
                    Ok(is_quoted) => self.quoted.push(is_quoted),
                    Err(fault) => return Some(Err(fault)),
                }
            }
        }
        Some(Ok(Record {
            fields: &self.fields,
            quoted: &self.quoted,
            text,
            start,
            line,
        }))
    }
}

/// The byte and the line at which a record begins. A reader of the `csv` crate gives the place directly behind the record before: the rest
/// of its line break and empty lines follow.
pub(in crate::check) fn beginning(text: &[u8], place: &csv::Position) -> (usize, u64) {
    let before = usize::try_from(place.byte()).unwrap_or(usize::MAX);
    let behind = text.get(before..).unwrap_or_default().iter();
    let breaks = behind.take_while(|byte| matches!(byte, b'\r' | b'\n'));
    breaks.fold((before, place.line()), |(start, line), byte| {
        let is_line = u64::from(*byte == b'\n');
        (start.saturating_add(1), line.saturating_add(is_line))
    })
}

/// Single records of a CSV text, wherever they stand. A reader of [`Records`] is made for a whole file; to make one takes longer than to read a line.
pub(super) struct Scattered<'t> {
    text: &'t str,
    fields: StringRecord,
    quoted: Vec<bool>,
}

impl<'t> Scattered<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            fields: StringRecord::new(),
            quoted: Vec::new(),
        }
    }

    /// The first record; nothing in a text of empty lines.
    pub(super) fn first(&mut self) -> Option<Result<Record<'_>, QuoteFault>> {
        let before = self.text.find(|letter| !matches!(letter, '\r' | '\n'))?;
        let lines = self.text.get(..before)?.matches('\n').count();
        self.at(LinePlace {
            start: u32::try_from(before).ok()?,
            line: u32::try_from(lines).ok()?.saturating_add(1),
        })
    }

    /// The record that begins at a place.
    pub(super) fn at(&mut self, place: LinePlace) -> Option<Result<Record<'_>, QuoteFault>> {
        let start = usize::try_from(place.start).ok()?;
        let text = self.text.get(start..)?;
        self.fields.clear();
        self.quoted.clear();
        for field in RawFields::new(text) {
            let is_quoted = match field.is_quoted(start) {
                Ok(is_quoted) => is_quoted,
                Err(fault) => return Some(Err(fault)),
            };
            let raw = text.get(field.range).unwrap_or_default();
            if is_quoted {
                let inside = raw.strip_prefix('"').and_then(|raw| raw.strip_suffix('"'));
                let inside = inside.unwrap_or_default();
                self.fields.push_field(&inside.replace("\"\"", "\""));
            } else {
                self.fields.push_field(raw);
            }
            self.quoted.push(is_quoted);
        }
        Some(Ok(Record {
            fields: &self.fields,
            quoted: &self.quoted,
            text,
            start,
            line: u64::from(place.line),
        }))
    }
}

impl<'r> Record<'r> {
    pub(super) fn place(&self) -> LinePlace {
        LinePlace {
            start: u32::try_from(self.start).unwrap_or(u32::MAX),
            line: u32::try_from(self.line).unwrap_or(u32::MAX),
        }
    }

    /// A field without its quotes, and without the blanks around it unless they stand between quotes.
    pub(super) fn field(&self, column: usize) -> Option<&'r str> {
        let field = self.fields.get(column)?;
        match self.quoted.get(column) {
            Some(true) => Some(field),
            _ => Some(field.trim()),
        }
    }
}

/// How a field is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quotes {
    /// It does not begin with a quotation mark.
    None,
    /// It stands between two.
    Closed,
    /// The file ends before the second.
    Unclosed,
    /// Something else than a comma or the end of the line stands behind the second, at this byte.
    ClosedEarly(usize),
}

/// Where a field stands in a record's text, with its quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawField {
    pub(super) range: Range<usize>,
    pub(super) quotes: Quotes,
}

impl RawField {
    /// Whether it stands in quotes, in a record that begins at a place of the text.
    fn is_quoted(&self, start: usize) -> Result<bool, QuoteFault> {
        let at = match self.quotes {
            Quotes::None => return Ok(false),
            Quotes::Closed => return Ok(true),
            Quotes::Unclosed => self.range.start,
            Quotes::ClosedEarly(at) => at,
        };
        Err(QuoteFault {
            quotes: self.quotes,
            at: start.saturating_add(at),
        })
    }
}

/// The fields of the record that a text begins with, as the reader of [`Records`] divides them.
pub(super) struct RawFields<'t> {
    text: &'t str,
    /// Where the next one begins; nothing behind the last.
    next: Option<usize>,
}

impl<'t> RawFields<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            next: Some(0),
        }
    }
}

impl Iterator for RawFields<'_> {
    type Item = RawField;

    fn next(&mut self) -> Option<RawField> {
        let start = self.next.take()?;
        let mut bytes = (start..).zip(self.text.as_bytes().get(start..)?).peekable();
        let mut quotes = Quotes::None;
        if bytes.next_if(|(_, byte)| **byte == b'"').is_some() {
            quotes = Quotes::Unclosed;
            while let Some((_, byte)) = bytes.next() {
                if *byte == b'"' && bytes.next_if(|(_, byte)| **byte == b'"').is_none() {
                    quotes = Quotes::Closed;
                    break;
                }
            }
        }
        let mut end = self.text.len();
        for (at, byte) in bytes {
            match byte {
                b',' => {
                    self.next = Some(at.saturating_add(1));
                    end = at;
                    break;
                }
                b'\r' | b'\n' => {
                    end = at;
                    break;
                }
                _ if quotes == Quotes::Closed => quotes = Quotes::ClosedEarly(at),
                _ => {}
            }
        }
        Some(RawField {
            range: start..end,
            quotes,
        })
    }
}
