//! The rows of tables: read from the rulebook or from CSV files, checked cell by cell, brought into core's plain form.
//!
//! | file | what it does |
//! | --- | --- |
//! | [`declared`] | whether a table, as it is declared, can be read |
//! | [`files`] | reads a data file once, however many declarations name it |
//! | [`csv_text`] | divides CSV into records and fields, with their places |
//! | [`sheet`] | the header and the lines, wherever they stand |
//! | [`headings`] | what the columns are called |
//! | [`header`] | which column is what: list or grid |
//! | [`filter`] | `where kind = "base"` |
//! | [`line_index`] | the lines of a file by what filters compare |
//! | [`value`] | the cells of one key or result as values of its type |
//! | [`bare`] | what the text of a CSV cell says |
//! | [`interval`] | ranges of key values |
//! | [`band`] | `from column`, `up to column` |
//! | [`bands`] | rows as bands that stand on one another |
//! | [`row_list`] | rows as a list of records |
//! | [`rows`] | from lines to rows |
//! | [`members`] | the values of an enum from a column |
//! | [`otherwise`] | what is found where no row fits |
//! | [`proofs`] | what is proven of the keys and rows |
//! | [`faults`] | how many faults of a table are shown |

mod band;
mod bands;
mod bare;
pub(super) mod csv_text;
mod declared;
mod faults;
mod files;
mod filter;
mod header;
mod headings;
mod interval;
mod line_index;
mod members;
mod otherwise;
mod proofs;
mod row_list;
mod rows;
mod sheet;
mod value;
mod written;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use lutine_core::graph::{Constant, Ty};
use lutine_core::table::{Axis, Column, Effort, HitPolicy, KeyCell, Table};

pub(crate) use bands::{Band, NoBands, bands};
pub(crate) use csv_text::Quotes;
pub(crate) use files::Files;
pub(crate) use members::FileReader;
pub(crate) use row_list::{MOST_ROWS, NoRows, RowLists, row_lists};

use self::faults::Faults;
use self::files::{Opened, scanned};
use self::header::lay_out;
use self::headings::Headings;
use self::rows::{LineReader, Rows};
use self::sheet::Sheet;
use self::value::Values;
use super::signature::{Declared, Signatures, TableSignature};
use crate::diagnostics::{Diagnostic, table as words};
use crate::prove::Claim;
use crate::source::{Source, SourceMap};
use crate::syntax::{self, Expression, TableContent, TableResults};
use crate::typed::{TableId, Type};

/// What the rows of a rulebook's tables are read with.
pub(crate) struct TableReader<'r> {
    pub(crate) signatures: &'r Signatures<'r>,
    /// Gets the files of rows, so that a diagnostic can show their lines.
    pub(crate) sources: &'r mut SourceMap,
    pub(crate) source: &'r dyn Source,
    pub(crate) diagnostics: &'r mut Vec<Diagnostic>,
    pub(crate) files: &'r mut Files,
    /// What the proofs of all tables may take.
    pub(crate) effort: Effort,
}

/// The type of a column that holds plain values of this type, optional or not; nothing for records, lists, items and periods.
pub(crate) fn core_ty(ty: &Type) -> Option<Ty> {
    match ty.given() {
        Type::Bool => Some(Ty::Bool),
        Type::Int => Some(Ty::Int),
        Type::Decimal => Some(Ty::Decimal),
        Type::Money(currency) => Some(Ty::Money(*currency)),
        Type::Unrounded(currency) => Some(Ty::Unrounded(*currency)),
        Type::Text => Some(Ty::Text),
        Type::Date => Some(Ty::Date),
        Type::Enum(id) => Some(Ty::Enum(*id)),
        Type::Period | Type::Record(_) | Type::Entity(_) | Type::List(_) | Type::Optional(_) => {
            None
        }
    }
}

/// Reads the rows of a declared table and proves what can be proven of them; nothing if there are faults, which are all reported.
///
/// [`Table::file`] is the number of the file in the source map.
pub(crate) fn read(reader: &mut TableReader<'_>, id: TableId) -> Option<(Table, Vec<Claim>)> {
    let signatures = reader.signatures;
    let table = signatures.tables.get(id.index())?;
    let mut collected = Faults::new(reader.diagnostics, &table.name, table.span);
    let is_later = table.variant.is_some_and(|variant| variant.first != id);
    let ready =
        (is_later || declared::is_whole(table, &mut collected)) && declared::has_plain_types(table);
    let read = ready
        .then(|| {
            let written = otherwise::written(table.syntax);
            let (rows, default) = otherwise::of(table.syntax, written, &mut collected);
            let content = open(
                reader.sources,
                reader.source,
                reader.files,
                table,
                rows,
                &mut collected,
            )?;
            let lines = Lines {
                signatures,
                sources: reader.sources,
                sheet: content.sheet(reader.sources),
                content: &content,
                otherwise: default.as_ref(),
                effort: &reader.effort,
                files: reader.files,
            };
            lines.read(table, &mut collected)
        })
        .flatten();
    collected.finish();
    read
}

