//! The steps that look at the workspace on this machine.

use crate::postgres;
use crate::step::{Outcome, cargo, root, run, run_cargo};
use std::fs;
use std::path::PathBuf;

/// The layout of the code is rustfmt's.
pub(crate) fn fmt() -> Outcome {
    run_cargo(["fmt", "--all", "--check"])
}

/// No lint has anything to say.
pub(crate) fn clippy() -> Outcome {
    run_cargo(words("clippy --workspace --all-targets -- -D warnings"))
}

/// Unit and integration tests; builds the benches and `cargo run --example embed` too.
pub(crate) fn tests() -> Outcome {
    let postgres = postgres::installed();
    if postgres != Outcome::Passed {
        return postgres;
    }
    run_cargo(words("test --workspace --lib --bins --tests --examples"))
}

/// The engine against the reference evaluator, and its machine integers against its decimals, over generated rulebooks, in a release build: tens
/// of thousands of cases each.
pub(crate) fn differential() -> Outcome {
    let test = "test --release --package lutine-reference --test differential --test in_integers --test worksheets_in_integers";
    run_cargo(words(test).chain(words("-- --ignored --nocapture")))
}

/// What is proven and refuted of tables against brute force over generated tables, in a release build: ten times those of the unit tests.
pub(crate) fn tables() -> Outcome {
    let test = "test --release --package lutine-reference --test table_soundness -- --nocapture";
    run(cargo().args(words(test)).env("LUTINE_TABLES", "12000"))
}

/// Which variant applies, and what is reported of guards, against brute force over generated guards, in a release build: eight times those of the unit tests.
pub(crate) fn variants() -> Outcome {
    let test = "test --release --package lutine --test variant_choice -- --nocapture";
    run_cargo(words(test))
}

/// The deepest rulebooks on a small stack, and how what files take grows with them, in a release build, which is what hosts run.
pub(crate) fn hostile() -> Outcome {
    run_cargo(words(
        "test --release --package lutine-oracles --test nesting --test growth",
    ))
}

/// The examples in doc comments, README.md included.
pub(crate) fn doctests() -> Outcome {
    run_cargo(words("test --workspace --doc"))
}

/// The pages of all crates, every link whole.
pub(crate) fn doc() -> Outcome {
    let mut doc = cargo();
    doc.args(words("doc --workspace --no-deps"));
    run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

/// Every rulebook under `examples/` has the canonical layout, checks without a warning and passes its own tests.
pub(crate) fn examples() -> Outcome {
    let rulebooks = match rulebooks() {
        Ok(rulebooks) if rulebooks.is_empty() => {
            return Outcome::Failed("there is no rulebook under examples/".into());
        }
        Ok(rulebooks) => rulebooks,
        Err(error) => return Outcome::Failed(format!("examples/ cannot be read: {error}")),
    };
    let mut layout = cargo();
    layout.args(words(
        "run --quiet --package lutine-cli -- fmt --check examples",
    ));
    let outcome = run(&mut layout);
    if outcome != Outcome::Passed {
        return outcome;
    }
    for rulebook in rulebooks {
        for arguments in [["check", "--deny-warnings"].as_slice(), ["test"].as_slice()] {
            let mut lutine = cargo();
            lutine.args(words("run --quiet --package lutine-cli --"));
            let outcome = run(lutine.args(arguments).arg(&rulebook));
            if outcome != Outcome::Passed {
                return outcome;
            }
        }
    }
    Outcome::Passed
}

/// The folders under `examples/` that hold a rulebook, relative to the root, by name.
fn rulebooks() -> std::io::Result<Vec<PathBuf>> {
    let mut rulebooks = Vec::new();
    for folder in fs::read_dir(root().join("examples"))? {
        let folder = folder?;
        if folder.file_type()?.is_dir() {
            rulebooks.push(PathBuf::from("examples").join(folder.file_name()));
        }
    }
    rulebooks.sort();
    Ok(rulebooks)
}

fn words(arguments: &str) -> std::str::SplitWhitespace<'_> {
    arguments.split_whitespace()
}
