//! The engine builds for WebAssembly as it is.

use crate::step::{Outcome, run, run_cargo};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// What runs in a browser or an edge worker: the engine, the language, the facade over both.
const CRATES: [&str; 3] = ["lutine-core", "lutine-dsl", "lutine"];

/// Builds the crates, once the target is there.
pub(crate) fn build() -> Outcome {
    if installed() == Some(false) {
        let added = run(Command::new("rustup").args(["target", "add", TARGET]));
        if let Outcome::Failed(why) = added {
            return Outcome::Skipped(format!("{TARGET} is not installed: {why}"));
        }
    }
    let packages = CRATES.iter().flat_map(|name| ["--package", *name]);
    run_cargo(["build", "--target", TARGET].into_iter().chain(packages))
}

/// Whether the target is installed; nothing where there is no rustup to ask, so that the build itself will tell.
fn installed() -> Option<bool> {
    let output = Command::new("rustup")
        .args(["target", "list", "--installed"])
        .output()
        .ok()?;
    let targets = String::from_utf8(output.stdout).ok()?;
    Some(targets.lines().any(|target| target == TARGET))
}
