//! `lutine batch`

mod progress;
mod sink;
mod source;

use crate::arguments::BatchArguments;
use crate::failure::Failure;
use crate::load::load_answering;
use crate::status::Status;
use crate::tally::Tally;
use lutine::arrow::{Key, in_order};
use progress::Progress;
use sink::{Encoding, Sink};
use source::Source;
use std::cell::Cell;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread::available_parallelism;
use std::time::Instant;

/// A file that holds the risks, or one of their lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// The list that it gives; nothing for the risks.
    pub(crate) list: Option<String>,
    pub(crate) path: PathBuf,
}

/// `FILE`, or `LIST=FILE`.
pub(crate) fn input(text: &str) -> Result<Input, String> {
    let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let (list, path) = match text.split_once('=') {
        Some((name, path)) if is_name(name) => (Some(name.to_owned()), path),
        _ => (None, text),
    };
    match path {
        "" => Err("a file is missing behind `=`".to_owned()),
        path => Ok(Input {
            list,
            path: path.into(),
        }),
    }
}

/// `KEY`, or `KEY=THEIRS`.
pub(crate) fn key(text: &str) -> Result<Key, String> {
    let (own, theirs) = text.split_once('=').unwrap_or((text, text));
    if own.is_empty() || theirs.is_empty() {
        return Err("a name is missing beside `=`".to_owned());
    }
    Ok(Key {
        own: own.to_owned(),
        theirs: theirs.to_owned(),
    })
}

/// Answers a book into a file.
pub(crate) fn run(arguments: &BatchArguments) -> Result<Status, Failure> {
    let rulebook = load_answering(&arguments.rulebook)?;
    let columns = rulebook.columns();
    let mut source = Source::open(arguments, &columns)?;
    let encoding = Encoding::of(&arguments.output, source.has_lines());
    let mut sink = Sink::create(&arguments.output, &columns, encoding)?;
    let threads = match arguments.threads {
        Some(threads) => usize::from(threads.get()),
        None => available_parallelism().map_or(1, NonZeroUsize::get),
    };
    let began = Instant::now();
    let progress = Progress::new(source.progress().1);
    let read = Cell::new(0);
    let mut tally = Tally::default();
    let next = || {
        read.set(source.progress().0);
        source.next()
    };
    let work = |piece| encoding.answers(&rulebook, &columns, piece);
    in_order(threads, next, work, |answered| {
        let answered = answered?;
        tally.add(&answered.tally);
        progress.is_at(read.get(), tally.risks());
        sink.write(answered)
    })?;
    sink.finish()?;
    progress.finish();
    tally.report_book(began.elapsed());
    Ok(Status::findings(!tally.is_fine()))
}

/// The ending of a file's name.
fn ending(path: &Path) -> &str {
    path.extension()
        .and_then(|e| e.to_str())
        .unwrap_or_default()
}

/// Whether a file holds JSON lines.
fn is_json_lines(path: &Path) -> bool {
    matches!(ending(path), "jsonl" | "ndjson")
}
