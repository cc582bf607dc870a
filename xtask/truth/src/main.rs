//! Real insurance with published results: every row of every file of expected values in `../shared/truth`, computed again by a
//! rulebook of `examples/`. A line a case; a case that compares nothing, or leaves a row out, has failed. And whether anything would
//! notice if a rule, a row or a step of an example were missing.

mod case;
mod cases;
mod comparison;
mod document;
mod mutants;
mod problem;
mod report;
mod rows;

use clap::Parser;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Compares the example rulebooks with published results of real insurance.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask truth")]
struct Arguments {
    /// Only these cases or examples, all if there are none.
    #[arg(value_name = "CASE")]
    only: Vec<String>,
    /// Take away each rule, row, step, requirement and variant of the examples instead, and list what nothing notices.
    #[arg(long)]
    mutants: bool,
    /// Where the folders with the published results are.
    #[arg(long, value_name = "FOLDER")]
    truth: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let truth = arguments
        .truth
        .unwrap_or_else(|| root.join("../shared/truth"));
    if arguments.mutants {
        return mutants::run(&root, &truth, &arguments.only);
    }
    if !truth.is_dir() {
        println!(
            "skipped: {} is not here, so nothing was compared",
            truth.display()
        );
        return ExitCode::SUCCESS;
    }
    let known = cases::all();
    if let Some(unknown) = arguments
        .only
        .iter()
        .find(|name| !known.iter().any(|case| case.name == **name))
    {
        let names: Vec<&str> = known.iter().map(|case| case.name).collect();
        eprintln!(
            "there is no case `{unknown}`; there are {}",
            names.join(", ")
        );
        return ExitCode::from(2);
    }
    let chosen = known
        .iter()
        .filter(|case| arguments.only.is_empty() || arguments.only.iter().any(|n| n == case.name));
    let mut report = report::Report::default();
    for case in chosen {
        report.show(case, case.run(&root, &truth));
    }
    if arguments.only.is_empty() {
        report.without_case(&known, &truth);
    }
    report.finish()
}
