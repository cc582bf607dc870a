//! The risks that the command is given.

use crate::failure::Failure;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use lutine::json::JsonStream;
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal};
use std::path::Path;

/// How much is read at once.
const BUFFER: usize = 1 << 16;

/// From how many bytes on an input is long enough for a progress bar.
const LONG: u64 = 1 << 20;

/// A stream of JSON values.
pub(crate) type Risks = JsonStream<Box<dyn BufRead>>;

/// Opens a file, or standard input for `-`.
pub(crate) fn open(path: &Path) -> Result<(Risks, ProgressBar), Failure> {
    let unreadable = |error| Failure::Input {
        input: path.to_owned(),
        error,
    };
    if path == Path::new("-") {
        let stdin = Box::new(BufReader::with_capacity(BUFFER, io::stdin()));
        return Ok((JsonStream::new(stdin), ProgressBar::hidden()));
    }
    let file = File::open(path).map_err(unreadable)?;
    let known = file.metadata().map_err(unreadable)?;
    if known.is_dir() {
        return Err(unreadable(io::ErrorKind::IsADirectory.into()));
    }
    let bar = progress(known.len());
    let reader = BufReader::with_capacity(BUFFER, bar.wrap_read(file));
    Ok((JsonStream::new(Box::new(reader)), bar))
}

/// A bar on stderr, where a person waits there for long input and the answers go elsewhere.
fn progress(bytes: u64) -> ProgressBar {
    let watched = io::stderr().is_terminal() && !io::stdout().is_terminal();
    if !watched || bytes < LONG {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(bytes), ProgressDrawTarget::stderr());
    styled(bar, "{wide_bar} {bytes}/{total_bytes}, {eta} left")
}

/// A bar that looks like this.
pub(crate) fn styled(bar: ProgressBar, template: &str) -> ProgressBar {
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
