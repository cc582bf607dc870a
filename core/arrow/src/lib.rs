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
use lutine_core::answer::Answer;
use lutine_core::engine::Engine;
use row::Row;
use sheet::Sheet;

/// A rulebook that answers record batches.
#[derive(Debug, Clone)]
pub struct Columns<'e> {
    engine: &'e Engine,
    answers: AnswerColumns,
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

    /// The answers to the rows of a batch, in their order. A row with faults is refused; the others never notice it.
    ///
    /// # Errors
    /// [`ColumnError`] where a column cannot be the input of the rulebook.
    pub fn answers(&self, rows: &RecordBatch) -> Result<Vec<Answer>, ColumnError> {
        let risk = bind::bind(self.engine.graph(), rows)?;
        let events = |row| Row::new(&risk, row);
        Ok(self.engine.answer_events(0..rows.num_rows(), events))
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
