//! What a suite came to: the slowest steps, what was skipped and why, what failed, and one line with the counts.

use crate::step::Outcome;
use std::fmt;
use std::time::Duration;

/// How many of the slowest steps are named.
const SLOWEST: usize = 5;

/// A step that has run.
#[derive(Debug, Clone)]
pub(crate) struct Done {
    /// Its name.
    pub(crate) name: &'static str,
    /// What came of it.
    pub(crate) outcome: Outcome,
    /// How long it took.
    pub(crate) took: Duration,
}

/// The steps that have run.
#[derive(Debug, Clone, Default)]
pub(crate) struct Report {
    /// In their order.
    pub(crate) steps: Vec<Done>,
}

impl Report {
    /// How many steps failed.
    pub(crate) fn failed(&self) -> usize {
        let failed = |step: &&Done| matches!(step.outcome, Outcome::Failed(_));
        self.steps.iter().filter(failed).count()
    }

    fn passed(&self) -> usize {
        let passed = |step: &&Done| step.outcome == Outcome::Passed;
        self.steps.iter().filter(passed).count()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let total: Duration = self.steps.iter().map(|step| step.took).sum();
        let mut slowest: Vec<&Done> = self.steps.iter().collect();
        slowest.sort_by_key(|step| std::cmp::Reverse(step.took));
        writeln!(f, "took {:.0} s; slowest:", total.as_secs_f64())?;
        for step in slowest.iter().take(SLOWEST) {
            writeln!(f, "  {:>6.1} s  {}", step.took.as_secs_f64(), step.name)?;
        }
        for step in &self.steps {
            match &step.outcome {
                Outcome::Passed => {}
                Outcome::Failed(why) => writeln!(f, "failed: {}: {why}", step.name)?,
                Outcome::Skipped(why) => writeln!(f, "skipped: {}: {why}", step.name)?,
            }
        }
        write!(f, "{} passed, {} failed", self.passed(), self.failed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_ends_with_the_counts() {
        let done = |name, outcome, seconds| Done {
            name,
            outcome,
            took: Duration::from_secs(seconds),
        };
        let report = Report {
            steps: vec![
                done("fmt", Outcome::Passed, 1),
                done(
                    "tests",
                    Outcome::Failed("cargo test ended with 101".into()),
                    90,
                ),
                done(
                    "deny",
                    Outcome::Skipped("cargo-deny is not installed".into()),
                    0,
                ),
            ],
        };
        let expected = "took 91 s; slowest:\n    90.0 s  tests\n     1.0 s  fmt\n     0.0 s  deny\n\
                        failed: tests: cargo test ended with 101\n\
                        skipped: deny: cargo-deny is not installed\n1 passed, 1 failed";
        assert_eq!(report.to_string(), expected);
        assert_eq!(report.failed(), 1);
    }
}
