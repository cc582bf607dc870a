//! The grammar of messages (CONTRIBUTING.md, "How messages are written") over everything that is said about the bad fixtures.

use crate::fixtures;
use lutine_dsl::diagnostics::Diagnostic;

/// The words with which a help begins: it is an order.
const ORDERS: [&str; 38] = [
    "answer", "multiply", "use", "see", "add", "ask", "begin", "change", "choose", "close",
    "compare", "complete", "compute", "count", "declare", "divide", "end", "fill", "give", "go",
    "import", "insert", "join", "list", "make", "match", "mend", "move", "name", "narrow", "put",
    "round", "save", "say", "shorten", "sort", "take", "write",
];

/// Words of whoever writes compilers.
const OURS: [&str; 12] = [
    "token",
    "parse",
    "parser",
    "identifier",
    "expected",
    "unexpected",
    "syntax",
    "EOI",
    "literal",
    "operand",
    "node",
    "invalid",
];

/// What is wrong with how a diagnostic speaks.
fn wrong(said: &Diagnostic) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut must = |holds: bool, what: &str| {
        if !holds {
            wrong.push(what.to_owned());
        }
    };
    let message = said.message.as_str();
    let small = |text: &str| text.starts_with(|c: char| c.is_ascii_lowercase() || c == '`');
    must(
        small(message),
        "a message begins with a small letter or a name in backticks",
    );
    let help = said.help.as_deref().unwrap_or_default();
    let first = help.split([' ', ':', ',']).next().unwrap_or_default();
    must(!help.is_empty(), "a message has a mend");
    must(
        help.is_empty()
            || ORDERS.contains(&first)
            || help.starts_with("did you mean `") && help.contains("`?"),
        "a help is an order, or asks `did you mean`",
    );
    must(
        said.label != said.message,
        "a label does not say the message again",
    );
    let related = said.related.iter().map(|(_, words)| words.as_str());
    for text in [message, help, &said.label].into_iter().chain(related) {
        must(
            !text.ends_with('.') && !text.ends_with('!'),
            "nothing ends with a full stop",
        );
        must(
            text.matches('`').count() % 2 == 0,
            "backticks come in pairs",
        );
        must(
            !text.contains("  ") && !text.contains('\n') && text.trim() == text,
            "one line, without blanks to spare",
        );
        let outside: Vec<&str> = text.split('`').step_by(2).collect();
        let words = outside
            .iter()
            .flat_map(|part| part.split(|c: char| !c.is_alphanumeric()));
        for word in words {
            must(
                !OURS.contains(&word),
                "no words of whoever writes compilers",
            );
        }
    }
    must(message.chars().count() <= 140, "a message is one sentence");
    wrong
}

#[test]
fn every_message_keeps_the_grammar() {
    let mut found = Vec::new();
    let mut said = 0;
    for fixture in fixtures::bad() {
        for diagnostic in &fixture.diagnostics {
            said += 1;
            for what in wrong(diagnostic) {
                found.push(format!(
                    "{}: {}: {what}\n  {}\n  help: {:?}",
                    fixture.name, diagnostic.code, diagnostic.message, diagnostic.help
                ));
            }
        }
    }
    assert!(said > 300, "{said}");
    assert!(
        found.is_empty(),
        "{} of {said}\n{}",
        found.len(),
        found.join("\n")
    );
}
