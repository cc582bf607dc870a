//! JSON of a source, or of a case that is committed: as values, so that nothing passes through a float.

use crate::problem::Problem;
use lutine::Value;
use std::sync::Arc;

/// A JSON text as a value. Numbers are whole; decimals are written as text.
pub(crate) fn value(name: &str, text: &str) -> Result<Value, Problem> {
    let unreadable = |why: String| Problem::File {
        file: name.into(),
        why,
    };
    let json = serde_json::from_str(text).map_err(|why| unreadable(why.to_string()))?;
    of(json).ok_or_else(|| unreadable("a number is not whole: write it as text".to_owned()))
}

fn of(json: serde_json::Value) -> Option<Value> {
    Some(match json {
        serde_json::Value::Null => Value::Absent,
        serde_json::Value::Bool(yes) => Value::Bool(yes),
        serde_json::Value::Number(number) => Value::from(number.as_i64()?),
        serde_json::Value::String(text) => Value::from(text.as_str()),
        serde_json::Value::Array(items) => {
            Value::List(items.into_iter().map(of).collect::<Option<_>>()?)
        }
        serde_json::Value::Object(fields) => {
            let fields = fields
                .into_iter()
                .map(|(name, value)| Some((Arc::from(name), of(value)?)));
            Value::Record(fields.collect::<Option<_>>()?)
        }
    })
}
