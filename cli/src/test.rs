//! `lutine test`

use crate::arguments::TestArguments;
use crate::failure::Failure;
use crate::load::{load, title};
use crate::output;
use crate::status::Status;
use lutine::{Coverage, Rulebook, TestReport};
use std::io::{self, Write};
use std::path::Path;

/// Runs the tests of a rulebook.
pub(crate) fn run(arguments: &TestArguments) -> Result<Status, Failure> {
    let rulebook = load(&arguments.rulebook)?;
    let part = arguments.filter.as_deref().unwrap_or_default();
    if arguments.list {
        return list(&rulebook, part);
    }
    let (report, coverage) = if arguments.coverage || arguments.lcov.is_some() {
        let (report, coverage) = rulebook.test_covered(part);
        (report, Some(coverage))
    } else {
        (rulebook.test_matching(part), None)
    };
    if let (Some(part), true) = (&arguments.filter, report.tests.is_empty()) {
        return Err(Failure::NoSuchTest(part.clone()));
    }
    if let Some(file) = &arguments.junit {
        write_file(file, &report.to_junit(rulebook.name()))?;
    }
    if let (Some(file), Some(coverage)) = (&arguments.lcov, &coverage) {
        write_file(file, &coverage.to_lcov(&folder(&arguments.rulebook)))?;
    }
    let mut out = output::stdout();
    print(&mut out, &rulebook, &report)
        .and_then(|()| print_coverage(&mut out, coverage.filter(|_| arguments.coverage)))
        .and_then(|()| out.flush())
        .map_err(Failure::Output)?;
    Ok(Status::findings(!report.is_ok()))
}

/// The names of the tests.
fn list(rulebook: &Rulebook, part: &str) -> Result<Status, Failure> {
    let mut out = output::stdout();
    let mut tests = rulebook.tests().filter(|(name, ..)| name.contains(part));
    tests
        .try_for_each(|(name, file, line)| writeln!(out, "{file}:{line}: {name}"))
        .and_then(|()| out.flush())
        .map_err(Failure::Output)?;
    Ok(Status::Fine)
}

/// The tests that failed, each with what it found, and the counts.
fn print(out: &mut impl Write, rulebook: &Rulebook, report: &TestReport) -> io::Result<()> {
    let colors = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    for test in report.tests.iter().filter(|test| !test.passed()) {
        let (red, plain) = if colors {
            ("\x1b[1;31m", "\x1b[0m")
        } else {
            ("", "")
        };
        let (name, file, line) = (&test.name, &test.file, test.line);
        writeln!(out, "{red}FAILED{plain} {name} ({file}:{line})")?;
        for failure in &test.failures {
            for line in failure.to_string().lines() {
                writeln!(out, "  {line}")?;
            }
        }
        writeln!(out)?;
    }
    writeln!(
        out,
        "{}: {} passed, {} failed",
        title(rulebook),
        report.passed(),
        report.failed()
    )
}

fn print_coverage(out: &mut impl Write, coverage: Option<Coverage>) -> io::Result<()> {
    match coverage {
        Some(coverage) => write!(out, "\n{coverage}"),
        None => Ok(()),
    }
}

/// The folder of a rulebook, which may be one file.
fn folder(rulebook: &Path) -> String {
    let folder = if rulebook.is_dir() {
        rulebook
    } else {
        rulebook.parent().unwrap_or(Path::new(""))
    };
    folder.display().to_string()
}

fn write_file(file: &Path, text: &str) -> Result<(), Failure> {
    std::fs::write(file, text).map_err(|error| Failure::Unwritable {
        path: file.to_owned(),
        error,
    })
}
