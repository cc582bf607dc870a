//! `lutine schema`

use crate::arguments::{SchemaArguments, Side};
use crate::failure::Failure;
use crate::load::load_answering;
use crate::output;
use crate::status::Status;
use std::io::Write;

/// Prints the JSON Schema of what goes in or comes out.
pub(crate) fn run(arguments: &SchemaArguments) -> Result<Status, Failure> {
    let schema = load_answering(&arguments.rulebook)?.schema();
    let text = match arguments.of {
        Side::Input => schema.input(),
        Side::Output => schema.output(),
    };
    let mut out = output::stdout();
    writeln!(out, "{text}")
        .and_then(|()| out.flush())
        .map_err(Failure::Output)?;
    Ok(Status::Fine)
}
