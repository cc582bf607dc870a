//! `lutine man`

use crate::arguments::{Arguments, ManArguments};
use crate::failure::Failure;
use crate::output;
use crate::status::Status;
use clap::CommandFactory;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Prints the manual page, or writes it with those of all commands into a folder.
pub(crate) fn run(arguments: &ManArguments) -> Result<Status, Failure> {
    match &arguments.output {
        Some(folder) => write(folder),
        None => print(),
    }
    .map(|()| Status::Fine)
}

fn print() -> Result<(), Failure> {
    let mut out = output::stdout();
    clap_mangen::Man::new(Arguments::command())
        .render(&mut out)
        .and_then(|()| out.flush())
        .map_err(Failure::Output)
}

fn write(folder: &Path) -> Result<(), Failure> {
    fs::create_dir_all(folder)
        .and_then(|()| clap_mangen::generate_to(Arguments::command(), folder))
        .map_err(|error| Failure::Unwritable {
            path: folder.to_owned(),
            error,
        })
}
