//! The `lutine` command.

mod answer_text;
mod arguments;
#[cfg(feature = "arrow")]
mod batch;
mod build;
mod check;
mod chunk;
mod completions;
mod eval;
mod explain_code;
mod failure;
mod fmt;
mod graph;
mod input;
mod load;
mod manual;
mod new;
mod output;
mod plan;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod status;
mod tally;
mod test;
mod whole;

use arguments::{Arguments, Command};
use clap::Parser;
use std::process::ExitCode;

/// Compiling a rulebook makes trees of many small pieces and lets go of them; the systems' own allocators take a fifth of the time for that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::New(arguments) => new::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::ExplainCode(arguments) => explain_code::run(&arguments),
        Command::Fmt(arguments) => fmt::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Eval(arguments) => eval::eval(&arguments),
        #[cfg(feature = "arrow")]
        Command::Batch(arguments) => batch::run(&arguments),
        Command::Explain(arguments) => eval::explain(&arguments),
        Command::Build(arguments) => build::run(&arguments),
        Command::Graph(arguments) => graph::run(&arguments),
        Command::Plan(arguments) => plan::run(&arguments),
        #[cfg(feature = "serve")]
        Command::Serve(arguments) => serve::serve(arguments),
        #[cfg(feature = "serve")]
        Command::Keys(command) => serve::keys(command),
        #[cfg(feature = "serve")]
        Command::Log(command) => serve::log(command),
        Command::Schema(arguments) => schema::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments),
        Command::Man(arguments) => manual::run(&arguments),
    };
    done.unwrap_or_else(|failure| failure.report()).into()
}
