//! What is said about the rows of tables and the files they stand in (`E04xx`, `W04xx`).

use super::check::{listed, nearest};
use super::{Code, Diagnostic};
use crate::check::Signatures;
use crate::check::table::Quotes;
use crate::source::{SourceError, Span};
use crate::syntax::{Name, TextLiteral};
use crate::typed::Type;

fn counted(count: usize, one: &str, several: &str) -> String {
    match count {
        1 => format!("1 {one}"),
        count => format!("{count} {several}"),
    }
}

// Files.

pub(crate) fn unreadable_file(span: Span, fault: &SourceError) -> Diagnostic {
    let said = Diagnostic::error(Code::UnreadableFile, span, fault.to_string());
    match fault {
        SourceError::NotFound { .. } => {
            said.with_help("name a file that is there, relative to the one that it is named in")
        }
        SourceError::NotRelative { .. } => said.with_help(
            "name the file relative to this one, with `/` between folders: `\"tables/rates.csv\"`",
        ),
        SourceError::NotText { .. } => said.with_help("save it as CSV in UTF-8"),
        SourceError::TooLarge { .. } => {
            said.with_help("divide it by one of its keys into several tables")
        }
        SourceError::Unreadable { .. } => {
            said.with_help("see to it that it is a file that may be read")
        }
    }
}

pub(crate) fn bad_quotes(span: Span, quotes: Quotes) -> Diagnostic {
    let (message, help) = match quotes {
        Quotes::Unclosed => (
            "the field that begins with this quotation mark is never closed",
            "end the field with `\"`; write a quotation mark within it twice: `\"\"`",
        ),
        _ => (
            "something stands behind the quotation mark that closes this field",
            "write a quotation mark within a quoted field twice: `\"\"`",
        ),
    };
    Diagnostic::error(Code::CsvQuotes, span, message).with_help(help)
}

pub(crate) fn no_header(span: Span, file: Option<&str>) -> Diagnostic {
    let subject = file.map_or("the table".to_owned(), |file| format!("the file `{file}`"));
    Diagnostic::error(Code::TableEmpty, span, format!("{subject} is empty"))
        .with_help("name the columns on its first line, and write a row on each line below it")
}

pub(crate) fn no_rows(span: Span, file: Option<&str>, filtered: usize) -> Diagnostic {
    let message = match (file, filtered) {
        (Some(file), 0) => format!("`{file}` has no rows below its header"),
        (Some(file), 1) => format!("the one row of `{file}` does not fit `where`"),
        (Some(file), _) => format!("none of the {filtered} rows of `{file}` fits `where`"),
        (None, _) => "the table has no rows below its header".to_owned(),
    };
    Diagnostic::error(Code::TableEmpty, span, message).with_help(match filtered {
        0 => "add a row, or take the table away",
        _ => "mend the text or number that `where` asks for",
    })
}

pub(crate) fn wrong_width(span: Span, found: usize, wanted: usize) -> Diagnostic {
    let found = counted(found, "cell", "cells");
    let columns = counted(wanted, "column", "columns");
    Diagnostic::error(
        Code::TableRow,
        span,
        format!("this row has {found}, and the header has {columns}"),
    )
    .with_help("write a cell for each column, with `|` or a comma between any two and none at the ends; leave blank what holds nothing")
}

pub(crate) fn too_many_rows(span: Span, table: &str, limit: usize) -> Diagnostic {
    let said = format!("`{table}` has more than {limit} rows, the most that a table can have");
    too_large(span, &said)
}

pub(crate) fn read_too_often(file: &TextLiteral) -> Diagnostic {
    let said = format!(
        "`{}` is read too often by tables and enums before",
        file.value
    );
    Diagnostic::error(Code::TableTooLarge, file.span, said)
        .with_help("read more of it with each: several results with one table, all lines with a key more in place of a filter")
}

pub(crate) fn too_large(span: Span, said: &str) -> Diagnostic {
    Diagnostic::error(Code::TableTooLarge, span, said)
        .with_help("divide it by one of its keys into several tables")
}

pub(crate) fn more_faults(span: Span, table: &str, more: usize, stopped: bool) -> Diagnostic {
    let least = if stopped { "at least " } else { "" };
    let faults = counted(more, "more fault", "more faults");
    Diagnostic::error(
        Code::TableCell,
        span,
        format!("the rows of `{table}` have {least}{faults}"),
    )
    .with_help("mend those that are shown first: many rows may have the same one")
}

// Headers.

