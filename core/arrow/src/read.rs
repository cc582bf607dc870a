//! Reading a book piece by piece, whatever file it stands in.

use crate::book_error::BookError;
use crate::counted::{Count, Counted};
use arrow_array::builder::StringBuilder;
use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::reader::{FileReader, StreamReader};
use arrow_schema::{ArrowError, DataType, Field, Schema, SchemaRef};
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use std::fmt;
use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

/// What an Arrow file begins with; a stream does not.
const ARROW_FILE: &[u8] = b"ARROW1";

/// The pieces of a file.
type Batches = Box<dyn Iterator<Item = Result<RecordBatch, ArrowError>> + Send>;

/// A table in a file, read in pieces of so many rows at most.
pub struct TableReader {
    path: PathBuf,
    schema: SchemaRef,
    /// How many bytes there are, or rows where the file says so, and how many were read.
    size: u64,
    count: Count,
    batches: Batches,
    /// What is left of a piece that was larger.
    rest: Option<RecordBatch>,
    most: usize,
}

impl fmt::Debug for TableReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TableReader")
            .field("path", &self.path)
            .field("schema", &self.schema)
            .finish_non_exhaustive()
    }
}

impl TableReader {
    /// Opens a file whose name ends in `.parquet`, `.arrow` (or `.feather`, `.ipc`: a file or a stream of Arrow's own) or `.csv`, to be read in
    /// pieces of at most so many rows.
    ///
    /// # Errors
    /// [`BookError::Format`] for another name, [`BookError::Read`] where the file cannot be read.
    pub fn open(path: &Path, most: usize) -> Result<Self, BookError> {
        let most = most.max(1);
        let unreadable = |error| BookError::Read {
            path: path.to_owned(),
            error,
        };
        let file = || File::open(path).map_err(|error| unreadable(ArrowError::from(error)));
        let ending = path.extension().and_then(|ending| ending.to_str());
        let count = Count::default();
        let opened = match ending {
            Some("parquet") => parquet(file()?, most, &count),
            Some("arrow" | "feather" | "ipc") => arrow(file()?, &count),
            Some("csv") => csv(file()?, most, &count),
            _ => {
                return Err(BookError::Format {
                    path: path.to_owned(),
                    expected: ".parquet, .arrow, .csv or .jsonl",
                });
            }
        };
        let (schema, size, batches) = opened.map_err(unreadable)?;
        Ok(Self {
            path: path.to_owned(),
            schema,
            size,
            count,
            batches,
            rest: None,
            most,
        })
    }

    /// Its columns.
    #[must_use]
    pub const fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// How far reading is, and how far it goes: in rows or in bytes.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        (self.count.load(Ordering::Relaxed).min(self.size), self.size)
    }
}

impl Iterator for TableReader {
    type Item = Result<RecordBatch, BookError>;

    fn next(&mut self) -> Option<Self::Item> {
        let batch = match self.rest.take() {
            Some(rest) => rest,
            // A piece without rows says nothing.
            None => match self
                .batches
                .find(|b| !matches!(b, Ok(b) if b.num_rows() == 0))?
            {
                Ok(batch) => batch,
                Err(error) => {
                    let path = self.path.clone();
                    return Some(Err(BookError::Read { path, error }));
                }
            },
        };
        if batch.num_rows() <= self.most {
            return Some(Ok(batch));
        }
        let behind = batch.num_rows().saturating_sub(self.most);
        self.rest = Some(batch.slice(self.most, behind));
        Some(Ok(batch.slice(0, self.most)))
    }
}

type Opened = Result<(SchemaRef, u64, Batches), ArrowError>;

fn parquet(file: File, most: usize, count: &Count) -> Opened {
    let builder = ParquetRecordBatchReaderBuilder::try_new(file)?;
    let rows = u64::try_from(builder.metadata().file_metadata().num_rows()).ok();
    let schema = builder.schema().clone();
    let batches = builder.with_batch_size(most).build()?;
    let count = count.clone();
    let batches = batches.inspect(move |batch| {
        let rows = batch.as_ref().map_or(0, RecordBatch::num_rows);
        count.fetch_add(u64::try_from(rows).unwrap_or(0), Ordering::Relaxed);
    });
    Ok((schema, rows.unwrap_or(0), Box::new(batches)))
}

fn arrow(mut file: File, count: &Count) -> Opened {
    let mut start = Vec::new();
    let length = u64::try_from(ARROW_FILE.len()).unwrap_or(0);
    file.by_ref().take(length).read_to_end(&mut start)?;
    file.rewind()?;
    let size = file.metadata()?.len();
    let count = count.clone();
    let file = Counted { file, count };
    Ok(if start == ARROW_FILE {
        let batches = FileReader::try_new_buffered(file, None)?;
        (batches.schema(), size, Box::new(batches))
    } else {
        let batches = StreamReader::try_new_buffered(file, None)?;
        (batches.schema(), size, Box::new(batches))
    })
}

/// A CSV file, all of whose columns are text; a blank cell is nothing.
fn csv(file: File, most: usize, count: &Count) -> Opened {
    let unreadable = |error: csv::Error| ArrowError::CsvError(error.to_string());
    let size = file.metadata()?.len();
    let count = count.clone();
    let file = Counted { file, count };
    let mut reader = csv::Reader::from_reader(BufReader::new(file));
    let names = reader.headers().map_err(unreadable)?.clone();
    let column = |name: &str| Field::new(name.trim(), DataType::Utf8, true);
    let schema = Arc::new(Schema::new(names.iter().map(column).collect::<Vec<_>>()));
    let columns = schema.clone();
    let mut record = csv::StringRecord::new();
    let batches = std::iter::from_fn(move || {
        let mut texts: Vec<StringBuilder> = Vec::new();
        texts.resize_with(columns.fields().len(), StringBuilder::new);
        let mut rows = 0_usize;
        while rows < most {
            match reader.read_record(&mut record) {
                Err(error) => return Some(Err(unreadable(error))),
                Ok(false) => break,
                Ok(true) => {
                    for (column, cell) in texts.iter_mut().zip(&record) {
                        column.append_option(Some(cell.trim()).filter(|cell| !cell.is_empty()));
                    }
                    rows = rows.saturating_add(1);
                }
            }
        }
        let arrays = texts
            .iter_mut()
            .map(|text| Arc::new(text.finish()) as ArrayRef);
        (rows > 0).then(|| RecordBatch::try_new(columns.clone(), arrays.collect()))
    });
    Ok((schema, size, Box::new(batches)))
}
