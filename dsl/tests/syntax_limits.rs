//! The limits of the language, and texts of the largest size that were made to be slow or to nest.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use std::time::{Duration, Instant};

use lutine_dsl::diagnostics::{Code, Diagnostic};
use lutine_dsl::parse_file;
use lutine_dsl::source::{FileId, SOURCE_FILE_LIMIT};

fn faults(text: &str) -> Vec<Diagnostic> {
    parse_file(FileId(0), text).1
}

fn codes(text: &str) -> Vec<Code> {
    faults(text).iter().map(|fault| fault.code).collect()
}

/// What nests: what stands before, once a level, in the middle, once a level behind, and after.
const NESTS: [[&str; 5]; 15] = [
    ["define a : int = ", "(", "1", ")", ""],
    ["define a : int = ", "f(", "1", ")", ""],
    ["define a : int = ", "a[", "1", "]", ""],
    ["define a : int = ", "-", "1", "", ""],
    ["define a : bool = ", "not ", "b", "", ""],
    ["define a : int = ", "if a then ", "1", " else 2", ""],
    ["define a : int = ", "if ", "a", " then 1 else 2", ""],
    ["define a : int = ", "match x { A: ", "1", " }", ""],
    ["define a : int = ", "match ", "x", " { A: 1 }", ""],
    ["define a : int = ", "choose { c: ", "1", " }", ""],
    ["define a : int = ", "steps { start ", "1", " }", ""],
    [
        "define a : int = ",
        "steps each rounded up to ",
        "1",
        " { start 1 }",
        "",
    ],
    ["define a : A = ", "A { a = ", "1", " }", ""],
    ["define a : int = ", "{ let x = ", "1", "\n x }", ""],
    ["define a : ", "list of ", "int", "", " = b"],
];

fn nested([before, open, middle, close, after]: [&str; 5], levels: usize) -> String {
    format!(
        "{before}{}{middle}{}{after}",
        open.repeat(levels),
        close.repeat(levels)
    )
}

#[test]
fn nesting_up_to_the_limit() {
    for nest in NESTS {
        assert_eq!(codes(&nested(nest, 64)), [], "64 of {}", nest[1]);
        assert_eq!(
            codes(&nested(nest, 65)),
            [Code::NestedTooDeep],
            "65 of {}",
            nest[1]
        );
    }
}

#[test]
fn what_stands_side_by_side_is_not_nested() {
    let many = |item: &str, between: &str| vec![item; 500].join(between);
    for text in [
        format!("define a : int = {}", many("(1)", " + ")),
        format!("define a : bool = {}", many("not b", " and ")),
        format!("define a : int = f({})", many("if a then 1 else -2", ", ")),
        format!("define a : int = {}", many("-1", " * ")),
        format!("define a : int = {} 1", "if a then 2 else ".repeat(500)),
        format!("define a : int = b{}", ".c[1]".repeat(500)),
        format!(
            "define a : int = match x {{ {} }}",
            many("A: if a then 1 else match y { B: 2 }", ", ")
        ),
        format!(
            "define a : int = steps {{ start 1\n {} }}",
            many("plus if a then 1 else 2 when not b", "\n")
        ),
        format!(
            "entity A {{ {} }}",
            many("a : list of list of int = if a then b else c", "\n")
        ),
        format!(
            "table a(b: int) -> int {{ b | c\n {} }}",
            many("-5..-1 | -1", "\n")
        ),
    ] {
        assert_eq!(
            faults(&text),
            [],
            "{}",
            text.chars().take(60).collect::<String>()
        );
    }
}

#[test]
fn operands_up_to_the_limit() {
    for operator in [" + ", " or ", " * ", " ?? "] {
        let text = |operands| format!("define a : int = {}", vec!["b"; operands].join(operator));
        assert_eq!(codes(&text(1_000)), [], "1,000 of {operator}");
        assert_eq!(
            codes(&text(1_001)),
            [Code::TooManyOperands],
            "1,001 of {operator}"
        );
    }
}

#[test]
fn files_up_to_the_limit() {
    let text = format!("define a : int = 1 //{}", " ".repeat(SOURCE_FILE_LIMIT));
    assert_eq!(codes(text.get(..SOURCE_FILE_LIMIT).unwrap()), []);
    assert_eq!(
        codes(text.get(..SOURCE_FILE_LIMIT + 1).unwrap()),
        [Code::FileTooLarge]
    );
}

/// Each is repeated until the file is full. A parser that tries twice what it could not read would never come back.
const REPEATED: [&str; 48] = [
    "(",
    ")",
    "{",
    "}",
    "[",
    "]",
    "({[",
    "\"",
    "\\",
    "/",
    "//",
    "///\n",
    "//! x\n",
    ",",
    "|",
    "<",
    ":",
    "=",
    "-",
    ".",
    "..",
    "..<",
    "1",
    "1_",
    "_",
    "a ",
    "é",
    "\u{a0}",
    "\r",
    "\n",
    "\t\0",
    "not ",
    "if a then ",
    "if ",
    "else if ",
    "match ",
    "choose {",
    "steps each rounded up to ",
    "list of ",
    "{ let a = ",
    "A { a = ",
    "f(a for a in ",
    "a.b",
    "entity A {\n",
    "\ndefine a : int = ",
    "entity A { a : int = \"{b}\" }\n",
    "rule A {\n when a\n b c\n}\n",
    "\ntable a(b: int) -> int { b | c\n 1 | 2\n }\n",
];

#[test]
fn full_files_of_anything_come_to_an_end() {
    for piece in REPEATED {
        for (before, size) in [
            ("", SOURCE_FILE_LIMIT),
            ("define a : int = ", SOURCE_FILE_LIMIT / 16),
            ("entity A { a : int = ", SOURCE_FILE_LIMIT / 16),
            ("table a(b: int) -> c { ", SOURCE_FILE_LIMIT / 16),
        ] {
            let text = format!("{before}{}", piece.repeat(size / piece.len()));
            let text = text
                .get(..text.floor_char_boundary(SOURCE_FILE_LIMIT))
                .unwrap();
            let begun = Instant::now();
            faults(text);
            // Seconds, in an unoptimised build on a busy machine; what grows faster than the text takes hours.
            let time = begun.elapsed();
            assert!(
                time < Duration::from_secs(120),
                "{before}{piece:?} took {time:?}"
            );
        }
    }
}

/// Parses in a thread with a stack of this many bytes.
fn faults_within(stack: usize, text: String) -> Vec<Diagnostic> {
    let thread = std::thread::Builder::new().stack_size(stack);
    thread.spawn(move || faults(&text)).unwrap().join().unwrap()
}

#[test]
fn the_deepest_file_fits_into_the_stack_of_a_thread() {
    for nest in NESTS {
        assert_eq!(
            faults_within(1536 << 10, nested(nest, 64)),
            [],
            "{}",
            nest[1]
        );
    }
    let every_operator = [
        "define a : int = ",
        "a or b and c = 1..d ?? e + f * g(",
        "1",
        ")",
        "",
    ];
    assert_eq!(faults_within(1536 << 10, nested(every_operator, 64)), []);
}

#[test]
fn too_small_a_stack_is_not_blamed_on_the_rulebook() {
    for fault in faults_within(128 << 10, nested(NESTS[0], 64)) {
        assert!(fault.message.contains("stack"), "{}", fault.message);
    }
}
