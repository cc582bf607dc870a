//! Faults of tests and of the files that they name.

use super::{did_you_mean, one_of};
use crate::check::Signatures;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::Name;
use crate::typed::Type;
use lutine_core::answer::FaultCode;
use lutine_core::graph::ErrorCode;

pub(crate) fn unreadable(span: Span, error: &crate::source::SourceError) -> Diagnostic {
    Diagnostic::error(Code::UnreadableFile, span, error.to_string())
        .with_help("name the file relative to the one that it is named in: `\"cases/one.json\"`")
}

pub(crate) fn not_text(span: Span, file: &str) -> Diagnostic {
    Diagnostic::error(
        Code::UnreadableFile,
        span,
        format!("the file `{file}` is not UTF-8 text"),
    )
    .with_help("save it as text in UTF-8")
}

pub(crate) fn test_given(span: Span, root: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        "this is not the rulebook's input, which a test begins with",
    )
    .with_help(format!("write `given {root} from …`"))
}

pub(crate) fn test_target(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        "this does not name a field of the input",
    )
    .with_help("name it from the risk on: `policy.vehicles[1].symbol`; the first item is `[1]`")
}

pub(crate) fn test_path_start(span: Span, root: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("a field of the input is named from `{root}` on"),
    )
    .with_help(format!("put `{root}.` before it"))
}

/// `names` are the fields that the owner has in the input.
pub(crate) fn test_no_field(span: Span, owner: &str, name: &str, names: &[&str]) -> Diagnostic {
    let help = did_you_mean(name, names.iter().copied()).unwrap_or_else(|| one_of(names));
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("`{owner}` has no field `{name}` in the input"),
    )
    .with_help(help)
}

pub(crate) fn test_derived(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("`{name}` is computed, and cannot be given"),
    )
    .with_help("change the inputs that it is computed from, or say with `expect` what it should be")
}

pub(crate) fn test_value(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        "a test gives values that are written out",
    )
    .with_help("write the value itself, such as `12.50`, `TX` or `2025-01-31`")
}

pub(crate) fn test_list(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        "a test gives the items of a list one by one",
    )
    .with_help("write `none` for a list without items, or give a field of an item: `policy.vehicles[1].symbol`")
}

pub(crate) fn case_list(span: Span, file: &str, line: u64, cell: &str) -> Diagnostic {
    let message = format!("`{cell}` on line {line} of `{file}` stands where a list does");
    Diagnostic::error(Code::BadTest, span, message).with_help(
        "write `none` for a list without items, and a column for each field of an item: `policy.vehicles[1].symbol`",
    )
}

pub(crate) fn ragged_line(
    span: Span,
    file: &str,
    line: u64,
    (cells, wanted): (u64, u64),
) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("line {line} of `{file}` has {cells} cells, and its header has {wanted}"),
    )
    .with_help("give every line as many cells as the header; put texts with commas in quotes")
}

pub(crate) fn case_header(span: Span, header: &str, near: Option<&str>) -> Diagnostic {
    let help = match near {
        Some(near) => format!("did you mean `{near}`?"),
        None => "write `policy.vehicles[1].symbol` for a field of the input, `expect.total` for one of the output, `note` for what is for readers".to_owned(),
    };
    let message = format!("the column `{header}` names no field of the input or of the output");
    Diagnostic::error(Code::BadTest, span, message).with_help(help)
}

pub(crate) fn case_form(span: Span, place: &str, wrong: &str) -> Diagnostic {
    Diagnostic::error(Code::BadTest, span, format!("{place}: {wrong}"))
        .with_help("write a case as `{\"name\": \"…\", \"input\": {…}, \"expect\": {…}}`")
}

pub(crate) fn case_key(
    span: Span,
    place: &str,
    key: &str,
    of: &str,
    near: Option<&str>,
) -> Diagnostic {
    let message = format!("{place}: `{key}` is no field of {of}");
    let fault = Diagnostic::error(Code::BadTest, span, message);
    match near {
        Some(near) => fault.with_help(format!("write `{near}`")),
        None => fault.with_help("take it away"),
    }
}

pub(crate) fn case_value(span: Span, place: &str, value: &str) -> Diagnostic {
    let message = format!("{place}: `{value}` is not a value of its output field");
    Diagnostic::error(Code::BadTest, span, message).with_help("write it as an answer does")
}

pub(crate) fn case_cell(span: Span, file: &str, line: u64, cell: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("`{cell}` on line {line} of `{file}` is not a value of its output field"),
    )
    .with_help("write the value as the answer has it, or `none` where it is absent")
}

/// A test that passes whatever the rulebook answers.
pub(crate) fn expects_nothing(span: Span) -> Diagnostic {
    Diagnostic::warning(Code::TestOfNothing, span, "this test expects nothing")
        .with_help("say what must hold: `expect policy.total = 125.00`")
}

pub(crate) fn no_cases(span: Span, file: &str) -> Diagnostic {
    let message = format!("there are no cases in `{file}`: nothing is tested");
    Diagnostic::warning(Code::TestOfNothing, span, message)
        .with_help("write a case a row below the header, or take the test away")
}

/// `case` is the first of `count` cases without an expectation, as their file names it.
pub(crate) fn cases_expect_nothing(span: Span, case: &str, count: usize) -> Diagnostic {
    let more = match count.saturating_sub(1) {
        0 => String::new(),
        1 => ", nor does 1 behind it".to_owned(),
        more => format!(", nor do {more} behind it"),
    };
    let message = format!("the case{case} expects nothing{more}");
    Diagnostic::warning(Code::TestOfNothing, span, message)
        .with_help("fill in a column `expect.` or the object `expect`")
}

/// The codes, as a message lists them.
fn listed<'c>(codes: impl Iterator<Item = &'c str>) -> String {
    let quoted: Vec<String> = codes.map(|code| format!("`{code}`")).collect();
    quoted.join(", ")
}

pub(crate) fn unknown_error(code: &Name) -> Diagnostic {
    let text = &code.text;
    let near = did_you_mean(text, ErrorCode::ALL.iter().map(|c| c.as_str()));
    let codes = listed(ErrorCode::ALL.iter().map(|c| c.as_str()));
    Diagnostic::error(
        Code::BadTest,
        code.span,
        format!("no value fails with `{text}`"),
    )
    .with_help(near.unwrap_or_else(|| format!("write one of {codes}")))
}

pub(crate) fn unknown_refusal(code: &Name) -> Diagnostic {
    let text = &code.text;
    let near = did_you_mean(text, FaultCode::ALL.iter().map(|c| c.as_str()));
    let codes = listed(FaultCode::ALL.iter().map(|c| c.as_str()));
    Diagnostic::error(
        Code::BadTest,
        code.span,
        format!("no risk is refused with `{text}`"),
    )
    .with_help(near.unwrap_or_else(|| format!("write one of {codes}")))
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
