//! Whole books of risks against the answers that others have computed.

use crate::command::{root, run};
use std::fs;
use std::path::Path;

/// Answers a book and compares, line by line, with what is expected.
fn compare(rulebook: &str, input: &Path, expected: &Path) {
    let outcome = run(&format!("eval {rulebook} --input {}", input.display()));
    assert_eq!(outcome.status, 0, "{}", outcome.stderr);
    let expected = fs::read_to_string(expected).expect("the answers are there");
    let json = |line: &str| -> serde_json::Value {
        serde_json::from_str(line).expect("an answer is JSON")
    };
    let (mut equal, mut lines) = (0, 0);
    for (answer, expected) in outcome.stdout.lines().zip(expected.lines()) {
        assert_eq!(
            json(answer),
            json(expected),
            "line {} of {}",
            lines + 1,
            input.display()
        );
        equal += 1;
        lines += 1;
    }
    assert_eq!(outcome.stdout.lines().count(), expected.lines().count());
    let known = fs::read_to_string(input).expect("the book is there");
    assert_eq!(equal, known.lines().count(), "every risk has its answer");
    println!("{equal} of {lines} answers equal: {}", input.display());
}

#[test]
fn homeowners() {
    let cases = root().join("examples/homeowners/cases");
    let (book, expected) = (cases.join("book.jsonl"), cases.join("book.expected.jsonl"));
    compare("examples/homeowners", &book, &expected);
}

#[test]
fn personal_auto() {
    let workload = root().join("../shared/workload/personal_auto");
    if !workload.is_dir() {
        // Past the test harness, which would keep it to itself.
        let line = format!(
            "skipped: the personal auto workload is not at {}\n",
            workload.display()
        );
        let _ = std::io::Write::write_all(&mut std::io::stderr(), line.as_bytes());
        return;
    }
    for name in ["v1d1", "v3d2", "mixed"] {
        let expected = workload.join(format!("{name}.expected.jsonl"));
        compare(
            "examples/personal_auto",
            &workload.join(format!("{name}.jsonl")),
            &expected,
        );
    }
}
