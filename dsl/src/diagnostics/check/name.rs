//! Faults of names.

use super::{did_you_mean, function_meant, name_meant, one_of};
use crate::check::{Global, Names, Signatures};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::Name;

pub(crate) fn declared_twice(name: &Name, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::DuplicateName,
        name.span,
        format!("`{}` is declared twice", name.text),
    )
    .with_related(first, "it is declared here first")
    .with_help("give one of the two another name, or take it away")
}

pub(crate) fn currency_twice(code: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::DuplicateName,
        code.span,
        format!("`{}` stands twice", code.text),
    )
    .with_help("take one of them away")
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
    .with_help("give one of them another name in the input, with `as \"…\"`")
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
            one_of(names)
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
    let help = did_you_mean(&level.text, names.iter().copied()).unwrap_or_else(|| one_of(names));
    Diagnostic::error(
        Code::UnknownOutcome,
        level.span,
        format!("`{}` is not a level of `{outcome}`", level.text),
    )
    .with_help(help)
}

pub(crate) fn unknown_type(signatures: &Signatures<'_>, name: &Name) -> Diagnostic {
    let words = ["bool", "int", "decimal", "money", "text", "date", "period"];
    let types = &signatures.names_at(name.span).types;
    let names = types.keys().map(String::as_str).chain(words);
    let fault = Diagnostic::error(
        Code::UnknownType,
        name.span,
        format!("there is no type `{}`", name.text),
    );
    let declares = |of: &Names| of.types.contains_key(&name.text);
    let imported = signatures.imported_as(name.span, declares, &name.text);
    let imported = imported.map(|written| format!("write `{written}`"));
    let is_currency = signatures
        .currencies
        .iter()
        .any(|currency| *currency.code == *name.text);
    let amount = is_currency.then(|| format!("write `money {}`", name.text));
    let help = imported
        .or(amount)
        .or_else(|| did_you_mean(&name.text, names));
    fault.with_help(help.unwrap_or_else(|| {
        format!(
            "declare it, as an `enum`, a `record` or an `entity`: `enum {} {{ first, second }}`",
            name.text
        )
    }))
}

pub(crate) fn unknown_function(signatures: &Signatures<'_>, name: &Name) -> Diagnostic {
    let callables = &signatures.names_at(name.span).callables;
    let names = callables
        .keys()
        .map(String::as_str)
        .chain(crate::check::BUILTINS.iter().copied());
    let fault = Diagnostic::error(
        Code::UnknownFunction,
        name.span,
        format!("there is no table or function `{}`", name.text),
    );
    let declares = |of: &Names| of.callables.contains_key(&name.text);
    let imported = signatures.imported_as(name.span, declares, &name.text);
    let imported = imported.map(|written| format!("write `{written}(…)`"));
    let help = imported
        .or_else(|| function_meant(&name.text).map(str::to_owned))
        .or_else(|| did_you_mean(&name.text, names));
    fault.with_help(help.unwrap_or_else(|| {
        format!(
            "declare it: `table {0}(key: type) -> type from \"{0}.csv\"`, or a `function`",
            name.text
        )
    }))
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
    let names = signatures.names_at(name.span);
    if names.callables.contains_key(&name.text) {
        return fault.with_help(format!("put its arguments behind it: `{}(…)`", name.text));
    }
    let declares =
        |of: &Names| matches!(of.globals.get(&name.text), Some((Global::Definition(_), _)));
    if let Some(written) = signatures.imported_as(name.span, declares, &name.text) {
        return fault.with_help(format!("write `{written}`"));
    }
    let (own, imported) = signatures.enumerations_with(&name.text, name.span);
    let owner = own.chain(imported).next();
    let owner = owner.and_then(|id| signatures.enumeration(id));
    if let Some(owner) = owner {
        return fault.with_help(format!(
            "say which enum it is a value of: `{}.{}`",
            owner.name, name.text
        ));
    }
    let holder = signatures
        .entities
        .iter()
        .find(|e| e.attribute(&name.text).is_some() && !e.snake_name.is_empty());
    let words = ["true", "false", "none", "position"];
    let near = || did_you_mean(&name.text, visible.iter().copied().chain(words));
    let elsewhere = holder.map(|e| {
        format!(
            "name the item of `{}` that it belongs to: `{}.{}`",
            e.name, e.snake_name, name.text
        )
    });
    let meant = || name_meant(&name.text).map(str::to_owned);
    // A name that is written right is rather one of another entity than a slip for one that is near.
    let help = elsewhere.or_else(meant).or_else(near).unwrap_or_else(|| {
        format!(
            "declare it, as an attribute (`{} : type`) or with `define`",
            name.text
        )
    });
    fault.with_help(help)
}

/// Whether a name is that of an item of the risk or of one of its attributes.
pub(crate) fn is_of_the_risk(signatures: &Signatures<'_>, name: &Name) -> bool {
    let mut entities = signatures.entities.iter();
    entities.any(|e| *e.snake_name == *name.text || e.attribute(&name.text).is_some())
}

/// A name of the risk in a function.
pub(crate) fn not_in_a_function(name: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::UnknownName,
        name.span,
        format!("a function does not see `{}`", name.text),
    )
    .with_help("give it as a parameter: a function sees its parameters, definitions and tables")
}

pub(crate) fn unknown_attribute(name: &Name, owner: &str, names: &[&str]) -> Diagnostic {
    let help = did_you_mean(&name.text, names.iter().copied()).unwrap_or_else(|| one_of(names));
    Diagnostic::error(
        Code::UnknownAttribute,
        name.span,
        format!("`{owner}` has no `{}`", name.text),
    )
    .with_help(help)
}