fn with_nearest<'n>(
    fault: Diagnostic,
    wanted: &str,
    columns: impl Iterator<Item = &'n str> + Clone,
    mend: impl FnOnce(&str) -> String,
) -> Diagnostic {
    let help = match nearest(wanted, columns.clone()) {
        Some(near) => mend(near),
        None => format!("add it; the columns are {}", listed(columns)),
    };
    fault.with_help(help)
}

pub(crate) fn no_such_column<'n>(
    name: &Name,
    columns: impl Iterator<Item = &'n str> + Clone,
    header: Span,
) -> Diagnostic {
    let fault = Diagnostic::error(
        Code::TableHeader,
        name.span,
        format!("the rows have no column `{}`", name.text),
    )
    .with_related(header, "the header");
    with_nearest(fault, &name.text, columns, |near| {
        format!("did you mean `{near}`?")
    })
}

pub(crate) fn no_key_column<'n>(
    key: &Name,
    columns: impl Iterator<Item = &'n str> + Clone,
    header: Span,
) -> Diagnostic {
    let fault = Diagnostic::error(
        Code::TableHeader,
        header,
        format!("there is no column for the key `{}`", key.text),
    )
    .with_related(key.span, "the key");
    with_nearest(fault, &key.text, columns, |near| {
        format!(
            "did you mean `{near}`? Rename the column, or say behind the key's type which one it is: `column {}`",
            column_name(near)
        )
    })
}

pub(crate) fn no_result_column<'n>(
    result: &Name,
    columns: impl Iterator<Item = &'n str> + Clone,
    header: Span,
) -> Diagnostic {
    let fault = Diagnostic::error(
        Code::TableHeader,
        header,
        format!("there is no column for the result `{}`", result.text),
    )
    .with_related(result.span, "the result");
    with_nearest(fault, &result.text, columns, |near| {
        format!(
            "did you mean `{near}`? Rename the column, or say behind the result's type which one it is: `column {}`",
            column_name(near)
        )
    })
}

/// A column as a declaration names it.
fn column_name(name: &str) -> String {
    if crate::check::literal::is_identifier(name) {
        name.to_owned()
    } else {
        format!("\"{name}\"")
    }
}

pub(crate) fn repeated_column(span: Span, name: &str, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TableHeader,
        span,
        format!("two columns are called `{name}`"),
    )
    .with_related(first, "the other one")
    .with_help("give each column a name of its own")
}

pub(crate) fn foreign_column(span: Span, name: &str, table: &str) -> Diagnostic {
    if name.is_empty() {
        return Diagnostic::error(Code::TableHeader, span, "this column has no name")
            .with_help("name it as the key or result that it holds, or take it away");
    }
    Diagnostic::error(
        Code::TableHeader,
        span,
        format!("`{name}` is neither a key nor a result of `{table}`"),
    )
    .with_help("take the column away, declare it as a result, or use it in `where`")
}

pub(crate) fn no_column_left(header: Span, table: &str) -> Diagnostic {
    Diagnostic::error(
        Code::TableHeader,
        header,
        format!("there is no column for the result of `{table}`"),
    )
    .with_help("add a column with the values that the table finds, beside those of its keys")
}

pub(crate) fn several_columns_left<'n>(
    span: Span,
    table: &str,
    columns: impl Iterator<Item = &'n str>,
) -> Diagnostic {
    Diagnostic::error(
        Code::TableHeader,
        span,
        format!("`{table}` has one result, and several columns could be it: {}", listed(columns)),
    )
    .with_help("say which: `-> (factor: decimal column NAME)`; columns that hold neither a key nor a result must go")
}

/// A heading of a grid that is no value of the last key.
pub(crate) fn bad_heading(mut fault: Diagnostic, span: Span, text: &str, key: &str) -> Diagnostic {
    fault.code = Code::TableHeader;
    fault.span = span;
    if text.is_empty() {
        fault.message = "this column has no name".to_owned();
        fault.help = Some("name it as a value of the last key, or take it away".to_owned());
    }
    if fault.label.is_empty() {
        fault.label = format!("a value of {key}");
    }
    fault
}

// Filters.

pub(crate) fn no_filter(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TableFilter,
        span,
        "`where` compares columns of the file with texts and numbers, and nothing else",
    )
    .with_help("write it like `where kind = \"base\" and year >= 2025`")
}

pub(crate) fn filter_of_text(span: Span) -> Diagnostic {
    Diagnostic::error(Code::TableFilter, span, "`where` knows no order of texts")
        .with_help("compare the column with `=` or `!=`, or with a number")
}

