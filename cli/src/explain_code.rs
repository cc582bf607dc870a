//! `lutine explain-code`

use crate::arguments::ExplainCodeArguments;
use crate::failure::Failure;
use crate::output;
use crate::status::Status;
use lutine::Code;
use std::io::Write;

/// Prints the page of a code, or a line for each.
pub(crate) fn run(arguments: &ExplainCodeArguments) -> Result<Status, Failure> {
    let mut out = output::stdout();
    let written = match &arguments.code {
        Some(name) => {
            let code = Code::named(name).ok_or_else(|| Failure::NoSuchCode {
                code: name.clone(),
                near: Code::near(name),
            })?;
            out.write_all(code.page().as_bytes())
        }
        None => Code::ALL
            .iter()
            .try_for_each(|code| writeln!(out, "{code}  {}", code.title())),
    };
    written
        .and_then(|()| out.flush())
        .map_err(Failure::Output)?;
    Ok(Status::Fine)
}
