//! Faults of what is carried from item to item.

use super::{did_you_mean, one_of, worded};
use crate::check::Signatures;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::Name;
use crate::typed::Type;

pub(crate) fn carried_type(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Carried,
        span,
        "what is carried is a plain value or a record",
    )
    .with_label("cannot be carried")
    .with_help("give each value that is needed of it a carried attribute of its own")
}

pub(crate) fn carried_by_root(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Carried,
        span,
        "the risk itself stands in no list, so that nothing can be carried to it",
    )
    .with_help("move it into an entity whose items stand in a list")
}

pub(crate) fn start_of_item(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Carried,
        span,
        format!("`{name}` starts before the first item, and this is of an item"),
    )
    .with_label("known only once there is an item")
    .with_help("begin with what the list stands in: `claim.plan.deductible`")
}

pub(crate) fn order_of_nothing(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Carried,
        span,
        "nothing is carried from item to item, so that their order says nothing",
    )
    .with_help("take `in order of` away, or add what is carried: `carried name : type = start value then value`")
}

pub(crate) fn order_of_other(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    let worded = worded(signatures, ty);
    Diagnostic::error(
        Code::Carried,
        span,
        format!("{worded} puts items in no order"),
    )
    .with_help(
        "sort them by a number, a date, or a value of an enum whose values stand in an order",
    )
}

pub(crate) fn final_of_other(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Carried,
        span,
        "`final` is what the last item of a list carries on, and this names no list and attribute",
    )
    .with_help("write the list and what its items carry: `final(claim.lines.deductible_left)`")
}

pub(crate) fn not_carried(name: &Name, owner: &str, names: &[&str]) -> Diagnostic {
    let help = did_you_mean(&name.text, names.iter().copied()).unwrap_or_else(|| one_of(names));
    Diagnostic::error(
        Code::Carried,
        name.span,
        format!("`{}` is not carried by `{owner}`", name.text),
    )
    .with_help(help)
}

pub(crate) fn not_reached(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NotReached,
        span,
        format!("`{name}` is computed item by item, and is read here of items that have not been reached"),
    )
    .with_label("may be of a later item")
    .with_help("use what is of the item itself or stands in it, and carry what is needed of the items before")
}

pub(crate) fn carried_list(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::NotReached,
        span,
        "this list depends on what is carried, and what is carried depends on it",
    )
    .with_help("use a list of the input or a made one, and choose its items with `where`")
}

pub(crate) fn carried_makes_list(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NotReached,
        span,
        format!("how many items `{name}` has depends on what is carried, and that on the items"),
    )
    .with_help("make the list as long as it can get, and leave items out with `where`")
}

pub(crate) fn allocated_not_reached(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::NotReached,
        span,
        "shares need the weights of all items, and these depend on what is carried, which depends on the shares",
    )
    .with_label("of later items too")
    .with_help("take a weight that does not depend on the items before")
}
