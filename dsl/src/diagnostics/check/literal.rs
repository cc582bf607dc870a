//! Faults of values that are written out.

use lutine_core::graph::EnumId;

use super::{did_you_mean, listed, means_all_others, nearest, one_of, worded};
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
    .with_help("shorten it to 28 digits, before and behind the point together")
}

pub(crate) fn year_zero(span: Span) -> Diagnostic {
    Diagnostic::error(Code::NoSuchDate, span, "there is no year 0")
        .with_help("write a year from 1 to 9999")
}

pub(crate) fn fraction_for_int(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::FractionForInt,
        span,
        "a whole number is needed here, and this one has a fraction",
    )
    .with_help("declare the value as `decimal`, or round it")
}

pub(crate) fn percentage_for_money(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::NumberForMoney,
        span,
        "an amount of money is needed here, and this is a percentage",
    )
    .with_help("multiply an amount by it, `premium * 10%`; ten per cent more is `premium * 110%`")
}

pub(crate) fn off_grid(span: Span, places: u8) -> Diagnostic {
    Diagnostic::error(
        Code::OffGrid,
        span,
        format!("an amount of money has at most {places} decimal places here"),
    )
    .with_help(
        "write the amount with no more places, or declare the value as `decimal` if it is a factor",
    )
}

pub(crate) fn unknown_currency(signatures: &Signatures<'_>, code: &Name) -> Diagnostic {
    let known = signatures.currencies.iter().map(|c| &*c.code);
    let help = if signatures.currencies.is_empty() {
        format!("declare it at the top: `currency {}`", code.text)
    } else {
        let declared = listed(known.clone());
        let near = nearest(&code.text, known);
        match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "write the amount in {declared}, or declare `{}` too, behind `currency`",
                code.text
            ),
        }
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
            let members: Vec<&str> = members.map(|m| &*m.name).collect();
            let near = did_you_mean(text, members.iter().copied());
            fault.with_help(near.unwrap_or_else(|| one_of(&members)))
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
    let known: Vec<&str> = members().collect();
    let words = ["otherwise", "none"];
    let help = if means_all_others(text) {
        "write `otherwise` for all others; in a row of a table `_` stands for every value"
            .to_owned()
    } else {
        did_you_mean(text, known.iter().copied().chain(words)).unwrap_or_else(|| one_of(&known))
    };
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
    let wanted = worded(signatures, ty);
    let help = match ty {
        _ if matches!(&literal.kind, LiteralKind::Name(path) if means_all_others(&path.text())) => {
            "write `_` where every value fits".to_owned()
        }
        Type::Text => "put it in quotes".to_owned(),
        Type::Date => "write the date year-month-day, such as `2025-01-31`".to_owned(),
        Type::Bool => "write `true` or `false`".to_owned(),
        _ => format!("write {wanted}, or change the type that is declared"),
    };
    Diagnostic::error(
        Code::TypeMismatch,
        literal.span,
        format!("{wanted} is needed here, and this is {found}"),
    )
    .with_help(help)
}

pub(crate) fn no_ranges(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    let fault = Diagnostic::error(
        Code::NoRange,
        span,
        format!(
            "{} has no order, so that there is no range of it",
            worded(signatures, ty)
        ),
    );
    match ty {
        Type::Enum(_) => fault
            .with_help("list the values in braces, or declare the enum in order: `{ low < high }`"),
        Type::Entity(_) => fault.with_help(format!(
            "put the least and the most items of a list in parentheses: `list of {} (1..4)`",
            signatures.type_text(ty)
        )),
        _ => fault.with_help("list the values in braces: `{…}`"),
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
