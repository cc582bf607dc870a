//! The lines of a table, whether they stand in the rulebook or in a file.

use std::ops::ControlFlow;

use super::csv_text::{LinePlace, QuoteFault, RawField, RawFields, Record, Records, Scattered};
use crate::source::{FileId, SourceMap, Span};
use crate::syntax;

/// The header and the lines of a table.
#[derive(Clone, Copy)]
pub(super) enum Sheet<'s> {
    /// In the rulebook.
    Written {
        header: &'s [syntax::Cell],
        rows: &'s [syntax::Row],
        sources: &'s SourceMap,
    },
    /// In a CSV file.
    Csv {
        file: FileId,
        text: &'s str,
        /// The lines that may count, where not all must be read.
        only: Option<&'s [LinePlace]>,
    },
}

/// One line.
#[derive(Clone, Copy)]
pub(super) struct Line<'l> {
    cells: Cells<'l>,
    /// Where it begins: [`Sheet::cell_span`] finds it again by this.
    pub(super) place: Place,
    /// Its number in its file, from 1.
    pub(super) number: u32,
}

/// Where a line begins: a byte of the CSV file, or the row's position in the rulebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place(u32);

#[derive(Clone, Copy)]
enum Cells<'l> {
    Written(&'l [syntax::Cell]),
    Csv(Record<'l>),
}

/// One cell.
#[derive(Debug, Clone, Copy)]
pub(super) enum Cell<'l> {
    Written(&'l syntax::Cell),
    /// A field without its quotes, and without the blanks around it unless they stood between quotes.
    Csv(&'l str),
}

impl Cell<'_> {
    /// Its place; nowhere in particular if it is one of a CSV file, where it is only looked for if there is a fault.
    pub(super) fn span(&self) -> Span {
        match self {
            Self::Written(cell) => cell.span,
            Self::Csv(_) => Span::default(),
        }
    }
}

impl<'l> Line<'l> {
    pub(super) fn len(&self) -> usize {
        match self.cells {
            Cells::Written(cells) => cells.len(),
            Cells::Csv(record) => record.fields.len(),
        }
    }

    pub(super) fn cell(&self, column: usize) -> Option<Cell<'l>> {
        match self.cells {
            Cells::Written(cells) => cells.get(column).map(Cell::Written),
            Cells::Csv(record) => record.field(column).map(Cell::Csv),
        }
    }
}

impl<'s> Sheet<'s> {
    /// The file that the lines stand in.
    pub(super) fn file(&self) -> FileId {
        match self {
            Self::Written { header, .. } => header.first().map_or(FileId(0), |c| c.span.file),
            Self::Csv { file, .. } => *file,
        }
    }

    /// The texts of the header with their places; nothing if there is no header.
    pub(super) fn headings(&self) -> Result<Vec<(String, Span)>, QuoteFault> {
        match self {
            Self::Written {
                header, sources, ..
            } => Ok(header
                .iter()
                .map(|cell| (heading(cell, sources), cell.span))
                .collect()),
            Self::Csv { text, .. } => match Scattered::new(text).first() {
                None => Ok(Vec::new()),
                Some(record) => {
                    let record = record?;
                    let place = Place(narrow(record.start));
                    let raw = RawFields::new(record.text);
                    let heading = |(column, raw): (usize, RawField)| {
                        let span = self.field_span(place, record.text, &raw);
                        let text = record.field(column).unwrap_or_default();
                        (text.to_owned(), span)
                    };
                    let columns = 0..record.fields.len();
                    Ok(columns.zip(raw).map(heading).collect())
                }
            },
        }
    }

