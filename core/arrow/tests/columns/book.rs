//! Risks that stand as JSON, laid out in columns: flat, or as lists of structs.

use arrow_array::builder::{BooleanBuilder, Date32Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::Field;
use lutine::json::{Event, Events, JsonText};
use lutine::{Date, Value};
use std::sync::Arc;

/// A JSON text as a value.
pub(crate) fn value(text: &str) -> Value {
    fn rest(events: &mut JsonText<'_>) -> Option<Value> {
        Some(match events.next().expect("JSON") {
            Event::ObjectStart => {
                let mut fields: Vec<(Arc<str>, Value)> = Vec::new();
                while let Event::Key(key) = events.next().expect("JSON") {
                    let key = key.into();
                    fields.push((key, rest(events).expect("a value")));
                }
                Value::Record(fields)
            }
            Event::ArrayStart => {
                let mut items = Vec::new();
                while let Some(item) = rest(events) {
                    items.push(item);
                }
                Value::List(items)
            }
            Event::Number(text) => Value::Int(text.parse().expect("a number")),
            Event::Text(text) => match text.parse::<Date>() {
                Ok(date) => Value::Date(date),
                Err(_) => Value::from(text),
            },
            Event::Bool(value) => Value::Bool(value),
            Event::Null => Value::Absent,
            _ => return None,
        })
    }
    rest(&mut JsonText::new(text.as_bytes()).expect("UTF-8")).expect("a value")
}

/// An array of values that are all of one kind, or absent.
pub(crate) fn array(values: &[Option<&Value>]) -> ArrayRef {
    match values.iter().flatten().find(|value| !value.is_absent()) {
        Some(Value::Bool(_)) => {
            let mut column = BooleanBuilder::new();
            let of = |value: &Option<&Value>| value.and_then(Value::as_bool);
            values
                .iter()
                .for_each(|value| column.append_option(of(value)));
            Arc::new(column.finish())
        }
        Some(Value::Int(_)) => {
            let mut column = Int64Builder::new();
            let of = |value: &Option<&Value>| value.and_then(Value::as_i64);
            values
                .iter()
                .for_each(|value| column.append_option(of(value)));
            Arc::new(column.finish())
        }
        Some(Value::Date(_)) => {
            let mut column = Date32Builder::new();
            let of =
                |value: &Option<&Value>| value.and_then(Value::as_date).map(|date| date.days());
            values
                .iter()
                .for_each(|value| column.append_option(of(value)));
            Arc::new(column.finish())
        }
        Some(Value::Record(_)) => Arc::new(structs(values)),
        Some(Value::List(_)) => lists(values),
        _ => {
            let mut column = StringBuilder::new();
            let of =
                |value: &Option<&Value>| value.and_then(|value| value.as_text().map(str::to_owned));
            values
                .iter()
                .for_each(|value| column.append_option(of(value)));
            Arc::new(column.finish())
        }
    }
}

fn keys(values: &[Option<&Value>]) -> Vec<Arc<str>> {
    let mut keys: Vec<Arc<str>> = Vec::new();
    for value in values.iter().flatten() {
        for (key, _) in value.as_record().unwrap_or_default() {
            if !keys.contains(key) {
                keys.push(key.clone());
            }
        }
    }
    keys
}

/// Objects as structs.
pub(crate) fn structs(values: &[Option<&Value>]) -> StructArray {
    let columns = keys(values).into_iter().map(|key| {
        let of = |value: &Option<&'_ Value>| value.and_then(|value| value.get(&key)).cloned();
        let inner: Vec<Option<Value>> = values.iter().map(of).collect();
        let inner: Vec<Option<&Value>> = inner.iter().map(Option::as_ref).collect();
        let array = array(&inner);
        (
            Arc::new(Field::new(&*key, array.data_type().clone(), true)),
            array,
        )
    });
    StructArray::from(columns.collect::<Vec<_>>())
}

fn lists(values: &[Option<&Value>]) -> ArrayRef {
    let items = |value: &Option<&Value>| value.and_then(|v| v.as_list().map(<[_]>::to_vec));
    let lists: Vec<Option<Vec<Value>>> = values.iter().map(items).collect();
    let lengths = lists.iter().map(|list| list.as_ref().map_or(0, Vec::len));
    let nulls: NullBuffer = lists.iter().map(Option::is_some).collect::<Vec<_>>().into();
    let all: Vec<Option<&Value>> = lists.iter().flatten().flatten().map(Some).collect();
    let all = array(&all);
    let item = Arc::new(Field::new("item", all.data_type().clone(), true));
    let offsets = OffsetBuffer::from_lengths(lengths);
    Arc::new(ListArray::new(item, offsets, all, Some(nulls)))
}

/// Risks with their lists as lists of structs.
pub(crate) fn nested(risks: &[Value]) -> RecordBatch {
    RecordBatch::from(structs(&risks.iter().map(Some).collect::<Vec<_>>()))
}

/// Risks with a column for each field of each item: `vehicles[2].symbol`.
pub(crate) fn flat(risks: &[Value]) -> RecordBatch {
    let risks: Vec<Value> = risks
        .iter()
        .map(|risk| {
            let mut columns = Vec::new();
            flatten(risk, "", &mut columns);
            columns.into_iter().collect()
        })
        .collect();
    nested(&risks)
}

fn flatten(value: &Value, path: &str, columns: &mut Vec<(String, Value)>) {
    match value {
        Value::Record(fields) => {
            let point = if path.is_empty() { "" } else { "." };
            for (key, value) in fields {
                flatten(value, &format!("{path}{point}{key}"), columns);
            }
        }
        Value::List(items) => {
            for (place, item) in (1..).zip(items) {
                flatten(item, &format!("{path}[{place}]"), columns);
            }
        }
        plain => columns.push((path.to_owned(), plain.clone())),
    }
}
