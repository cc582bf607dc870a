use super::{Origin, Place, Shown};
use crate::answer::FieldError;
use crate::number::Decimal;
use crate::value::Value;
use std::fmt::{self, Display};

/// How many items of a list are shown in a line.
const ITEMS: usize = 8;

/// The most places to which decimals below each other are filled up with zeros.
const MOST_PLACES: u8 = 6;

impl Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}, where no row fits", self.file),
            line => write!(f, "{}:{line}", self.file),
        }
    }
}

impl Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Start => f.write_str("the start: the first of its list"),
            Self::Item(item) => write!(f, "carried from {item}"),
            Self::Unordered(item) => write!(
                f,
                "not carried: the place of {item} in the order is in error"
            ),
        }
    }
}

impl Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Some(value) => f.write_str(&plain(value)),
            None => {
                let code = self.errors.first().map_or("", |error| error.code.as_str());
                write!(f, "error {code}")
            }
        }
    }
}

/// A value as a person reads it, on one line.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Absent => "none".to_owned(),
        Value::Bool(value) => value.to_string(),
        Value::Int(number) | Value::Decimal(number) => number.to_string(),
        Value::Money { amount, places } => amount.fixed(*places).to_string(),
        Value::Text(text) => format!("\"{text}\""),
        Value::Enum(name) => name.to_string(),
        Value::Date(date) => date.to_string(),
        Value::List(items) => {
            let mut shown: Vec<String> = items.iter().take(ITEMS).map(plain).collect();
            if items.len() > ITEMS {
                shown.push(format!("… {} in all", items.len()));
            }
            format!("[{}]", shown.join(", "))
        }
        Value::Record(fields) => {
            let field = |(name, value): &(_, Value)| format!("{name}: {}", plain(value));
            let fields: Vec<String> = fields.iter().map(field).collect();
            format!("{{{}}}", fields.join(", "))
        }
    }
}

/// What is wrong, where, in a line.
pub(super) fn error_line(error: &FieldError) -> String {
    let FieldError {
        code,
        path,
        message,
        file,
        line,
        ..
    } = error;
    format!("error {}: {message} ({path}, {file}:{line})", code.as_str())
}

/// Numbers that stand below each other, with equally many decimals.
pub(super) struct Decimals {
    places: u8,
}

impl Decimals {
    pub fn of<'a>(column: impl Iterator<Item = &'a Shown>) -> Self {
        let places = |number: &Decimal| u8::try_from(number.scale()).unwrap_or(MOST_PLACES);
        let decimals = column.filter_map(|shown| match &shown.value {
            Some(Value::Decimal(number)) => Some(places(number)),
            _ => None,
        });
        Self {
            places: decimals.max().unwrap_or(0).min(MOST_PLACES),
        }
    }

    pub fn text(&self, shown: &Shown) -> String {
        match &shown.value {
            Some(Value::Decimal(number)) => number.fixed(self.places).to_string(),
            _ => shown.to_string(),
        }
    }
}
