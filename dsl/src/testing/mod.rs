//! The tests of a rulebook, made ready to be run: the risk of each, and a graph that answers what each expects.
//!
//! This crate knows what a test means but executes nothing. Whoever runs a test evaluates its risk with the graph of its group: an
//! expectation is met where the output field of its [`ExpectedKind`] is true, or is the error that it names.

mod expected;
mod quoted;
mod risk;

pub use expected::{Expected, ExpectedKind};
pub use quoted::quoted;
pub use risk::RiskError;
pub(crate) use risk::read as read_json;

use crate::lower::{Observed, lower_observed, lower_with};
use crate::source::SourceMap;
use crate::typed::{ExpectationKind, Expr, Rulebook, TestRun};
use lutine_core::graph::Graph;
use lutine_core::value::Value;
use std::sync::Arc;

/// The risk of a test: the case that it starts from, with its changes.
///
/// # Errors
/// Where it cannot be made.
pub fn risk_of(run: TestRun<'_>) -> Result<Value, RiskError> {
    risk::risk(run)
}

/// How many expressions a group may add to its graph: a file of a thousand cases then makes many small graphs, not one in which
/// every risk computes what all the others expect.
const GROUP_EXPRESSIONS: usize = 256;

/// How many tests are a group at most, that are evaluated as one batch.
const GROUP_TESTS: usize = 2_048;

/// Some of a rulebook's tests, and the graph that answers them.
#[derive(Debug, Clone)]
pub struct TestGroup {
    /// The rulebook's graph; behind its own output stand the fields that the tests' [`Expected`] name.
    pub graph: Graph,
    /// The tests.
    pub tests: Vec<PreparedTest>,
    /// By which nodes it is seen what they need, where that was asked for.
    pub observed: Option<Observed>,
}

/// A test that is ready to be run.
#[derive(Debug, Clone)]
pub struct PreparedTest {
    /// What it is called.
    pub name: Arc<str>,
    /// The file that declares it.
    pub file: Arc<str>,
    /// The line there, from 1.
    pub line: u32,
    /// The risk that it is about.
    pub risk: Result<Value, RiskError>,
    /// What must hold.
    pub expected: Vec<Expected>,
}

/// Makes those tests ready that `chosen` picks by name, in the order of the text. With `observe` it can be seen of an execution what it
/// needed; that takes more time, and changes no result.
///
/// ```
/// use lutine_dsl::source::MemorySource;
///
/// let source = MemorySource::new().with(
///     "fee.lutine",
///     "rulebook fee\ninput Policy\nentity Policy { vehicles: int 1..4 }\noutput { n = policy.vehicles }\n\
///      test \"two\" { with policy.vehicles = 2\n expect policy.vehicles = 2 }\n",
/// );
/// let checked = lutine_dsl::check(&source)?;
/// let rulebook = checked.rulebook.ok_or("it has faults")?;
/// let groups = lutine_dsl::testing::prepare(&rulebook, &checked.sources, |_| true, false);
/// assert_eq!(groups[0].tests[0].risk.clone()?.to_json(), r#"{"vehicles":"2"}"#);
/// assert_eq!(&*groups[0].tests[0].expected[0].text, "policy.vehicles = 2");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn prepare(
    rulebook: &Rulebook,
    sources: &SourceMap,
    chosen: impl Fn(&str) -> bool,
    observe: bool,
) -> Vec<TestGroup> {
    let mut groups = Vec::new();
    let mut open = Group::new(rulebook, sources, observe);
    for run in rulebook.tests.iter().flat_map(|test| test.runs()) {
        let name = run.name();
        if !chosen(&name) {
            continue;
        }
        if open.is_full_for(run) {
            let full = std::mem::replace(&mut open, Group::new(rulebook, sources, observe));
            groups.push(full.close());
        }
        open.add(name, run);
    }
    if !open.tests.is_empty() {
        groups.push(open.close());
    }
    groups
}

/// A group that is being filled.
struct Group<'r> {
    rulebook: &'r Rulebook,
    sources: &'r SourceMap,
    observe: bool,
    /// What the graph answers beside its output.
    extra: Vec<&'r Expr>,
    tests: Vec<PreparedTest>,
}

impl<'r> Group<'r> {
    const fn new(rulebook: &'r Rulebook, sources: &'r SourceMap, observe: bool) -> Self {
        Self {
            rulebook,
            sources,
            observe,
            extra: Vec::new(),
            tests: Vec::new(),
        }
    }

    /// Whether a test is better put into another group: one of its own kind, so that the errors of an answer are its own.
    fn is_full_for(&self, run: TestRun<'_>) -> bool {
        let computes = run.test.expect.iter().any(|e| e.kind.value().is_some());
        let is_full = self.extra.len() >= GROUP_EXPRESSIONS || self.tests.len() >= GROUP_TESTS;
        !self.tests.is_empty() && (is_full || computes == self.extra.is_empty())
    }

    fn add(&mut self, name: Arc<str>, run: TestRun<'r>) {
        let test = run.test;
        let own = test.expect.iter();
        let mut expected: Vec<Expected> = own
            .map(|expectation| {
                let place = self.sources.line_column(expectation.span);
                Expected {
                    text: Arc::clone(&expectation.text),
                    line: place.line,
                    column: place.column,
                    kind: self.looked_at(&expectation.kind),
                }
            })
            .collect();
        expected.extend(self.of_case(run));
        let file = self.sources.file(test.span.file);
        self.tests.push(PreparedTest {
            name,
            file: file.map_or("", |file| file.name()).into(),
            line: self.sources.line_column(test.span).line,
            risk: risk::risk(run),
            expected,
        });
    }

    /// What a case of a file expects stands where the test names the file.
    fn of_case(&self, run: TestRun<'_>) -> Vec<Expected> {
        let cases = run.test.cases.as_ref();
        let place = cases.map(|cases| self.sources.line_column(cases.span));
        let expected = run.case.into_iter().flat_map(|case| &case.expect);
        let expected = expected.map(|expectation| Expected {
            text: Arc::clone(&expectation.text),
            line: place.map_or(0, |place| place.line),
            column: place.map_or(0, |place| place.column),
            kind: ExpectedKind::Answer {
                path: expectation.path.to_vec(),
                value: expectation.value.clone(),
            },
        });
        expected.collect()
    }

    fn looked_at(&mut self, kind: &'r ExpectationKind) -> ExpectedKind {
        match kind {
            ExpectationKind::Holds(condition) => ExpectedKind::Holds {
                condition: self.answered(condition),
                sides: expected::sides(condition)
                    .map(|(left, right)| (self.answered(left), self.answered(right))),
            },
            ExpectationKind::Fails { value, code } => ExpectedKind::Fails {
                value: self.answered(value),
                code: *code,
            },
            ExpectationKind::Refused { code } => ExpectedKind::Refused {
                code: Arc::clone(code),
            },
        }
    }

    /// The place in the output of a further expression.
    fn answered(&mut self, expr: &'r Expr) -> usize {
        let place = self.rulebook.output.len().saturating_add(self.extra.len());
        self.extra.push(expr);
        place
    }

    fn close(self) -> TestGroup {
        let (graph, observed) = if self.observe {
            let (graph, observed) = lower_observed(self.rulebook, self.sources, &self.extra);
            (graph, Some(observed))
        } else {
            (lower_with(self.rulebook, self.sources, &self.extra), None)
        };
        TestGroup {
            graph,
            tests: self.tests,
            observed,
        }
    }
}
