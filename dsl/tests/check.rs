//! Rulebooks that must check and rulebooks that must not, found by themselves in `check/ok` and `check/bad`: single files, or
//! folders with their tables.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use lutine_dsl::Checked;
use lutine_dsl::render::render;
use lutine_dsl::source::FolderSource;

/// Every rulebook of a folder, sorted by name.
fn fixtures(folder: &str) -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/check")
        .join(folder);
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() || path.extension().is_some_and(|ending| ending == "lutine"))
        .collect();
    found.sort();
    assert!(!found.is_empty());
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    found.into_iter().map(|path| (name(&path), path)).collect()
}

fn check(path: &Path) -> Checked {
    lutine_dsl::check(&FolderSource::open(path).unwrap()).unwrap()
}

fn shown(checked: &Checked) -> String {
    let rendered: Vec<String> = checked
        .diagnostics
        .iter()
        .map(|fault| render(fault, &checked.sources, false))
        .collect();
    rendered.join("\n\n")
}

#[test]
fn what_must_check_checks() {
    for (name, path) in fixtures("ok") {
        let checked = check(&path);
        assert!(checked.rulebook.is_some(), "{name}:\n{}", shown(&checked));
    }
}

/// What is used in any way at all is not called unused.
#[test]
fn nothing_is_said_of_what_is_used() {
    let (_, path) = fixtures("ok")
        .into_iter()
        .find(|(name, _)| name == "used")
        .unwrap();
    assert_eq!(shown(&check(&path)), "");
}

#[test]
fn what_must_not_check_says_why() {
    for (name, path) in fixtures("bad") {
        let checked = check(&path);
        assert!(checked.rulebook.is_none(), "{name} has no fault");
        insta::with_settings!({ snapshot_path => "check/bad", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, shown(&checked));
        });
    }
}

/// One rulebook with a fault of each kind: of the text, of names, types, units, currency, cases, tables, outcomes, the output.
#[test]
fn faults_of_ten_kinds_are_all_reported() {
    let (_, path) = fixtures("bad")
        .into_iter()
        .find(|(name, _)| name == "ten_kinds")
        .unwrap();
    let found = check(&path).diagnostics;
    let codes: std::collections::BTreeSet<&str> = found.iter().map(|d| d.code.as_str()).collect();
    let wanted = [
        "E0010", "E0013", "E0101", "E0104", "E0105", "E0106", "E0108", "E0201", "E0207", "E0301",
    ];
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), wanted);
    assert_eq!(found.len(), 10);
}

/// A whole rulebook of faults that have nothing to do with each other: each is reported.
#[test]
fn independent_faults_are_all_reported() {
    let (_, path) = fixtures("bad")
        .into_iter()
        .find(|(name, _)| name == "ten_faults")
        .unwrap();
    let codes: Vec<&str> = check(&path)
        .diagnostics
        .iter()
        .map(|d| d.code.as_str())
        .collect();
    assert_eq!(codes.len(), 10, "{codes:?}");
}
