//! `lutine graph`

use crate::arguments::{GraphArguments, GraphFormat};
use crate::failure::Failure;
use crate::load::load;
use crate::output;
use crate::status::Status;
use std::io::Write;

/// Prints what reads what.
pub(crate) fn run(arguments: &GraphArguments) -> Result<Status, Failure> {
    let mut diagram = load(&arguments.rulebook)?.diagram()?;
    if let Some(path) = &arguments.of {
        let needed = diagram.needed_by(path);
        diagram = needed.map_err(|near| Failure::NotInRulebook {
            path: path.clone(),
            near,
        })?;
    }
    let text = match arguments.format {
        GraphFormat::Dot => diagram.to_dot(),
        GraphFormat::Mermaid => diagram.to_mermaid(),
    };
    let mut out = output::stdout();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .map_err(Failure::Output)?;
    Ok(Status::Fine)
}
