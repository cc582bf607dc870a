//! What the bad fixtures cover: every code, and no fault twice.
//!
//! Two faults are of one *shape* if they have the same code, the same message and mend but for the names in them, and stand in lines of the
//! same form: the underlined line with every name that is none of the language's written `x`, every number `0`, every text `""`.

use std::collections::{BTreeMap, BTreeSet};

use crate::fixtures::{Fixture, bad};
use lutine_dsl::diagnostics::{Code, Diagnostic};

/// Codes that only a rulebook has which would fill a book, each with the test that has it.
const MADE_ELSEWHERE: [(Code, &str); 8] = [
    (Code::NestedTooDeep, "syntax_limits.rs, and its page"),
    (Code::TooManyOperands, "syntax_limits.rs, and its page"),
    (Code::FileTooLarge, "syntax_limits.rs"),
    (Code::TooManyFaults, "diagnostics/limit.rs"),
    (Code::LayoutDefect, "never, as format/laws.rs asks"),
    (Code::Unexplained, "never, as dsl/oracles asks"),
    (Code::TableTooLarge, "its page"),
    (Code::NotProven, "core/tests/table_proof.rs has the finding"),
];

/// Words that a line keeps in its form.
const KEPT: [&str; 62] = [
    "and",
    "or",
    "not",
    "in",
    "is",
    "mod",
    "if",
    "then",
    "else",
    "match",
    "otherwise",
    "true",
    "false",
    "none",
    "given",
    "for",
    "each",
    "where",
    "by",
    "greatest",
    "least",
    "round",
    "half",
    "up",
    "to",
    "years",
    "months",
    "days",
    "sum",
    "count",
    "pick",
    "first",
    "choose",
    "let",
    "steps",
    "start",
    "times",
    "plus",
    "when",
    "with",
    "list",
    "of",
    "int",
    "decimal",
    "money",
    "text",
    "date",
    "bool",
    "period",
    "default",
    "as",
    "within",
    "from",
    "require",
    "entity",
    "record",
    "enum",
    "table",
    "function",
    "define",
    "rule",
    "outcome",
];

/// A text without its names: what stands in backticks.
fn nameless(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join("``")
}

/// The form of a line.
fn form(line: &str) -> String {
    let mut form = String::new();
    let mut rest = line.trim();
    while let Some(first) = rest.chars().next() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let length = match first {
            '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (token, behind) = rest.split_at(length);
        form.push_str(match first {
            '"' => "\"\"",
            c if c.is_ascii_digit() => "0",
            c if is_word(c) && !KEPT.contains(&token) => "x",
            _ => token,
        });
        rest = behind;
    }
    form
}

fn shape(fixture: &Fixture, said: &Diagnostic) -> String {
    let text = fixture.sources.file(said.span.file).unwrap().text();
    let line = usize::try_from(fixture.sources.line_column(said.span).line).unwrap();
    let line = text.lines().nth(line - 1).unwrap_or_default();
    let help = said.help.as_deref().unwrap_or_default();
    format!(
        "{} {} ({}) {}",
        said.code,
        nameless(&said.message),
        nameless(help),
        form(line)
    )
}

#[test]
fn no_fault_has_two_fixtures() {
    let mut seen: BTreeMap<BTreeSet<String>, String> = BTreeMap::new();
    let mut twice = Vec::new();
    let fixtures = bad();
    for fixture in &fixtures {
        let shapes: BTreeSet<String> = fixture
            .diagnostics
            .iter()
            .map(|said| shape(fixture, said))
            .collect();
        if let Some(other) = seen.get(&shapes) {
            twice.push(format!("{} and {}: {shapes:?}", fixture.name, other));
        }
        seen.insert(shapes, fixture.name.clone());
    }
    assert!(
        twice.is_empty(),
        "the same faults have two fixtures; take one away\n{}",
        twice.join("\n")
    );
    assert!(fixtures.len() >= 100, "{} bad fixtures", fixtures.len());
}

#[test]
fn every_code_has_a_fixture() {
    let mut by_code: BTreeMap<Code, BTreeSet<String>> = BTreeMap::new();
    for fixture in bad() {
        for said in &fixture.diagnostics {
            by_code
                .entry(said.code)
                .or_default()
                .insert(shape(&fixture, said));
        }
    }
    let elsewhere = |code: &Code| MADE_ELSEWHERE.iter().any(|(made, _)| made == code);
    let without: Vec<&str> = Code::ALL
        .iter()
        .filter(|code| !by_code.contains_key(code) && !elsewhere(code))
        .map(|code| code.as_str())
        .collect();
    assert!(
        without.is_empty(),
        "no fixture in check/bad or syntax/bad has {without:?}"
    );
    let shapes: usize = by_code.values().map(BTreeSet::len).sum();
    println!("{shapes} shapes of {} codes", by_code.len());
    assert!(shapes >= 300, "{shapes} shapes");
}
