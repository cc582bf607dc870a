//! A service is killed under load, again and again: nothing that was acknowledged may be lost.

use crate::postgres;
use crate::step::{Outcome, cargo, run};
use std::process::ExitCode;

/// Kills it so many times on each storage, in a release build.
pub(crate) fn crash(rounds: u32) -> ExitCode {
    let mut outcome = postgres::installed();
    if outcome == Outcome::Passed {
        let mut test = cargo();
        test.args([
            "test",
            "--release",
            "--package",
            "lutine-cli",
            "--test",
            "crash",
            "--",
            "--nocapture",
            "--test-threads=1",
        ]);
        outcome = run(test.env("LUTINE_CRASH_ROUNDS", rounds.to_string()));
    }
    match outcome {
        Outcome::Passed => ExitCode::SUCCESS,
        Outcome::Failed(why) | Outcome::Skipped(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}
