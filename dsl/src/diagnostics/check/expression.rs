//! Faults of operators, calls and forms.

use super::worded;
use crate::check::Signatures;
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::{Name, Path};
use crate::typed::Type;

pub(crate) fn absent_operand(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::MayBeAbsent,
        span,
        "this may be absent, and a value is needed here",
    )
    .with_help("say what holds then: `… ?? 0`, or use it only where `… is given`")
}

pub(crate) fn absent_in_aggregate(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::MayBeAbsent,
        span,
        "the values of a list must be there, and this one may be absent",
    )
    .with_help("say what it counts as, `… ?? 0`, or take only those `where … is given`")
}

pub(crate) fn absent_has_no_parts(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::MayBeAbsent,
        span,
        format!("this may be absent, so that it may have no `{name}`"),
    )
    .with_help("use it only where `… is given`")
}

pub(crate) fn always_given(span: Span) -> Diagnostic {
    Diagnostic::error(Code::AlwaysGiven, span, "this is always given")
        .with_help("take the question away, or declare the value with `?` if it may be absent")
}

pub(crate) fn compared_with_none(span: Span) -> Diagnostic {
    Diagnostic::error(Code::NotApplicable, span, "nothing is equal to `none`")
        .with_help("ask `… is given` or `… is not given`")
}

pub(crate) fn untypable(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Untypable,
        span,
        format!("it cannot be told what {what} stands for here"),
    )
    .with_help("give the value a type: `let x : T = …`, or an attribute of its own")
}

pub(crate) fn set_alone(span: Span) -> Diagnostic {
    Diagnostic::error(Code::NotApplicable, span, "a set or a range is not a value")
        .with_help("write it behind `in`: `x in {1, 2}`, `x in 1..5`")
}

pub(crate) fn not_yet(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NotYet,
        span,
        format!("{what} cannot be used in this version of Lutine"),
    )
    .with_help(
        "write it in another way; the language reference lists under \"Not yet\" what is to come",
    )
}

pub(crate) fn optional_list(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "a list is never absent: one without items is sent as `[]`",
    )
    .with_help("take the `?` away and let the list have no items: `list of T (0..n)`")
}

pub(crate) fn list_item(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "the items of a list are neither lists nor absent",
    )
    .with_help("take the `?` away, or make an entity of the items, which may hold a list or an absent value")
}

pub(crate) fn no_currency(span: Span) -> Diagnostic {
    Diagnostic::error(Code::NoCurrency, span, "the rulebook has no currency")
        .with_help("declare it below the header: `currency USD`")
}

pub(crate) fn no_parts(signatures: &Signatures<'_>, name: &Name, ty: &Type) -> Diagnostic {
    let fault = Diagnostic::error(
        Code::UnknownAttribute,
        name.span,
        format!("{} has no `{}`", worded(signatures, ty), name.text),
    );
    match ty {
        Type::List(_) if matches!(name.text.as_str(), "count" | "length" | "size" | "len") => {
            fault.with_help("write `count(…)` of the list")
        }
        Type::List(_) if matches!(name.text.as_str(), "first" | "last") => {
            fault.with_help(format!("write `{}(…)` of the list", name.text))
        }
        Type::Date if matches!(name.text.as_str(), "year" | "month" | "day") => {
            fault.with_help(format!("write `{}(…)` of the day", name.text))
        }
        Type::List(_) => fault.with_help(format!(
            "name an item, `…[1].{0}`, or go through all: `sum(x.{0} for x in …)`",
            name.text
        )),
        _ => fault.with_help(format!(
            "take `.{}` away, or name a record or an item before it",
            name.text
        )),
    }
}

pub(crate) fn bare_outcome(span: Span, name: &str, outcome: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        format!("`{name}` is an outcome, not a value"),
    )
    .with_help(format!(
        "ask for `{outcome}.decision` or `{outcome}.reasons`"
    ))
}

pub(crate) fn word_form(span: Span, word: &str) -> Diagnostic {
    let form = match word {
        "years" | "months" | "days" => format!("`{word}(a to b)`"),
        "round" => "`round(x half up to 0.01)`".to_owned(),
        "pick" => "`pick(x in L by greatest x.amount)`".to_owned(),
        _ => format!("`{word}(x for x in L)`"),
    };
    Diagnostic::error(
        Code::WordForm,
        span,
        format!("`{word}` is not written this way"),
    )
    .with_help(format!("write {form}"))
}

