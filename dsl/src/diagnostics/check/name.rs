//! Faults of names.

use super::{did_you_mean, listed, with_optional_help};
use crate::check::Signatures;
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
