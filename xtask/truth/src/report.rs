//! What the cases came to: a line each, the first differences with their worksheets, and a line with the sums.

use crate::case::{Case, Confidence};
use crate::comparison::{Comparison, Difference};
use crate::problem::Problem;
use std::path::Path;
use std::process::ExitCode;

/// How many lines of a worksheet are shown.
const WORKSHEET_LINES: usize = 60;

/// How many places that were left out are named.
const NAMED: usize = 5;

/// The sums of all cases.
#[derive(Debug, Default)]
pub(crate) struct Report {
    matched: u32,
    all: u32,
    excused: u32,
    cases: u32,
    failed: Vec<&'static str>,
}

impl Report {
    /// Prints what a case came to.
    pub(crate) fn show(&mut self, case: &Case, compared: Result<Comparison, Problem>) {
        self.cases = self.cases.saturating_add(1);
        let comparison = match compared {
            Ok(comparison) => comparison,
            Err(problem) => {
                println!("{}: FAILED: {problem}", case.name);
                self.failed.push(case.name);
                return;
            }
        };
        let all = sum(&comparison, |(_, all)| all);
        let matched = sum(&comparison, |(matched, _)| matched);
        let apart: Vec<String> = Confidence::ALL
            .iter()
            .filter_map(|kind| {
                let (matched, all) = comparison.counts.get(kind)?;
                Some(format!("{} {matched}/{all}", kind.word()))
            })
            .collect();
        println!("{}: {matched}/{all} ({})", case.name, apart.join(", "));
        for note in &comparison.notes {
            println!("    {note}");
        }
        let (excused, differences): (Vec<_>, Vec<_>) = comparison
            .differences
            .iter()
            .partition(|difference| case.excuse(difference).is_some());
        for difference in &excused {
            let evidence = case.excuse(difference).unwrap_or_default();
            println!("    {} (the source's fault: {evidence})", line(difference));
        }
        for difference in &differences {
            println!("    {}", line(difference));
            for line in difference
                .worksheet
                .iter()
                .flat_map(|sheet| sheet.lines())
                .take(WORKSHEET_LINES)
            {
                println!("        {line}");
            }
        }
        let left_out = comparison.left_out();
        if all == 0 {
            println!("    FAILED: nothing was compared");
        }
        if !left_out.is_empty() {
            let named: Vec<&str> = left_out.iter().take(NAMED).map(String::as_str).collect();
            println!(
                "    FAILED: {} not compared: {} …",
                left_out.len(),
                named.join(", ")
            );
        }
        if all == 0 || !left_out.is_empty() || !differences.is_empty() {
            self.failed.push(case.name);
        }
        self.all = self.all.saturating_add(all);
        self.matched = self.matched.saturating_add(matched);
        self.excused = self
            .excused
            .saturating_add(u32::try_from(excused.len()).unwrap_or(u32::MAX));
    }

    /// Names the folders of published results that no case looks at.
    pub(crate) fn without_case(&mut self, cases: &[Case], truth: &Path) {
        let folders = std::fs::read_dir(truth).into_iter().flatten();
        let mut missing: Vec<String> = folders
            .filter_map(Result::ok)
            .filter(|entry| entry.path().is_dir())
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|folder| !cases.iter().any(|case| case.folder == folder))
            .collect();
        missing.sort();
        if !missing.is_empty() {
            println!("without a rulebook: {}", missing.join(", "));
        }
    }

    /// Prints the sums.
    pub(crate) fn finish(&self) -> ExitCode {
        let Self {
            matched,
            all,
            excused,
            cases,
            ..
        } = self;
        println!(
            "truth: {matched}/{all} values of {cases} cases, {excused} differ by the source's fault"
        );
        if self.failed.is_empty() {
            return ExitCode::SUCCESS;
        }
        println!("failed: {}", self.failed.join(", "));
        ExitCode::FAILURE
    }
}

fn sum(comparison: &Comparison, which: fn((u32, u32)) -> u32) -> u32 {
    let counts = comparison.counts.values().copied().map(which);
    counts.fold(0, u32::saturating_add)
}

fn line(difference: &Difference) -> String {
    let Difference {
        place,
        what,
        expected,
        got,
        ..
    } = difference;
    format!("{place} {what}: published {expected}, answered {got}")
}
