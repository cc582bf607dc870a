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
        // That a row is never hit, or a key without effect, no single risk shows.
        let is_shown = !["row_hit", "key_matters"].contains(&proof.kind);
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
        assert!(proofs.counts().proven > 0, "{}", example.display());
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

/// Wherever an error can arise a test names it: rules, with and without a level for errors, fields of the output, items and lists of them, what
/// may be absent, what is carried, dimensions, requirements, tables with variants.
#[test]
fn every_place_that_can_fail_is_shown_by_a_test() {
    let text = "rulebook a
currency USD
input Policy
enum State { TX, CA }
record Key { a: int, b: text }
entity Policy {
  state : State
  n : int 0..10
  m : int 0..10
  name : text
  vehicles : list of Vehicle (1..4)
  plan : Plan?
  groups : list of Group for each key in distinct(Key { a = v.age, b = v.name } for v in vehicles)
  chosen : Vehicle = vehicles[n]
  some : list of Vehicle = collect(v for v in vehicles where 1 / m > 0)
  ratios : list of decimal = collect(1 / v.age for v in vehicles)
  require 1 / (m - 1) != 3 \"never\"
}
entity Vehicle within Policy in order of age {
  age : int 0..9
  name : text
  carried left : int 0..5 = start 5 - policy.n then left - age
  gone : decimal = 1 / (left - 5)
}
entity Plan within Policy {
  price : int 0..10
  rate : decimal = 1 / price
}
entity Group within Policy { share : decimal = 1 / key.a }
outcome acceptance { accept < refer } on error refer
outcome price { auto < manual }
rule R01 \"one\" {
  for v in policy.vehicles
  when 2 / v.age > 0
  acceptance refer \"\"
}
rule R02 \"two\" {
  when 3 / policy.m > 1
  price manual
  acceptance refer \"of {policy.n}\"
}
dimensions { state = policy.state, big = 7 / policy.m > 1 }
define base : decimal {
  big true : 1
  any : 2
}
define other : decimal = 6 / policy.m
table t(k: int 0..10) -> int { state TX : \"tx.csv\", state CA : \"ca.csv\" }
output {
  share = 5 / policy.n
  vehicles = for v in policy.vehicles {
    per = 6 / v.age
    gone = v.gone
  }
  t = t(policy.n)
  left = final(policy.vehicles.left)
  chosen = policy.chosen.age
  some = count(policy.some)
  ratios = policy.ratios
  rate = if policy.plan is given then policy.plan.rate else 0
  groups = for g in policy.groups { share = g.share }
  base = base + other
  name = policy.name
  acceptance = acceptance.decision
  price = price.decision
}
";
    let source = MemorySource::new()
        .with("a.lutine", text)
        .with("tx.csv", "k,t\n0..9,1\n")
        .with("ca.csv", "k,t\n1..10,1\n");
    let rulebook = Rulebook::compile(&source).unwrap_or_else(|error| panic!("{error}"));
    let proofs = rulebook.proofs().expect("its source is known");
    let tests = witnesses(&proofs, "a");
    let all = tests.join("\n");
    for expected in [
        "expect any(r.code = \"R01\" and r.message = \"not decided: division_by_zero\" for r in acceptance.reasons)",
        "expect price.decision fails division_by_zero",
        "expect (5 / policy.n) fails division_by_zero",
        "expect collect((6 / v.age) for v in policy.vehicles) fails division_by_zero",
        "expect policy.chosen.position fails no_item",
        "expect count(policy.some) fails division_by_zero",
        "expect (if policy.plan is given then policy.plan.rate else none) fails division_by_zero",
        "left",
        "expect collect(i1.share for i1 in policy.groups) fails division_by_zero",
        "expect base fails division_by_zero",
        "expect other fails division_by_zero",
        "expect policy fails division_by_zero",
        "  with policy.state = TX\n  expect t(10) fails no_row",
        "  with policy.state = CA\n  expect t(0) fails no_row",
    ] {
        assert!(all.contains(expected), "{expected}\n{all}");
    }
    paste(source, &tests, "a");
}

/// Ten thousand powers a risk take a second or two: more than anybody waits for at a glance. Of four all that can be seen is.
#[test]
fn a_glance_computes_nothing_that_takes_long() {
    let at_a_glance = |most: u32| {
        let text = format!(
            "rulebook powers\ninput Policy\nentity Policy {{ q : decimal 0..1 }}\n\
             output {{ y = sum(1 / (pow(policy.q, n) - 1) for n in 0..{most}) }}\n"
        );
        let rulebook = Rulebook::from_text(&text).expect("a rulebook");
        let proofs = rulebook.proofs_at_a_glance().expect("its source is here");
        (proofs.refuted, proofs.not_proven > 0)
    };
    assert_eq!(at_a_glance(4).0, 1);
    assert_eq!(at_a_glance(9_999), (0, true));
}
