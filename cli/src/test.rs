//! `lutine test`

use crate::arguments::TestArguments;
use crate::failure::Failure;
use crate::load::{load, title};
use crate::output;
use crate::status::Status;
use lutine::{Rulebook, TestReport};
use std::io::{self, Write};

/// Runs the tests of a rulebook.
pub(crate) fn run(arguments: &TestArguments) -> Result<Status, Failure> {
    let rulebook = load(&arguments.rulebook)?;
    let report = match &arguments.filter {
        None => rulebook.test(),
        Some(part) => {
            let report = rulebook.test_matching(part);
            if report.tests.is_empty() {
                return Err(Failure::NoSuchTest(part.clone()));
            }
            report
        }
    };
    let mut out = output::stdout();
    print(&mut out, &rulebook, &report)
        .and_then(|()| out.flush())
        .map_err(Failure::Output)?;
    Ok(Status::findings(!report.is_ok()))
}

/// The tests that failed, each with what it found, and the counts.
fn print(out: &mut impl Write, rulebook: &Rulebook, report: &TestReport) -> io::Result<()> {
    for test in report.tests.iter().filter(|test| !test.passed()) {
        writeln!(out, "FAILED {} ({}:{})", test.name, test.file, test.line)?;
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
