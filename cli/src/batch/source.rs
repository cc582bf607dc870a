//! The risks of a book, piece by piece.

use super::is_json_lines;
use crate::arguments::BatchArguments;
use crate::chunk::Chunk;
use crate::failure::Failure;
use crate::input::{self, Risks};
use lutine::arrow::{BookError, Columns, Joined, RecordBatch, TableReader};
use std::fs;
use std::path::PathBuf;

/// Some risks.
#[derive(Debug)]
pub(super) enum Piece {
    /// Rows of columns, the first of which is the n-th of the book, from 1.
    Rows(u64, RecordBatch),
    /// JSON texts.
    Texts(Chunk),
}

/// Where they come from.
pub(super) struct Source {
    kind: Kind,
    /// The row that comes next.
    row: u64,
}

enum Kind {
    Table(TableReader),
    Joined(Box<Joined>),
    Lines {
        path: PathBuf,
        risks: Risks,
        most: usize,
        read: u64,
        size: u64,
    },
}

impl Source {
    /// Opens what is named, and says at once what cannot be the input of the rulebook.
    pub(super) fn open(arguments: &BatchArguments, columns: &Columns<'_>) -> Result<Self, Failure> {
        let most = usize::try_from(arguments.chunk_rows.get()).unwrap_or(usize::MAX);
        let (own, others): (Vec<_>, Vec<_>) = arguments
            .input
            .iter()
            .partition(|input| input.list.is_none());
        let [own] = own.as_slice() else {
            return Err(Failure::OneBook);
        };
        let kind = if is_json_lines(&own.path) {
            if !others.is_empty() {
                return Err(Failure::NoTable(own.path.clone()));
            }
            let (risks, _) = input::open(&own.path)?;
            let size = fs::metadata(&own.path).map_or(0, |known| known.len());
            Kind::Lines {
                path: own.path.clone(),
                risks,
                most,
                read: 0,
                size,
            }
        } else {
            let book = TableReader::open(&own.path, most)?;
            let tables = others.into_iter().map(|input| {
                let list = input.list.clone().unwrap_or_default();
                Ok((list, TableReader::open(&input.path, most)?))
            });
            let tables = tables.collect::<Result<Vec<_>, BookError>>()?;
            match (&arguments.key, tables.is_empty()) {
                (_, true) => Kind::Table(book),
                (None, false) => return Err(Failure::NoKey),
                (Some(key), false) => Kind::Joined(Box::new(columns.join(book, tables, key)?)),
            }
        };
        let source = Self { kind, row: 1 };
        let schema = match &source.kind {
            Kind::Table(table) => Some(table.schema()),
            Kind::Joined(joined) => Some(joined.schema()),
            Kind::Lines { .. } => None,
        };
        if let Some(schema) = schema {
            columns.check(schema).map_err(BookError::from)?;
        }
        Ok(source)
    }

    /// Whether its risks stand in lines of a text, so that their answers name these.
    pub(super) const fn has_lines(&self) -> bool {
        matches!(self.kind, Kind::Lines { .. })
    }

    /// How far reading is, and how far it goes.
    pub(super) fn progress(&self) -> (u64, u64) {
        match &self.kind {
            Kind::Table(table) => table.progress(),
            Kind::Joined(joined) => joined.progress(),
            Kind::Lines { read, size, .. } => (*read, *size),
        }
    }

    /// The next piece; nothing at the end.
    pub(super) fn next(&mut self) -> Option<Result<Piece, Failure>> {
        let rows = match &mut self.kind {
            Kind::Table(table) => table.next()?,
            Kind::Joined(joined) => joined.next()?,
            Kind::Lines {
                path,
                risks,
                most,
                read,
                ..
            } => {
                let mut chunk = Chunk::default();
                if let Err(error) = chunk.read(risks, *most) {
                    let input = path.clone();
                    return Some(Err(Failure::Input { input, error }));
                }
                *read = read.saturating_add(chunk.bytes());
                return (chunk.len() > 0).then_some(Ok(Piece::Texts(chunk)));
            }
        };
        Some(rows.map_err(Failure::from).map(|rows| {
            let first = self.row;
            let count = u64::try_from(rows.num_rows()).unwrap_or(u64::MAX);
            self.row = first.saturating_add(count);
            Piece::Rows(first, rows)
        }))
    }
}