/// Where the lines of a table stand.
enum Content<'c> {
    Written {
        header: &'c [syntax::Cell],
        rows: &'c [syntax::Row],
        complete: bool,
    },
    File {
        file: Opened,
        named: &'c syntax::TextLiteral,
        filter: Option<&'c Expression>,
    },
}

impl<'c> Content<'c> {
    fn sheet<'s>(&self, sources: &'s SourceMap) -> Sheet<'s>
    where
        'c: 's,
    {
        match *self {
            Self::Written { header, rows, .. } => Sheet::Written {
                header,
                rows,
                sources,
            },
            Self::File { file: opened, .. } => Sheet::Csv {
                file: opened.file,
                text: sources.file(opened.file).map_or("", |file| file.text()),
                only: None,
            },
        }
    }

    fn filter(&self) -> Option<&'c Expression> {
        match self {
            Self::Written { .. } => None,
            Self::File { filter, .. } => *filter,
        }
    }
}

fn open<'c>(
    sources: &mut SourceMap,
    source: &dyn Source,
    files: &mut Files,
    table: &TableSignature<'c>,
    rows: &'c [syntax::Row],
    collected: &mut Faults<'_>,
) -> Option<Content<'c>> {
    let (file, filter) = match (&table.syntax.content, table.variant) {
        (_, Some(variant)) => (variant.file, None),
        (TableContent::File { file, filter }, None) => (file, filter.as_ref()),
        (
            TableContent::Rows {
                header, complete, ..
            },
            None,
        ) => {
            return Some(Content::Written {
                header,
                rows,
                complete: *complete,
            });
        }
        (TableContent::Variants(_) | TableContent::Missing, None) => return None,
    };
    match files.open(sources, source, file) {
        Ok(found) => Some(Content::File {
            file: found,
            named: file,
            filter,
        }),
        Err(fault) => {
            collected.error(fault);
            None
        }
    }
}

/// To know what a column is takes as much as to read so many of its cells.
const OF_A_HEADING: usize = 4;

/// The lines of a table, and what belongs to them.
struct Lines<'l> {
    signatures: &'l Signatures<'l>,
    sources: &'l SourceMap,
    sheet: Sheet<'l>,
    content: &'l Content<'l>,
    otherwise: Option<&'l otherwise::Otherwise>,
    effort: &'l Effort,
    files: &'l Files,
}

impl Lines<'_> {
    fn read(
        &self,
        table: &TableSignature<'_>,
        collected: &mut Faults<'_>,
    ) -> Option<(Table, Vec<Claim>)> {
        let (signatures, sheet) = (self.signatures, self.sheet);
        let (place, file_name) = match self.content {
            Content::Written { .. } => (table.span, None),
            Content::File { named, .. } => (named.span, Some(named.value.as_str())),
        };
        let headings = match sheet.headings() {
            Ok(headings) if headings.is_empty() => {
                collected.error(words::no_header(place, file_name));
                return None;
            }
            Ok(headings) => Headings::new(sheet, headings),
            Err(fault) => {
                collected.error(words::bad_quotes(sheet.fault_span(fault), fault.quotes));
                return None;
            }
        };
        self.has_read(headings.all.len().saturating_mul(OF_A_HEADING));
        let keys = values(signatures, table, "key", &table.keys)?;
        let results = values(signatures, table, "result", &table.results)?;
        let interpolation = declared::interpolation(table, collected);
        let layout = lay_out(table, &headings, &keys, self.content.filter(), collected)?;
        let lines = LineReader {
            sheet,
            layout: &layout,
            keys: &keys,
            results: &results,
            table: &table.name,
            interpolated: interpolation.map(|it| it.axis as usize),
        };
        let mut rows = self.rows(lines, collected);
        let complete = !matches!(
            self.content,
            Content::Written {
                complete: false,
                ..
            }
        );
        if collected.has_errors() || !complete {
            return None;
        }
        if rows.rows.is_empty() {
            collected.error(words::no_rows(place, file_name, rows.filtered));
            return None;
        }
        if let Some(axis) = interpolation.map(|it| it.axis as usize) {
            for (at, row) in (0_u32..).zip(&rows.rows) {
                if !matches!(row.keys.get(axis), Some(KeyCell::One(_))) {
                    let span = rows.span(at, &sheet).unwrap_or(table.span);
                    let what = keys.get(axis).map_or("", |key| key.what.as_str());
                    collected.error(words::node_is_one_value(span, what));
                }
            }
        }
        if matches!(table.syntax.results, TableResults::Nothing) {
            rows.columns = vec![vec![Some(Constant::Bool(true)); rows.rows.len()]];
        }
        let has_default = otherwise::add(
            table,
            self.otherwise,
            &results,
            &mut rows,
            (&sheet, self.sources),
            collected,
        );
        if collected.has_errors() {
            return None;
        }
        let mut read = assembled(table, sheet, &mut rows, &keys, &results, has_default);
        read.interpolation = interpolation;
        let read = read;
        let span_of = |row| rows.span(row, &sheet);
        let proofs = proofs::Proofs {
            signatures,
            signature: table,
            table: &read,
            otherwise: self.otherwise.map(|it| it.span),
            span_of,
            effort: self.effort,
        };
        let claims = proofs.claims(collected);
        (!collected.has_errors()).then_some((read, claims))
    }
}

