//! Rulebooks that are almost right are refused with a reason, or run.
//!
//! `LUTINE_MUTATIONS` is how many are made of each rulebook (60), `LUTINE_SEED` the first seed (0).

use lutine_oracles::{mutate, text};
use lutine_reference::generate::Program;
use std::fs;
use std::path::{Path, PathBuf};

/// The rulebooks of one file among the fixtures that must check.
fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/check/ok");
    let entries = fs::read_dir(folder)
        .expect("the fixtures")
        .map(|entry| entry.expect("a fixture").path());
    let mut files: Vec<PathBuf> = entries
        .filter(|path| path.extension().is_some_and(|ending| ending == "lutine"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn setting(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(default, |text| text.parse().expect("a whole number"))
}

fn ask(name: &str, right: &str) {
    let first = setting("LUTINE_SEED", 0);
    for seed in first..first + setting("LUTINE_MUTATIONS", 60) {
        let text = mutate::mutated(right, seed, 4);
        let asked = std::panic::catch_unwind(|| text::refused_or_runs(&text).is_some());
        assert!(asked.is_ok(), "{name}, seed {seed}:\n{text}");
    }
}

#[test]
fn fixtures_that_were_changed() {
    for path in fixtures() {
        ask(
            &path.display().to_string(),
            &fs::read_to_string(&path).expect("a fixture"),
        );
    }
}

#[test]
fn generated_rulebooks_that_were_changed() {
    for seed in 0..20 {
        let texts = Program::new(seed).texts();
        let rulebooks = texts.iter().filter(|(name, _)| name.ends_with(".lutine"));
        let text: String = rulebooks.map(|(_, text)| text.as_str()).collect();
        ask(&format!("program {seed}"), &text);
    }
}

#[test]
fn a_source_without_a_file_is_refused_with_a_reason() {
    let nothing = lutine_dsl::source::MemorySource::new();
    if let Ok(checked) = lutine_dsl::check(&nothing) {
        assert!(checked.rulebook.is_none());
        assert!(checked.diagnostics.iter().any(|fault| fault.is_error()));
    }
}
