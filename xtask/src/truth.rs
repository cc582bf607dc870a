//! Real insurance with published results.

use crate::step::{Outcome, root, run_cargo};
use std::process::ExitCode;

const COMPARE: [&str; 5] = ["run", "--quiet", "--package", "lutine-truth", "--"];

/// Compares the cases of these names, all if there are none.
pub(crate) fn run(only: &[String]) -> ExitCode {
    match run_cargo(COMPARE.into_iter().chain(only.iter().map(String::as_str))) {
        Outcome::Passed => ExitCode::SUCCESS,
        Outcome::Failed(_) | Outcome::Skipped(_) => ExitCode::FAILURE,
    }
}

/// Every published value is computed to the last digit, where the published results are at hand.
pub(crate) fn check() -> Outcome {
    if !root().join("../shared/truth").is_dir() {
        return Outcome::Skipped("../shared/truth is not here, so nothing was compared".into());
    }
    run_cargo(COMPARE)
}

/// Takes away each rule, row, step, requirement and variant of the examples of these names, and lists what nothing notices. In a release build: there are
/// thousands of them.
pub(crate) fn mutants(only: &[String]) -> ExitCode {
    let mutate = [
        "run",
        "--quiet",
        "--release",
        "--package",
        "lutine-truth",
        "--",
        "--mutants",
    ];
    match run_cargo(mutate.into_iter().chain(only.iter().map(String::as_str))) {
        Outcome::Passed => ExitCode::SUCCESS,
        Outcome::Failed(_) | Outcome::Skipped(_) => ExitCode::FAILURE,
    }
}
