//! The rows of tables: read from the rulebook or from CSV files, checked cell by cell, brought into core's plain form.
//!
//! | file | what it does |
//! | --- | --- |
//! | [`files`] | reads a data file once, however many declarations name it |
//! | [`csv_text`] | divides CSV into records and fields, with their places |
//! | [`sheet`] | the header and the lines, wherever they stand |
//! | [`header`] | which column is what: list or grid |
//! | [`filter`] | `where kind = "base"` |
//! | [`value`] | the cells of one key or result as values of its type |
//! | [`bare`] | what the text of a CSV cell says |
//! | [`interval`] | ranges of key values |
//! | [`band`] | `from column`, `up to column` |
//! | [`rows`] | from lines to rows |
//! | [`faults`] | how many faults of a table are shown |

mod band;
mod bare;
mod csv_text;
mod faults;
mod files;
mod filter;
mod header;
mod interval;
mod rows;
mod sheet;
mod value;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use lutine_core::graph::Ty;
use lutine_core::table::{Axis, Column, HitPolicy, Table};

pub(crate) use csv_text::Quotes;
pub(crate) use files::Files;

use self::faults::Faults;
use self::header::{Headings, lay_out};
use self::rows::{LineReader, Rows};
use self::sheet::Sheet;
use self::value::Values;
use super::signature::{Declared, Signatures, TableSignature};
use crate::diagnostics::{Diagnostic, table as words};
use crate::source::{Source, SourceMap};
use crate::syntax::{
    self, Expression, HitPolicy as WrittenPolicy, TableContent, TableResults, TypeExpression,
};
use crate::typed::{TableId, Type};

/// What the rows of a rulebook's tables are read with.
pub(crate) struct TableReader<'r> {
    pub(crate) signatures: &'r Signatures<'r>,
    /// Gets the files of rows, so that a diagnostic can show their lines.
    pub(crate) sources: &'r mut SourceMap,
    pub(crate) source: &'r dyn Source,
    pub(crate) diagnostics: &'r mut Vec<Diagnostic>,
    pub(crate) files: &'r mut Files,
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

/// Reads the rows of a declared table; nothing if there are faults, which are all reported.
///
/// [`Table::file`] is the number of the file in the source map.
pub(crate) fn read(reader: &mut TableReader<'_>, id: TableId) -> Option<Table> {
    let signatures = reader.signatures;
    let table = signatures.tables.get(id.index())?;
    let mut collected = Faults::new(reader.diagnostics, &table.name, table.span);
    let ready =
        is_known(table.syntax, &mut collected) & types_fit(signatures, table, &mut collected);
    let read = ready
        .then(|| {
            let content = open(
                reader.sources,
                reader.source,
                reader.files,
                table,
                &mut collected,
            )?;
            let sheet = content.sheet(reader.sources);
            read_sheet(signatures, table, sheet, &content, &mut collected)
        })
        .flatten();
    collected.finish();
    read
}

/// Refuses what this version of the language does not know yet.
fn is_known(table: &syntax::Table, collected: &mut Faults<'_>) -> bool {
    let mut later = |span, what: &str| collected.error(words::later(span, what));
    let mut known = true;
    if let Some(policy) = table.policy {
        let word = match policy.kind {
            WrittenPolicy::Unique => None,
            WrittenPolicy::First => Some("`first` tables"),
            WrittenPolicy::Collect => Some("`collect` tables"),
            WrittenPolicy::Exists => Some("`exists` tables"),
        };
        if let Some(word) = word {
            known = false;
            later(policy.span, word);
        }
    } else if table.results == TableResults::Nothing {
        known = false;
        later(table.name.span, "tables without results (`exists`)");
    }
    if let Some(interpolation) = &table.interpolation {
        known = false;
        later(interpolation.span, "`interpolate`");
    }
    let rows = match &table.content {
        TableContent::Rows { rows, .. } => rows.as_slice(),
        _ => &[],
    };
    let otherwise = table.otherwise.first().map(|value| value.span);
    let otherwise = otherwise.or(rows.iter().find(|row| row.otherwise).map(|row| row.span));
    if let Some(span) = otherwise {
        known = false;
        later(span, "`otherwise` in tables");
    }
    if let TableContent::Variants(variants) = &table.content {
        known = false;
        let span = variants
            .first()
            .map_or(table.name.span, |variant| variant.span);
        later(span, "rows that vary with time or place");
    }
    known
}

