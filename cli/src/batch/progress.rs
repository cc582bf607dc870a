//! How far a book is, for a person who waits at a terminal.

use crate::input::styled;
use crate::tally::per_second;
use indicatif::{ProgressBar, ProgressDrawTarget};
use std::io::{self, IsTerminal};
use std::time::Instant;

/// A bar on stderr; nothing where that is no terminal.
pub(super) struct Progress {
    bar: ProgressBar,
    began: Instant,
}

impl Progress {
    /// For a book of so many rows or bytes.
    pub(super) fn new(size: u64) -> Self {
        let bar = if io::stderr().is_terminal() {
            let bar = ProgressBar::with_draw_target(Some(size), ProgressDrawTarget::stderr());
            styled(bar, "{wide_bar} {percent}%, {msg}, {eta} left")
        } else {
            ProgressBar::hidden()
        };
        let began = Instant::now();
        Self { bar, began }
    }

    /// So much of it was read, and so many of its risks are answered.
    pub(super) fn is_at(&self, read: u64, risks: u64) {
        if !self.bar.is_hidden() {
            self.bar.set_position(read);
            let speed = per_second(risks, self.began.elapsed());
            self.bar
                .set_message(format!("{risks} rows, {speed} rows/s"));
        }
    }

    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
