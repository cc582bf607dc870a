//! Many JSON values in one text, one after another.
//!
//! # Where a value ends
//! A value ends where its grammar says so: JSON lines, values that follow one another, on one line or printed over several, all
//! work, and blank lines count for nothing. Where a value is broken, the values after it must not be lost:
//!
//! 1. Text behind a value that cannot begin another (`{…},` or `{…} x`) belongs to it, to the end of the line, and breaks it.
//! 2. A value that breaks on the line on which it begins ends with that line.
//! 3. One that breaks later ends before the first line after its first that is indented no deeper than that and does not begin
//!    with a closing bracket. So a JSON line that was cut short ends with its line, whatever follows, and a broken value
//!    printed over many lines is one fault, not many.
//!
//! A broken value is handed out like any other; whoever decodes it finds what is wrong.

use std::io::{self, BufRead};

use thiserror::Error;

use super::JsonErrorKind;
use super::lines::{Lines, More, is_blank};
use super::scanner::Scanner;
use super::string::plain_length;

/// How long a value may be unless another limit is given: 64 MiB.
pub const MAX_VALUE_BYTES: usize = 64 << 20;

/// Why the next value of a stream cannot be had.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StreamError {
    /// Reading failed.
    #[error("the input cannot be read: {0}")]
    Io(#[from] io::Error),
    /// A value is longer than the limit; the values after it can still be had.
    #[error("line {line}: the value is longer than {limit} bytes")]
    TooLong {
        /// The line on which it begins, from 1.
        line: u64,
        /// The limit.
        limit: usize,
    },
}

/// A value of a stream, perhaps a broken one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamValue<'s> {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its text, without the blanks around it.
    pub bytes: &'s [u8],
}

/// Takes a stream of JSON values apart.
///
/// ```
/// use lutine_core::json::JsonStream;
/// let text = "{\"id\": 1}\n{\"id\": \n{\"id\": 3}\n";
/// let mut stream = JsonStream::new(text.as_bytes());
/// let mut seen = Vec::new();
/// while let Some(value) = stream.read()? {
///     seen.push((value.line, String::from_utf8_lossy(value.bytes).into_owned()));
/// }
/// let expected = [(1, "{\"id\": 1}"), (2, "{\"id\":"), (3, "{\"id\": 3}")];
/// assert_eq!(seen, expected.map(|(line, text)| (line, text.to_owned())));
/// # Ok::<(), lutine_core::json::StreamError>(())
/// ```
#[derive(Debug)]
pub struct JsonStream<R> {
    lines: Lines<R>,
    begun: bool,
}

impl<R: BufRead> JsonStream<R> {
    /// Reads values of at most [`MAX_VALUE_BYTES`].
    pub const fn new(reader: R) -> Self {
        Self::with_limit(reader, MAX_VALUE_BYTES)
    }

    /// Reads values on lines of at most `limit` bytes, and over several lines of at most as many together.
    pub const fn with_limit(reader: R, limit: usize) -> Self {
        Self {
            lines: Lines::new(reader, limit),
            begun: false,
        }
    }

