//! How much of the two crates that decide about money the tests run: `cargo llvm-cov` over all of them, line by line.

use crate::lcov::{File, files};
use crate::step::{Outcome, root, run, target};
use crate::tool::Tool;
use std::path::Path;
use std::process::ExitCode;
use std::{fmt, fs};

const LLVM_COV: Tool = Tool {
    name: "cargo-llvm-cov",
    version: "0.9.1",
    version_of: &["llvm-cov", "--version"],
};

/// The crates that are counted, by their folders.
const CRATES: [&str; 2] = ["core", "dsl"];
/// How many percent of the lines of each must run, and from how many on a file is not named.
const LEAST: usize = 90;

/// Runs the tests with counters, says what they ran, and fails where that is too little.
pub(crate) fn coverage() -> ExitCode {
    let report = match measured() {
        Ok(report) => report,
        Err(Outcome::Failed(why) | Outcome::Skipped(why)) => {
            eprintln!("{why}");
            return ExitCode::FAILURE;
        }
        Err(Outcome::Passed) => return ExitCode::FAILURE,
    };
    let files = files(&report);
    let crates = CRATES.map(|name| Coverage::of(name, &root().join(name).join("src"), &files));
    for counted in &crates {
        println!("{counted}");
    }
    match crates.iter().all(|counted| counted.lines.is_enough()) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// Everything that is run. Counters make frames larger, so that the one test that asks how small a stack is too small has no answer here.
const RUNS: [&str; 3] = [
    "clean --workspace",
    "test --no-report --workspace --lib --bins --tests -- --skip too_small_a_stack",
    "test --no-report --workspace --test differential -- --ignored",
];
const REPORT: &str = "report --package lutine-core --package lutine-dsl --lcov --output-path";

/// The report over all tests, the long comparison with the reference evaluator included.
fn measured() -> Result<String, Outcome> {
    let begin = LLVM_COV.installed()?;
    let report = target().join("coverage.lcov");
    let llvm_cov = |arguments: &str, output: Option<&Path>| {
        let mut command = begin();
        command.arg("llvm-cov").args(arguments.split_whitespace());
        command.args(output);
        // What the toolchain lacks is fetched without asking.
        command.env("CARGO_LLVM_COV_SETUP", "yes");
        // The tests take longer than their build.
        command.env("CARGO_PROFILE_DEV_OPT_LEVEL", "1");
        command.env("CARGO_PROFILE_DEV_DEBUG", "0");
        command.env("CARGO_INCREMENTAL", "0");
        match run(&mut command) {
            Outcome::Passed => Ok(()),
            other => Err(other),
        }
    };
    for arguments in RUNS {
        llvm_cov(arguments, None)?;
    }
    llvm_cov(REPORT, Some(&report))?;
    fs::read_to_string(&report)
        .map_err(|error| Outcome::Failed(format!("{}: {error}", report.display())))
}

/// Of how many lines how many ran.
#[derive(Debug, Clone, Copy, Default)]
struct Lines {
    covered: usize,
    all: usize,
}

impl Lines {
    fn of(file: &File) -> Self {
        Self {
            covered: file.covered(),
            all: file.lines.len(),
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            covered: self.covered.saturating_add(other.covered),
            all: self.all.saturating_add(other.all),
        }
    }

    /// Nothing is not enough: then nothing was measured.
    fn is_enough(self) -> bool {
        self.all > 0 && self.covered.saturating_mul(100) >= self.all.saturating_mul(LEAST)
    }
}

impl fmt::Display for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { covered, all } = self;
        // Cut off, so that 100 % are all lines.
        let tenths = covered.saturating_mul(1000).checked_div(*all);
        let tenths = tenths.unwrap_or_default();
        let (whole, tenth) = (tenths / 10, tenths % 10);
        write!(f, "{whole:>3}.{tenth} % {covered:>6} of {all:>6} lines")
    }
}

/// What of a crate ran.
#[derive(Debug)]
struct Coverage<'f> {
    name: &'static str,
    lines: Lines,
    /// The files of which too little ran, with their paths below the crate's folder.
    low: Vec<(&'f str, &'f File)>,
}

impl<'f> Coverage<'f> {
    fn of(name: &'static str, folder: &Path, files: &'f [File]) -> Self {
        let inside = |file: &'f File| {
            let path = Path::new(&file.path).strip_prefix(folder).ok()?;
            Some((path.to_str()?, file))
        };
        let own: Vec<_> = files.iter().filter_map(inside).collect();
        let lines = own.iter().map(|(_, file)| Lines::of(file));
        Self {
            name,
            lines: lines.fold(Lines::default(), Lines::and),
            low: own
                .into_iter()
                .filter(|(_, file)| !Lines::of(file).is_enough())
                .collect(),
        }
    }
}

impl fmt::Display for Coverage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, lines, low } = self;
        write!(f, "{name:<6}{lines}")?;
        if !lines.is_enough() {
            write!(f, ", BELOW {LEAST} %")?;
        }
        for (path, file) in low {
            let (lines, missed) = (Lines::of(file), file.missed());
            write!(f, "\n      {lines}  {name}/src/{path}: {missed}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_is_counted_and_its_files_below_the_least_are_named() {
        let file = |path: &str, ran: &[bool]| File {
            path: path.to_owned(),
            lines: (1..).zip(ran.iter().copied()).collect(),
        };
        let files = [
            file("/r/core/src/full.rs", &[true; 19]),
            file("/r/core/src/json/half.rs", &[true, false, false, true]),
            file("/r/dsl/src/other.rs", &[false; 9]),
        ];
        let core = Coverage::of("core", Path::new("/r/core/src"), &files);
        let expected = "core   91.3 %     21 of     23 lines\n       50.0 %      2 of      4 lines  core/src/json/half.rs: 2-3";
        assert_eq!(core.to_string(), expected);
        assert!(core.lines.is_enough());
        let dsl = Coverage::of("dsl", Path::new("/r/dsl/src"), &files);
        assert!(
            dsl.to_string()
                .starts_with("dsl     0.0 %      0 of      9 lines, BELOW 90 %")
        );
        assert!(!Lines::default().is_enough());
    }
}
