//! `lutine completions`

use crate::arguments::{Arguments, CompletionsArguments};
use crate::failure::Failure;
use crate::output;
use crate::status::Status;
use clap::CommandFactory;
use std::io::Write;

/// Prints what makes a shell complete the command.
pub(crate) fn run(arguments: &CompletionsArguments) -> Result<Status, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut Arguments::command(),
        "lutine",
        &mut script,
    );
    let mut out = output::stdout();
    out.write_all(&script)
        .and_then(|()| out.flush())
        .map_err(Failure::Output)?;
    Ok(Status::Fine)
}
