//! `lutine build`

use crate::arguments::BuildArguments;
use crate::failure::Failure;
use crate::load::{load_answering, summary, title};
use crate::output;
use crate::status::Status;
use crate::whole::write_whole;
use lutine::{Hash, Rulebook};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes the compiled bundle of a rulebook.
pub(crate) fn run(arguments: &BuildArguments) -> Result<Status, Failure> {
    let rulebook = load_answering(&arguments.rulebook)?;
    let warnings = rulebook.warnings();
    if !warnings.is_empty() {
        anstream::eprintln!("{}\n", warnings.render(true));
    }
    let bytes = if arguments.no_source {
        rulebook.bundle_without_source()?
    } else {
        rulebook.bundle()?
    };
    let named = || PathBuf::from(format!("{}.lutineb", rulebook.name()));
    let bundle = arguments.output.clone().unwrap_or_else(named);
    write_whole(&bundle, &bytes).map_err(|error| Failure::Unwritable {
        path: bundle.clone(),
        error,
    })?;
    let mut out = output::stdout();
    print(&mut out, &rulebook, &bundle, &bytes)
        .and_then(|()| out.flush())
        .map_err(Failure::Output)?;
    Ok(Status::Fine)
}

fn print(
    out: &mut impl Write,
    rulebook: &Rulebook,
    bundle: &Path,
    bytes: &[u8],
) -> Result<(), io::Error> {
    let meaning = rulebook.meaning_hash().map_err(io::Error::other)?;
    let source = match Rulebook::from_bundle(bytes) {
        Ok(read) if read.has_source().is_ok() => "with its source",
        Ok(_) => "without its source",
        Err(error) => return Err(io::Error::other(error)),
    };
    writeln!(
        out,
        "{}: {}",
        title(rulebook),
        summary(&rulebook.warnings())
    )?;
    for module in rulebook.modules() {
        let version = module.version.as_deref().map(|v| format!(" {v}"));
        let version = version.unwrap_or_default();
        writeln!(out, "module  {} {}{version}", module.hash, module.name)?;
    }
    writeln!(out, "meaning {meaning}")?;
    writeln!(out, "bundle  {}", Hash::of(bytes))?;
    writeln!(out, "{}: {} bytes, {source}", bundle.display(), bytes.len())
}