/// `written` is the call as it should be: `base_rate(state, coverage)`.
pub(crate) fn argument_count(
    span: Span,
    name: &str,
    wanted: usize,
    found: usize,
    written: &str,
) -> Diagnostic {
    let values = if wanted == 1 { "value" } else { "values" };
    let given = match found {
        0 => "none is given".to_owned(),
        1 => "1 is given".to_owned(),
        found => format!("{found} are given"),
    };
    Diagnostic::error(
        Code::ArgumentCount,
        span,
        format!("`{name}` takes {wanted} {values}, and {given}"),
    )
    .with_help(format!("write `{written}`"))
}

pub(crate) fn not_a_number(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        format!(
            "a number is needed here, and this is {}",
            worded(signatures, ty)
        ),
    )
    .with_help("compute with a number or an amount, such as an attribute of it")
}

pub(crate) fn counted_from_one(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        "the items of a list are counted from 1",
    )
    .with_help("write `[1]`, or `first(…)`, for the first item, `last(…)` for the last")
}

pub(crate) fn not_a_list(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        format!(
            "a list is needed here, and this is {}",
            worded(signatures, ty)
        ),
    )
    .with_help("go through a list: `sum(v.value for v in policy.vehicles)`")
}

pub(crate) fn no_order(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    let fault = Diagnostic::error(
        Code::NotApplicable,
        span,
        format!(
            "{} has no order, so that it cannot be compared this way",
            worded(signatures, ty)
        ),
    );
    match ty {
        Type::Enum(_) => fault.with_help(
            "declare the enum in order: `{ low < high }`, or compare with `=` or `in {…}`",
        ),
        Type::Record(_) | Type::Entity(_) => fault.with_help("compare the fields that matter"),
        _ => fault.with_help("compare numbers, amounts, dates or values of an ordered enum"),
    }
}

pub(crate) fn bad_comparison(
    signatures: &Signatures<'_>,
    span: Span,
    left: &crate::typed::Expr,
    right: &crate::typed::Expr,
) -> Diagnostic {
    let (a, b) = (worded(signatures, &left.ty), worded(signatures, &right.ty));
    Diagnostic::error(
        Code::BadOperands,
        span,
        format!("{a} and {b} cannot be compared"),
    )
    .with_related(left.span, format!("this is {a}"))
    .with_related(right.span, format!("this is {b}"))
    .with_help("compare two values of one kind")
}

pub(crate) fn bad_arithmetic(
    signatures: &Signatures<'_>,
    span: Span,
    operator: crate::syntax::ArithmeticOperator,
    left: &crate::typed::Expr,
    right: &crate::typed::Expr,
) -> Diagnostic {
    use crate::syntax::ArithmeticOperator::{Divide, Multiply};
    let (a, b) = (worded(signatures, &left.ty), worded(signatures, &right.ty));
    let is_money = |ty: &Type| matches!(ty, Type::Money(_) | Type::Unrounded(_));
    let plain = |ty: &Type| matches!(ty, Type::Int | Type::Decimal);
    let both_money = is_money(&left.ty) && is_money(&right.ty);
    let code = if both_money && operator != Multiply {
        Code::CurrencyMismatch
    } else if (is_money(&left.ty) && plain(&right.ty)) || (plain(&left.ty) && is_money(&right.ty)) {
        Code::MoneyForNumber
    } else {
        Code::BadOperands
    };
    let fault = Diagnostic::error(
        code,
        span,
        format!("`{}` does not join {a} and {b}", operator.symbol()),
    )
    .with_related(left.span, format!("this is {a}"))
    .with_related(right.span, format!("this is {b}"));
    let help = match (operator, both_money) {
        (Multiply, true) => {
            "declare the one that is a factor as `decimal`: an amount times an amount means nothing"
        }
        (Divide, false) if plain(&left.ty) && is_money(&right.ty) => {
            "divide the amount by the number, or an amount by an amount"
        }
        (_, true) => "change one of them by an exchange rate: `x / 1 EUR * rate * 1 USD`, rounded",
        _ if code == Code::MoneyForNumber => {
            "add an amount to an amount: write the number with its currency, or declare it as `money`"
        }
        _ if left.ty == Type::Date && right.ty == Type::Date => {
            "write `days(a to b)` or `years(a to b)` for the time between two dates"
        }
        _ if left.ty == Type::Date => {
            "move the date by a period: `date + 6 months`, `date + 30 days`"
        }
        _ if left.ty == Type::Text || right.ty == Type::Text => {
            "insert the value with braces: \"… {x} …\""
        }
        _ => "compute with numbers and amounts; of other values take one of their attributes",
    };
    fault.with_help(help)
}

