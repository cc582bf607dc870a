//! The formatter: fixtures found by themselves in `format`, and what holds for every text.

#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

#[path = "format/laws.rs"]
mod laws;

use std::fs;
use std::path::{Path, PathBuf};

use laws::assert_laws;
use lutine_dsl::format::format;

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
    let page = include_str!("../../docs/reference.md");
    let blocks = page.split("```lutine").skip(1);
    blocks
        .map(|block| {
            let (_, rest) = block.split_once('\n').unwrap();
            rest.split_once("```").unwrap().0.to_owned()
        })
        .collect()
}

/// Every text that parses: examples, fixtures, snippets.
fn sources() -> Vec<(String, String)> {
    let folders = ["tests/syntax", "tests/check", "tests/lower", "tests/format", "../examples", "../cli/tests"];
    let files = folders.iter().flat_map(|folder| files(&here().join(folder), "lutine"));
    let mut all: Vec<(String, String)> = files
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()))
        .collect();
    all.extend(snippets().into_iter().map(|text| ("docs/reference.md".to_owned(), text)));
    all.retain(|(name, text)| { if std::env::var("SHOWN").is_ok() { eprintln!("{name}"); } format(text).is_ok() });
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
