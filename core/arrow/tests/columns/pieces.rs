//! A file of risks answered into a file of answers, piece by piece, as the tests and the measurement do it.

use lutine::Rulebook;
use lutine::arrow::{BookError, RecordBatch, TableReader, TableWriter, in_order};
use std::path::Path;

/// Answers a file, so many rows at a time.
pub(crate) fn answer(
    rulebook: &Rulebook,
    from: &Path,
    to: &Path,
    most: usize,
    threads: usize,
) -> Result<(), BookError> {
    let columns = rulebook.columns();
    let mut reader = TableReader::open(from, most)?;
    let mut writer = TableWriter::create(to, columns.schema())?;
    let work = |rows: RecordBatch| Ok::<_, BookError>(columns.answer(&rows)?.columns);
    in_order(
        threads,
        || reader.next(),
        work,
        |answers| writer.write(answers?),
    )?;
    writer.finish()
}
