//! `lutine check`

use crate::arguments::CheckArguments;
use crate::failure::Failure;
use crate::load::{load, summary, title};
use crate::status::Status;

/// Says what is wrong with a rulebook.
pub(crate) fn run(arguments: &CheckArguments) -> Result<Status, Failure> {
    let rulebook = load(&arguments.rulebook)?;
    let warnings = rulebook.warnings();
    if !warnings.is_empty() {
        anstream::eprintln!("{}\n", warnings.render(true));
    }
    anstream::eprintln!("{}: {}", title(&rulebook), summary(warnings));
    Ok(Status::findings(
        arguments.deny_warnings && !warnings.is_empty(),
    ))
}
