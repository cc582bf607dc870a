//! Faults of lists in another order.

use super::worded;
use crate::check::Signatures;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::Name;
use crate::typed::Type;

pub(crate) fn sorted_by_other(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    let worded = worded(signatures, ty);
    let fault = Diagnostic::error(
        Code::SortedBy,
        span,
        format!("a list cannot be sorted by {worded}"),
    );
    match ty {
        Type::Enum(_) => {
            fault.with_help("declare the values of the enum in their order: `{ low < mid < high }`")
        }
        Type::Bool => fault.with_help("say which comes first, `if … then 0 else 1`"),
        _ => fault.with_help("sort by a number, an amount, a date, or a value of an ordered enum"),
    }
}

pub(crate) fn absent_in_order(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::SortedBy,
        span,
        "what a list is sorted by must be there, and this may be absent",
    )
    .with_help("say what it counts as, `… ?? 0`, or sort only those `where … is given`")
}

pub(crate) fn no_place(name: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::PlaceOfOther,
        name.span,
        "only what goes through a list has a `place` in it",
    )
    .with_label("goes through no list")
    .with_help(
        "ask for it where the list is gone through: `sum(v.value for v in … where v.place <= 3)`",
    )
}

pub(crate) fn open_range(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::NumbersOfRange,
        span,
        "a range that is gone through needs a first and a last number",
    )
    .with_help("write both: `for year in 1..term`")
}

pub(crate) fn long_range(span: Span, most: u32) -> Diagnostic {
    Diagnostic::error(
        Code::NumbersOfRange,
        span,
        format!("this range has more than {most} numbers, so that it cannot be gone through"),
    )
    .with_help("go through fewer, or compute at once what is the same for many")
}
