//! A step of a suite, and the commands it runs.

use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

/// Something that must pass.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    /// What it is called on the command line and in the report.
    pub(crate) name: &'static str,
    /// Runs it.
    pub(crate) run: fn() -> Outcome,
}

/// What came of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It passed.
    Passed,
    /// It failed; why, unless its command has said so.
    Failed(String),
    /// It could not run here, and why.
    Skipped(String),
}

/// The cargo that runs this task.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    let own = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    own.parent().map_or_else(|| own.clone(), PathBuf::from)
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    root().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// Runs `cargo` with these arguments, its output shown as it comes.
pub(crate) fn run_cargo<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(arguments: I) -> Outcome {
    run(cargo().args(arguments))
}

/// Runs a command, its output shown as it comes.
pub(crate) fn run(command: &mut Command) -> Outcome {
    match command.status() {
        Ok(status) if status.success() => Outcome::Passed,
        Ok(status) => Outcome::Failed(format!("{} ended with {status}", shown(command))),
        Err(error) => Outcome::Failed(format!("{} cannot be run: {error}", shown(command))),
    }
}

/// Whether a command can be run and succeeds, in silence.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    command.output().is_ok_and(|output| output.status.success())
}

fn shown(command: &Command) -> String {
    let program = PathBuf::from(command.get_program());
    let words = program.file_name().into_iter().chain(command.get_args());
    let words: Vec<_> = words.map(OsStr::to_string_lossy).collect();
    words.join(" ")
}
