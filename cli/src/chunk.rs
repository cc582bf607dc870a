//! A part of the input that is answered at once, so that a book of any length takes the same room.

use crate::input::Risks;
use lutine::json::StreamError;
use lutine::{Fault, FaultCode};
use std::io;
use std::ops::Range;

/// The most risks of a chunk.
pub(crate) const RISKS: usize = 2_048;

/// How many bytes fill a chunk.
const BYTES: usize = 8 << 20;

/// Some risks of the input, in their order.
#[derive(Debug, Default)]
pub(crate) struct Chunk {
    text: Vec<u8>,
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    line: u64,
    bytes: Result<Range<usize>, Fault>,
}

impl Chunk {
    /// The next risks, `most` of them or as many as fill it; empty at the end. It holds one risk only if that is the last, or no more are wanted.
    pub(crate) fn read(&mut self, risks: &mut Risks, most: usize) -> io::Result<()> {
        self.text.clear();
        self.entries.clear();
        while self.entries.len() < most && (self.entries.len() < 2 || self.text.len() < BYTES) {
            let (line, bytes) = match risks.read() {
                Ok(None) => break,
                Ok(Some(value)) => {
                    let start = self.text.len();
                    self.text.extend_from_slice(value.bytes);
                    (value.line, Ok(start..self.text.len()))
                }
                Err(StreamError::TooLong { line, limit }) => (line, Err(too_long(limit))),
                Err(StreamError::Io(error)) => return Err(error),
                Err(error) => return Err(io::Error::other(error)),
            };
            self.entries.push(Entry { line, bytes });
        }
        Ok(())
    }

    /// How many bytes its risks have.
    #[cfg(feature = "arrow")]
    pub(crate) fn bytes(&self) -> u64 {
        u64::try_from(self.text.len()).unwrap_or(u64::MAX)
    }

    /// How many risks it holds.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Each risk with the line on which it begins.
    pub(crate) fn risks(&self) -> impl Iterator<Item = (u64, Result<&[u8], &Fault>)> {
        self.entries.iter().map(|entry| {
            let bytes = entry.bytes.as_ref();
            let bytes = bytes.map(|range| self.text.get(range.clone()).unwrap_or_default());
            (entry.line, bytes)
        })
    }
}

/// A risk that is not read, because no risk is as long as that.
fn too_long(limit: usize) -> Fault {
    Fault {
        code: FaultCode::NotJson,
        pointer: String::new(),
        message: format!("the text is longer than {limit} bytes"),
    }
}
