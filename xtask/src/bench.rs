//! Measuring.

use crate::step::{Outcome, run_cargo};
use std::process::ExitCode;

/// Runs the benchmarks; the arguments go to criterion.
pub(crate) fn run(criterion: &[String]) -> ExitCode {
    let bench = ["bench", "--package", "lutine-benches", "--benches", "--"];
    let arguments = bench
        .into_iter()
        .chain(criterion.iter().map(String::as_str));
    match run_cargo(arguments) {
        Outcome::Passed => ExitCode::SUCCESS,
        Outcome::Failed(why) | Outcome::Skipped(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

/// Runs each benchmark once, without measuring.
pub(crate) fn smoke() -> Outcome {
    run_cargo(["test", "--package", "lutine-benches", "--benches"])
}
