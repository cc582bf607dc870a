//! The answers of a book, on their way into a file.

use super::source::Piece;
use super::{ending, is_json_lines};
use crate::eval::answers;
use crate::failure::Failure;
use crate::output::answer_value;
use crate::tally::Tally;
use lutine::arrow::{BookError, Columns, RecordBatch, TableWriter, Unfinished};
use lutine::{Answer, Rulebook};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// How answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// As columns.
    Columns,
    /// As lines of a CSV file.
    Sheet,
    /// As JSON lines; a refused one has the number of its risk under this key.
    Lines(&'static str),
}

/// The answers to a piece.
pub(super) struct Answered {
    pub(super) tally: Tally,
    written: Written,
}

impl Answered {
    fn of_columns(answered: lutine::arrow::Answered) -> Self {
        let mut tally = Tally::default();
        answered
            .others
            .iter()
            .for_each(|answer| tally.count(answer));
        let rows = answered
            .columns
            .num_rows()
            .saturating_sub(answered.others.len());
        tally.count_answered(rows);
        Self {
            tally,
            written: Written::Columns(answered.columns),
        }
    }
}

enum Written {
    Columns(RecordBatch),
    Lines(Vec<u8>),
}

impl Encoding {
    /// How answers are written to a file of this name.
    pub(super) fn of(output: &Path, has_lines: bool) -> Self {
        match (ending(output), is_json_lines(output)) {
            ("csv", _) => Self::Sheet,
            (_, false) => Self::Columns,
            (_, true) if has_lines => Self::Lines("line"),
            (_, true) => Self::Lines("row"),
        }
    }

    /// Answers a piece.
    pub(super) fn answers(
        self,
        rulebook: &Rulebook,
        columns: &Columns<'_>,
        piece: Piece,
    ) -> Result<Answered, Failure> {
        if let (Self::Columns, Piece::Rows(_, rows)) = (self, &piece) {
            return Ok(Answered::of_columns(columns.answer(rows)?));
        }
        let (numbers, answers): (Vec<u64>, Vec<Answer>) = match piece {
            Piece::Rows(first, rows) => {
                let answers = columns.answers(&rows).map_err(BookError::from)?;
                ((first..).take(answers.len()).collect(), answers)
            }
            Piece::Texts(chunk) => answers(rulebook, &chunk).unzip(),
        };
        let mut tally = Tally::default();
        answers.iter().for_each(|answer| tally.count(answer));
        let written = match self {
            Self::Columns => Written::Columns(columns.encode(&answers).map_err(Failure::Columns)?),
            Self::Sheet => Written::Lines(columns.csv_rows(&answers)),
            Self::Lines(key) => {
                let mut lines = Vec::new();
                for (number, answer) in numbers.into_iter().zip(&answers) {
                    let value = answer_value(answer, Some((key, number)));
                    writeln!(lines, "{}", value.to_json()).map_err(Failure::Output)?;
                }
                Written::Lines(lines)
            }
        };
        Ok(Answered { tally, written })
    }
}

/// Where they go.
pub(super) enum Sink {
    Table(Box<TableWriter>),
    Lines {
        path: PathBuf,
        unfinished: Unfinished,
        file: BufWriter<File>,
    },
}

impl Sink {
    pub(super) fn create(
        path: &Path,
        columns: &Columns<'_>,
        encoding: Encoding,
    ) -> Result<Self, Failure> {
        if encoding == Encoding::Columns {
            let writer = TableWriter::create(path, columns.schema())?;
            return Ok(Self::Table(Box::new(writer)));
        }
        let created = Unfinished::create(path).map_err(|error| Failure::Unwritable {
            path: path.to_owned(),
            error,
        });
        let (unfinished, file) = created?;
        let mut sink = Self::Lines {
            path: path.to_owned(),
            unfinished,
            file: BufWriter::new(file),
        };
        if encoding == Encoding::Sheet {
            sink.write_lines(&columns.csv_header())?;
        }
        Ok(sink)
    }

    pub(super) fn write(&mut self, answered: Answered) -> Result<(), Failure> {
        match (self, answered.written) {
            (Self::Table(writer), Written::Columns(rows)) => Ok(writer.write(rows)?),
            (sink, Written::Lines(lines)) => sink.write_lines(&lines),
            (Self::Lines { .. }, Written::Columns(_)) => Ok(()),
        }
    }

    fn write_lines(&mut self, lines: &[u8]) -> Result<(), Failure> {
        let Self::Lines { path, file, .. } = self else {
            return Ok(());
        };
        let written = file.write_all(lines);
        written.map_err(|error| Failure::Unwritable {
            path: path.clone(),
            error,
        })
    }

    /// Gives the file its name.
    pub(super) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Table(writer) => Ok(writer.finish()?),
            Self::Lines {
                path,
                unfinished,
                mut file,
            } => {
                let finished = file.flush().and_then(|()| unfinished.finish());
                finished.map_err(|error| Failure::Unwritable { path, error })
            }
        }
    }
}
