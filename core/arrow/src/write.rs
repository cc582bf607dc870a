//! Writing answers as a table, so that a run that is broken off leaves no half file.

use crate::book_error::BookError;
use arrow_array::RecordBatch;
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, SchemaRef};
use arrow_select::concat::concat_batches;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use std::fmt;
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

/// How many rows are written at once, however many come: so the pieces of a run never show in its file.
const ROWS: usize = 8_192;

/// How many rows stand together in a Parquet file, which is what is held in memory before it is written.
const GROUP: usize = 131_072;

/// A file that gets its name only when it is whole.
#[derive(Debug)]
pub struct Unfinished {
    path: PathBuf,
    part: PathBuf,
    is_whole: bool,
}

impl Unfinished {
    /// Makes `NAME.part` beside the file.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub fn create(path: &Path) -> std::io::Result<(Self, File)> {
        let mut part = path.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = File::create(&part)?;
        let unfinished = Self {
            path: path.to_owned(),
            part,
            is_whole: false,
        };
        Ok((unfinished, file))
    }

    /// Gives it its name; what was called so before is replaced.
    ///
    /// # Errors
    /// Where it cannot be renamed.
    pub fn finish(mut self) -> std::io::Result<()> {
        std::fs::rename(&self.part, &self.path)?;
        self.is_whole = true;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.is_whole {
            // What cannot be taken away has a name that says what it is.
            let _ = std::fs::remove_file(&self.part);
        }
    }
}

/// Answers on their way into a Parquet or Arrow file.
#[derive(Debug)]
pub struct TableWriter {
    unfinished: Unfinished,
    sink: Sink,
    schema: SchemaRef,
    /// What waits for enough rows, and how many there are.
    waiting: Vec<RecordBatch>,
    rows: usize,
}

enum Sink {
    Parquet(Box<ArrowWriter<File>>),
    Arrow(Box<FileWriter<BufWriter<File>>>),
}

impl fmt::Debug for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Parquet(_) => "Parquet",
            Self::Arrow(_) => "Arrow",
        })
    }
}

impl TableWriter {
    /// Begins a file whose name ends in `.parquet` or `.arrow` (or `.feather`, `.ipc`).
    ///
    /// # Errors
    /// [`BookError::Format`] for another name, [`BookError::Write`] where the file cannot be written.
    pub fn create(path: &Path, schema: &SchemaRef) -> Result<Self, BookError> {
        let unwritable = |error| BookError::Write {
            path: path.to_owned(),
            error,
        };
        let is_parquet = match path.extension().and_then(|ending| ending.to_str()) {
            Some("parquet") => true,
            Some("arrow" | "feather" | "ipc") => false,
            _ => {
                return Err(BookError::Format {
                    path: path.to_owned(),
                    expected: ".parquet, .arrow, .csv or .jsonl",
                });
            }
        };
        let created = Unfinished::create(path);
        let (unfinished, file) = created.map_err(|error| unwritable(error.into()))?;
        let sink = if is_parquet {
            let properties = WriterProperties::builder()
                .set_compression(Compression::SNAPPY)
                .set_max_row_group_row_count(Some(GROUP))
                .build();
            let writer = ArrowWriter::try_new(file, schema.clone(), Some(properties));
            Sink::Parquet(Box::new(writer.map_err(|error| unwritable(error.into()))?))
        } else {
            let writer = FileWriter::try_new_buffered(file, schema);
            Sink::Arrow(Box::new(writer.map_err(unwritable)?))
        };
        Ok(Self {
            unfinished,
            sink,
            schema: schema.clone(),
            waiting: Vec::new(),
            rows: 0,
        })
    }

    /// Adds rows.
    ///
    /// # Errors
    /// [`BookError::Write`] where the file cannot be written.
    pub fn write(&mut self, rows: RecordBatch) -> Result<(), BookError> {
        self.rows = self.rows.saturating_add(rows.num_rows());
        self.waiting.push(rows);
        if self.rows < ROWS {
            return Ok(());
        }
        let written = self.write_waiting(false);
        written.map_err(|error| self.unwritable(error))
    }

    /// Writes what is left, and gives the file its name.
    ///
    /// # Errors
    /// [`BookError::Write`] where the file cannot be written.
    pub fn finish(mut self) -> Result<(), BookError> {
        let path = self.unfinished.path.clone();
        let unwritable = |error| BookError::Write { path, error };
        let written = self.write_waiting(true).and_then(|()| {
            match self.sink {
                Sink::Parquet(writer) => drop(writer.close()?),
                Sink::Arrow(mut writer) => writer.finish()?,
            }
            Ok(self.unfinished.finish()?)
        });
        written.map_err(unwritable)
    }

    fn write_waiting(&mut self, all: bool) -> Result<(), ArrowError> {
        let whole = concat_batches(&self.schema, &self.waiting)?;
        self.waiting.clear();
        let mut done = 0;
        loop {
            let left = whole.num_rows().saturating_sub(done);
            if left == 0 || (left < ROWS && !all) {
                self.rows = left;
                if left > 0 {
                    self.waiting.push(whole.slice(done, left));
                }
                return Ok(());
            }
            let piece = whole.slice(done, left.min(ROWS));
            match &mut self.sink {
                Sink::Parquet(writer) => writer.write(&piece)?,
                Sink::Arrow(writer) => writer.write(&piece)?,
            }
            done = done.saturating_add(piece.num_rows());
        }
    }

    fn unwritable(&self, error: ArrowError) -> BookError {
        BookError::Write {
            path: self.unfinished.path.clone(),
            error,
        }
    }
}
