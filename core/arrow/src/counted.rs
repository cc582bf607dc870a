//! How much of a file was read, told while another thread may read it.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// How many bytes, or rows, were read.
pub(crate) type Count = Arc<AtomicU64>;

/// A file that counts what is read of it.
#[derive(Debug)]
pub(crate) struct Counted {
    pub(crate) file: File,
    pub(crate) count: Count,
}

impl Read for Counted {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        let bytes = u64::try_from(read).unwrap_or(0);
        self.count.fetch_add(bytes, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
