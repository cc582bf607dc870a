//! Faults of modules: imports, what a module may hold, names of other modules.

use super::{did_you_mean, function_meant, one_of};
use crate::check::{Global, Names};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{SourceError, Span};
use crate::syntax::{AggregateKind, Name, Path};

pub(crate) fn import_unreadable(span: Span, folder: &str, error: &SourceError) -> Diagnostic {
    let (message, help) = match error {
        SourceError::NotFound { .. } => (
            format!("there is no module in `{folder}`"),
            "name a folder relative to this file, as in `from \"../oasis_terms\"`".to_owned(),
        ),
        SourceError::NotRelative { .. } => (
            format!("`{folder}` is not a folder beside or below this one"),
            "name a folder relative to this file, as in `from \"../oasis_terms\"`".to_owned(),
        ),
        error => (
            format!("the module in `{folder}` cannot be read"),
            format!("see to its files: {error}"),
        ),
    };
    Diagnostic::error(Code::Import, span, message).with_help(help)
}

pub(crate) fn import_empty(span: Span, folder: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Import,
        span,
        format!("there is no module in `{folder}`"),
    )
    .with_label("has no `.lutine` files")
    .with_help("name the folder in which the module's files stand")
}

pub(crate) fn import_is_no_module(span: Span, name: &str, rulebook: Option<Span>) -> Diagnostic {
    let fault = match rulebook {
        Some(header) => Diagnostic::error(
            Code::Import,
            span,
            format!("`{name}` is a rulebook, and only a module can be imported"),
        )
        .with_related(header, "it says so here"),
        None => Diagnostic::error(
            Code::Import,
            span,
            format!("no file of `{name}` says that it is a module"),
        ),
    };
    fault.with_help(format!(
        "begin one of its files with `module {name} version \"1\"`"
    ))
}

pub(crate) fn too_many_modules(span: Span, most: usize) -> Diagnostic {
    Diagnostic::error(
        Code::Import,
        span,
        format!("more than {most} modules are imported"),
    )
    .with_help("take imports away that nothing needs, or put modules together")
}

pub(crate) fn modules_in_circle(span: Span, names: &[String]) -> Diagnostic {
    let way: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    Diagnostic::error(
        Code::Import,
        span,
        format!("modules import one another: {}", way.join(" → ")),
    )
    .with_help("take one of the imports away; put what both need into a module of its own")
}

/// `name` stands behind the dot.
pub(crate) fn unknown_module(alias: &Name, name: &Name, imports: &[&str]) -> Diagnostic {
    let near = did_you_mean(&alias.text, imports.iter().copied());
    // `drivers.sum(points)`: the functions of the language are nobody's.
    let method = AggregateKind::from_word(&name.text)
        .map(|kind| format!("write `{}(v.amount for v in {})`", kind.word(), alias.text))
        .or_else(|| function_meant(&name.text).map(str::to_owned));
    let import = format!(
        "import it: `import {0} from \"../{0}\"`",
        alias.text.to_lowercase()
    );
    Diagnostic::error(
        Code::UnknownModule,
        alias.span,
        format!("nothing is imported as `{}`", alias.text),
    )
    .with_help(near.or(method).unwrap_or(import))
}

pub(crate) fn long_path(path: &Path) -> Diagnostic {
    let last: Vec<&str> = path
        .names
        .iter()
        .rev()
        .take(2)
        .map(|n| n.text.as_str())
        .collect();
    let short: Vec<&str> = last.into_iter().rev().collect();
    Diagnostic::error(
        Code::UnknownModule,
        path.span,
        "what an imported module imports is not seen through it".to_owned(),
    )
    .with_help(format!(
        "import the module itself, and write `{}`",
        short.join(".")
    ))
}

pub(crate) fn not_in_module(name: &Name, module: &str, what: &str, names: &[&str]) -> Diagnostic {
    let written: Vec<String> = names.iter().map(|n| format!("{module}.{n}")).collect();
    let near = super::nearest(&name.text, names.iter().copied());
    let near = near.map(|near| format!("did you mean `{module}.{near}`?"));
    let all: Vec<&str> = written.iter().map(String::as_str).collect();
    Diagnostic::error(
        Code::UnknownModule,
        name.span,
        format!("`{module}` has no {what} `{}`", name.text),
    )
    .with_help(near.unwrap_or_else(|| one_of(&all)))
}

/// `oasis_terms.level` where a value is needed.
pub(crate) fn no_value_of_module(names: &Names, alias: &Name, name: &Name) -> Diagnostic {
    let (module, text) = (&alias.text, &name.text);
    if names.callables.contains_key(text) {
        return Diagnostic::error(
            Code::UnknownModule,
            name.span,
            format!("`{module}.{text}` is no value by itself"),
        )
        .with_help(format!("put its arguments behind it: `{module}.{text}(…)`"));
    }
    let values = names.globals.iter();
    let values = values.filter(|(_, (global, _))| matches!(global, Global::Definition(_)));
    let values: Vec<&str> = values.map(|(name, _)| name.as_str()).collect();
    let types = names.types.keys().map(String::as_str);
    let all: Vec<&str> = values.into_iter().chain(types).collect();
    not_in_module(name, module, "value", &all)
}

pub(crate) fn no_part_of_a_module(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error(Code::ModuleForm, span, format!("a module has no `{word}`"))
        .with_help("put it into the rulebook that imports the module, or take it away")
}

pub(crate) fn variants_in_module(name: &Name) -> Diagnostic {
    Diagnostic::error(
        Code::ModuleForm,
        name.span,
        format!("`{}` has variants, and a module has no dimensions to choose by", name.text),
    )
    .with_help("put it into the rulebook that imports the module, and give it to the module's functions as an argument")
}

pub(crate) fn currency_of_module(code: &Name, known: &[&str], first: bool) -> Diagnostic {
    let what = match (known, first) {
        ([], _) => "the rulebook that imports it has no currency".to_owned(),
        ([of, ..], true) => format!("the rulebook that imports it in `{of}`"),
        (_, false) => "the rulebook that imports it does not".to_owned(),
    };
    let help = match known {
        [] => format!("write `currency {}` into the rulebook too", code.text),
        known if first => format!(
            "take `currency` away from the module, which then reckons in `{}`",
            known.first().copied().unwrap_or_default()
        ),
        known => format!(
            "write `currency {}, {}` into the rulebook, or take `{1}` away here",
            known.join(", "),
            code.text
        ),
    };
    Diagnostic::error(
        Code::ModuleForm,
        code.span,
        format!("the module reckons in `{}`, {what}", code.text),
    )
    .with_help(help)
}

pub(crate) fn extend_other(path: &Path) -> Diagnostic {
    Diagnostic::error(
        Code::Placement,
        path.span,
        format!(
            "`{}` is not an entity, and only an entity can be extended",
            path.text()
        ),
    )
    .with_help("name an entity behind `extend`")
}

pub(crate) fn module_header_beside(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::Header,
        span,
        "these files are a rulebook already, and a module stands in a folder of its own",
    )
    .with_related(first, "the rulebook's header is here")
    .with_help(
        "put the module's files into a folder, and import that: `import name from \"folder\"`",
    )
}
