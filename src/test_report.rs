//! What came of a rulebook's tests.

use crate::coverage::Counter;
use crate::text::NO_LIMITS;
use lutine_core::answer::{FieldError, Refusal};
use lutine_core::coverage::Needed;
use lutine_core::decode::Decoded;
use lutine_core::engine::{Engine, LoadError};
use lutine_core::execute::Execution;
use lutine_core::risk::Risk;
use lutine_core::value::Value;
use lutine_dsl::testing::{Expected, ExpectedKind, PreparedTest, RiskError, TestGroup};
use std::collections::BTreeSet;
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
    #[error("{}:{}: expected {}{}", .0.file, .0.line, .0.text, got(.0))]
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
#[derive(Debug, Clone, PartialEq, Eq)]
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
        let tests = groups.into_iter().flat_map(|group| run(group, counter));
        Self {
            tests: tests.collect(),
        }
    }
}

/// The tests of a group, their risks evaluated as one batch.
fn run(group: TestGroup, counter: &mut Counter) -> Vec<TestResult> {
    let engine = match Engine::within(group.graph, NO_LIMITS) {
        Ok(engine) => engine,
        Err(defect) => {
            let failed = |test| result(test, vec![TestFailure::Defect(defect.clone())]);
            return group.tests.iter().map(failed).collect();
        }
    };
    let nothing = Value::Absent;
    let risks = group.tests.iter();
    let risks = risks.map(|test| Risk::Value(test.risk.as_ref().unwrap_or(&nothing)));
    let Decoded { batch, lanes } = engine.decoder().decode_risks(risks);
    let execution = engine.execute(&batch);
    if let Some(observed) = &group.observed {
        let asked = Asked::of(&group.tests, &lanes);
        let needed = Needed::of(&execution, &observed.parts, |place, risk| {
            asked.is_asked(place, risk)
        });
        counter.add(batch.risks, engine.graph().tables.len(), &needed, observed);
    }
    let tests = group.tests.iter().zip(lanes);
    tests
        .map(|(test, lane)| {
            let failures = match (&test.risk, lane) {
                (Err(error), _) => vec![TestFailure::NoRisk(error.clone())],
                (Ok(_), Err(faults)) => {
                    let refusals = faults.into_iter().map(Refusal::Fault);
                    refused(test, refusals.collect())
                }
                (Ok(_), Ok(lane)) => failures(test, &execution, lane),
            };
            result(test, failures)
        })
        .collect()
}

/// What is asked of each risk: the output, and what its own test expects.
struct Asked {
    /// The fields that tests expect something of.
    expected: BTreeSet<usize>,
    /// Those of each risk.
    of_risk: BTreeSet<(u32, usize)>,
}

impl Asked {
    fn of<E>(tests: &[PreparedTest], lanes: &[Result<u32, E>]) -> Self {
        let places = |test: &PreparedTest| {
            let expected = test.expected.iter();
            let places = expected.flat_map(|expected| expected.kind.places());
            places.collect::<Vec<usize>>()
        };
        let risks = tests.iter().zip(lanes);
        let risks = risks.filter_map(|(test, lane)| Some((test, *lane.as_ref().ok()?)));
        let of_risk = risks.flat_map(|(test, risk)| {
            let places = places(test).into_iter();
            places.map(move |place| (risk, place))
        });
        Self {
            expected: tests.iter().flat_map(places).collect(),
            of_risk: of_risk.collect(),
        }
    }

    fn is_asked(&self, place: usize, risk: u32) -> bool {
        !self.expected.contains(&place) || self.of_risk.contains(&(risk, place))
    }
}

fn result(test: &PreparedTest, failures: Vec<TestFailure>) -> TestResult {
    TestResult {
        name: Arc::clone(&test.name),
        file: Arc::clone(&test.file),
        line: test.line,
        failures,
    }
}

fn failures(test: &PreparedTest, execution: &Execution<'_>, risk: u32) -> Vec<TestFailure> {
    let refusals = execution.refusals(risk);
    if !refusals.is_empty() {
        return refused(test, refusals);
    }
    let expected = test.expected.iter();
    expected
        .filter_map(|expected| failure(test, expected, execution, risk))
        .collect()
}

/// What is wrong where the input refuses the risk: nothing if that is all that the test expects.
fn refused(test: &PreparedTest, refusals: Vec<Refusal>) -> Vec<TestFailure> {
    let foreseen = |expected: &Expected| match &expected.kind {
        ExpectedKind::Refused { code } => refusals.iter().any(|r| r.code() == &**code),
        _ => false,
    };
    if !test.expected.is_empty() && test.expected.iter().all(foreseen) {
        return Vec::new();
    }
    vec![TestFailure::Refused(refusals)]
}

fn failure(
    test: &PreparedTest,
    expected: &Expected,
    execution: &Execution<'_>,
    risk: u32,
) -> Option<TestFailure> {
    let field = |place| execution.field(place, risk, "expect");
    let unmet = |compared| Unmet {
        text: Arc::clone(&expected.text),
        file: Arc::clone(&test.file),
        line: expected.line,
        column: expected.column,
        compared,
    };
    match &expected.kind {
        ExpectedKind::Holds { condition, sides } => match field(*condition) {
            Ok(Value::Bool(true)) => None,
            Ok(_) => {
                let sides = sides.and_then(|(left, right)| field(left).ok().zip(field(right).ok()));
                Some(TestFailure::NotMet(unmet(sides)))
            }
            Err(errors) => Some(TestFailure::InError {
                expected: unmet(None),
                errors,
            }),
        },
        ExpectedKind::Fails { value, code } => match field(*value) {
            Err(errors) if errors.iter().any(|error| error.code == *code) => None,
            Err(errors) => Some(TestFailure::InError {
                expected: unmet(None),
                errors,
            }),
            Ok(value) => Some(TestFailure::NotInError {
                expected: unmet(None),
                value,
            }),
        },
        ExpectedKind::Refused { .. } => Some(TestFailure::NotRefused(unmet(None))),
    }
}

fn got(unmet: &Unmet) -> String {
    match &unmet.compared {
        Some((got, _)) => format!("\n  it is {}", shown(got)),
        None => "\n  it is not so".to_owned(),
    }
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
