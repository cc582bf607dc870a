//! Personal auto: the same answers whichever way the risks are laid out, and the exact ones of the workload.

use crate::book::{flat, nested, value};
use lutine::{Rulebook, Value};
use std::path::Path;

const WORKLOAD: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../../shared/workload/personal_auto"
);

pub(crate) fn rulebook() -> Rulebook {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/personal_auto");
    Rulebook::load(path).expect("it compiles")
}

/// Risks and expected results of a shape; nothing where the workload is not there.
pub(crate) fn workload(shape: &str) -> Option<(Vec<Value>, Vec<Value>)> {
    let read = |name: String| {
        let text = std::fs::read_to_string(Path::new(WORKLOAD).join(name)).ok()?;
        Some(text.lines().map(value).collect())
    };
    let found = read(format!("{shape}.jsonl")).zip(read(format!("{shape}.expected.jsonl")));
    if found.is_none() {
        println!("NOT RUN: {WORKLOAD} is not there");
    }
    found
}

#[test]
fn every_layout_has_the_exact_results() {
    let rulebook = rulebook();
    let columns = rulebook.columns();
    for shape in ["v1d1", "v3d2", "mixed"] {
        let Some((risks, expected)) = workload(shape) else {
            return;
        };
        for rows in [flat(&risks), nested(&risks)] {
            let answers = columns.answers(&rows).expect("its columns fit");
            assert_eq!(answers.len(), expected.len());
            for (answer, expected) in answers.iter().zip(&expected) {
                let answer = value(&answer.to_json());
                assert_eq!(answer.get("id"), expected.get("id"));
                assert_eq!(answer, *expected);
            }
        }
    }
}
