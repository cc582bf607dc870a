//! A risk as it comes in: JSON text, or a typed value.

use crate::json::{Event, Events, JsonError, JsonText, ValueEvents};
use crate::value::Value;

/// A risk to be evaluated. Both kinds are read in one way: a value as its JSON would be.
///
/// ```
/// use lutine_core::risk::Risk;
/// use lutine_core::value::Value;
/// let built = Value::from([("id", 7)]);
/// let risks = [Risk::from(r#"{"id": 7}"#), Risk::from(&built)];
/// assert_eq!(risks[0], Risk::Json(b"{\"id\": 7}"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Risk<'r> {
    /// One JSON object, in UTF-8.
    Json(&'r [u8]),
    /// A [`Value::Record`] of the same fields.
    Value(&'r Value),
}

impl<'r> Risk<'r> {
    /// The pieces of the risk, for the decoder.
    pub(crate) fn events(self) -> RiskEvents<'r> {
        match self {
            Self::Json(bytes) => match JsonText::new(bytes) {
                Ok(text) => RiskEvents::Text(text),
                Err(error) => RiskEvents::Broken(error),
            },
            Self::Value(value) => RiskEvents::Value(ValueEvents::new(value)),
        }
    }
}

impl<'r> From<&'r str> for Risk<'r> {
    fn from(json: &'r str) -> Self {
        Self::Json(json.as_bytes())
    }
}

impl<'r> From<&'r String> for Risk<'r> {
    fn from(json: &'r String) -> Self {
        Self::Json(json.as_bytes())
    }
}

impl<'r> From<&'r [u8]> for Risk<'r> {
    fn from(json: &'r [u8]) -> Self {
        Self::Json(json)
    }
}

impl<'r> From<&'r Vec<u8>> for Risk<'r> {
    fn from(json: &'r Vec<u8>) -> Self {
        Self::Json(json)
    }
}

impl<'r> From<&'r Value> for Risk<'r> {
    fn from(value: &'r Value) -> Self {
        Self::Value(value)
    }
}

/// The pieces of a risk of either kind.
#[derive(Debug)]
pub(crate) enum RiskEvents<'r> {
    Text(JsonText<'r>),
    Value(ValueEvents<'r>),
    /// The bytes are no text.
    Broken(JsonError),
}

impl Events for RiskEvents<'_> {
    fn next(&mut self) -> Result<Event<'_>, JsonError> {
        match self {
            Self::Text(text) => text.next(),
            Self::Value(value) => value.next(),
            Self::Broken(error) => Err(*error),
        }
    }

    #[inline]
    fn pass_key(&mut self, quoted: &str) -> bool {
        match self {
            Self::Text(text) => text.pass_key(quoted),
            Self::Value(_) | Self::Broken(_) => false,
        }
    }

    #[inline]
    fn pass_whole(&mut self, inside: &[(i64, i64)]) -> Option<i64> {
        match self {
            Self::Text(text) => text.pass_whole(inside),
            Self::Value(_) | Self::Broken(_) => None,
        }
    }
}