    /// The next value; nothing at the end.
    ///
    /// # Errors
    /// [`StreamError::Io`]; [`StreamError::TooLong`], after which reading can go on.
    pub fn read(&mut self) -> Result<Option<StreamValue<'_>>, StreamError> {
        self.lines.forget_what_was_taken();
        if !self.find_value()? {
            return Ok(None);
        }
        let line = self.lines.line();
        let Some(end) = self.value_end()? else {
            let end = self.broken_end()?;
            self.lines.take(end);
            return Err(self.too_long(line));
        };
        let bytes = self.lines.take(end);
        let blanks = bytes
            .iter()
            .rev()
            .take_while(|byte| is_blank(**byte))
            .count();
        let bytes = bytes
            .get(..bytes.len().saturating_sub(blanks))
            .unwrap_or_default();
        Ok(Some(StreamValue { line, bytes }))
    }

    const fn too_long(&self, line: u64) -> StreamError {
        StreamError::TooLong {
            line,
            limit: self.lines.limit(),
        }
    }

    /// Goes to the first byte of the next value; whether there is one.
    fn find_value(&mut self) -> Result<bool, StreamError> {
        loop {
            if self.lines.take_blanks() {
                return Ok(true);
            }
            self.lines.forget_what_was_taken();
            match self.lines.read()? {
                More::Line => {}
                More::TooLong => {
                    let line = self.lines.pass_over_long_line();
                    return Err(self.too_long(line));
                }
                More::End => return Ok(false),
            }
            if !std::mem::replace(&mut self.begun, true) {
                self.lines.take_byte_order_mark();
            }
        }
    }

    /// Where the value that begins here ends; nothing if it is too long.
    fn value_end(&mut self) -> Result<Option<usize>, StreamError> {
        let start = self.lines.start();
        if let Some(length) = whole_line(self.lines.from(start)) {
            return Ok(Some(start.saturating_add(length)));
        }
        let mut scanner = Scanner::new(start);
        loop {
            match scanner.token(self.lines.from(0)) {
                Ok(_) if scanner.is_complete() => return Ok(Some(self.end_behind(scanner.at()))),
                Ok(_) => {}
                Err(JsonErrorKind::UnexpectedEnd) => {
                    if self.lines.from(start).len() > self.lines.limit() {
                        return Ok(None);
                    }
                    if self.lines.read()? != More::Line {
                        break;
                    }
                }
                Err(_) => break,
            }
        }
        let line_end = self.lines.line_end(start);
        if scanner.at() < line_end {
            return Ok(Some(line_end));
        }
        self.broken_end().map(Some)
    }

    /// The end of a complete value: `at`, or the end of its line if something follows that breaks it (rule 1).
    fn end_behind(&self, at: usize) -> usize {
        let line_end = self.lines.line_end(at);
        let rest = self.lines.between(at, line_end);
        let blanks = rest.iter().take_while(|byte| is_blank(**byte)).count();
        match rest.get(blanks) {
            None | Some(b'{' | b'[') => at,
            Some(b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n') if blanks > 0 => at,
            Some(_) => line_end,
        }
    }

    /// The end of a value that breaks behind its first line (rule 3).
    fn broken_end(&mut self) -> Result<usize, StreamError> {
        let start = self.lines.start();
        let indentation = self.lines.indentation(self.lines.line_start(start));
        let mut end = self.lines.line_end(start);
        while end.saturating_sub(start) <= self.lines.limit() {
            if self.lines.from(end).is_empty() && self.lines.read()? != More::Line {
                break;
            }
            let own = self.lines.indentation(end);
            match self.lines.from(end).get(own) {
                None | Some(b'}' | b']' | b'\r' | b'\n') => {}
                Some(_) if own > indentation => {}
                Some(_) => break,
            }
            end = self.lines.line_end(end);
        }
        Ok(end)
    }
}

/// The length of the first line of the text, its end included, if an object or list is all there is on it, judged by its
/// brackets alone.
///
/// This is the quick way for JSON lines. If such a value is broken, it ends with its line by rule 2.
fn whole_line(text: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0_usize;
    loop {
        match text.get(at)? {
            b'{' | b'[' => depth = depth.wrapping_add(1),
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    break;
                }
            }
            b'"' => at = closing_quote(text, at)?,
            b'\n' => return None,
            _ if depth == 0 => return None,
            _ => {}
        }
        at = at.wrapping_add(1);
    }
    let length = at.saturating_add(1);
    let behind = text.get(length..).unwrap_or_default();
    let blanks = behind
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
        .count();
    let line_length = length.saturating_add(blanks);
    match text.get(line_length) {
        Some(b'\n') => Some(line_length.saturating_add(1)),
        Some(_) => None,
        None => Some(line_length),
    }
}

/// The offset of the quote that closes the one at `at`; nothing if a line break or the end comes before.
fn closing_quote(text: &[u8], mut at: usize) -> Option<usize> {
    loop {
        at = at.wrapping_add(1);
        at = at.wrapping_add(plain_length(text.get(at..)?)?);
        match text.get(at)? {
            b'"' => return Some(at),
            b'\\' if text.get(at.wrapping_add(1)) != Some(&b'\n') => at = at.wrapping_add(1),
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_lines() {
        for (text, length) in [
            ("{}", Some(2)),
            ("{\"a\": [1, {}]} \t\r\n{}", Some(18)),
            ("{\"}\\\"{\": 1}\n", Some(12)),
            ("{broken]", Some(8)),
            ("", None),
            ("1", None),
            ("}", None),
            ("{} {}", None),
            ("{},", None),
            ("{\n}", None),
            ("{\"\n\"}", None),
            ("{\"\\\n\"}", None),
            ("{\"a", None),
            ("[[]", None),
        ] {
            assert_eq!(whole_line(text.as_bytes()), length, "{text}");
        }
    }
}
