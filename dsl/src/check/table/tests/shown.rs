//! Tables and diagnostics as short text.

use lutine_core::graph::{Bound, Constant, Interval};
use lutine_core::table::{KeyCell, Table};

use crate::diagnostics::Diagnostic;
use crate::source::SourceMap;

/// `2: 16..17, single -> 1.75`: the line, what its keys match, what it gives.
pub(super) fn rows(table: &Table) -> Vec<String> {
    let row = |(at, row): (usize, &lutine_core::table::Row)| {
        let keys: Vec<String> = row.keys.iter().map(key).collect();
        let cells: Vec<String> = table
            .columns
            .iter()
            .map(|column| {
                column.cells[at]
                    .as_ref()
                    .map_or("none".to_owned(), constant)
            })
            .collect();
        format!("{}: {} -> {}", row.line, keys.join(", "), cells.join(", "))
    };
    table.rows.iter().enumerate().map(row).collect()
}

fn constant(value: &Constant) -> String {
    match value {
        Constant::Bool(value) => value.to_string(),
        Constant::Number(value) => value.to_string(),
        Constant::Text(value) => format!("{value:?}"),
        Constant::Date(value) => value.to_string(),
        Constant::Enum(ordinal) => format!("#{ordinal}"),
    }
}

fn key(cell: &KeyCell) -> String {
    match cell {
        KeyCell::Any => "_".to_owned(),
        KeyCell::One(value) => constant(value),
        KeyCell::Intervals(parts) => match parts.as_slice() {
            [one] => interval(one),
            several => {
                let parts: Vec<String> = several.iter().map(interval).collect();
                format!("{{{}}}", parts.join(", "))
            }
        },
    }
}

/// `a..b`, `a<..b` without a, `a..<b` without b.
fn interval(interval: &Interval) -> String {
    let end = |bound: &Option<Bound>| bound.as_ref().map_or(String::new(), |b| constant(&b.value));
    let open = |bound: &Option<Bound>| bound.as_ref().is_some_and(|b| !b.inclusive);
    let (low, high) = (end(&interval.low), end(&interval.high));
    if !low.is_empty() && low == high {
        return low;
    }
    let (low_sign, high_sign) = (
        if open(&interval.low) { "<" } else { "" },
        if open(&interval.high) { "<" } else { "" },
    );
    format!("{low}{low_sign}..{high_sign}{high}")
}

/// ``E0403 t.csv:3:4 `x`: message [label] (help)``, and the related places.
pub(super) fn diagnostic(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let place = |span| {
        let at = sources.line_column(span);
        let file = sources.file(span.file).map_or("?", |file| file.name());
        format!(
            "{file}:{}:{} `{}`",
            at.line,
            at.column,
            sources.text(span).trim_end()
        )
    };
    let mut text = format!(
        "{} {}: {}",
        diagnostic.code,
        place(diagnostic.span),
        diagnostic.message
    );
    if !diagnostic.label.is_empty() {
        text.push_str(&format!(" [{}]", diagnostic.label));
    }
    if let Some(help) = &diagnostic.help {
        text.push_str(&format!(" ({help})"));
    }
    for (span, words) in &diagnostic.related {
        text.push_str(&format!("\n  {}: {words}", place(*span)));
    }
    text
}
