//! What nothing uses.

use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::Name;

/// A given attribute that no answer depends on.
pub(crate) fn unused_input(name: &str, span: Span, tested: bool) -> Diagnostic {
    let who = if tested {
        "only tests read"
    } else {
        "nothing reads"
    };
    Diagnostic::warning(
        Code::UnusedInput,
        span,
        format!("`{name}` is asked for, and {who} it"),
    )
    .with_help("use it, or add `unused` at the end of its line: it is carried and not rated")
}

/// What is declared `unused` and is used all the same.
pub(crate) fn unused_is_used(name: &str, span: Span, used: Span) -> Diagnostic {
    Diagnostic::warning(
        Code::UnusedIsUsed,
        span,
        format!("`{name}` is declared `unused`, and is used"),
    )
    .with_related(used, "used here")
    .with_help("take `unused` away, or do not use it")
}

/// A computed attribute that no answer depends on.
pub(crate) fn unused_attribute(name: &str, span: Span, tested: bool) -> Diagnostic {
    unused(name, span, tested).with_help(
        "use it, take it away, or add `unused` at the end of it: it is for worksheets only",
    )
}

/// A table, a definition or a function that no answer depends on.
pub(crate) fn unused_declaration(name: &str, span: Span, tested: bool) -> Diagnostic {
    unused(name, span, tested).with_help("use it where it should count, or take it away")
}

/// An outcome of which nothing is answered.
pub(crate) fn unused_outcome(name: &str, span: Span, tested: bool) -> Diagnostic {
    unused(name, span, tested).with_help(format!(
        "answer `{name}.decision` or `{name}.reasons`, or take it and its rules away"
    ))
}

fn unused(name: &str, span: Span, tested: bool) -> Diagnostic {
    let but = if tested { ", only tests do" } else { "" };
    Diagnostic::warning(Code::Unused, span, format!("no answer uses `{name}`{but}"))
}

/// A `let` whose block does not use it.
pub(crate) fn unused_let(name: &Name) -> Diagnostic {
    let text = &name.text;
    Diagnostic::warning(
        Code::UnusedLet,
        name.span,
        format!("nothing behind this `let` uses `{text}`"),
    )
    .with_help(format!("use `{text}`, or take its line away"))
}

/// An enum or a record that nothing is of.
pub(crate) fn unused_type(name: &str, span: Span) -> Diagnostic {
    Diagnostic::warning(
        Code::UnusedType,
        span,
        format!("nothing is of the type `{name}`"),
    )
    .with_help("use it, or take it away")
}
