//! Faults of shares that add up to a total.

use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;

pub(crate) fn allocated_outside(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Allocated,
        span,
        "`allocated` is the share of an item of a list, and this is of none",
    )
    .with_help("give the items an attribute for their share: `share : money = allocated(policy.total by weight to 0.01)`")
}

pub(crate) fn allocated_of_item(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Allocated,
        span,
        "what is handed out, and in which steps, is the same for all items of the list, and this is of one",
    )
    .with_label("of an item")
    .with_help("take it from what the list stands in: `policy.total`")
}

pub(crate) fn allocated_by_variable(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Allocated,
        span,
        format!("shares are of all items of the list, and `{name}` is of one place in the text"),
    )
    .with_label("not known of the other items")
    .with_help("give the items an attribute for it, and hand out by that")
}

pub(crate) fn allocated_unrounded(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::UnroundedMoney,
        span,
        "an unrounded amount cannot be handed out in whole steps",
    )
    .with_help("round the total first: `allocated(round(… half up to 0.01) by weight to 0.01)`")
}
