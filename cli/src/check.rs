//! `lutine check`

use crate::arguments::{CheckArguments, FindingsFormat};
use crate::failure::Failure;
use crate::load::{load, summary, title};
use crate::output;
use crate::status::Status;
use lutine::{CompileError, Findings};
use std::io::{self, Write};
use std::path::{Component, Path};

/// Says what is wrong with a rulebook.
pub(crate) fn run(arguments: &CheckArguments) -> Result<Status, Failure> {
    match arguments.format {
        FindingsFormat::Text => text(arguments),
        FindingsFormat::Json => data(arguments, Findings::to_json),
        FindingsFormat::Sarif => {
            let folder = folder(&arguments.rulebook);
            data(arguments, |findings| findings.to_sarif(&folder))
        }
    }
}

/// For people, on stderr.
fn text(arguments: &CheckArguments) -> Result<Status, Failure> {
    let rulebook = load(&arguments.rulebook)?;
    rulebook.has_source()?;
    let warnings = rulebook.warnings();
    if !warnings.is_empty() {
        anstream::eprintln!("{}\n", warnings.render(true));
    }
    let counts = if arguments.proofs {
        let proofs = rulebook.proofs()?;
        let mut out = output::stdout();
        let mut lines = proofs.list.iter();
        let written = lines.try_for_each(|proof| writeln!(out, "{proof}"));
        written
            .and_then(|()| out.flush())
            .map_err(Failure::Output)?;
        proofs.counts()
    } else {
        rulebook.proofs_at_a_glance()?
    };
    anstream::eprintln!("{}: {}", title(&rulebook), summary(&warnings));
    let open = counts.refuted > 0 || counts.not_proven > 0;
    if open && !arguments.proofs {
        anstream::eprintln!("{counts}: see `--proofs`");
    } else {
        anstream::eprintln!("{counts}");
    }
    Ok(status(arguments, &warnings))
}

/// For programs, on stdout: faults and warnings alike.
fn data(arguments: &CheckArguments, form: impl Fn(&Findings) -> String) -> Result<Status, Failure> {
    let mut out = output::stdout();
    let mut write = |findings: &Findings| -> io::Result<()> {
        writeln!(out, "{}", form(findings))?;
        out.flush()
    };
    match load(&arguments.rulebook) {
        Ok(rulebook) => {
            rulebook.has_source()?;
            let warnings = rulebook.warnings();
            write(&warnings).map_err(Failure::Output)?;
            Ok(status(arguments, &warnings))
        }
        Err(Failure::Compile {
            error: CompileError::Faults(faults),
            ..
        }) => {
            write(&faults).map_err(Failure::Output)?;
            Ok(Status::Findings)
        }
        Err(failure) => Err(failure),
    }
}

fn status(arguments: &CheckArguments, warnings: &Findings) -> Status {
    Status::findings(arguments.deny_warnings && !warnings.is_empty())
}

/// The folder in which the rulebook's files are, with `/` between names; empty where it is the current one.
fn folder(rulebook: &Path) -> String {
    let folder = match rulebook.parent() {
        Some(parent) if rulebook.is_file() => parent,
        _ => rulebook,
    };
    let kept = folder
        .components()
        .filter(|part| *part != Component::CurDir);
    let folder = kept.collect::<std::path::PathBuf>();
    folder.to_string_lossy().replace('\\', "/")
}
