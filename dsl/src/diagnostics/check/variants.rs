//! Faults of dimensions and variants.

use super::{did_you_mean, listed, one_of, worded};
use crate::check::Signatures;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::Name;
use crate::typed::Type;

pub(crate) fn second_dimensions(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Dimensions,
        span,
        "a rulebook has one `dimensions`, and this is the second",
    )
    .with_related(first, "the first is here")
    .with_help("put the dimensions of both into one, those that decide first in front")
}

pub(crate) fn dimension_type(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::Dimensions,
        span,
        format!("{} cannot be a dimension", worded(signatures, ty)),
    )
    .with_help("give a plain value, such as an enum or a date: `state = policy.state`")
}

pub(crate) fn dimension_of_variants(table: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::Cycle,
        table.span,
        format!(
            "`{}` varies with the dimensions, and one of them looks it up",
            table.text
        ),
    )
    .with_help("take the dimension from something that does not vary with it")
}

pub(crate) fn unknown_dimension(name: &Name, names: &[&str]) -> Diagnostic {
    let day = match name.text.as_str() {
        "before" | "till" | "to" => Some("write `until 2026-01-01`: it holds before that day"),
        "after" | "since" | "effective" | "starting" => {
            Some("write `from 2026-01-01`: it holds on that day and later")
        }
        _ => None,
    };
    let near = did_you_mean(&name.text, names.iter().copied());
    let help = near
        .or_else(|| day.map(str::to_owned))
        .unwrap_or_else(|| match names {
            [] => format!("declare it: `dimensions {{ {0} = policy.{0} }}`", name.text),
            names => one_of(names),
        });
    Diagnostic::error(
        Code::UnknownDimension,
        name.span,
        format!("`{}` is not a dimension", name.text),
    )
    .with_help(help)
}

pub(crate) fn which_date(span: Span, names: &[&str]) -> Diagnostic {
    let (message, help) = match names {
        [first, ..] => (
            "several dimensions are dates, and this does not say which it means",
            format!(
                "name it, one of {}: `{first} from 2026-01-01`",
                listed(names.iter().copied())
            ),
        ),
        [] => (
            "no dimension is a date",
            "declare one: `dimensions { effective = policy.effective }`".to_owned(),
        ),
    };
    Diagnostic::error(Code::UnknownDimension, span, message).with_help(help)
}

pub(crate) fn two_sets(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Dimensions,
        span,
        "this variant has two sets of one dimension",
    )
    .with_related(first, "the first is here")
    .with_help("write the values that are in both as one set")
}

pub(crate) fn no_variants(of: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::VariantGap,
        of.span,
        format!("`{}` has no variant at all", of.text),
    )
    .with_help("give its value behind `=`, or add a variant: `any : 12.50`")
}

pub(crate) fn too_many_variants(span: Span, of: &str, why: &str) -> Diagnostic {
    Diagnostic::error(
        Code::VariantsTooMany,
        span,
        format!("it cannot be shown which variant of `{of}` applies: {why}"),
    )
    .with_help("put what varies into a table with the dimensions as its keys")
}

pub(crate) fn variants_tie(
    span: Span,
    other: Span,
    of: &str,
    risk: &str,
    test: Option<&str>,
) -> Diagnostic {
    let mut help = "narrow one of them, or add a third for what both claim".to_owned();
    if let Some(test) = test {
        help.push_str(&format!("; `{test}` is such a risk"));
    }
    let message = match risk {
        "" => format!("two variants of `{of}` claim every risk, and neither is the more specific"),
        risk => format!(
            "two variants of `{of}` claim a risk with {risk}, and neither is the more specific"
        ),
    };
    Diagnostic::error(Code::VariantsTie, span, message)
        .with_related(other, "the other one")
        .with_help(help)
}

pub(crate) fn variant_gap(span: Span, of: &str, risk: &str, test: Option<&str>) -> Diagnostic {
    let mut help =
        "add a variant, or refuse such risks: give the input a range, such as `date 2026-01-01..`, or a `require`"
            .to_owned();
    if let Some(test) = test {
        help.push_str(&format!("; `{test}` is such a risk"));
    }
    Diagnostic::error(
        Code::VariantGap,
        span,
        format!("no variant of `{of}` claims a risk with {risk}"),
    )
    .with_help(help)
}

pub(crate) fn variant_never_applies(span: Span, of: &str) -> Diagnostic {
    Diagnostic::warning(
        Code::VariantNeverApplies,
        span,
        format!("this variant of `{of}` never applies, for all that the input accepts"),
    )
    .with_help("take it away, or mend its guards: no risk fits them, or more specific variants claim all that do")
}