    /// A cell of the header, to be read as a value of the last key.
    pub(super) fn heading_cell<'l>(&self, column: usize, text: &'l str) -> Cell<'l>
    where
        's: 'l,
    {
        match self {
            Self::Written { header, .. } => {
                let written = header.get(column).map(Cell::Written);
                written.unwrap_or(Cell::Csv(text))
            }
            Self::Csv { .. } => Cell::Csv(text),
        }
    }

    /// Visits the lines below the header until there is none or the visitor breaks off.
    pub(super) fn visit(
        &self,
        mut visitor: impl FnMut(Result<Line<'_>, QuoteFault>) -> ControlFlow<()>,
    ) {
        match self {
            Self::Written { rows, sources, .. } => {
                for (place, row) in (0..).map(Place).zip(*rows) {
                    let line = Line {
                        cells: Cells::Written(&row.cells),
                        place,
                        number: sources.line_column(row.span).line,
                    };
                    if visitor(Ok(line)).is_break() {
                        return;
                    }
                }
            }
            Self::Csv {
                text,
                only: Some(places),
                ..
            } => {
                let mut records = Scattered::new(text);
                for place in *places {
                    let line = records.at(*place).map(|record| record.map(line_of));
                    if line.is_some_and(|line| visitor(line).is_break()) {
                        return;
                    }
                }
            }
            Self::Csv { text, .. } => {
                let mut records = Records::new(text);
                records.next();
                while let Some(record) = records.next() {
                    if visitor(record.map(line_of)).is_break() {
                        return;
                    }
                }
            }
        }
    }

    /// Where a cell stands, without the blanks around it.
    pub(super) fn cell_span(&self, place: Place, column: usize) -> Span {
        match self {
            Self::Written { rows, .. } => row_at(rows, place)
                .and_then(|row| row.cells.get(column))
                .map_or_else(|| self.line_span(place), |cell| cell.span),
            Self::Csv { text, .. } => {
                let own = text.get(wide(place)..).unwrap_or_default();
                let Some(field) = RawFields::new(own).nth(column) else {
                    return self.line_span(place);
                };
                self.field_span(place, own, &field)
            }
        }
    }

    /// Where a field of a record stands, without the blanks around it.
    fn field_span(&self, place: Place, record: &str, field: &RawField) -> Span {
        let raw = record.get(field.range.clone()).unwrap_or_default();
        let blanks = raw.len().saturating_sub(raw.trim_start().len());
        let start = field.range.start.saturating_add(blanks);
        self.csv_span(place, start, start.saturating_add(raw.trim().len()))
    }

    /// Where a line stands.
    pub(super) fn line_span(&self, place: Place) -> Span {
        match self {
            Self::Written { header, rows, .. } => match row_at(rows, place) {
                Some(row) => row.span,
                None => header.first().map_or(Span::default(), |cell| cell.span),
            },
            Self::Csv { text, .. } => {
                let own = text.get(wide(place)..).unwrap_or_default();
                let end = RawFields::new(own).last().map_or(0, |last| last.range.end);
                self.csv_span(place, 0, end)
            }
        }
    }

    /// Where the header stands.
    pub(super) fn header_span(&self) -> Span {
        match self {
            Self::Written { header, .. } => match (header.first(), header.last()) {
                (Some(first), Some(last)) => first.span.to(last.span),
                _ => Span::default(),
            },
            Self::Csv { text, .. } => match Scattered::new(text).first() {
                Some(Ok(record)) => self.line_span(Place(narrow(record.start))),
                _ => self.csv_span(Place(0), 0, 0),
            },
        }
    }

    /// Where a quotation mark is wrong.
    pub(super) fn fault_span(&self, fault: QuoteFault) -> Span {
        self.csv_span(Place(0), fault.at, fault.at.saturating_add(1))
    }

    fn csv_span(&self, place: Place, start: usize, end: usize) -> Span {
        let at = |offset| place.0.saturating_add(narrow(offset));
        Span::new(self.file(), at(start), at(end))
    }
}

/// What a heading in the rulebook says.
fn heading(cell: &syntax::Cell, sources: &SourceMap) -> String {
    match &cell.kind {
        syntax::CellKind::Value(literal) => match &literal.kind {
            syntax::LiteralKind::Name(path) => path.text(),
            syntax::LiteralKind::Text(text) => text.value.clone(),
            _ => sources.text(cell.span).to_owned(),
        },
        _ => sources.text(cell.span).to_owned(),
    }
}

fn line_of(record: Record<'_>) -> Line<'_> {
    Line {
        cells: Cells::Csv(record),
        place: Place(narrow(record.start)),
        number: u32::try_from(record.line).unwrap_or(u32::MAX),
    }
}

fn row_at(rows: &[syntax::Row], place: Place) -> Option<&syntax::Row> {
    rows.get(wide(place))
}

fn wide(place: Place) -> usize {
    usize::try_from(place.0).unwrap_or(usize::MAX)
}

/// A byte or a row's position; a file has fewer than 2³² bytes ([`crate::source::DATA_FILE_LIMIT`]).
fn narrow(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