pub(crate) fn no_filter_column<'n>(
    name: &Name,
    columns: impl Iterator<Item = &'n str> + Clone,
    header: Span,
) -> Diagnostic {
    let mut fault = no_such_column(name, columns, header);
    fault.code = Code::TableFilter;
    fault
}

pub(crate) fn filter_needs_number(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        Code::TableFilter,
        span,
        format!("`where` compares this column with a number, and `{text}` is none"),
    )
    .with_help("compare it with a text, in quotes, if not all of its cells are numbers")
}

// Cells.

pub(crate) fn blank_key(span: Span) -> Diagnostic {
    Diagnostic::error(Code::TableCell, span, "a key is blank")
        .with_help("write `_` where every value fits")
}

pub(crate) fn blank_result(span: Span) -> Diagnostic {
    Diagnostic::error(Code::TableCell, span, "a result is blank").with_help(
        "fill it in, take the row away, or declare the result with `?` if it may be absent",
    )
}

pub(crate) fn result_is_one_value(span: Span) -> Diagnostic {
    Diagnostic::error(Code::TableCell, span, "a result is one value")
        .with_help("write the one value that the table finds there")
}

pub(crate) fn range_for_band_end(span: Span) -> Diagnostic {
    Diagnostic::error(Code::TableCell, span, "an end of a range is one value")
        .with_help("write a value in a column of ends, or `_` for no limit")
}

pub(crate) fn range_without_end(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TableCell,
        span,
        "a range has at least one end, and `..<` has an upper one",
    )
    .with_help("write it like `16..17`, `25..`, `..5` or `0..<0.5`; `_` matches every value")
}

pub(crate) fn empty_member(span: Span) -> Diagnostic {
    Diagnostic::error(Code::TableCell, span, "a set has a member that is blank")
        .with_help("write it like `{single, married}`")
}

pub(crate) fn outside_domain(span: Span, domain: &str) -> Diagnostic {
    Diagnostic::error(
        Code::TableCell,
        span,
        format!("this value is outside {domain}, which the result declares"),
    )
    .with_help("mend the cell, or widen what the result declares")
}

pub(crate) fn ends_before_it_begins(to: Span, from: Span) -> Diagnostic {
    Diagnostic::error(Code::TableCell, to, "this row ends before it begins")
        .with_related(from, "it begins here")
        .with_help("write the lower end first")
}

pub(crate) fn out_of_order(span: Span, before: Span, what: &str, same: bool) -> Diagnostic {
    let message = if same {
        format!("this row and one above it have the same end for {what}")
    } else {
        format!("this row stands behind one with a greater end for {what}")
    };
    Diagnostic::error(Code::TableOrder, span, message)
        .with_related(before, "the row before with the same other keys")
        .with_help("mend the value, or sort the rows: each reaches to its neighbour, so that the ends must rise")
}

pub(crate) fn no_such_day(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NoSuchDate,
        span,
        format!("the calendar has no day `{text}`"),
    )
    .with_help("write a day that there is, year-month-day: `2025-01-31`")
}

pub(crate) fn not_a_value(
    signatures: &Signatures<'_>,
    span: Span,
    text: &str,
    ty: &Type,
) -> Diagnostic {
    let wanted = match ty {
        Type::Int => "a whole number".to_owned(),
        Type::Decimal => "a number".to_owned(),
        Type::Money(_) | Type::Unrounded(_) => "an amount of money".to_owned(),
        Type::Date => "a date".to_owned(),
        Type::Bool => "`true` or `false`".to_owned(),
        other => format!("a value of `{}`", signatures.type_text(other)),
    };
    let plain = format!("write {wanted}, or mend the type of the column");
    let fault = Diagnostic::error(Code::TableCell, span, format!("`{text}` is not {wanted}"));
    fault.with_help(mend(text, ty).unwrap_or(plain))
}

