//! Values that are written out: numbers, bounds, sets, patterns, table cells, as constants of a type.

use std::str::FromStr;
use std::sync::Arc;

use lutine_core::date::Date;
use lutine_core::graph::{Bound, Constant, Domain, Interval};
use lutine_core::number::Decimal;

use super::signature::{Signatures, TypeName};
use crate::diagnostics::Diagnostic;
use crate::diagnostics::check as faults;
use crate::source::Span;
use crate::syntax::{Constraint, Literal, LiteralKind, Name, Number, Path, Range, SetMember};
use crate::typed::Type;

/// The value of a number without its currency.
pub(crate) fn number(number: &Number, negative: bool) -> Result<Decimal, Diagnostic> {
    let too_long = || faults::too_many_digits(number.span);
    let digits = number.digits.trim_start_matches('0');
    let digits = if digits.is_empty() || digits.starts_with('.') {
        format!("0{digits}")
    } else {
        digits.to_owned()
    };
    let exponent = if number.percent { "e-2" } else { "" };
    let value = Decimal::from_str(&format!("{digits}{exponent}")).map_err(|_| too_long())?;
    Ok(if negative { value.neg() } else { value })
}

/// The value of a number where the type is expected: an int is whole, an amount on its grid and of its currency.
pub(crate) fn number_as(
    signatures: &Signatures<'_>,
    literal: &Number,
    negative: bool,
    ty: &Type,
) -> Result<Decimal, Diagnostic> {
    let value = number(literal, negative)?;
    if let Some(code) = &literal.currency {
        let named = signatures.currency_named(&code.text);
        match (named, ty) {
            (None, _) => return Err(faults::unknown_currency(signatures, code)),
            (Some(found), Type::Money(wanted) | Type::Unrounded(wanted)) if found == *wanted => {}
            _ => {
                return Err(faults::mismatch(
                    signatures,
                    literal.span,
                    &named.map_or(Type::Decimal, Type::Money),
                    ty,
                ));
            }
        }
    }
    match ty {
        // Ten cents where a tenth was meant would be a wrong amount that nobody sees.
        Type::Money(_) | Type::Unrounded(_) if literal.percent => {
            Err(faults::percentage_for_money(literal.span))
        }
        Type::Int if !value.is_integer() => Err(faults::fraction_for_int(literal.span)),
        Type::Money(id) => {
            let places = signatures.currency(*id).map_or(2, |c| c.places);
            if value.scale() > u32::from(places) {
                return Err(faults::off_grid(literal.span, places));
            }
            Ok(value)
        }
        _ => Ok(value),
    }
}

/// A literal as a constant of the type, which is not optional.
pub(crate) fn constant(
    signatures: &Signatures<'_>,
    literal: &Literal,
    ty: &Type,
) -> Result<Constant, Diagnostic> {
    match (&literal.kind, ty) {
        (LiteralKind::Number { negative, number }, ty) if ty.is_number() => {
            number_as(signatures, number, *negative, ty).map(Constant::Number)
        }
        (LiteralKind::Date(date), Type::Date) => date_value(*date).map(Constant::Date),
        (LiteralKind::Text(text), Type::Text) => Ok(Constant::Text(Arc::from(text.value.as_str()))),
        (LiteralKind::Bool(value), Type::Bool) => Ok(Constant::Bool(*value)),
        (LiteralKind::Text(text), Type::Enum(id)) => {
            match signatures.member(*id, &text.value) {
                // A member that is no identifier can only be written in quotes.
                Some(member) if !is_identifier(&text.value) => Ok(Constant::Enum(member)),
                _ => Err(faults::text_for_enum(
                    signatures,
                    literal.span,
                    &text.value,
                    *id,
                )),
            }
        }
        (LiteralKind::Name(path), Type::Enum(id)) => {
            let owned = |owner: &[Name], member: &Name| {
                let path = Path {
                    names: owner.to_vec(),
                    span: path.span.to(member.span),
                };
                matches!(signatures.type_known(&path), Some(TypeName::Enum(found)) if found == *id)
            };
            let member = match path.names.as_slice() {
                [member] => member,
                [owner @ .., member] if owned(owner, member) => member,
                _ => {
                    return Err(faults::unknown_member(
                        signatures,
                        path.span,
                        &path.text(),
                        *id,
                    ));
                }
            };
            signatures
                .member(*id, &member.text)
                .map(Constant::Enum)
                .ok_or_else(|| faults::unknown_member(signatures, member.span, &member.text, *id))
        }
        _ => Err(faults::literal_mismatch(signatures, literal, ty)),
    }
}

pub(crate) fn date_value(date: crate::syntax::Date) -> Result<Date, Diagnostic> {
    Date::new(
        i32::from(date.year),
        u32::from(date.month),
        u32::from(date.day),
    )
    .ok_or_else(|| faults::year_zero(date.span))
}

pub(crate) fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// A range of literals as an interval of the type.
pub(crate) fn interval(
    signatures: &Signatures<'_>,
    range: &Range<Literal>,
    ty: &Type,
) -> Result<Interval, Diagnostic> {
    let ranged = match ty {
        Type::Enum(id) => signatures.enumeration(*id).is_some_and(|e| e.ordered),
        Type::Date => true,
        other => other.is_number(),
    };
    if !ranged {
        return Err(faults::no_ranges(signatures, range.span, ty));
    }
    let end = |literal: &Literal, inclusive| {
        constant(signatures, literal, ty).map(|value| Bound { value, inclusive })
    };
    let low = range.low.as_ref().map(|l| end(l, true)).transpose()?;
    let high = range
        .high
        .as_ref()
        .map(|l| end(l, !range.excludes_high))
        .transpose()?;
    if let (Some(low), Some(high)) = (&low, &high) {
        let empty = high.value < low.value || (high.value == low.value && !high.inclusive);
        if empty {
            return Err(faults::empty_range(range.span));
        }
    }
    Ok(Interval { low, high })
}

/// A member of a set as an interval of the type.
pub(crate) fn member(
    signatures: &Signatures<'_>,
    member: &SetMember,
    ty: &Type,
) -> Result<Interval, Diagnostic> {
    match member {
        SetMember::Value(literal) => constant(signatures, literal, ty).map(Interval::one),
        SetMember::Range(range) => interval(signatures, range, ty),
    }
}

/// The range or set of a type.
pub(crate) fn domain(
    signatures: &Signatures<'_>,
    constraint: &Constraint,
    ty: &Type,
    text: &str,
    span: Span,
) -> Result<Domain, Diagnostic> {
    let limited = ty.is_number() || matches!(ty, Type::Date | Type::Enum(_) | Type::Text);
    if !limited {
        return Err(faults::no_ranges(signatures, span, ty));
    }
    let intervals = match constraint {
        Constraint::Range(range) => vec![interval(signatures, range, ty)?],
        Constraint::Set { members, .. } => members
            .iter()
            .map(|m| member(signatures, m, ty))
            .collect::<Result<_, _>>()?,
    };
    Ok(Domain {
        intervals,
        text: Arc::from(one_line(text)),
    })
}

/// Source text on one line: runs of white space become one blank.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
