//! Tasks of this repository: `cargo xtask test`, `cargo xtask truth`, `cargo xtask bench`, `cargo xtask fuzz`,
//! `cargo xtask coverage`.

mod api;
mod bench;
mod check;
mod coverage;
mod crash;
mod deny;
mod fuzz;
mod lcov;
mod load;
mod postgres;
mod report;
mod step;
mod suite;
mod tool;
mod truth;
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
    /// Compare the example rulebooks with published results of real insurance.
    Truth {
        /// Only these cases.
        #[arg(value_name = "CASE")]
        only: Vec<String>,
    },
    /// Take away each rule, table row, step, requirement and variant of the examples, and list what no test notices.
    Mutants {
        /// Only these examples.
        #[arg(value_name = "EXAMPLE")]
        only: Vec<String>,
    },
    /// Say how many lines of core and dsl the tests run, and which files they run too little of.
    Coverage,
    /// Measure.
    Bench {
        /// Fail where Lutine is slower beside hand-written code than it must be.
        #[arg(long)]
        check: bool,
        /// What is handed on to criterion: `cargo xtask bench -- --quick`.
        #[arg(last = true)]
        criterion: Vec<String>,
    },
    /// Kill a service under load, again and again, and look for what it has acknowledged.
    Crash {
        /// How often, on each storage.
        #[arg(long, default_value_t = 200)]
        rounds: u32,
    },
    /// Measure a service with wrk, beside a handler that does nothing but read and write.
    Load {
        /// How long each is measured at a time.
        #[arg(long, default_value_t = 10)]
        seconds: u32,
    },
    /// Build the fuzz targets and run each for a while; fails where one fails, and keeps the input.
    Fuzz(fuzz::Fuzzing),
}

fn main() -> ExitCode {
    match Arguments::parse().task {
        Task::Test { list: true, .. } => suite::list(),
        Task::Test { only, .. } => suite::run(&only),
        Task::Truth { only } => truth::run(&only),
        Task::Mutants { only } => truth::mutants(&only),
        Task::Coverage => coverage::coverage(),
        Task::Bench { check, criterion } => bench::run_all(check, &criterion),
        Task::Crash { rounds } => crash::crash(rounds),
        Task::Load { seconds } => load::load(seconds),
        Task::Fuzz(asked) => fuzz::fuzz(&asked),
    }
}