/// The language's way to write what other tools write differently.
fn mend(text: &str, ty: &Type) -> Option<String> {
    let all = |part: &str, fits: fn(u8) -> bool| !part.is_empty() && part.bytes().all(fits);
    let is_digits = |part: &str| all(part, |b| b.is_ascii_digit() || b == b'.');
    match ty {
        Type::Bool => Some("write it in small letters: `true`, `false`".to_owned()),
        Type::Date => Some("write the date year-month-day: `2025-01-31`".to_owned()),
        _ => {
            let ends = text.split_once(['-', '–']);
            let ends = ends.map(|(low, high)| (low.trim(), high.trim()));
            if let Some((low, high)) = ends.filter(|(a, b)| is_digits(a) && is_digits(b)) {
                return Some(format!("write the range `{low}..{high}`"));
            }
            if let Some(low) = text.strip_suffix('+').filter(|low| is_digits(low)) {
                return Some(format!("write the range without an upper end `{low}..`"));
            }
            if text.starts_with('.') && is_digits(text) {
                return Some(format!("write it with a digit before the point: `0{text}`"));
            }
            let groups: Vec<&str> = text.split([' ', '\u{a0}']).collect();
            if groups
                .iter()
                .all(|group| all(group, |b| b.is_ascii_digit()))
            {
                return Some(format!("write it without blanks: `{}`", groups.join("_")));
            }
            if text.contains(',') {
                return Some("write it without commas: `1234.50`, or `1_234.50`".to_owned());
            }
            if text.starts_with(['$', '€', '£']) {
                return Some("write the amount without the currency's sign".to_owned());
            }
            None
        }
    }
}

// Rows that say the same keys twice.

pub(crate) fn overlap(span: Span, first: Span, keys: &str, expect: &str) -> Diagnostic {
    let (message, help) = match keys {
        "" => (
            "a table without keys has one row".to_owned(),
            "narrow one of the two, or take it away: no more than one row may fit".to_owned(),
        ),
        keys => (
            format!("two rows fit the same keys, such as {keys}"),
            format!(
                "narrow one of the two, or take it away: no more than one row may fit, and now a test would `{expect}`"
            ),
        ),
    };
    Diagnostic::error(Code::TableOverlap, span, message)
        .with_related(first, "the row that fits them too")
        .with_help(help)
}

/// Why rows are too much work to be proven, and what would help.
pub(crate) fn entangled(rows: u32, keys: &[String]) -> String {
    format!(
        "the ranges of {} cut {rows} of its rows into too many pieces; single values, or the same ranges in all rows, for one of them would do",
        keys.join(", ")
    )
}

pub(crate) fn overlaps_not_excluded(span: Span, table: &str, why: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::NotProven,
        span,
        format!("`{table}` is too entangled to prove that no two rows fit the same keys: {why}"),
    )
    .with_help("take a table of fewer ranges, or two tables; as it is, keys that two rows fit are an error of their risk")
}

// Keys without a row, keys without effect.

pub(crate) fn hole(span: Span, table: &str, keys: &str, expect: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::TableHole,
        span,
        format!("`{table}` has no row for {keys}"),
    )
    .with_label("such a risk is in error")
    .with_help(format!(
        "add a row, narrow what the keys declare, or give the result a `?`; in a test, `{expect}` shows it"
    ))
}

pub(crate) fn idle_keys(span: Span, table: &str, keys: &[&str]) -> Diagnostic {
    let keys = listed(keys.iter().copied());
    Diagnostic::warning(
        Code::IdleKey,
        span,
        format!("the result of `{table}` is the same whatever {keys} is"),
    )
    .with_help("take the key away, or mend the cells that should differ")
}

// Values of enums.

pub(crate) fn blank_member(span: Span) -> Diagnostic {
    Diagnostic::error(Code::TableCell, span, "a value of the enum is blank")
        .with_help("fill it in, or take the line away")
}

// Hit policies and `otherwise`.

fn form(span: Span, message: impl Into<String>, help: &str) -> Diagnostic {
    Diagnostic::error(Code::TableForm, span, message).with_help(help)
}

pub(crate) fn no_results(span: Span) -> Diagnostic {
    let help = "write `-> type` behind the keys, or `exists` if only whether a row fits is asked";
    form(span, "the table says no result", help)
}

pub(crate) fn exists_with_results(span: Span) -> Diagnostic {
    let help = "take the result away: a look-up says whether a row fits, `true` or `false`";
    form(span, "an `exists` table has keys alone", help)
}

pub(crate) fn exists_with_otherwise(span: Span) -> Diagnostic {
    let help = "take `otherwise` away: where no row fits, a look-up is `false`";
    form(span, "an `exists` table has no `otherwise`", help)
}

pub(crate) fn collect_with_otherwise(span: Span) -> Diagnostic {
    let help = "take `otherwise` away: where no row fits, the list is empty";
    form(span, "a `collect` table has no `otherwise`", help)
}

