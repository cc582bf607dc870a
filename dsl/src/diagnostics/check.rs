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
            left = changed
                .min(above.saturating_add(1))
                .min(left.saturating_add(1));
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
    names
        .into_iter()
        .map(|n| format!("`{n}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

// Literals.

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

// Types.

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
    .with_help("leave the others out: `where … is given`, or say what they count as: `… ?? 0`")
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
        .with_help("it stands behind `in`: `x in {1, 2}`, `x in 1..5`")
}

pub(crate) fn not_yet(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NotYet,
        span,
        format!("{what} cannot be used in this version of Lutine"),
    )
}

pub(crate) fn optional_list(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "a list is never absent, it is empty",
    )
    .with_help("take the `?` away and let the list have no items: `list of T (0..n)`")
}

pub(crate) fn list_item(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "the items of a list are neither lists nor absent",
    )
}

pub(crate) fn no_currency(span: Span) -> Diagnostic {
    Diagnostic::error(Code::NoCurrency, span, "the rulebook has no currency")
        .with_help("declare it below the header: `currency USD`")
}

pub(crate) fn unknown_type(signatures: &Signatures<'_>, name: &Name) -> Diagnostic {
    let words = ["bool", "int", "decimal", "money", "text", "date", "period"];
    let names = signatures.types.keys().map(String::as_str).chain(words);
    let fault = Diagnostic::error(
        Code::UnknownType,
        name.span,
        format!("there is no type `{}`", name.text),
    );
    with_optional_help(fault, did_you_mean(&name.text, names))
}

pub(crate) fn unknown_function(signatures: &Signatures<'_>, name: &Name) -> Diagnostic {
    let names = signatures
        .callables
        .keys()
        .map(String::as_str)
        .chain(crate::check::BUILTINS.iter().copied());
    let fault = Diagnostic::error(
        Code::UnknownFunction,
        name.span,
        format!("there is no table or function `{}`", name.text),
    );
    with_optional_help(fault, did_you_mean(&name.text, names))
}

pub(crate) fn unknown_name(
    signatures: &Signatures<'_>,
    name: &Name,
    visible: &[&str],
) -> Diagnostic {
    let fault = Diagnostic::error(
        Code::UnknownName,
        name.span,
        format!("`{}` is not known here", name.text),
    );
    if signatures.callables.contains_key(&name.text) {
        return fault.with_help(format!(
            "a table or function is used with its arguments: `{}(…)`",
            name.text
        ));
    }
    let owner = signatures
        .enumerations
        .iter()
        .find(|e| e.members.iter().any(|m| *m.name == *name.text));
    if let Some(owner) = owner {
        return fault.with_help(format!(
            "say which enum it is a value of: `{}.{}`",
            owner.name, name.text
        ));
    }
    let holder = signatures
        .entities
        .iter()
        .find(|e| e.attribute(&name.text).is_some());
    let near = did_you_mean(&name.text, visible.iter().copied());
    let elsewhere = holder.map(|e| {
        format!(
            "`{}` is an attribute of `{}`: name the item, `{}.{}`",
            name.text, e.name, e.snake_name, name.text
        )
    });
    with_optional_help(fault, near.or(elsewhere))
}

pub(crate) fn unknown_attribute(name: &Name, owner: &str, names: &[&str]) -> Diagnostic {
    let help = did_you_mean(&name.text, names.iter().copied())
        .unwrap_or_else(|| format!("it has {}", listed(names.iter().copied())));
    Diagnostic::error(
        Code::UnknownAttribute,
        name.span,
        format!("`{owner}` has no `{}`", name.text),
    )
    .with_help(help)
}

pub(crate) fn no_parts(signatures: &Signatures<'_>, name: &Name, ty: &Type) -> Diagnostic {
    let fault = Diagnostic::error(
        Code::UnknownAttribute,
        name.span,
        format!(
            "a value of `{}` has no `{}`",
            signatures.type_text(ty),
            name.text
        ),
    );
    match ty {
        Type::List(_) => fault.with_help(format!(
            "name an item, `…[1].{0}`, or go through all: `sum(x.{0} for x in …)`",
            name.text
        )),
        _ => fault,
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
    .with_help(format!("it is written {form}"))
}

pub(crate) fn argument_count(span: Span, name: &str, wanted: usize, found: usize) -> Diagnostic {
    let values = if wanted == 1 { "value" } else { "values" };
    Diagnostic::error(
        Code::ArgumentCount,
        span,
        format!("`{name}` takes {wanted} {values}, and {found} are given"),
    )
}

pub(crate) fn not_a_number(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        format!(
            "a number is needed here, and this is `{}`",
            signatures.type_text(ty)
        ),
    )
}

