//! Faults of values that are written out.

use lutine_core::graph::EnumId;

use super::{did_you_mean, listed, with_optional_help};
use crate::check::Signatures;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::{Literal, LiteralKind, Name};
use crate::typed::Type;

pub(crate) fn too_many_digits(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::NumberTooLong,
        span,
        "this number has more digits than a decimal can hold",
    )
    .with_help("a number has at most 28 digits, of which at most 28 stand behind the point")
}

pub(crate) fn year_zero(span: Span) -> Diagnostic {
    Diagnostic::error(Code::NoSuchDate, span, "there is no year 0")
}

pub(crate) fn fraction_for_int(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::FractionForInt,
        span,
        "a whole number is needed here, and this one has a fraction",
    )
    .with_help("declare the value as `decimal`, or round it")
}

pub(crate) fn off_grid(span: Span, places: u8) -> Diagnostic {
    Diagnostic::error(
        Code::OffGrid,
        span,
        format!("an amount of money has at most {places} decimal places here"),
    )
    .with_help(
        "write the amount in full cents, or declare the value as `decimal` if it is a factor",
    )
}

pub(crate) fn unknown_currency(signatures: &Signatures<'_>, code: &Name) -> Diagnostic {
    let known = signatures.currencies.iter().map(|c| &*c.code);
    let help = if signatures.currencies.is_empty() {
        format!("declare it at the top: `currency {}`", code.text)
    } else {
        format!("the rulebook's currencies are {}", listed(known))
    };
    Diagnostic::error(
        Code::UnknownCurrency,
        code.span,
        format!("`{}` is not a currency of this rulebook", code.text),
    )
    .with_help(help)
}

pub(crate) fn text_for_enum(
    signatures: &Signatures<'_>,
    span: Span,
    text: &str,
    id: EnumId,
) -> Diagnostic {
    let name = signatures.enumeration(id).map_or("?", |e| &*e.name);
    let fault = Diagnostic::error(
        Code::TextForEnum,
        span,
        format!("a text stands where a value of `{name}` is needed"),
    );
    match signatures.member(id, text) {
        Some(_) => fault.with_help(format!("write it without quotes: `{text}`")),
        None => {
            let members = signatures
                .enumeration(id)
                .into_iter()
                .flat_map(|e| &e.members);
            with_optional_help(fault, did_you_mean(text, members.map(|m| &*m.name)))
        }
    }
}

pub(crate) fn unknown_member(
    signatures: &Signatures<'_>,
    span: Span,
    text: &str,
    id: EnumId,
) -> Diagnostic {
    let Some(enumeration) = signatures.enumeration(id) else {
        return Diagnostic::error(Code::UnknownMember, span, format!("`{text}` is not known"));
    };
    let members = || enumeration.members.iter().map(|m| &*m.name);
    let help = did_you_mean(text, members())
        .unwrap_or_else(|| format!("its values are {}", listed(members())));
    Diagnostic::error(
        Code::UnknownMember,
        span,
        format!("`{text}` is not a value of `{}`", enumeration.name),
    )
    .with_help(help)
}

pub(crate) fn literal_mismatch(
    signatures: &Signatures<'_>,
    literal: &Literal,
    ty: &Type,
) -> Diagnostic {
    let found = match &literal.kind {
        LiteralKind::Number { .. } => "a number",
        LiteralKind::Period { .. } => "a period",
        LiteralKind::Date(_) => "a date",
        LiteralKind::Text(_) => "a text",
        LiteralKind::Bool(_) => "`true` or `false`",
        LiteralKind::None => "`none`",
        LiteralKind::Name(_) => "a name",
    };
    Diagnostic::error(
        Code::TypeMismatch,
        literal.span,
        format!(
            "{found} stands where `{}` is needed",
            signatures.type_text(ty)
        ),
    )
}

pub(crate) fn no_ranges(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    let fault = Diagnostic::error(
        Code::NoRange,
        span,
        format!("values of `{}` have no ranges", signatures.type_text(ty)),
    );
    match ty {
        Type::Enum(_) => fault
            .with_help("list the values in braces, or declare the enum in order: `{ low < high }`"),
        _ => fault,
    }
}

pub(crate) fn empty_range(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::EmptyRange,
        span,
        "this range is empty: its upper end lies below its lower end",
    )
    .with_help("write the lower end first")
}
