//! The formatter: fixtures found by themselves in `format`, and what holds for every text.

#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test that cannot go on fails, helpers included"
)]

#[path = "format/laws.rs"]
mod laws;
#[path = "format/noise.rs"]
mod noise;

use std::fs;
use std::path::{Path, PathBuf};

use laws::assert_laws;
use lutine_dsl::format::format;
use noise::{Dice, noisy};

/// Every file with this ending in a folder and the folders below.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|own| own == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The snippets of the language reference.
fn snippets() -> Vec<String> {
    let pages = files(&here().join("../docs/src/reference"), "md");
    let pages: Vec<String> = pages
        .iter()
        .map(|page| fs::read_to_string(page).unwrap())
        .collect();
    let blocks = pages
        .iter()
        .flat_map(|page| page.split("```lutine").skip(1));
    blocks
        .map(|block| {
            let (_, rest) = block.split_once('\n').unwrap();
            rest.split_once("```").unwrap().0.to_owned()
        })
        .collect()
}

/// Every text that parses: examples, fixtures, snippets.
fn sources() -> Vec<(String, String)> {
    let folders = [
        "tests/syntax",
        "tests/check",
        "tests/lower",
        "tests/format",
        "../examples",
        "../cli/tests",
    ];
    let files = folders
        .iter()
        .flat_map(|folder| files(&here().join(folder), "lutine"));
    let mut all: Vec<(String, String)> = files
        .map(|path| {
            (
                path.display().to_string(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    all.extend(
        snippets()
            .into_iter()
            .map(|text| ("docs/src/reference".to_owned(), text)),
    );
    all.retain(|(_, text)| format(text).is_ok());
    assert!(all.len() > 60, "{}", all.len());
    all
}

#[test]
fn laws_hold_for_all_that_is_written() {
    for (name, text) in sources() {
        assert_laws(&name, &text);
    }
}

#[test]
fn fixtures_look_as_they_should() {
    for path in files(&here().join("tests/format"), "lutine") {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("format");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, format(&text).unwrap()));
    }
}

#[test]
fn laws_hold_with_noise_at_every_place() {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut read = 0_usize;
    let mut sources = sources();
    sources.retain(|(_, text)| text.len() < 5_000);
    for round in 0..500 {
        let (name, text) = &sources[dice.below(sources.len())];
        let rarity = [4, 12, 40][dice.below(3)];
        let text = noisy(text, &mut dice, rarity);
        // Not every place is a legal one; a text that cannot be read is not touched.
        if format(&text).is_ok() {
            assert_laws(&format!("{name}, round {round}"), &text);
            read += 1;
        }
    }
    println!("{read} noisy texts");
    assert!(read > 150, "only {read} texts could be read");
}

#[test]
fn nested_and_long_text_is_formatted() {
    let nested = format!("define a : int = {}1{}", "(".repeat(63), ")".repeat(63));
    assert_laws("parentheses", &nested);
    let calls = format!(
        "define a : int = {}1{}",
        "max(2, ".repeat(60),
        ")".repeat(60)
    );
    assert_laws("calls", &calls);
    let ifs = format!(
        "define a : int = {}1",
        "if b then (c) else (if d then 1 else ".repeat(20)
    ) + &")".repeat(20);
    assert_laws("ifs", &ifs);
    for operator in ["+", "*", "and", "or", "??"] {
        let operands = vec!["some_value"; 1_000].join(&format!(" {operator} "));
        let formatted = assert_laws(operator, &format!("define a : int = {operands}"));
        assert_eq!(formatted.lines().count(), 1_001);
    }
}

#[test]
fn text_that_cannot_be_read_is_not_touched() {
    let faults = format("define fee : money == 12.50").unwrap_err();
    assert_eq!(faults[0].help.as_deref(), Some("write `=`"));
    assert_eq!(format("").unwrap(), "");
    assert_eq!(
        format("\n\n  // alone  \r\n\r\n\r\n").unwrap(),
        "// alone\n"
    );
}
