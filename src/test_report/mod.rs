//! What came of a rulebook's tests.

mod answer;
mod junit;
mod run;

use crate::coverage::Counter;
use lutine_core::answer::{FieldError, Refusal};
use lutine_core::engine::LoadError;
use lutine_core::value::Value;
use lutine_core::worksheet::Entry;
use lutine_dsl::testing::{RiskError, TestGroup};
use std::fmt;
use std::sync::Arc;
use thiserror::Error;

/// What came of a rulebook's tests, in the order of its text.
#[derive(Debug, Clone, Default)]
pub struct TestReport {
    /// The tests that were run.
    pub tests: Vec<TestResult>,
}

/// What came of one test.
#[derive(Debug, Clone)]
pub struct TestResult {
    /// Its name; behind that of a file of cases the file and line of the case.
    pub name: Arc<str>,
    /// The file that declares it, relative to the rulebook.
    pub file: Arc<str>,
    /// Its line, from 1.
    pub line: u32,
    /// Why it failed; empty if it passed.
    pub failures: Vec<TestFailure>,
}

/// Why a test failed.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum TestFailure {
    /// There is no risk to look at.
    #[error("{0}")]
    NoRisk(RiskError),
    /// The input does not accept the risk.
    #[error("the risk is refused: {}", list(.0, shown_refusal))]
    Refused(Vec<Refusal>),
    /// Something is not as it should be.
    #[error("{}:{}: {}{}", .0.file, .0.line, .0.text, got(.0))]
    NotMet(Unmet),
    /// Whether it is as it should be cannot be computed.
    #[error("{}:{}: expected {}\n  {}", .expected.file, .expected.line, .expected.text, list(.errors, shown_error))]
    InError {
        /// What should be.
        expected: Unmet,
        /// Why it cannot be computed.
        errors: Vec<FieldError>,
    },
    /// A value that should be in error is not.
    #[error("{}:{}: expected {}\n  it is {}", .expected.file, .expected.line, .expected.text, shown(.value))]
    NotInError {
        /// What should be.
        expected: Unmet,
        /// The value.
        value: Value,
    },
    /// A risk that the input should refuse is accepted.
    #[error("{}:{}: expected {}\n  the risk is accepted", .0.file, .0.line, .0.text)]
    NotRefused(Unmet),
    /// The compiler made something that it refuses itself. The fault is Lutine's, not the rulebook's.
    #[error("this is a defect of Lutine, please report it: {0}")]
    Defect(LoadError),
}

/// Something that should hold and does not.
#[derive(Debug, Clone, PartialEq)]
pub struct Unmet {
    /// As it is written: `policy.total = 2_666.97`.
    pub text: Arc<str>,
    /// The file, relative to the rulebook.
    pub file: Arc<str>,
    /// Its line, from 1.
    pub line: u32,
    /// Its column, from 1.
    pub column: u32,
    /// Where it is one comparison: what is there, and what it is compared with. Absent values are [`Value::Absent`].
    pub compared: Option<(Value, Value)>,
    /// How the value that is there came about: its line of the worksheet, and the `steps` that it reads. Of several values of a test that
    /// are not as they should be, the first in the order of evaluation has it: where things begin to differ.
    pub worksheet: Vec<Entry>,
}

impl TestFailure {
    /// A stable code of what is wrong.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoRisk(_) => "no_risk",
            Self::Refused(_) => "refused",
            Self::NotMet(_) => "not_met",
            Self::InError { .. } => "in_error",
            Self::NotInError { .. } => "not_in_error",
            Self::NotRefused(_) => "not_refused",
            Self::Defect(_) => "defect",
        }
    }
}

impl TestResult {
    /// Whether all that it expects is so.
    #[must_use]
    pub const fn passed(&self) -> bool {
        self.failures.is_empty()
    }
}

impl TestReport {
    /// How many tests passed.
    #[must_use]
    pub fn passed(&self) -> usize {
        self.tests.iter().filter(|test| test.passed()).count()
    }

    /// How many tests failed.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.tests.len().saturating_sub(self.passed())
    }

    /// Whether every test passed.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        self.failed() == 0
    }

    /// Runs tests that are ready; `counter` counts what they need, where they were made ready for that.
    pub(crate) fn of(groups: Vec<TestGroup>, counter: &mut Counter) -> Self {
        let tests = groups
            .into_iter()
            .flat_map(|group| run::run(group, counter));
        Self {
            tests: tests.collect(),
        }
    }
}

/// What is there, and how it came about.
fn got(unmet: &Unmet) -> String {
    let Some((got, expected)) = &unmet.compared else {
        return "\n  it is not so".to_owned();
    };
    let (got, expected) = (shown(got), shown(expected));
    // What a number must be above or below is no expected value.
    let is_order = [" < ", " > ", " <= ", " >= ", " != "];
    let is_order = is_order.iter().any(|order| unmet.text.contains(order));
    let mut text = if is_order {
        format!("\n  got       {got}\n  beside    {expected}")
    } else {
        format!("\n  expected  {expected}\n  got       {got}")
    };
    for entry in &unmet.worksheet {
        for line in entry.to_text().lines() {
            text.push_str("\n    ");
            text.push_str(line);
        }
    }
    text
}

/// A value as people read it: as its JSON, a text without its quotes.
fn shown(value: &Value) -> String {
    match value {
        Value::Absent => "absent".to_owned(),
        value => value.to_json().trim_matches('"').to_owned(),
    }
}

fn shown_refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Fault(fault) if fault.pointer.is_empty() => fault.message.clone(),
        Refusal::Fault(fault) => format!("{}: {}", fault.pointer, fault.message),
        Refusal::Error(error) => shown_error(error),
    }
}

fn shown_error(error: &FieldError) -> String {
    format!(
        "{}: {} ({}:{})",
        error.path, error.message, error.file, error.line
    )
}

fn list<T>(items: &[T], shown: fn(&T) -> String) -> impl fmt::Display {
    items.iter().map(shown).collect::<Vec<_>>().join("; ")
}
