//! Texts that nobody wrote: whatever stands in a file, it is read without a panic, and nothing is left out in silence.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use std::fs;
use std::path::Path;

use lutine_dsl::diagnostics::Diagnostic;
use lutine_dsl::parse_file;
use lutine_dsl::render::render;
use lutine_dsl::source::{SourceMap, Span};
use lutine_dsl::syntax::{DeclarationKind, File};
use proptest::prelude::*;

/// Parses and checks what holds for every text.
fn check(text: &str) -> (File, Vec<Diagnostic>) {
    let mut sources = SourceMap::default();
    let file = sources.add("random.lutine", text);
    let (tree, diagnostics) = parse_file(file, text);
    for fault in &diagnostics {
        assert!(is_inside(fault.span, text), "{fault:?} in {text:?}");
        let said = fault.message.chars().next().unwrap();
        assert!(
            !said.is_uppercase() && !fault.message.ends_with('.'),
            "{}",
            fault.message
        );
        let shown = render(fault, &sources, false);
        assert!(shown.contains(fault.code.as_str()), "{shown}");
        render(fault, &sources, true);
    }
    let is_silent = !diagnostics.iter().any(Diagnostic::is_error);
    for declaration in &tree.declarations {
        let is_unread = matches!(declaration.kind, DeclarationKind::Unread(_))
            || !declaration.unread.is_empty();
        assert!(
            !(is_unread && is_silent),
            "something was left out of {text:?}"
        );
        assert!(
            is_inside(declaration.span, text),
            "{:?} in {text:?}",
            declaration.span
        );
    }
    (tree, diagnostics)
}

fn is_inside(span: Span, text: &str) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    start <= end && text.get(start..end).is_some()
}

/// All fixtures that parse.
fn fixtures() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax/ok");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

/// The words and signs of the language, and what else stands between them.
const PIECES: [&str; 78] = [
    "entity",
    "table",
    "define",
    "rule",
    "output",
    "test",
    "enum",
    "record",
    "function",
    "outcome",
    "rulebook",
    "extend",
    "dimensions",
    "plugin",
    "import",
    "input",
    "currency",
    "A",
    "a",
    "b.c",
    "int",
    "money",
    "list of",
    "unrounded money",
    "1",
    "2_000.50",
    "15%",
    "2025-01-31",
    "USD",
    "\"text\"",
    "\"{a.b}\"",
    "\"",
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "=",
    "<",
    ">=",
    "+",
    "-",
    "*",
    "??",
    "..",
    "..<",
    "?",
    "|",
    "->",
    "and",
    "or",
    "not",
    "in",
    "is given",
    "if",
    "then",
    "else",
    "match",
    "otherwise",
    "choose",
    "steps",
    "start",
    "let",
    "for",
    "each",
    "where",
    "when",
    "by",
    "to",
    "half up",
    "round(",
    "\n",
    "\n\n",
    "// c\n",
    "/// d\n",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_words(words in prop::collection::vec((prop::sample::select(&PIECES[..]), any::<bool>()), 0..60)) {
        let text: String = words.iter().map(|(word, apart)| format!("{word}{}", if *apart { " " } else { "" })).collect();
        check(&text);
    }

    /// A file in which pieces were taken away, doubled, moved or put in.
    #[test]
    fn any_change(
        fixture in prop::sample::select(fixtures()),
        changes in prop::collection::vec((0_u8..4, any::<prop::sample::Index>(), 0_usize..12, prop::sample::select(&PIECES[..])), 1..6),
    ) {
        let mut letters: Vec<char> = fixture.chars().collect();
        for (change, at, length, piece) in changes {
            let at = at.index(letters.len() + 1);
            let end = (at + length).min(letters.len());
            match change {
                0 => {
                    letters.drain(at..end);
                }
                1 => {
                    let doubled: Vec<char> = letters.get(at..end).unwrap().to_vec();
                    letters.splice(at..at, doubled);
                }
                2 => {
                    let moved: Vec<char> = letters.drain(at..end).collect();
                    letters.extend(moved);
                }
                _ => {
                    letters.splice(at..at, piece.chars());
                }
            }
        }
        check(&letters.into_iter().collect::<String>());
    }

    /// Cutting a file anywhere leaves the declarations before the cut as they were.
    #[test]
    fn any_cut(fixture in prop::sample::select(fixtures()), at in any::<prop::sample::Index>()) {
        let (whole, _) = check(&fixture);
        let cut = fixture.floor_char_boundary(at.index(fixture.len() + 1));
        let (tree, _) = check(fixture.get(..cut).unwrap());
        let before = tree.declarations.len().saturating_sub(1);
        prop_assert_eq!(whole.declarations.get(..before).unwrap(), tree.declarations.get(..before).unwrap());
    }
}