impl Lines<'_> {
    /// The rows; of a file that tables before have read only the lines that a filter leaves.
    fn rows(&self, reader: LineReader<'_>, collected: &mut Faults<'_>) -> Rows {
        let (Content::File { file: opened, .. }, Sheet::Csv { file, text, .. }) =
            (self.content, self.sheet)
        else {
            return reader.read(collected);
        };
        let filter = &reader.layout.filter;
        let indexes = filter.iter().filter_map(|condition| {
            let wanted = condition.only()?;
            let index = self.files.index(*opened, text, condition)?;
            Some((index, wanted))
        });
        let indexes: Vec<_> = indexes.collect();
        let candidates = indexes.iter().map(|(index, of)| index.candidates(of));
        let fewest = candidates.min_by_key(|found| found.lines.len());
        let only = fewest.map(|found| found.lines);
        let reader = LineReader {
            sheet: Sheet::Csv { file, text, only },
            ..reader
        };
        let mut rows = reader.read(collected);
        let others = fewest.map_or(0, |found| found.others);
        rows.filtered = rows.filtered.saturating_add(others);
        let looked_at = fewest.map_or_else(|| scanned(text), |found| found.lines.len());
        let width = reader.keys.len().saturating_add(reader.results.len());
        let cells = rows.rows.len().saturating_mul(width);
        self.has_read(looked_at.saturating_add(cells));
        rows
    }

    /// Notes how much of a file was read, in cells.
    fn has_read(&self, cells: usize) {
        if let Content::File { file, .. } = self.content {
            self.files.has_read(*file, cells);
        }
    }
}

fn values<'s>(
    signatures: &'s Signatures<'s>,
    table: &TableSignature<'_>,
    role: &str,
    of: &'s [(Arc<str>, Option<Declared>)],
) -> Option<Vec<Values<'s>>> {
    of.iter()
        .map(|(name, declared)| {
            let what = if *name == table.name {
                format!("the {role} of `{}`", table.name)
            } else {
                format!("the {role} `{name}` of `{}`", table.name)
            };
            Some(Values::new(signatures, declared.as_ref()?, what))
        })
        .collect()
}

fn assembled(
    table: &TableSignature<'_>,
    sheet: Sheet<'_>,
    rows: &mut Rows,
    keys: &[Values<'_>],
    results: &[Values<'_>],
    otherwise: bool,
) -> Table {
    let axes = table
        .keys
        .iter()
        .zip(keys)
        .filter_map(|((name, _), values)| {
            Some(Axis {
                name: Arc::clone(name),
                ty: core_ty(values.ty)?,
                domain: values.permitted.clone(),
            })
        });
    let columns = table
        .results
        .iter()
        .zip(results)
        .zip(std::mem::take(&mut rows.columns));
    let columns = columns.filter_map(|(((name, _), values), cells)| {
        Some(Column {
            name: Arc::clone(name),
            ty: core_ty(values.ty)?,
            cells,
        })
    });
    Table {
        name: table.full_name(),
        axes: axes.collect(),
        columns: columns.collect(),
        rows: std::mem::take(&mut rows.rows),
        policy: match table.syntax.policy.map(|policy| policy.kind) {
            Some(syntax::HitPolicy::First | syntax::HitPolicy::Exists) => HitPolicy::First,
            Some(syntax::HitPolicy::Collect) => HitPolicy::Collect,
            Some(syntax::HitPolicy::Unique) | None => HitPolicy::Unique,
        },
        otherwise,
        interpolation: None,
        file: sheet.file().0,
    }
}
