//! The rows of a file of expected values.

use crate::problem::Problem;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

/// A row of a CSV file, its cells by their column's name.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    file: Arc<str>,
    line: u64,
    header: Arc<csv::StringRecord>,
    cells: csv::StringRecord,
}

impl Row {
    /// All rows of a file, which may be compressed.
    pub(crate) fn all(folder: &Path, name: &str) -> Result<Vec<Self>, Problem> {
        let path = folder.join(name);
        let unreadable = |why: csv::Error| Problem::File {
            file: path.clone(),
            why: why.to_string(),
        };
        let text = read(&path).map_err(|why| Problem::File {
            file: path.clone(),
            why: why.to_string(),
        })?;
        let mut reader = csv::Reader::from_reader(text.as_slice());
        let header = Arc::new(reader.headers().map_err(unreadable)?.clone());
        let file: Arc<str> = name.into();
        let records = reader.records().map(|record| {
            let cells = record.map_err(unreadable)?;
            Ok(Self {
                file: file.clone(),
                line: cells.position().map_or(0, csv::Position::line),
                header: header.clone(),
                cells,
            })
        });
        records.collect()
    }

    /// File and line: `expected.csv:7`.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// The cell of a column.
    pub(crate) fn cell(&self, column: &str) -> Result<&str, Problem> {
        let place = self.header.iter().position(|name| name == column);
        let cell = place.and_then(|place| self.cells.get(place));
        cell.ok_or_else(|| Problem::Column {
            file: self.file.to_string(),
            column: column.to_owned(),
        })
    }

    /// The fault of a cell that does not say what it should.
    pub(crate) fn not(&self, text: &str, wanted: &'static str) -> Problem {
        Problem::Cell {
            place: self.place(),
            text: text.to_owned(),
            wanted,
        }
    }
}

/// The bytes of a file; of one that ends in `.gz` what `gzip` makes of it.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    if path.extension().is_none_or(|ending| ending != "gz") {
        return std::fs::read(path);
    }
    let unpacked = Command::new("gzip").arg("-dc").arg(path).output()?;
    if unpacked.status.success() {
        return Ok(unpacked.stdout);
    }
    let why = String::from_utf8_lossy(&unpacked.stderr);
    Err(std::io::Error::other(why.into_owned()))
}
