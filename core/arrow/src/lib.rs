//! Books of risks as Arrow columns: record batches in, record batches out.
//!
//! A row is a risk. Its fields are columns, its lists columns of lists of structs, or flat columns with the names that files of cases have too:
//! `drivers[1].points`. What is judged of a value (ranges, members, grids, what must be given) is judged by the decoder that reads JSON, which
//! is handed each row piece by piece; the errors of a row are the same, with the same pointers. What is wrong with a column as such, its name or
//! its type, is said before any row is read ([`ColumnError`]).
//!
//! No decimal passes through a float: a column of floats is refused.

mod answers;
mod bind;
mod book_error;
mod complaint;
mod counted;
mod error;
mod in_order;
mod join;
mod outline;
mod plain;
mod read;
mod row;
mod sheet;
mod straight;
mod write;

pub use arrow_array::RecordBatch;
pub use arrow_schema::{ArrowError, Schema, SchemaRef};
pub use book_error::BookError;
pub use error::ColumnError;
pub use in_order::in_order;
pub use join::{Joined, Key};
pub use read::TableReader;
pub use write::{TableWriter, Unfinished};

use answers::AnswerColumns;
use arrow_select::interleave::interleave_record_batch;
use bind::Column;
use lutine_core::answer::Answer;
use lutine_core::engine::Engine;
use row::Row;
use sheet::Sheet;
use straight::Straight;

/// A rulebook that answers record batches.
#[derive(Debug, Clone)]
pub struct Columns<'e> {
    engine: &'e Engine,
    answers: AnswerColumns,
}

/// Rows that were answered.
#[derive(Debug, Clone)]
pub struct Answered {
    /// The answers as columns, `errors` the last of them.
    pub columns: RecordBatch,
    /// The answers that were put together on the way, in the order of their rows: of all rows that were refused, or have a field in error, and of some
    /// others. All the others are without errors.
    pub others: Vec<Answer>,
}

impl<'e> Columns<'e> {
    /// Makes ready to answer by an engine.
    #[must_use]
    pub fn new(engine: &'e Engine) -> Self {
        let answers = AnswerColumns::new(engine.graph());
        Self { engine, answers }
    }

    /// Says whether columns can be the input of the rulebook.
    ///
    /// # Errors
    /// [`ColumnError`] for the first that cannot.
    pub fn check(&self, input: &SchemaRef) -> Result<(), ColumnError> {
        let empty = RecordBatch::new_empty(input.clone());
        bind::bind(self.engine.graph(), &empty).map(|_| ())
    }

    /// The columns of answers: the fields of the output in their order, then `errors`.
    #[must_use]
    pub const fn schema(&self) -> &SchemaRef {
        self.answers.schema()
    }

    /// The answers to the rows of a batch as columns, a row for each, in their order: what [`Columns::answers`] and [`Columns::encode`] give, for less
    /// time.
    ///
    /// # Errors
    /// [`BookError`] where a column cannot be the input of the rulebook.
    pub fn answer(&self, rows: &RecordBatch) -> Result<Answered, BookError> {
        let risk = bind::bind(self.engine.graph(), rows)?;
        let count = rows.num_rows();
        let made = self.engine.compute_book(&risk, count, |words, regular| {
            let here = (0_u32..).zip(regular);
            let here: Vec<bool> = here.map(|(row, is)| *is && words.has(row)).collect();
            let arrays = Straight::new(words).columns(self.answers.output(), &here)?;
            Some((here, arrays))
        });
        let Some((here, arrays)) = made.flatten() else {
            let others = self.one_by_one(&risk, 0..count);
            let columns = self.encode(&others)?;
            return Ok(Answered { columns, others });
        };
        let left = here.iter().enumerate().filter(|(_, is)| !**is);
        let left: Vec<usize> = left.map(|(row, _)| row).collect();
        let others = self.one_by_one(&risk, left.into_iter());
        let columns = self.answers.without_errors(arrays?, count)?;
        let columns = self.put_in(columns, &here, &others)?;
        Ok(Answered { columns, others })
    }

    /// The answers to rows, each read alone.
    fn one_by_one(
        &self,
        risk: &Column,
        rows: impl ExactSizeIterator<Item = usize> + Clone,
    ) -> Vec<Answer> {
        self.engine.answer_events(rows, |row| Row::new(risk, row))
    }

    /// Puts answers into the rows that have none.
    fn put_in(
        &self,
        columns: RecordBatch,
        has: &[bool],
        answers: &[Answer],
    ) -> Result<RecordBatch, ArrowError> {
        if answers.is_empty() {
            return Ok(columns);
        }
        let mut next = 0_usize..;
        let places = has.iter().enumerate().map(|(row, has)| match has {
            true => (0, row),
            false => (1, next.next().unwrap_or_default()),
        });
        let places: Vec<(usize, usize)> = places.collect();
        interleave_record_batch(&[&columns, &self.encode(answers)?], &places)
    }

    /// The answers to the rows of a batch, in their order. A row with faults is refused; the others never notice it.
    ///
    /// # Errors
    /// [`ColumnError`] where a column cannot be the input of the rulebook.
    pub fn answers(&self, rows: &RecordBatch) -> Result<Vec<Answer>, ColumnError> {
        let risk = bind::bind(self.engine.graph(), rows)?;
        Ok(self.one_by_one(&risk, 0..rows.num_rows()))
    }

    /// Answers as columns, a row for each.
    ///
    /// # Errors
    /// None that an answer of this rulebook can give.
    pub fn encode(&self, answers: &[Answer]) -> Result<RecordBatch, ArrowError> {
        self.answers.columns(answers)
    }

    /// The first line of a CSV file with answers: records are columns by their path, such as `home.zip`.
    #[must_use]
    pub fn csv_header(&self) -> Vec<u8> {
        Sheet::new(self.schema()).header()
    }

    /// Answers as lines of a CSV file: lists and `errors` are JSON in one cell.
    #[must_use]
    pub fn csv_rows(&self, answers: &[Answer]) -> Vec<u8> {
        Sheet::new(self.schema()).rows(answers)
    }

    /// Joins tables to a book whose lists they are, by the names of the lists: all have the risks in one order.
    ///
    /// # Errors
    /// [`BookError::NoKey`] where a table lacks the column that it is to be joined by.
    pub fn join(
        &self,
        book: TableReader,
        tables: Vec<(String, TableReader)>,
        key: &Key,
    ) -> Result<Joined, BookError> {
        Joined::new(self.engine.graph(), book, tables, key)
    }
}
