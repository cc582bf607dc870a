//! What the checker says: faults of names (`E01xx`), types (`E02xx`), units, currency and rounding (`E03xx`), tables
//! (`E04xx`), and of cycles and structure (`E05xx`).

use lutine_core::graph::EnumId;

use super::{Code, Diagnostic};
use crate::check::Signatures;
use crate::source::Span;
use crate::syntax::{Literal, LiteralKind, Name};
use crate::typed::Type;

/// The nearest of some names to a misspelt one, if one is near.
pub(crate) fn nearest<'n>(
    wrong: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let limit = wrong.chars().count().div_ceil(3).max(1);
    names
        .into_iter()
        .map(|name| (distance(wrong, name), name))
        .filter(|(far, _)| *far <= limit)
        .min_by_key(|(far, _)| *far)
        .map(|(_, name)| name)
}

/// How many characters must be changed, added, taken away or swapped to make one name of the other; capitals count as small ones.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.to_lowercase(), b.to_lowercase());
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut above_left = i;
        let mut left = i.saturating_add(1);
        let mut next = vec![left];
        for (y, above) in b.iter().zip(row.iter().skip(1)) {
            let changed = above_left.saturating_add(usize::from(x != *y));
            left = changed.min(above.saturating_add(1)).min(left.saturating_add(1));
            above_left = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

fn did_you_mean<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    nearest(wrong, names).map(|name| format!("did you mean `{name}`?"))
}

fn with_optional_help(diagnostic: Diagnostic, help: Option<String>) -> Diagnostic {
    match help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}

fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    names.into_iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", ")
}

// Literals.

pub(crate) fn too_many_digits(span: Span) -> Diagnostic {
    Diagnostic::error(Code::NumberTooLong, span, "this number has more digits than a decimal can hold")
        .with_help("a number has at most 28 digits, of which at most 28 stand behind the point")
}

pub(crate) fn year_zero(span: Span) -> Diagnostic {
    Diagnostic::error(Code::NoSuchDate, span, "there is no year 0")
}

pub(crate) fn fraction_for_int(span: Span) -> Diagnostic {
    Diagnostic::error(Code::FractionForInt, span, "a whole number is needed here, and this one has a fraction")
        .with_help("declare the value as `decimal`, or round it")
}

pub(crate) fn off_grid(span: Span, places: u8) -> Diagnostic {
    Diagnostic::error(
        Code::OffGrid,
        span,
        format!("an amount of money has at most {places} decimal places here"),
    )
    .with_help("write the amount in full cents, or declare the value as `decimal` if it is a factor")
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

pub(crate) fn text_for_enum(signatures: &Signatures<'_>, span: Span, text: &str, id: EnumId) -> Diagnostic {
    let name = signatures.enumeration(id).map_or("?", |e| &*e.name);
    let fault = Diagnostic::error(
        Code::TextForEnum,
        span,
        format!("a text stands where a value of `{name}` is needed"),
    );
    match signatures.member(id, text) {
        Some(_) => fault.with_help(format!("write it without quotes: `{text}`")),
        None => {
            let members = signatures.enumeration(id).into_iter().flat_map(|e| &e.members);
            with_optional_help(fault, did_you_mean(text, members.map(|m| &*m.name)))
        }
    }
}

pub(crate) fn unknown_member(signatures: &Signatures<'_>, span: Span, text: &str, id: EnumId) -> Diagnostic {
    let Some(enumeration) = signatures.enumeration(id) else {
        return Diagnostic::error(Code::UnknownMember, span, format!("`{text}` is not known"));
    };
    let members = || enumeration.members.iter().map(|m| &*m.name);
    let help = did_you_mean(text, members()).unwrap_or_else(|| format!("its values are {}", listed(members())));
    Diagnostic::error(
        Code::UnknownMember,
        span,
        format!("`{text}` is not a value of `{}`", enumeration.name),
    )
    .with_help(help)
}

pub(crate) fn literal_mismatch(signatures: &Signatures<'_>, literal: &Literal, ty: &Type) -> Diagnostic {
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
        format!("{found} stands where `{}` is needed", signatures.type_text(ty)),
    )
}

pub(crate) fn no_ranges(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    let fault = Diagnostic::error(
        Code::NoRange,
        span,
        format!("values of `{}` have no ranges", signatures.type_text(ty)),
    );
    match ty {
        Type::Enum(_) => fault.with_help("list the values in braces, or declare the enum in order: `{ low < high }`"),
        _ => fault,
    }
}

pub(crate) fn empty_range(span: Span) -> Diagnostic {
    Diagnostic::error(Code::EmptyRange, span, "this range is empty: its upper end lies below its lower end")
        .with_help("write the lower end first")
}

// Types.

pub(crate) fn mismatch(signatures: &Signatures<'_>, span: Span, found: &Type, wanted: &Type) -> Diagnostic {
    let (found_text, wanted_text) = (signatures.type_text(found), signatures.type_text(wanted));
    let fault = |code| {
        Diagnostic::error(code, span, format!("expected `{wanted_text}`, found `{found_text}`"))
    };
    match (found, wanted) {
        (Type::Optional(inner), wanted) if **inner == *wanted => Diagnostic::error(
            Code::MayBeAbsent,
            span,
            format!("this may be absent, and `{wanted_text}` is needed"),
        )
        .with_help("say what holds then: `… ?? 0`, or use it only `when … is given`"),
        (Type::Unrounded(a), Type::Money(b)) if a == b => Diagnostic::error(
            Code::UnroundedMoney,
            span,
            "unrounded money stands where money is needed",
        )
        .with_help("write the rounding down: `round(… half up to 0.01)`, or declare the value as `unrounded money`"),
        (Type::Money(_) | Type::Unrounded(_), Type::Money(_) | Type::Unrounded(_)) => fault(Code::CurrencyMismatch)
            .with_help("amounts of different currencies meet only by way of an exchange rate"),
        (Type::Int | Type::Decimal, Type::Money(_) | Type::Unrounded(_)) => fault(Code::NumberForMoney)
            .with_help("a plain number is not an amount of money: multiply it by one, or write the amount with its currency"),
        (Type::Money(_) | Type::Unrounded(_), Type::Int | Type::Decimal) => fault(Code::MoneyForNumber)
            .with_help("an amount of money is not a plain number: divide it by an amount"),
        (Type::Decimal, Type::Int) => fault(Code::TypeMismatch)
            .with_help("a decimal never becomes a whole number by itself: write `round(… half up to 1)`, with the mode that applies"),
        _ => fault(Code::TypeMismatch),
    }
}