pub(crate) fn collect_with_variants(span: Span) -> Diagnostic {
    let help = "give each variant a table of its own, and choose among them with `if`";
    form(span, "a `collect` table has no variants", help)
}

pub(crate) fn collect_of_absent(span: Span) -> Diagnostic {
    let help = "take the `?` away: where no row fits, the list is empty";
    form(
        span,
        "the values of a `collect` table are never absent",
        help,
    )
}

pub(crate) fn otherwise_is_not_last(span: Span) -> Diagnostic {
    let help = "put it last, once: it stands for all keys that no other row fits";
    form(span, "`otherwise` is the last row of a table", help)
}

pub(crate) fn otherwise_twice(span: Span, behind: Span) -> Diagnostic {
    let help = "take one of the two away";
    form(span, "the table says twice what holds otherwise", help).with_related(behind, "here too")
}

pub(crate) fn otherwise_width(span: Span, found: usize, wanted: usize) -> Diagnostic {
    let found = counted(found, "value", "values");
    let results = counted(wanted, "result", "results");
    let message = format!("`otherwise` has {found}, and the table has {results}");
    form(
        span,
        message,
        "write a value for each result; `otherwise` stands for all keys at once",
    )
}

pub(crate) fn interpolated_policy(span: Span) -> Diagnostic {
    let help = "take the hit policy away: the rows are the nodes of lines, no two at one place";
    form(
        span,
        "an interpolated table has no other hit policy than `unique`",
        help,
    )
}

pub(crate) fn no_such_key<'n>(
    name: &Name,
    keys: impl Iterator<Item = &'n str> + Clone,
) -> Diagnostic {
    let help = match nearest(&name.text, keys.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("name one of its keys: {}", listed(keys)),
    };
    form(
        name.span,
        format!("`{}` is not a key of the table", name.text),
        &help,
    )
}

pub(crate) fn interpolated_key(span: Span) -> Diagnostic {
    let help =
        "name a key that is a number, an amount or a date, with one value in a column of its own";
    form(
        span,
        "there is nothing between the values of this key",
        help,
    )
}

pub(crate) fn interpolated_result(span: Span, name: &str, is_money: bool) -> Diagnostic {
    let (message, help) = match is_money {
        true => (
            format!("an amount between two of `{name}` need not be whole cents"),
            "declare it `unrounded money`, and round what is looked up",
        ),
        false => (
            format!("there is no number between two values of `{name}`"),
            "declare it `decimal`, or put it into a table of its own",
        ),
    };
    form(span, message, help)
}

pub(crate) fn node_is_one_value(span: Span, what: &str) -> Diagnostic {
    let help = "write the one value at which the results of the row hold";
    form(
        span,
        "a row between which is interpolated has one value of the key, no range or set",
        help,
    )
    .with_label(what.to_owned())
}

pub(crate) fn torn_line(span: Span, first: Span) -> Diagnostic {
    let help = "give both rows the same other keys, or keys that have nothing in common";
    form(
        span,
        "the other keys of this row fit in part those of another",
        help,
    )
    .with_related(first, "whose line this row would tear")
}

pub(crate) fn lone_node(span: Span) -> Diagnostic {
    let help = "add a second row with these other keys, or write `clamp` in place of `extend`";
    form(span, "one row makes no line that could be extended", help)
}

pub(crate) fn hidden_row(span: Span) -> Diagnostic {
    Diagnostic::warning(
        Code::HiddenRow,
        span,
        "the rows above fit all keys that this row fits",
    )
    .with_label("never found")
    .with_help("put it above them, mend its keys, or take it away: the first row that fits counts")
}

pub(crate) fn otherwise_never_taken(span: Span, table: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::HiddenRow,
        span,
        format!("the rows of `{table}` fit all keys that there can be"),
    )
    .with_label("never found")
    .with_help("take `otherwise` away, or mend the row that fits too much")
}

// Rows that say nothing.

pub(crate) fn never_hit(span: Span, what: &str, domain: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::NeverHit,
        span,
        format!("no value fits here: {what} is {domain}"),
    )
    .with_label("never found")
    .with_help("mend the cell, take the row away, or widen what the key declares")
}

pub(crate) fn more_never_hit(span: Span, table: &str, more: usize) -> Diagnostic {
    let cells = counted(more, "more cell or row", "more cells or rows");
    Diagnostic::warning(
        Code::NeverHit,
        span,
        format!("`{table}` has {cells} that are never found"),
    )
    .with_help("mend those that are shown first: many rows may have the same slip")
}
