//! `lutine plan`

use crate::arguments::{PlanArguments, PlanFormat};
use crate::failure::Failure;
use crate::load::load_answering;
use crate::output;
use crate::status::Status;
use std::io::Write;

/// Prints how each step is computed.
pub(crate) fn run(arguments: &PlanArguments) -> Result<Status, Failure> {
    let mut plan = load_answering(&arguments.rulebook)?.plan();
    if let Some(path) = &arguments.of {
        let needed = plan.needed_by(path);
        plan = needed.map_err(|near| Failure::NotInRulebook {
            path: path.clone(),
            near,
        })?;
    }
    let mut out = output::stdout();
    let written = match arguments.format {
        PlanFormat::Text => out.write_all(plan.to_text().as_bytes()),
        PlanFormat::Json => writeln!(out, "{}", plan.to_json()),
    };
    written
        .and_then(|()| out.flush())
        .map_err(Failure::Output)?;
    Ok(Status::Fine)
}
