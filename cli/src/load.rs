//! The rulebook that the command is about.

use crate::failure::Failure;
use lutine::{Findings, Rulebook};
use std::path::Path;

/// Compiles the rulebook at a path.
pub(crate) fn load(path: &Path) -> Result<Rulebook, Failure> {
    Rulebook::load(path).map_err(|error| Failure::Compile {
        rulebook: path.to_owned(),
        error,
    })
}

/// Compiles what answers risks, which a module by itself does not.
pub(crate) fn load_answering(path: &Path) -> Result<Rulebook, Failure> {
    let rulebook = load(path)?;
    if rulebook.is_module() {
        return Err(Failure::Module(rulebook.name().to_owned()));
    }
    Ok(rulebook)
}

/// What a rulebook is called in a summary: `personal_auto 2025.1`.
pub(crate) fn title(rulebook: &Rulebook) -> String {
    match rulebook.version() {
        Some(version) => format!("{} {version}", rulebook.name()),
        None => rulebook.name().to_owned(),
    }
}

/// How many findings of each kind there are: `2 errors, 1 warning`.
pub(crate) fn summary(findings: &Findings) -> String {
    let counts = [
        count(findings.errors(), "error"),
        count(findings.warnings(), "warning"),
    ];
    let counts: Vec<String> = counts.into_iter().flatten().collect();
    if counts.is_empty() {
        return "no findings".to_owned();
    }
    counts.join(", ")
}

fn count(number: usize, what: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(format!("1 {what}")),
        _ => Some(format!("{number} {what}s")),
    }
}
