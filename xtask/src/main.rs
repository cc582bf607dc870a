//! Tasks of this repository: `cargo xtask test`, `cargo xtask bench`.

mod bench;
mod check;
mod report;
mod step;
mod suite;
mod wasm;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Tasks of this repository.
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Run everything that must pass before a change lands; sets up what it needs.
    Test {
        /// Only the steps of these names.
        #[arg(value_name = "STEP")]
        only: Vec<String>,
        /// Say the names of the steps and run none.
        #[arg(long)]
        list: bool,
    },
    /// Measure.
    Bench {
        /// What is handed on to criterion: `cargo xtask bench -- --quick`.
        #[arg(last = true)]
        criterion: Vec<String>,
    },
}

fn main() -> ExitCode {
    match Arguments::parse().task {
        Task::Test { list: true, .. } => suite::list(),
        Task::Test { only, .. } => suite::run(&only),
        Task::Bench { criterion } => bench::run_all(&criterion),
    }
}
