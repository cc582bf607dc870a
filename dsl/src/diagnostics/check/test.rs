//! Faults of tests and of the files that they name.

use crate::check::Signatures;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::Name;
use crate::typed::Type;
use lutine_core::answer::FaultCode;
use lutine_core::graph::ErrorCode;

pub(crate) fn unreadable(span: Span, error: &crate::source::SourceError) -> Diagnostic {
    Diagnostic::error(Code::UnreadableFile, span, error.to_string())
}

pub(crate) fn not_text(span: Span, file: &str) -> Diagnostic {
    Diagnostic::error(
        Code::UnreadableFile,
        span,
        format!("the file `{file}` is not UTF-8 text"),
    )
}

pub(crate) fn test_given(span: Span, root: &str) -> Diagnostic {
    Diagnostic::error(Code::BadTest, span, "a test is given the rulebook's input")
        .with_help(format!("`given {root} from …`"))
}

pub(crate) fn test_target(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        "this does not name a field of the input",
    )
    .with_help("name it from the risk on: `policy.vehicles[1].symbol`")
}

pub(crate) fn test_path_start(span: Span, root: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("a field of the input is named from `{root}` on"),
    )
}

pub(crate) fn test_no_field(span: Span, owner: &str, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("`{owner}` has no field `{name}` in the input"),
    )
}

pub(crate) fn test_derived(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("`{name}` is computed, and cannot be given"),
    )
}

pub(crate) fn test_value(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        "a test gives values that are written out",
    )
}

pub(crate) fn broken_csv(span: Span, file: &str, error: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("`{file}` cannot be read as CSV: {error}"),
    )
}

pub(crate) fn case_header(span: Span, header: &str) -> Diagnostic {
    Diagnostic::error(Code::BadTest, span, format!("the column `{header}` names no field of the input or of the output"))
        .with_help("`policy.vehicles[1].symbol` for a field of the input, `expect.total` for one of the output")
}

pub(crate) fn case_cell(span: Span, file: &str, line: u64, cell: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("{file}:{line}: `{cell}` is not a value of its output field"),
    )
}

/// The codes, as a message lists them.
fn listed<'c>(codes: impl Iterator<Item = &'c str>) -> String {
    let quoted: Vec<String> = codes.map(|code| format!("`{code}`")).collect();
    quoted.join(", ")
}

pub(crate) fn unknown_error(code: &Name) -> Diagnostic {
    let text = &code.text;
    let codes = listed(ErrorCode::ALL.iter().map(|c| c.as_str()));
    Diagnostic::error(
        Code::BadTest,
        code.span,
        format!("no value fails with `{text}`"),
    )
    .with_help(format!("the errors of a value are {codes}"))
}

pub(crate) fn unknown_refusal(code: &Name) -> Diagnostic {
    let text = &code.text;
    let codes = listed(FaultCode::ALL.iter().map(|c| c.as_str()));
    Diagnostic::error(
        Code::BadTest,
        code.span,
        format!("no risk is refused with `{text}`"),
    )
    .with_help(format!("the faults of an input are {codes}"))
}

pub(crate) fn test_fails(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    let ty = signatures.type_text(ty);
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("whether a value of `{ty}` is in error is seen of its attributes"),
    )
    .with_help("name one of them: `expect policy.drivers[5].age fails no_item`")
}
