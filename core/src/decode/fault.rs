//! Faults: where they are, and the pieces of their messages.

use crate::answer::{Fault, FaultCode};
use crate::json::{Event, append_text};
use std::fmt::Write;

/// How many characters of a value stand in a message.
const SHOWN: usize = 40;

/// What is wrong with a value, still without its place.
#[derive(Debug)]
pub(super) struct Problem {
    code: FaultCode,
    message: String,
}

impl Problem {
    pub(super) fn new(code: FaultCode, message: String) -> Self {
        Self { code, message }
    }

    pub(super) fn wrong_type(expected: &str, found: Event<'_>) -> Self {
        let found = match found {
            Event::Null | Event::End => "null",
            Event::Bool(_) => "true or false",
            Event::Number(_) | Event::Decimal(_) => "a number",
            Event::Date(_) => "a date",
            Event::Text(_) | Event::Key(_) => "text",
            Event::ObjectStart | Event::ObjectEnd => "an object",
            Event::ArrayStart | Event::ArrayEnd => "a list",
        };
        let message = format!("expected {expected}, found {found}");
        Self::new(FaultCode::WrongType, message)
    }

    pub(super) fn at(self, path: &Path<'_>) -> Fault {
        Fault {
            code: self.code,
            pointer: path.pointer(),
            message: self.message,
        }
    }
}

/// Where reading stands. A chain on the stack, so that a text without faults pays nothing for it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Path<'p> {
    Risk,
    Field(&'p Path<'p>, &'p str),
    Item(&'p Path<'p>, u32),
}

impl Path<'_> {
    /// The JSON pointer.
    fn pointer(&self) -> String {
        let mut pointer = String::new();
        self.append(&mut pointer);
        pointer
    }

    fn append(&self, pointer: &mut String) {
        match self {
            Self::Risk => {}
            Self::Field(above, key) => {
                above.append(pointer);
                pointer.push('/');
                for character in key.chars() {
                    match character {
                        '~' => pointer.push_str("~0"),
                        '/' => pointer.push_str("~1"),
                        other => pointer.push(other),
                    }
                }
            }
            Self::Item(above, place) => {
                above.append(pointer);
                // Writing to a String cannot fail.
                let _ = write!(pointer, "/{place}");
            }
        }
    }
}

/// A plain value of the input as a message shows it: text as JSON, a number as it is written, either cut.
pub(super) fn shown(event: Event<'_>) -> String {
    match event {
        Event::Text(text) | Event::Key(text) => {
            let mut shown = String::new();
            append_text(&mut shown, &cut(text));
            shown
        }
        Event::Number(text) => cut(text),
        Event::Decimal(number) => number.to_string(),
        Event::Date(date) => date.to_string(),
        Event::Bool(value) => value.to_string(),
        _ => String::new(),
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        None => text.to_owned(),
        Some((end, _)) => {
            let mut cut = text.get(..end).unwrap_or_default().to_owned();
            cut.push('…');
            cut
        }
    }
}