pub(crate) fn not_a_list(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        format!(
            "a list is needed here, and this is `{}`",
            signatures.type_text(ty)
        ),
    )
}

pub(crate) fn no_order(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    let fault = Diagnostic::error(
        Code::NotApplicable,
        span,
        format!(
            "values of `{}` cannot be compared this way",
            signatures.type_text(ty)
        ),
    );
    match ty {
        Type::Enum(_) => fault.with_help(
            "declare the enum in order: `{ low < high }`, or compare with `=` or `in {…}`",
        ),
        Type::Record(_) | Type::Entity(_) => fault.with_help("compare the fields that matter"),
        _ => fault,
    }
}

pub(crate) fn bad_comparison(
    signatures: &Signatures<'_>,
    span: Span,
    left: &crate::typed::Expr,
    right: &crate::typed::Expr,
) -> Diagnostic {
    let (a, b) = (
        signatures.type_text(&left.ty),
        signatures.type_text(&right.ty),
    );
    Diagnostic::error(
        Code::BadOperands,
        span,
        format!("`{a}` and `{b}` cannot be compared"),
    )
    .with_related(left.span, format!("this is `{a}`"))
    .with_related(right.span, format!("this is `{b}`"))
}

pub(crate) fn bad_arithmetic(
    signatures: &Signatures<'_>,
    span: Span,
    operator: crate::syntax::ArithmeticOperator,
    left: &crate::typed::Expr,
    right: &crate::typed::Expr,
) -> Diagnostic {
    use crate::syntax::ArithmeticOperator::{Divide, Multiply};
    let (a, b) = (
        signatures.type_text(&left.ty),
        signatures.type_text(&right.ty),
    );
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
        format!("`{}` does not join `{a}` and `{b}`", operator.symbol()),
    )
    .with_related(left.span, format!("this is `{a}`"))
    .with_related(right.span, format!("this is `{b}`"));
    let help = match (operator, both_money) {
        (Multiply, true) => {
            "an amount times an amount means nothing: one of them is a factor and should be `decimal`"
        }
        (Divide, false) if plain(&left.ty) && is_money(&right.ty) => {
            "a number cannot be divided by an amount"
        }
        (_, true) => "amounts of different currencies meet only by way of an exchange rate",
        _ if code == Code::MoneyForNumber => {
            "an amount is added only to an amount: write it with its currency, or declare it as `money`"
        }
        _ if left.ty == Type::Date && right.ty == Type::Date => {
            "the time between two dates is `days(a to b)` or `years(a to b)`"
        }
        _ if left.ty == Type::Date => "a date is moved by a period: `date + 6 months`",
        _ if left.ty == Type::Text || right.ty == Type::Text => {
            "a text takes a value in with braces: \"… {x} …\""
        }
        _ => return fault,
    };
    fault.with_help(help)
}

pub(crate) fn cannot_aggregate(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        format!(
            "values of `{}` cannot be taken together this way",
            signatures.type_text(ty)
        ),
    )
}

pub(crate) fn cannot_match(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        format!(
            "`match` does not look at values of `{}`",
            signatures.type_text(ty)
        ),
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
}

pub(crate) fn not_a_record(name: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        name.span,
        format!(
            "`{}` is not a record, and cannot be written out like one",
            name.text
        ),
    )
}

pub(crate) fn with_on_other(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        format!(
            "`with` makes a changed copy of a record, and this is `{}`",
            signatures.type_text(ty)
        ),
    )
}

pub(crate) fn missing_fields(span: Span, record: &str, fields: &[String]) -> Diagnostic {
    Diagnostic::error(
        Code::RecordFields,
        span,
        format!("`{record}` also needs {}", fields.join(", ")),
    )
}

pub(crate) fn field_twice(name: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::RecordFields,
        name.span,
        format!("`{}` stands twice", name.text),
    )
}

pub(crate) fn not_printable(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::NotApplicable,
        span,
        format!(
            "a value of `{}` cannot stand in a text",
            signatures.type_text(ty)
        ),
    )
    .with_help("insert one of its parts")
}

// Names.

pub(crate) fn declared_twice(name: &Name, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::DuplicateName,
        name.span,
        format!("`{}` is declared twice", name.text),
    )
    .with_related(first, "it is declared here first")
}

pub(crate) fn currency_twice(code: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::DuplicateName,
        code.span,
        format!("`{}` stands twice", code.text),
    )
}

