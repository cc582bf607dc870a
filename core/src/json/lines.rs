//! The lines of a stream that are still needed.

use std::io::{self, BufRead, Read};

/// Whole lines in a buffer, and how much of them was taken.
#[derive(Debug)]
pub(super) struct Lines<R> {
    reader: R,
    limit: usize,
    buffer: Vec<u8>,
    /// How much of the buffer was taken.
    start: usize,
    /// The line of `start`, from 1.
    line: u64,
    /// Whether the line behind the buffer was too long and is left out.
    left_out: bool,
}

/// What reading a line came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum More {
    /// It is in the buffer.
    Line,
    /// It is too long. Nothing more is read until it is passed over.
    TooLong,
    /// There is none.
    End,
}

impl<R: BufRead> Lines<R> {
    pub(super) const fn new(reader: R, limit: usize) -> Self {
        Self {
            reader,
            limit,
            buffer: Vec::new(),
            start: 0,
            line: 1,
            left_out: false,
        }
    }

    /// Appends the next line.
    pub(super) fn read(&mut self) -> io::Result<More> {
        if self.left_out {
            return Ok(More::TooLong);
        }
        let before = self.buffer.len();
        let most = u64::try_from(self.limit)
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        let length = (&mut self.reader)
            .take(most)
            .read_until(b'\n', &mut self.buffer)?;
        if length == 0 {
            return Ok(More::End);
        }
        if length <= self.limit || self.buffer.ends_with(b"\n") {
            return Ok(More::Line);
        }
        self.buffer.truncate(before);
        self.left_out = true;
        self.reader.skip_until(b'\n')?;
        Ok(More::TooLong)
    }
}

impl<R> Lines<R> {
    pub(super) const fn limit(&self) -> usize {
        self.limit
    }

    /// The offset of the first byte that was not taken.
    pub(super) const fn start(&self) -> usize {
        self.start
    }

    /// The line of the first byte that was not taken, from 1.
    pub(super) const fn line(&self) -> u64 {
        self.line
    }

    pub(super) fn from(&self, at: usize) -> &[u8] {
        self.buffer.get(at..).unwrap_or_default()
    }

    pub(super) fn between(&self, start: usize, end: usize) -> &[u8] {
        self.buffer.get(start..end).unwrap_or_default()
    }

    /// Takes what stands before `end`.
    pub(super) fn take(&mut self, end: usize) -> &[u8] {
        let taken = self.buffer.get(self.start..end).unwrap_or_default();
        // Wrapping, so that many bytes are counted at once although the release profile checks for overflow.
        let newlines = taken.iter().fold(0_u64, |sum, byte| {
            sum.wrapping_add(u64::from(*byte == b'\n'))
        });
        self.line = self.line.wrapping_add(newlines);
        self.start = end;
        taken
    }

    /// Takes the blanks before the next value; whether there is one in the buffer.
    pub(super) fn take_blanks(&mut self) -> bool {
        let rest = self.from(self.start);
        let blanks = rest.iter().take_while(|byte| is_blank(**byte)).count();
        let more = blanks < rest.len();
        self.take(self.start.saturating_add(blanks));
        more
    }

    pub(super) fn take_byte_order_mark(&mut self) {
        let mark = b"\xEF\xBB\xBF";
        if self.from(self.start).starts_with(mark) {
            self.start = self.start.saturating_add(mark.len());
        }
    }

    /// Goes on behind a line that was too long; its number.
    pub(super) const fn pass_over_long_line(&mut self) -> u64 {
        let line = self.line;
        self.left_out = false;
        self.line = line.saturating_add(1);
        line
    }

    /// Makes room, up to the line that is being taken. Offsets change.
    pub(super) fn forget_what_was_taken(&mut self) {
        if self.start == self.buffer.len() {
            self.buffer.clear();
            self.start = 0;
        } else if self.start > self.buffer.len() / 2 {
            let line_start = self.line_start(self.start);
            self.buffer.drain(..line_start);
            self.start = self.start.saturating_sub(line_start);
        }
    }

    /// How many spaces and tabs the line begins with.
    pub(super) fn indentation(&self, line_start: usize) -> usize {
        self.from(line_start)
            .iter()
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count()
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        let newline = self.between(0, at).iter().rposition(|byte| *byte == b'\n');
        newline.map_or(0, |newline| newline.saturating_add(1))
    }

    /// The offset behind the end of a line.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let newline = self.from(at).iter().position(|byte| *byte == b'\n');
        newline.map_or(self.buffer.len(), |newline| {
            at.saturating_add(newline).saturating_add(1)
        })
    }
}

/// What JSON calls white space.
pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}
