//! The fields of a JSON object in the order of the text, their values as they are written.

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;

/// The fields of a JSON object, in their order.
#[derive(Debug, Default)]
pub(crate) struct Fields<'t>(pub(crate) Vec<(Cow<'t, str>, &'t RawValue)>);

impl<'t> Fields<'t> {
    /// Of a text; none where it is no object.
    pub(crate) fn of(text: &'t str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }

    /// The value of a field.
    pub(crate) fn get(&self, name: &str) -> Option<&'t RawValue> {
        let field = self.0.iter().find(|(known, _)| known == name);
        field.map(|(_, value)| *value)
    }
}

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry::<Name<'de>, &'de RawValue>()? {
                    fields.push((field.0.0, field.1));
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

/// A name that is borrowed where it is written without escapes.
#[derive(serde::Deserialize)]
struct Name<'t>(#[serde(borrow)] Cow<'t, str>);
