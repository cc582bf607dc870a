//! Rulebooks lowered: the graphs of small ones, by snapshot, and their answers, by hand.
//!
//! A file `lower/answers/NAME.lutine` stands beside `NAME.cases`: a risk on a line, its answer on the next behind `=>`. Every risk
//! must have this answer alone, among all others, and from the reference evaluator.
#![allow(clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use lutine_core::engine::{Engine, Limits};
use lutine_core::risk::Risk;
use lutine_dsl::lower::lower;
use lutine_dsl::render::render;
use lutine_dsl::source::{FolderSource, SourceMap};
use lutine_dsl::typed::Rulebook;

/// Every rulebook of a folder, sorted by name.
fn fixtures(folder: &str) -> Vec<(String, PathBuf)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/lower")
        .join(folder);
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "lutine"))
        .collect();
    found.sort();
    assert!(!found.is_empty());
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    found.into_iter().map(|path| (name(&path), path)).collect()
}

/// The lists of these rulebooks are as long as they like: what a host allows is not what is tested here.
const UNLIMITED: Limits = Limits {
    bytes: u64::MAX,
    cost: u64::MAX,
};

fn checked(path: &Path) -> (Rulebook, SourceMap) {
    let source = FolderSource::open(path).unwrap();
    let checked = lutine_dsl::check_within(&source, UNLIMITED).unwrap();
    let faults: Vec<String> = checked
        .diagnostics
        .iter()
        .map(|fault| render(fault, &checked.sources, false))
        .collect();
    let rulebook = checked
        .rulebook
        .unwrap_or_else(|| panic!("{}:\n{}", path.display(), faults.join("\n\n")));
    (rulebook, checked.sources)
}

#[test]
fn graphs_are_as_they_were() {
    for (name, path) in fixtures("graph") {
        let (rulebook, sources) = checked(&path);
        let graph = lower(&rulebook, &sources).to_string();
        insta::with_settings!({ snapshot_path => "lower/graph", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, graph);
        });
    }
}

#[test]
fn answers_are_as_by_hand() {
    let mut differ = Vec::new();
    for (name, path) in fixtures("answers") {
        let (rulebook, sources) = checked(&path);
        let engine = Engine::within(lower(&rulebook, &sources), UNLIMITED).unwrap();
        let text = fs::read_to_string(path.with_extension("cases")).unwrap();
        let cases: Vec<(&str, &str)> = text
            .lines()
            .filter(|line| !line.starts_with("=>"))
            .zip(text.lines().filter_map(|line| line.strip_prefix("=> ")))
            .collect();
        assert!(
            !cases.is_empty() && cases.len() * 2 == text.lines().count(),
            "{name}"
        );
        let risks = cases.iter().map(|(risk, _)| Risk::Json(risk.as_bytes()));
        let together = engine.answer_all(&risks.collect::<Vec<_>>());
        for (place, (risk, answer)) in cases.iter().enumerate() {
            let alone = engine.answer(Risk::Json(risk.as_bytes()));
            let by_reference = lutine_reference::evaluate(&rulebook, &sources, risk.as_bytes());
            for (by, found) in [
                ("alone", alone.to_json()),
                ("together", together[place].to_json()),
                ("reference", by_reference),
            ] {
                if found != *answer {
                    differ.push(format!(
                        "{name}, {by}: {risk}\n{found}\ninstead of\n{answer}\n"
                    ));
                }
            }
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}
