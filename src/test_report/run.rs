//! Running tests that are ready, a group as one batch.

use super::{TestFailure, TestResult, Unmet, answer};
use crate::coverage::Counter;
use crate::text::NO_LIMITS;
use lutine_core::answer::{Answer, Refusal};
use lutine_core::coverage::Needed;
use lutine_core::decode::Decoded;
use lutine_core::engine::Engine;
use lutine_core::execute::Execution;
use lutine_core::risk::Risk;
use lutine_core::value::Value;
use lutine_core::worksheet::Entry;
use lutine_dsl::testing::{Expected, ExpectedKind, PreparedTest, TestGroup};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The tests of a group, their risks evaluated as one batch.
pub(super) fn run(group: TestGroup, counter: &mut Counter) -> Vec<TestResult> {
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

/// How a value came about, with its place in the order of evaluation.
type Behind = Option<(u32, Vec<Entry>)>;

fn failures(test: &PreparedTest, execution: &Execution<'_>, risk: u32) -> Vec<TestFailure> {
    let refusals = execution.refusals(risk);
    if !refusals.is_empty() {
        return refused(test, refusals);
    }
    let mut found: Vec<(TestFailure, Behind)> = Vec::new();
    let mut answer = None;
    for expected in &test.expected {
        if let ExpectedKind::Answer { path, value } = &expected.kind {
            let answer = answer.get_or_insert_with(|| execution.answer(risk));
            let differences = answer::differences(path, value, answer);
            found.extend(differences.into_iter().map(|difference| {
                let behind = difference.behind(execution, risk);
                (difference.failure(test, expected, answer), behind)
            }));
        } else if let Some(failure) = failure(test, expected, execution, risk) {
            let behind = match (&failure, &expected.kind) {
                (
                    TestFailure::NotMet(_),
                    ExpectedKind::Holds {
                        sides: Some((left, _)),
                        ..
                    },
                ) => execution.behind(*left, &[], risk),
                _ => None,
            };
            found.push((failure, behind));
        }
    }
    with_worksheet(found)
}

/// The failures; the first of them in the order of evaluation with how its value came about.
fn with_worksheet(mut found: Vec<(TestFailure, Behind)>) -> Vec<TestFailure> {
    let order = |place: &usize| {
        let behind = found.get(*place).and_then(|(_, behind)| behind.as_ref());
        behind.map_or(u32::MAX, |(order, _)| *order)
    };
    let first = (0..found.len()).min_by_key(order);
    if let Some((TestFailure::NotMet(unmet), behind)) = first.and_then(|at| found.get_mut(at)) {
        unmet.worksheet = behind
            .take()
            .map(|(_, entries)| entries)
            .unwrap_or_default();
    }
    found.into_iter().map(|(failure, _)| failure).collect()
}

/// What is wrong where the input refuses the risk: nothing if that is all that the test expects.
fn refused(test: &PreparedTest, refusals: Vec<Refusal>) -> Vec<TestFailure> {
    if test
        .expected
        .iter()
        .any(|expected| answer::is_of_errors(&expected.kind))
    {
        let answer = Answer::refused(refusals);
        let mut found = Vec::new();
        for expected in &test.expected {
            if let ExpectedKind::Answer { path, value } = &expected.kind {
                let differences = answer::differences(path, value, &answer).into_iter();
                found.extend(differences.map(|d| d.failure(test, expected, &answer)));
            }
        }
        return found;
    }
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
        worksheet: Vec::new(),
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
        ExpectedKind::Answer { .. } => None,
        ExpectedKind::Refused { .. } => Some(TestFailure::NotRefused(unmet(None))),
    }
}
