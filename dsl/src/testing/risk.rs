//! The risk of a test: the case that it starts from, with its changes.

use crate::typed::{PathStep, TestRun};
use lutine_core::json::{Event, Events, JsonError, JsonText};
use lutine_core::number::Decimal;
use lutine_core::value::Value;
use std::str::FromStr;
use std::sync::Arc;
use thiserror::Error;

/// Why the risk of a test could not be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RiskError {
    /// The case that it starts from is not JSON.
    #[error("the case that it starts from is not JSON: {0}")]
    NotJson(JsonError),
    /// A change of a field in something that has none, or of an item in something that is no list.
    #[error("`with` cannot reach `{path}`: the case has another kind of value on the way")]
    OtherKind {
        /// The way to the field.
        path: String,
    },
    /// A change of an item behind the last.
    #[error("`with` cannot reach `{path}`: the list has {items} items before it")]
    NoItem {
        /// The way to the field.
        path: String,
        /// How many items there are.
        items: usize,
    },
}

impl RiskError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotJson(_) => "case_not_json",
            Self::OtherKind { .. } => "case_other_kind",
            Self::NoItem { .. } => "case_no_item",
        }
    }
}

/// The risk of a test.
pub(super) fn risk(run: TestRun<'_>) -> Result<Value, RiskError> {
    let given = match &run.test.given {
        Some(text) => read(text).map_err(RiskError::NotJson)?,
        None => Value::Record(Vec::new()),
    };
    let mut risk = run.case.and_then(|case| case.risk.clone()).unwrap_or(given);
    let own = run
        .test
        .with
        .iter()
        .map(|it| (it.path.as_slice(), &it.value));
    let of_case = run.case.into_iter().flat_map(|case| &case.with);
    for (path, value) in own.chain(of_case.map(|(path, value)| (&**path, value))) {
        apply(&mut risk, path, value).map_err(|obstacle| {
            let path = shown(path);
            match obstacle {
                Obstacle::OtherKind => RiskError::OtherKind { path },
                Obstacle::NoItem(items) => RiskError::NoItem { path, items },
            }
        })?;
    }
    Ok(risk)
}

/// The value of a JSON text.
pub(crate) fn read(text: &str) -> Result<Value, JsonError> {
    let mut events = JsonText::from_text(text);
    let value = value(&mut events)?;
    events.next()?;
    Ok(value)
}

fn value(events: &mut JsonText<'_>) -> Result<Value, JsonError> {
    Ok(read_value(events)?.unwrap_or_default())
}

/// The next value; nothing where a list ends. The events limit how deep values nest.
fn read_value(events: &mut JsonText<'_>) -> Result<Option<Value>, JsonError> {
    Ok(Some(match events.next()? {
        Event::ObjectStart => {
            let mut fields = Vec::new();
            while let Event::Key(key) = events.next()? {
                let key = Arc::from(key);
                fields.push((key, value(events)?));
            }
            Value::Record(fields)
        }
        Event::ArrayStart => {
            let mut items = Vec::new();
            while let Some(item) = read_value(events)? {
                items.push(item);
            }
            Value::List(items)
        }
        // A number that no decimal can hold stays a text, which the input refuses for that reason.
        Event::Number(written) => match Decimal::from_str(written) {
            Ok(number) => Value::Decimal(number),
            Err(_) => Value::from(written),
        },
        Event::Decimal(number) => Value::Decimal(number),
        Event::Text(text) => Value::from(text),
        Event::Date(date) => Value::Date(date),
        Event::Bool(value) => Value::Bool(value),
        Event::Null | Event::Key(_) => Value::Absent,
        Event::ArrayEnd | Event::ObjectEnd | Event::End => return Ok(None),
    }))
}

/// Why a change cannot be made.
enum Obstacle {
    OtherKind,
    NoItem(usize),
}

