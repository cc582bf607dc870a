//! Where another type is needed than was found.

use crate::check::Signatures;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::typed::Type;

pub(crate) fn mismatch(
    signatures: &Signatures<'_>,
    span: Span,
    found: &Type,
    wanted: &Type,
) -> Diagnostic {
    let (found_text, wanted_text) = (signatures.type_text(found), signatures.type_text(wanted));
    let fault = |code| {
        Diagnostic::error(
            code,
            span,
            format!("expected `{wanted_text}`, found `{found_text}`"),
        )
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
