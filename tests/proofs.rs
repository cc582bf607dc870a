//! What is known of the examples before the first quote: nothing is left open, and what is refuted comes as a test that can be pasted.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    reason = "helpers of tests may fail as tests do"
)]

use lutine::{MemorySource, ProofStatus, Proofs, Rulebook};
use std::fs;
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The folders under `examples/` that hold a rulebook.
fn examples() -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(ROOT).join("examples")).expect("there are examples");
    let folders = entries.map(|entry| entry.expect("it can be read").path());
    let mut folders: Vec<PathBuf> = folders.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The files of a folder, by their path within it.
fn files(folder: &Path, within: &str, source: &mut MemorySource) {
    for entry in fs::read_dir(folder).expect("it can be read") {
        let path = entry.expect("it can be read").path();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = format!("{within}{}", name.expect("a name in UTF-8"));
        if path.is_dir() {
            files(&path, &format!("{name}/"), source);
        } else {
            let content = fs::read(&path).expect("it can be read");
            *source = std::mem::take(source).with(name, content);
        }
    }
}

/// The tests of all that is refuted; each claim that a risk can show has one.
fn witnesses(proofs: &Proofs, of: &str) -> Vec<String> {
    let mut tests = Vec::new();
    for proof in &proofs.list {
        let ProofStatus::Refuted { test, .. } = &proof.status else {
            continue;
        };
        // That a row is never hit, or a key without effect, no single risk shows, and which part of a table that varies is found hangs on it.
        let varies = proof.subject.contains(' ') && proof.kind == "table_row";
        let is_shown = !["row_hit", "key_matters"].contains(&proof.kind) && !varies;
        assert_eq!(!test.is_empty(), is_shown, "{of}: {proof}");
        tests.extend(Some(test.clone()).filter(|test| !test.is_empty()));
    }
    tests
}

/// The tests pass as they are pasted: they expect what fails.
fn paste(source: MemorySource, tests: &[String], of: &str) {
    let pasted = source.with("witnesses.lutine", tests.join("\n") + "\n");
    let rulebook = match Rulebook::compile(&pasted) {
        Ok(rulebook) => rulebook,
        Err(error) => panic!("{of}: {error}\n{}", tests.join("\n")),
    };
    let report = rulebook.test().expect("its source is known");
    let own = report
        .tests
        .iter()
        .filter(|test| *test.file == *"witnesses.lutine");
    let mut count = 0;
    for test in own {
        count += 1;
        let failures: Vec<String> = test.failures.iter().map(ToString::to_string).collect();
        assert!(
            test.passed(),
            "{of}: {}: {}",
            test.name,
            failures.join("\n")
        );
    }
    assert_eq!(count, tests.len(), "{of}");
}

#[test]
fn nothing_of_the_examples_is_left_open() {
    assert!(examples().len() >= 2);
    let mut open: Vec<String> = Vec::new();
    for example in examples() {
        let rulebook = Rulebook::load(&example).expect("the example compiles");
        let proofs = rulebook.proofs().expect("its source is known");
        assert!(proofs.proven() > 0, "{}", example.display());
        let left = proofs.list.iter();
        let left = left.filter(|proof| matches!(proof.status, ProofStatus::NotProven { .. }));
        open.extend(left.map(|proof| format!("{}: {proof}", example.display())));
    }
    assert!(open.is_empty(), "{}", open.join("\n"));
}

#[test]
fn what_is_refuted_of_the_examples_can_be_pasted() {
    let mut around = MemorySource::new();
    for example in examples() {
        let name = example.file_name().and_then(|name| name.to_str());
        files(
            &example,
            &format!("../{}/", name.expect("a name in UTF-8")),
            &mut around,
        );
    }
    for example in examples() {
        let of = example.display().to_string();
        // What it imports stands beside it.
        let mut source = around.clone();
        files(&example, "", &mut source);
        let rulebook = Rulebook::compile(&source).expect("the example compiles");
        let tests = witnesses(&rulebook.proofs().expect("its source is known"), &of);
        paste(source, &tests, &of);
    }
}

/// The whole rulebooks on the pages, those of the codes included.
#[test]
fn what_is_refuted_of_the_pages_can_be_pasted() {
    let mut pages = vec![Path::new(ROOT).join("README.md")];
    for folder in ["docs", "dsl/docs/codes"] {
        let entries = fs::read_dir(Path::new(ROOT).join(folder)).expect("there are pages");
        pages.extend(entries.map(|entry| entry.expect("it can be read").path()));
    }
    pages.sort();
    let (mut rulebooks, mut pasted) = (0, 0);
    for page in pages
        .iter()
        .filter(|page| page.extension().is_some_and(|e| e == "md"))
    {
        let text = fs::read_to_string(page).expect("it can be read");
        for block in text.split("```lutine\n").skip(1) {
            let block = block.split("```").next().unwrap_or_default();
            let source = MemorySource::new().with("page.lutine", block);
            let Ok(rulebook) = Rulebook::compile(&source) else {
                continue;
            };
            let of = page.display().to_string();
            let tests = witnesses(&rulebook.proofs().expect("its source is known"), &of);
            (rulebooks, pasted) = (rulebooks + 1, pasted + tests.len());
            paste(source, &tests, &of);
        }
    }
    println!("{rulebooks} rulebooks, {pasted} tests pasted");
    assert!(rulebooks >= 50 && pasted >= 3, "{rulebooks}, {pasted}");
}

/// A witness of a table is a risk that the input accepts, though the table does not need it.
#[test]
fn a_hole_is_shown_by_a_whole_risk() {
    let text = "rulebook a\ninput Policy\nentity Policy { born: date, n: int 1..4, note: text }\noutput { n = t(policy.n, policy.note) }\n\
                table t(k: int 1..4, of: text {\"a\", \"{b}\\\"\"}) -> int {\n k | of | v\n _ | \"a\" | 1\n}\n";
    let source = MemorySource::new().with("a.lutine", text);
    let rulebook = Rulebook::compile(&source).expect("it compiles");
    let tests = witnesses(&rulebook.proofs().expect("its source is known"), "a");
    let expected = "test \"t fails with no_row\" {\n  with policy.born = 2025-01-01\n  with policy.n = 1\n  with policy.note = \"a\"\n";
    assert!(
        tests.iter().any(|test| test.starts_with(expected)),
        "{}",
        tests.join("\n")
    );
    paste(source, &tests, "a");
}