/// Sets what stands at the end of a way. What is missing on the way is made, but not to take something away from it.
fn apply(target: &mut Value, path: &[PathStep], new: &Value) -> Result<(), Obstacle> {
    let Some((step, rest)) = path.split_first() else {
        *target = new.clone();
        return Ok(());
    };
    if target.is_absent() {
        if new.is_absent() {
            return Ok(());
        }
        *target = match step {
            PathStep::Key(_) => Value::Record(Vec::new()),
            PathStep::Item(_) => Value::List(Vec::new()),
        };
    }
    match (step, target) {
        (PathStep::Key(key), Value::Record(fields)) => {
            match fields.iter_mut().find(|(name, _)| name == key) {
                Some((_, field)) => apply(field, rest, new),
                None => {
                    let mut field = Value::Absent;
                    apply(&mut field, rest, new)?;
                    if !field.is_absent() {
                        fields.push((Arc::clone(key), field));
                    }
                    Ok(())
                }
            }
        }
        (PathStep::Item(place), Value::List(items)) => {
            let place = usize::try_from(*place).unwrap_or(usize::MAX);
            let count = items.len();
            match items.get_mut(place) {
                Some(item) => apply(item, rest, new),
                None if new.is_absent() => Ok(()),
                None if place == count => {
                    let mut item = Value::Absent;
                    apply(&mut item, rest, new)?;
                    items.push(item);
                    Ok(())
                }
                None => Err(Obstacle::NoItem(count)),
            }
        }
        _ => Err(Obstacle::OtherKind),
    }
}

/// A way as it is written behind the risk: `vehicles[1].symbol`.
fn shown(path: &[PathStep]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            PathStep::Key(key) if text.is_empty() => text.push_str(key),
            PathStep::Key(key) => {
                text.push('.');
                text.push_str(key);
            }
            PathStep::Item(place) => {
                text.push_str(&format!("[{}]", place.saturating_add(1)));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::typed::{Change, Test};

    fn made(given: &str, changes: &[(&[PathStep], Value)]) -> Result<String, RiskError> {
        let changes = changes.iter().map(|(path, value)| Change {
            path: path.to_vec(),
            value: value.clone(),
            span: Span::default(),
        });
        let test = Test {
            name: "a test".into(),
            given: Some(given.into()),
            with: changes.collect(),
            expect: Vec::new(),
            cases: None,
            span: Span::default(),
        };
        risk(TestRun {
            test: &test,
            case: None,
        })
        .map(|risk| risk.to_json())
    }

    fn key(name: &str) -> PathStep {
        PathStep::Key(name.into())
    }

    #[test]
    fn changes_are_made_in_order_and_make_what_is_missing() {
        let cars = [key("cars"), PathStep::Item(0), key("symbol")];
        let second = [key("cars"), PathStep::Item(1), key("symbol")];
        let changes: [(&[PathStep], Value); 4] = [
            (&cars, Value::from(7)),
            (&second, Value::from(8)),
            (&cars, Value::from(9)),
            (&[key("id")], Value::Absent),
        ];
        let changed = made(r#"{"id": 1, "state": "TX"}"#, &changes);
        let expected = r#"{"id":null,"state":"TX","cars":[{"symbol":9},{"symbol":8}]}"#;
        assert_eq!(changed.as_deref(), Ok(expected));
    }

    #[test]
    fn to_take_away_what_is_not_there_changes_nothing() {
        let deep = [key("cars"), PathStep::Item(3), key("symbol")];
        assert_eq!(made("{}", &[(&deep, Value::Absent)]).as_deref(), Ok("{}"));
        assert_eq!(
            made(r#"{"cars":[]}"#, &[(&deep, Value::Absent)]).as_deref(),
            Ok(r#"{"cars":[]}"#)
        );
    }

    #[test]
    fn what_cannot_be_reached_is_said() {
        let deep = [key("cars"), PathStep::Item(1), key("symbol")];
        let errors = [r#"{"cars":[]}"#, r#"{"cars":7}"#, "{", "{} x"]
            .map(|given| made(given, &[(&deep, Value::from(1))]));
        let codes: Vec<_> = errors
            .iter()
            .flat_map(|e| e.as_ref().err().map(RiskError::code))
            .collect();
        assert_eq!(
            codes,
            [
                "case_no_item",
                "case_other_kind",
                "case_not_json",
                "case_not_json"
            ]
        );
        let first = errors
            .into_iter()
            .next()
            .and_then(Result::err)
            .map(|e| e.to_string());
        assert_eq!(
            first.as_deref(),
            Some("`with` cannot reach `cars[2].symbol`: the list has 0 items before it")
        );
    }

    #[test]
    fn every_number_keeps_its_digits() {
        let long = "123456789012345678901234567890123";
        let given = format!(r#"{{"a": 0.10, "b": {long}, "c": [1, [2], {{}}], "d": "Zo\u00eb"}}"#);
        let expected = format!(r#"{{"a":"0.1","b":"{long}","c":["1",["2"],{{}}],"d":"Zoë"}}"#);
        assert_eq!(made(&given, &[]), Ok(expected));
    }
}