pub(crate) fn member_twice(name: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::DuplicateName,
        name.span,
        format!("`{}` stands twice", name.text),
    )
    .with_help("take one of them away")
}

pub(crate) fn json_name_twice(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::DuplicateName,
        span,
        format!("two attributes are called `{name}` in the input"),
    )
}

pub(crate) fn builtin_name(name: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::BuiltinName,
        name.span,
        format!("`{}` is a function of the language", name.text),
    )
    .with_help("choose a name that says more, such as one that names what is looked up")
}

pub(crate) fn unknown_outcome(span: Span, name: &str, names: &[&str]) -> Diagnostic {
    let help = did_you_mean(name, names.iter().copied()).unwrap_or_else(|| {
        if names.is_empty() {
            format!("declare it: `outcome {name} {{ accept < refer < decline }}`")
        } else {
            format!("the outcomes are {}", listed(names.iter().copied()))
        }
    });
    Diagnostic::error(
        Code::UnknownOutcome,
        span,
        format!("there is no outcome `{name}`"),
    )
    .with_help(help)
}

pub(crate) fn unknown_level(level: &Name, outcome: &str, names: &[&str]) -> Diagnostic {
    let help = did_you_mean(&level.text, names.iter().copied())
        .unwrap_or_else(|| format!("its levels are {}", listed(names.iter().copied())));
    Diagnostic::error(
        Code::UnknownOutcome,
        level.span,
        format!("`{}` is not a level of `{outcome}`", level.text),
    )
    .with_help(help)
}

// Structure.

pub(crate) fn no_header(span: Span) -> Diagnostic {
    Diagnostic::error(Code::Header, span, "no file says which rulebook this is")
        .with_help("begin one file with `rulebook name version \"1\"`")
}

pub(crate) fn second_header(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Header,
        span,
        "a rulebook has one header, and this is the second",
    )
    .with_related(first, "the first is here")
    .with_help("take it away; the files of a folder are one rulebook")
}

pub(crate) fn no_input(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Input,
        span,
        "the rulebook does not say what it is given",
    )
    .with_help("name the entity that a risk is: `input Policy`")
}

pub(crate) fn second_input(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Input,
        span,
        "a rulebook has one `input`, and this is the second",
    )
    .with_related(first, "the first is here")
}

pub(crate) fn no_output(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Output,
        span,
        "the rulebook does not say what it answers",
    )
    .with_help("list the fields of the answer: `output { total = policy.total }`")
}

pub(crate) fn second_output(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Output,
        span,
        "a rulebook has one `output`, and this is the second",
    )
    .with_related(first, "the first is here")
}

pub(crate) fn output_name(span: Span, name: &str, reserved: bool) -> Diagnostic {
    if reserved {
        return Diagnostic::error(
            Code::Output,
            span,
            "`errors` is the name under which an answer reports its errors",
        )
        .with_help("choose another name");
    }
    Diagnostic::error(
        Code::Output,
        span,
        format!("the answer has two fields `{name}`"),
    )
}

pub(crate) fn unrounded_output(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(Code::UnroundedMoney, span, "an unrounded amount is answered")
        .with_help(format!("round it, `round(… half up to 0.01)`, or say that it is meant: `{name} : unrounded money = …`"))
}

pub(crate) fn cannot_output(signatures: &Signatures<'_>, span: Span, ty: &Type) -> Diagnostic {
    Diagnostic::error(
        Code::Output,
        span,
        format!(
            "a value of `{}` cannot be answered as it is",
            signatures.type_text(ty)
        ),
    )
    .with_help("answer its attributes: `vehicles = for v in policy.vehicles { total = v.total }`")
}

pub(crate) fn within_other(name: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::Placement,
        name.span,
        format!("`{}` is not an entity", name.text),
    )
}

pub(crate) fn within_itself(span: Span) -> Diagnostic {
    Diagnostic::error(Code::Placement, span, "this entity stands within itself")
}

pub(crate) fn holds_itself(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Placement,
        span,
        "this holds an entity that it stands in, without end",
    )
}

pub(crate) fn nowhere(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Placement,
        span,
        format!("nothing that the input leads to has a `{name}`"),
    )
    .with_help("add a list of it where it stands, or take the entity away")
}

pub(crate) fn root_within(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Input,
        span,
        "the input cannot stand within another entity",
    )
}

pub(crate) fn root_as_item(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Placement,
        span,
        "the risk itself cannot stand in a part of it",
    )
}

pub(crate) fn stands_elsewhere(span: Span, name: &str, wanted: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Placement,
        span,
        format!("a `{name}` stands within a `{wanted}`, not here"),
    )
    .with_help(format!(
        "declare it without `within`, or put the list into `{wanted}`"
    ))
}

