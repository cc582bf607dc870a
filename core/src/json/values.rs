//! Events of a typed value, so that a service's values and its JSON are read in one way.

use std::fmt::Write;
use std::slice::Iter;
use std::sync::Arc;

use super::{Event, Events, JsonError, JsonErrorKind, MAX_NESTING};
use crate::value::Value;

/// The [`Events`] of a [`Value`]: its numbers as their shortest text, its dates and names of enums as text.
///
/// ```
/// use lutine_core::json::{Event, Events, ValueEvents};
/// use lutine_core::value::Value;
/// let risk = Value::from([("symbol", Value::from(12))]);
/// let mut events = ValueEvents::new(&risk);
/// assert_eq!(events.next()?, Event::ObjectStart);
/// assert_eq!(events.next()?, Event::Key("symbol"));
/// assert_eq!(events.next()?, Event::Number("12"));
/// assert_eq!(events.next()?, Event::ObjectEnd);
/// assert_eq!(events.next()?, Event::End);
/// # Ok::<(), lutine_core::json::JsonError>(())
/// ```
#[derive(Debug, Clone)]
pub struct ValueEvents<'v> {
    next: Option<&'v Value>,
    open: Vec<Open<'v>>,
    /// The text of the last number or date.
    text: String,
}

/// A list or record that was entered.
#[derive(Debug, Clone)]
enum Open<'v> {
    List(Iter<'v, Value>),
    Record(Iter<'v, (Arc<str>, Value)>),
}

/// What follows next in the innermost list or record.
enum Following<'v> {
    Value(&'v Value),
    Key(&'v str),
    Close(Event<'static>),
    Nothing,
}

impl<'v> ValueEvents<'v> {
    /// Reads a value.
    #[must_use]
    pub const fn new(value: &'v Value) -> Self {
        Self {
            next: Some(value),
            open: Vec::new(),
            text: String::new(),
        }
    }

    fn following(&mut self) -> Following<'v> {
        if let Some(value) = self.next.take() {
            return Following::Value(value);
        }
        match self.open.last_mut() {
            None => Following::Nothing,
            Some(Open::List(items)) => items
                .next()
                .map_or(Following::Close(Event::ArrayEnd), Following::Value),
            Some(Open::Record(fields)) => match fields.next() {
                None => Following::Close(Event::ObjectEnd),
                Some((key, value)) => {
                    self.next = Some(value);
                    Following::Key(key)
                }
            },
        }
    }

    fn enter(
        &mut self,
        value: &'v Value,
        open: Open<'v>,
        event: Event<'static>,
    ) -> Result<Event<'_>, JsonError> {
        if self.open.len() >= MAX_NESTING as usize {
            self.next = Some(value);
            return Err(JsonError {
                kind: JsonErrorKind::TooDeep,
                place: None,
            });
        }
        self.open.push(open);
        Ok(event)
    }

    fn show(&mut self, shown: impl std::fmt::Display) -> &str {
        self.text.clear();
        // Writing to a String cannot fail.
        let _ = write!(self.text, "{shown}");
        &self.text
    }

    fn value(&mut self, value: &'v Value) -> Result<Event<'_>, JsonError> {
        Ok(match value {
            Value::Absent => Event::Null,
            Value::Bool(value) => Event::Bool(*value),
            Value::Int(number) | Value::Decimal(number) | Value::Money { amount: number, .. } => {
                Event::Number(self.show(number))
            }
            Value::Text(text) | Value::Enum(text) => Event::Text(text),
            Value::Date(date) => Event::Text(self.show(date)),
            Value::List(items) => {
                return self.enter(value, Open::List(items.iter()), Event::ArrayStart);
            }
            Value::Record(fields) => {
                return self.enter(value, Open::Record(fields.iter()), Event::ObjectStart);
            }
        })
    }
}

impl Events for ValueEvents<'_> {
    fn next(&mut self) -> Result<Event<'_>, JsonError> {
        match self.following() {
            Following::Value(value) => self.value(value),
            Following::Key(key) => Ok(Event::Key(key)),
            Following::Close(event) => {
                self.open.pop();
                Ok(event)
            }
            Following::Nothing => Ok(Event::End),
        }
    }
}
