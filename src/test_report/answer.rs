//! What a case of a file expects of an answer, against the answer.

use super::{TestFailure, Unmet};
use lutine_core::answer::Answer;
use lutine_core::execute::Execution;
use lutine_core::number::Decimal;
use lutine_core::value::Value;
use lutine_core::worksheet::{AnswerStep, Entry};
use lutine_dsl::testing::{Expected, ExpectedKind, PreparedTest};
use lutine_dsl::typed::PathStep;
use std::str::FromStr;
use std::sync::Arc;

/// The field of an answer that holds its errors.
const ERRORS: &str = "errors";

/// A part of an answer that is not as it should be.
pub(super) struct Difference {
    way: Vec<PathStep>,
    expected: Value,
    /// What is there; nothing where the answer has no such part.
    got: Option<Value>,
}

/// Whether something is expected of the errors, so that a refusal is an answer like any other.
pub(super) fn is_of_errors(kind: &ExpectedKind) -> bool {
    let ExpectedKind::Answer { path, .. } = kind else {
        return false;
    };
    matches!(path.first(), Some(PathStep::Key(key)) if &**key == ERRORS)
}

/// Where an answer differs from what is expected: of an object what that names, of a list every item.
pub(super) fn differences(path: &[PathStep], expected: &Value, answer: &Answer) -> Vec<Difference> {
    let whole = answer.to_value();
    let mut got = Some(&whole);
    for step in path {
        got = got.and_then(|value| part(value, step));
    }
    // An answer without errors has no such field.
    let none = Value::List(Vec::new());
    if matches!(path, [PathStep::Key(key)] if &**key == ERRORS) {
        got = got.or(Some(&none));
    }
    let mut found = Vec::new();
    compare(&mut path.to_vec(), expected, got, &mut found);
    found
}

fn part<'v>(value: &'v Value, step: &PathStep) -> Option<&'v Value> {
    match step {
        PathStep::Key(key) => value.get(key),
        PathStep::Item(place) => value.as_list()?.get(usize::try_from(*place).ok()?),
    }
}

fn compare(
    way: &mut Vec<PathStep>,
    expected: &Value,
    got: Option<&Value>,
    found: &mut Vec<Difference>,
) {
    match (expected, got) {
        (Value::Record(fields), Some(Value::Record(_))) => {
            for (key, value) in fields {
                way.push(PathStep::Key(Arc::clone(key)));
                compare(way, value, got.and_then(|got| got.get(key)), found);
                way.pop();
            }
        }
        (Value::List(items), Some(Value::List(there))) if items.len() == there.len() => {
            for (place, (item, there)) in (0_u32..).zip(items.iter().zip(there)) {
                way.push(PathStep::Item(place));
                compare(way, item, Some(there), found);
                way.pop();
            }
        }
        (expected, Some(got)) if is_same(expected, got) => {}
        (expected, got) => found.push(Difference {
            way: way.clone(),
            expected: expected.clone(),
            got: got.cloned(),
        }),
    }
}

/// Whether a plain value is the one that is expected, numbers by what they are worth.
fn is_same(expected: &Value, got: &Value) -> bool {
    let text = expected.as_text();
    match (expected, got) {
        (Value::Record(_) | Value::List(_), _) | (_, Value::Record(_) | Value::List(_)) => false,
        (Value::Absent, _) | (_, Value::Absent) => expected.is_absent() && got.is_absent(),
        _ => match (got.as_number(), got.as_text()) {
            (Some(got), _) => {
                let written = || text.and_then(|text| Decimal::from_str(text).ok());
                expected.as_number().or_else(written) == Some(got)
            }
            (None, Some(got)) => match expected.as_bool() {
                Some(expected) => expected.to_string() == got,
                None => text == Some(got),
            },
            _ if got.as_bool().is_some() => expected.as_bool() == got.as_bool(),
            _ => text == Some(got.to_json().trim_matches('"')),
        },
    }
}

impl Difference {
    /// How the value that is there came about, and when.
    pub(super) fn behind(&self, execution: &Execution<'_>, risk: u32) -> Option<(u32, Vec<Entry>)> {
        let (PathStep::Key(field), rest) = self.way.split_first()? else {
            return None;
        };
        let mut output = execution.plan.graph.output.iter();
        let field = output.position(|known| known.name == *field)?;
        let step = |step| match step {
            &PathStep::Item(place) => {
                AnswerStep::Item(usize::try_from(place).unwrap_or(usize::MAX))
            }
            PathStep::Key(key) => AnswerStep::Field(key),
        };
        let way: Vec<AnswerStep<'_>> = rest.iter().map(step).collect();
        execution.behind(field, &way, risk)
    }

    pub(super) fn failure(
        self,
        test: &PreparedTest,
        expected: &Expected,
        answer: &Answer,
    ) -> TestFailure {
        let unmet = |compared| Unmet {
            text: written(&self.way).into(),
            file: Arc::clone(&test.file),
            line: expected.line,
            column: expected.column,
            compared,
            worksheet: Vec::new(),
        };
        match (&self.got, answer.errors.is_empty(), answer.is_refused()) {
            (None, _, true) => TestFailure::Refused(answer.refusals.clone()),
            (None, false, _) => TestFailure::InError {
                expected: unmet(None),
                errors: answer.errors.clone(),
            },
            (got, ..) => {
                let got = got.clone().unwrap_or_default();
                TestFailure::NotMet(unmet(Some((got, self.expected.clone()))))
            }
        }
    }
}

/// A way as it is written: `vehicles[1].BI`.
fn written(way: &[PathStep]) -> String {
    let mut text = String::new();
    for step in way {
        match step {
            PathStep::Key(key) if text.is_empty() => text.push_str(key),
            PathStep::Key(key) => text.push_str(&format!(".{key}")),
            PathStep::Item(place) => text.push_str(&format!("[{}]", place.saturating_add(1))),
        }
    }
    text
}
