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
    let (found_text, wanted_text) = (worded(signatures, found), worded(signatures, wanted));
    let fault = |code| {
        Diagnostic::error(
            code,
            span,
            format!("{wanted_text} is needed here, and this is {found_text}"),
        )
    };
    match (found, wanted) {
        (Type::Optional(inner), wanted) if **inner == *wanted => Diagnostic::error(
            Code::MayBeAbsent,
            span,
            format!("this may be absent, and {wanted_text} is needed"),
        )
        .with_help("say what holds then: `… ?? 0`, or use it only where `… is given`"),
        (Type::Unrounded(a), Type::Money(b)) if a == b => Diagnostic::error(
            Code::UnroundedMoney,
            span,
            "unrounded money stands where money is needed",
        )
        .with_help("write the rounding down: `round(… half up to 0.01)`, or declare the value as `unrounded money`"),
        (Type::Money(_) | Type::Unrounded(_), Type::Money(_) | Type::Unrounded(_)) => fault(Code::CurrencyMismatch)
            .with_help("change it by an exchange rate: `x / 1 EUR * rate * 1 USD`, rounded"),
        (Type::Int | Type::Decimal, Type::Money(_) | Type::Unrounded(_)) => fault(Code::NumberForMoney)
            .with_help(format!(
                "say which number is an amount, with its currency, `35.00 {}`; or multiply an amount by it",
                signatures.currencies.first().map_or("USD", |first| &first.code)
            )),
        (Type::Money(_) | Type::Unrounded(_), Type::Int | Type::Decimal) => fault(Code::MoneyForNumber)
            .with_help("divide it by an amount, or declare the value as `money`"),
        (Type::Decimal, Type::Int) => fault(Code::TypeMismatch)
            .with_help("round it, with the mode that applies: `round(… half up to 1)`; or declare the value as `decimal`"),
        (Type::Optional(_), Type::Bool) => fault(Code::TypeMismatch)
            .with_help("ask whether it `is given`; what holds where it is absent stands behind `??`"),
        (_, Type::Bool) => fault(Code::TypeMismatch).with_help("ask something of it: `… > 0`, `… = business`, `… is given`"),
        (Type::Text | Type::Int | Type::Decimal, Type::Date) => fault(Code::TypeMismatch)
            .with_help("write a day as `2026-01-31`, year-month-day without quotes"),
        (Type::Int | Type::Decimal | Type::Money(_) | Type::Date | Type::Enum(_), Type::Text) => {
            fault(Code::TypeMismatch).with_help("put it in quotes, or insert it in a text: `\"{…}\"`")
        }
        _ => fault(Code::TypeMismatch).with_help("mend the value, or the type that is declared for it"),
    }
}

/// A value of a type as a reader would call it: `an amount of money`, `a value of `Use``.
pub(crate) fn worded(signatures: &Signatures<'_>, ty: &Type) -> String {
    let several = signatures.currencies.len() > 1;
    let code = |id| {
        signatures
            .currency(id)
            .filter(|_| several)
            .map(|c| &*c.code)
    };
    match ty {
        Type::Bool => "a condition (true or false)".to_owned(),
        Type::Int => "a whole number".to_owned(),
        Type::Decimal => "a decimal number".to_owned(),
        Type::Money(id) => match code(*id) {
            Some(code) => format!("an amount of `{code}`"),
            None => "an amount of money".to_owned(),
        },
        Type::Unrounded(id) => match code(*id) {
            Some(code) => format!("an unrounded amount of `{code}`"),
            None => "an unrounded amount of money".to_owned(),
        },
        Type::Text => "a text".to_owned(),
        Type::Date => "a date".to_owned(),
        Type::Period => "a period".to_owned(),
        Type::Enum(_) => format!("a value of `{}`", signatures.type_text(ty)),
        Type::Record(_) => format!("a record `{}`", signatures.type_text(ty)),
        Type::Entity(_) => format!("an item of `{}`", signatures.type_text(ty)),
        Type::List(item) => format!("a `list of {}`", signatures.type_text(item)),
        Type::Optional(inner) => format!("{} that may be absent", worded(signatures, inner)),
    }
}