pub(crate) fn made_and_given(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Placement,
        span,
        format!("a `{name}` is made by the rulebook, and cannot be given as well"),
    )
}

pub(crate) fn made_twice(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(Code::Placement, span, format!("two lists make a `{name}`"))
        .with_help("declare an entity for each list")
}

pub(crate) fn made_from_other(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "a list is made for each value of an enum or for each number of a range",
    )
    .with_help("`for each coverage in Coverage`, `for each year in 1..term`")
}

pub(crate) fn open_made_range(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "a made list needs a first and a last number",
    )
    .with_help("`for each year in 1..term`")
}

pub(crate) fn made_of_other(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "only items of an entity can be made",
    )
}

pub(crate) fn made_with_value(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "a made list has no value or default of its own",
    )
}

pub(crate) fn input_in_made(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        format!("a `{name}` is made, so that nobody can give it a value"),
    )
    .with_help("compute the attribute: `name : type = …`")
}

pub(crate) fn list_bounds(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "a list has from 0 to a whole number of items",
    )
    .with_help("write the least first: `(1..4)`")
}

pub(crate) fn default_of_optional(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "a value with a default is never absent",
    )
    .with_help("take the `?` or the default away")
}

pub(crate) fn default_outside(span: Span, domain: &str) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        format!("the default lies outside {domain}"),
    )
}

pub(crate) fn period_input(span: Span) -> Diagnostic {
    Diagnostic::error(Code::AttributeForm, span, "a period cannot be given")
        .with_help("give a number, and make the period of it: `term months`")
}

pub(crate) fn record_field_type(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AttributeForm,
        span,
        "a field of a record is a plain value or a record",
    )
}

pub(crate) fn record_in_itself(name: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::Cycle,
        name.span,
        format!("`{}` holds itself, without end", name.text),
    )
}

pub(crate) fn table_type(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::TableHeader,
        span,
        "keys and results of a table are plain values, and keys are never absent",
    )
}

/// Something that is computed from itself, by way of the named things.
pub(crate) fn cycle(way: &[(Span, String)]) -> Option<Diagnostic> {
    let (span, first) = way.first()?;
    let names: Vec<&str> = way
        .iter()
        .map(|(_, name)| name.as_str())
        .chain([first.as_str()])
        .collect();
    let fault = Diagnostic::error(
        Code::Cycle,
        *span,
        format!("`{first}` is computed from itself: {}", names.join(" → ")),
    );
    let related = way.iter().skip(1);
    Some(related.fold(fault, |fault, (span, name)| {
        fault.with_related(*span, format!("by way of `{name}`"))
    }))
}

// Tests.

pub(crate) fn unreadable(span: Span, error: &crate::source::SourceError) -> Diagnostic {
    Diagnostic::error(Code::UnreadableFile, span, error.to_string())
}

pub(crate) fn not_text(span: Span, file: &str) -> Diagnostic {
    Diagnostic::error(
        Code::UnreadableFile,
        span,
        format!("the file `{file}` is not UTF-8 text"),
    )
}

pub(crate) fn test_given(span: Span, root: &str) -> Diagnostic {
    Diagnostic::error(Code::BadTest, span, "a test is given the rulebook's input")
        .with_help(format!("`given {root} from …`"))
}

pub(crate) fn test_target(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        "this does not name a field of the input",
    )
    .with_help("name it from the risk on: `policy.vehicles[1].symbol`")
}

pub(crate) fn test_path_start(span: Span, root: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("a field of the input is named from `{root}` on"),
    )
}

pub(crate) fn test_no_field(span: Span, owner: &str, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("`{owner}` has no field `{name}` in the input"),
    )
}

pub(crate) fn test_derived(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("`{name}` is computed, and cannot be given"),
    )
}

pub(crate) fn test_value(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        "a test gives values that are written out",
    )
}

pub(crate) fn broken_csv(span: Span, file: &str, error: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("`{file}` cannot be read as CSV: {error}"),
    )
}

pub(crate) fn case_header(span: Span, header: &str) -> Diagnostic {
    Diagnostic::error(Code::BadTest, span, format!("the column `{header}` names no field of the input or of the output"))
        .with_help("`policy.vehicles[1].symbol` for a field of the input, `expect.total` for one of the output")
}

pub(crate) fn case_cell(span: Span, file: &str, line: u64, cell: &str) -> Diagnostic {
    Diagnostic::error(
        Code::BadTest,
        span,
        format!("{file}:{line}: `{cell}` is not a value of its output field"),
    )
}
