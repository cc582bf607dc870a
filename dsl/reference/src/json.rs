//! JSON as it was sent: numbers keep their digits, objects their keys in order and twice.

use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// A JSON value, taken apart one level deep.
pub enum Json<'a> {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number, as it is written.
    Number(&'a str),
    /// A text.
    Text(String),
    /// Keys and values in order, each key as often as it stands there.
    Object(Vec<(String, &'a RawValue)>),
    /// The items of a list.
    List(Vec<&'a RawValue>),
}

impl<'a> Json<'a> {
    /// Takes a value apart. Errors: a text or key that is no Unicode.
    pub fn of(raw: &'a RawValue) -> Result<Self, serde_json::Error> {
        let text = raw.get();
        Ok(match text.as_bytes().first() {
            Some(b'n') => Self::Null,
            Some(b't') => Self::Bool(true),
            Some(b'f') => Self::Bool(false),
            Some(b'"') => Self::Text(serde_json::from_str(text)?),
            Some(b'[') => Self::List(serde_json::from_str(text)?),
            Some(b'{') => {
                Self::Object(serde_json::Deserializer::from_str(text).deserialize_map(Entries)?)
            }
            _ => Self::Number(text),
        })
    }

    /// What it is, in the words of an input fault.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "text",
            Self::Object(_) => "an object",
            Self::List(_) => "a list",
        }
    }
}

/// Reads an object as a list of its entries.
struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(entries)
    }
}

/// How many objects and lists may stand in one another.
const DEEPEST: usize = 64;

/// The whole text as one value.
pub fn parse(json: &[u8]) -> Result<&RawValue, serde_json::Error> {
    let raw: &RawValue = serde_json::from_slice(json)?;
    check_all(raw)?;
    Ok(raw)
}

/// Checks what serde_json leaves open in values that nobody looks at: that every text is Unicode (`"\ud800"` is not), and the nesting.
fn check_all(raw: &RawValue) -> Result<(), serde_json::Error> {
    let mut waiting = vec![(raw, 0)];
    while let Some((raw, depth)) = waiting.pop() {
        let below: Vec<&RawValue> = match Json::of(raw)? {
            Json::Object(entries) => entries.into_iter().map(|(_, value)| value).collect(),
            Json::List(items) => items,
            _ => continue,
        };
        if depth == DEEPEST {
            return Err(serde_json::Error::custom("nested more than 64 levels deep"));
        }
        waiting.extend(below.into_iter().map(|value| (value, depth + 1)));
    }
    Ok(())
}

/// A text as JSON writes it.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