/// Whether all keys and results have types that a table can hold. What has none has its diagnostic.
fn types_fit(
    signatures: &Signatures<'_>,
    table: &TableSignature<'_>,
    collected: &mut Faults<'_>,
) -> bool {
    let keys = table.syntax.keys.iter().map(|key| &key.ty);
    let results: Vec<&TypeExpression> = match &table.syntax.results {
        TableResults::Nothing => Vec::new(),
        TableResults::Single(ty) => vec![ty],
        TableResults::Named(results) => results.iter().map(|result| &result.ty).collect(),
    };
    let mut fit = true;
    for ((_, declared), written) in table.keys.iter().zip(keys) {
        match declared.as_ref().map(|declared| &declared.ty) {
            Some(ty @ Type::Optional(_)) => {
                fit = false;
                collected.error(words::optional_key(
                    written.span,
                    &signatures.type_text(ty.given()),
                ));
            }
            ty => fit &= plain(signatures, ty, written, collected),
        }
    }
    for ((_, declared), written) in table.results.iter().zip(results) {
        fit &= plain(
            signatures,
            declared.as_ref().map(|declared| &declared.ty),
            written,
            collected,
        );
    }
    fit
}

fn plain(
    signatures: &Signatures<'_>,
    ty: Option<&Type>,
    written: &TypeExpression,
    collected: &mut Faults<'_>,
) -> bool {
    let is_plain = ty.is_some_and(|ty| core_ty(ty).is_some());
    if let Some(ty) = ty.filter(|_| !is_plain) {
        collected.error(words::not_plain(written.span, &signatures.type_text(ty)));
    }
    is_plain
}

/// Where the lines of a table stand.
enum Content<'c> {
    Written {
        header: &'c [syntax::Cell],
        rows: &'c [syntax::Row],
    },
    File {
        file: crate::source::FileId,
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
            Self::Written { header, rows } => Sheet::Written {
                header,
                rows,
                sources,
            },
            Self::File { file, .. } => Sheet::Csv {
                file,
                text: sources.file(file).map_or("", |file| file.text()),
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
    collected: &mut Faults<'_>,
) -> Option<Content<'c>> {
    match &table.syntax.content {
        TableContent::Rows { header, rows } => Some(Content::Written { header, rows }),
        TableContent::File { file, filter } => match files.open(sources, source, file) {
            Ok(found) => Some(Content::File {
                file: found,
                named: file,
                filter: filter.as_ref(),
            }),
            Err(fault) => {
                collected.error(fault);
                None
            }
        },
        TableContent::Variants(_) | TableContent::Missing => None,
    }
}

fn read_sheet(
    signatures: &Signatures<'_>,
    table: &TableSignature<'_>,
    sheet: Sheet<'_>,
    content: &Content<'_>,
    collected: &mut Faults<'_>,
) -> Option<Table> {
    let (place, file_name) = match content {
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
    let keys = values(signatures, table, "key", &table.keys)?;
    let results = values(signatures, table, "result", &table.results)?;
    let layout = lay_out(table, &headings, &keys, content.filter(), collected)?;
    let lines = LineReader {
        sheet,
        layout: &layout,
        keys: &keys,
        results: &results,
        table: &table.name,
    };
    let rows = lines.read(collected);
    if collected.has_errors() {
        return None;
    }
    if rows.rows.is_empty() {
        collected.error(words::no_rows(place, file_name, rows.filtered));
        return None;
    }
    Some(assembled(table, sheet, rows, &keys, &results))
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
    rows: Rows,
    keys: &[Values<'_>],
    results: &[Values<'_>],
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
    let columns = table.results.iter().zip(results).zip(rows.columns);
    let columns = columns.filter_map(|(((name, _), values), cells)| {
        Some(Column {
            name: Arc::clone(name),
            ty: core_ty(values.ty)?,
            cells,
        })
    });
    Table {
        name: Arc::clone(&table.name),
        axes: axes.collect(),
        columns: columns.collect(),
        rows: rows.rows,
        policy: HitPolicy::Unique,
        file: sheet.file().0,
    }
}
