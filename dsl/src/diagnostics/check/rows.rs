//! Faults of the rows of a table as a list.

use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;

pub(crate) fn rows_of_no_table(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::RowsOf,
        span,
        format!("`{name}` is no table, so that it has no rows"),
    )
    .with_help("write the name of a table: `for r in rows of rates`")
}

pub(crate) fn rows_of_variants(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::RowsOf,
        span,
        format!("`{name}` has variants, and `rows of` goes through one table"),
    )
    .with_help("give each variant a table of its own, and choose among them with `if`")
}

pub(crate) fn rows_too_many(span: Span, name: &str, most: usize) -> Diagnostic {
    Diagnostic::error(
        Code::RowsOf,
        span,
        format!("`{name}` has more rows than the {most} that a rulebook goes through"),
    )
    .with_help("look up the rows that are needed by their keys")
}