pub(crate) fn cannot_aggregate(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        format!(
            "{} cannot be taken together with others this way",
            worded(signatures, ty)
        ),
    )
    .with_help("take numbers or amounts; count what holds with `count(v for v in L where …)`")
}

pub(crate) fn cannot_tell_apart(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        format!(
            "one value of `distinct` is told from another, and {} is not",
            worded(signatures, ty)
        ),
    )
    .with_help("take a plain value of each item, or a record in which nothing may be absent")
}

pub(crate) fn cannot_match(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        format!("`match` does not look at {}", worded(signatures, ty)),
    )
    .with_help(
        "match one of its attributes, or write `choose { condition: value, otherwise: value }`",
    )
}

pub(crate) fn computed_in_set(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        "a set holds values that are written out",
    )
    .with_help("compare with the computed value: `x = y or x in {…}`")
}

pub(crate) fn no_otherwise(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error(
        Code::MissingCases,
        span,
        format!("this `{word}` does not say what holds in all other cases"),
    )
    .with_help("add a last line: `otherwise: …`")
}

pub(crate) fn missing_cases(span: Span, cases: &[String]) -> Diagnostic {
    let text = cases.join(", ");
    let (word, verb) = if cases.len() == 1 {
        ("case", "is")
    } else {
        ("cases", "are")
    };
    Diagnostic::error(
        Code::MissingCases,
        span,
        format!("the {word} {text} {verb} missing"),
    )
    .with_help(format!(
        "add `{}: …` or `otherwise: …`",
        text.replace('`', "")
    ))
}

pub(crate) fn steps_without_start(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::StepsStart,
        span,
        "the first line of `steps` must say where it starts",
    )
    .with_help("begin with `start \"Base\" …`")
}

pub(crate) fn second_start(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::StepsStart,
        span,
        "`steps` start once, in the first line",
    )
    .with_help("choose the start by `if … then … else …` in the first line")
}

pub(crate) fn conditional_start(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::StepsStart,
        span,
        "the start cannot depend on a condition: there would be nothing to start from",
    )
    .with_help("choose the start by `start if … then … else …`")
}

pub(crate) fn rounding_step(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::RoundingStep,
        span,
        "a rounding goes to multiples of a number above zero",
    )
    .with_help("write `to 0.01` for full cents, `to 1` for full units")
}

/// `half up to 2`
pub(crate) fn rounding_places(span: Span, places: usize) -> Diagnostic {
    let step = format!("0.{}1", "0".repeat(places.saturating_sub(1)));
    Diagnostic::warning(
        Code::RoundingPlaces,
        span,
        format!("this rounds to multiples of {places}, not to {places} decimal places"),
    )
    .with_help(format!(
        "write `to {step}` for {places} places; `to {places}.0` says that multiples are meant"
    ))
}

pub(crate) fn not_a_record(path: &Path) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        path.span,
        format!(
            "`{}` is not a record, and cannot be written out like one",
            path.text()
        ),
    )
    .with_help(format!("declare it: `record {} {{ field: type }}`; items of an entity come from the input or from `for each`", path.text()))
}

pub(crate) fn with_on_other(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        format!(
            "`with` makes a changed copy of a record, and this is {}",
            worded(signatures, ty)
        ),
    )
    .with_help("change one of its attributes, or compute a value of its own")
}

pub(crate) fn missing_fields(span: Span, record: &str, fields: &[String]) -> Diagnostic {
    Diagnostic::error(
        Code::RecordFields,
        span,
        format!("`{record}` also needs {}", fields.join(", ")),
    )
    .with_help(format!(
        "add `{} = …`",
        fields.first().map_or("", |field| field.trim_matches('`'))
    ))
}

pub(crate) fn field_twice(name: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::RecordFields,
        name.span,
        format!("`{}` stands twice", name.text),
    )
    .with_help("take one of them away")
}

pub(crate) fn not_printable(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        format!("{} cannot stand in a text", worded(signatures, ty)),
    )
    .with_help("insert one of its parts")
}
