//! Plain values of an input.

use super::fault::{Fault, cut, shown};
use crate::date::Date;
use crate::json::Json;
use crate::number::{NotANumber, Number};
use crate::value::{self, Value, ill_typed};
use lutine_core::graph::{Domain, EnumId};
use lutine_dsl::typed::{Rulebook, Type};

/// Reads a plain value of a type and checks its declared range or set.
pub fn read(
    rulebook: &Rulebook,
    ty: &Type,
    domain: Option<&Domain>,
    json: &Json,
    pointer: &str,
) -> Result<Value, Fault> {
    let value = match (ty, json) {
        (Type::Bool, Json::Bool(value)) => Value::Bool(*value),
        (Type::Text, Json::Text(text)) => Value::Text(text.as_str().into()),
        (Type::Date, Json::Text(text)) => Value::Date(Date::parse(text).ok_or_else(|| {
            let message = format!("{} is not a date such as 2025-12-31", shown(text));
            Fault::new("bad_date", pointer, message)
        })?),
        (Type::Enum(id), Json::Text(text)) => member(rulebook, *id, text, pointer)?,
        (ty, Json::Number(text)) if ty.is_number() => {
            Value::Number(number(rulebook, ty, text, &cut(text), pointer)?)
        }
        (ty, Json::Text(text)) if ty.is_number() => {
            Value::Number(number(rulebook, ty, text, &shown(text), pointer)?)
        }
        (ty, other) => return Err(Fault::wrong_type(pointer, &expected(rulebook, ty), other)),
    };
    match domain {
        Some(domain) if !value::is_inside(&value, domain) => {
            let found = match json {
                Json::Text(text) => shown(text),
                Json::Number(text) => cut(text),
                _ => value::text_of(rulebook, &value, ty),
            };
            let message = format!("{found} is outside {}", domain.text);
            Err(Fault::new("out_of_range", pointer, message))
        }
        _ => Ok(value),
    }
}

/// What a fault says was expected.
fn expected(rulebook: &Rulebook, ty: &Type) -> String {
    match ty {
        Type::Bool => "true or false".to_owned(),
        Type::Int => "a whole number".to_owned(),
        Type::Decimal => "a decimal number".to_owned(),
        Type::Money(currency) | Type::Unrounded(currency) => {
            format!(
                "an amount of {}",
                rulebook.currencies[currency.index()].code
            )
        }
        Type::Text => "text".to_owned(),
        Type::Date => "a date such as 2025-12-31".to_owned(),
        Type::Enum(id) => format!("one of {}", members(rulebook, *id)),
        ty => ill_typed(&format!("{ty:?} is no plain value")),
    }
}

fn members(rulebook: &Rulebook, id: EnumId) -> String {
    let names: Vec<&str> = rulebook.enumerations[id.index()]
        .members
        .iter()
        .map(|member| &*member.name)
        .collect();
    names.join(", ")
}

fn member(rulebook: &Rulebook, id: EnumId, text: &str, pointer: &str) -> Result<Value, Fault> {
    let place = rulebook.enumerations[id.index()]
        .members
        .iter()
        .position(|member| &*member.name == text);
    place
        .map(|ordinal| Value::Enum(ordinal as u32))
        .ok_or_else(|| {
            let message = format!("{} is not one of {}", shown(text), members(rulebook, id));
            Fault::new("unknown_member", pointer, message)
        })
}

/// Reads a number of a type from its text; `found` is how a fault shows it.
fn number(
    rulebook: &Rulebook,
    ty: &Type,
    text: &str,
    found: &str,
    pointer: &str,
) -> Result<Number, Fault> {
    let fault = |code, message| Err(Fault::new(code, pointer, message));
    let number = match Number::parse(text) {
        Ok(number) => number,
        Err(NotANumber::BadNumber) => {
            return fault("bad_number", format!("{found} is not a decimal number"));
        }
        Err(NotANumber::TooManyDigits) => {
            let message = format!("{found} has more digits than a decimal can hold");
            return fault("too_many_digits", message);
        }
    };
    match ty {
        Type::Int if !number.is_whole() => {
            fault("not_whole", format!("{found} is not a whole number"))
        }
        Type::Money(currency) => {
            let places = rulebook.currencies[currency.index()].places;
            if number.is_on_grid(places) {
                return Ok(number);
            }
            let message = format!("{found} has more than {places} decimal places");
            fault("not_on_grid", message)
        }
        _ => Ok(number),
    }
}

/// The known name that an unknown one was probably meant to be.
pub fn nearest<'a>(unknown: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    known
        .map(|name| (distance(unknown, name), name))
        .filter(|(distance, name)| *distance * 3 <= name.chars().count().max(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many letters must be put in, taken out or changed to get from one text to the other.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let changed = row[j] + usize::from(a != *b);
            next.push(changed.min(row[j + 1] + 1).min(next[j] + 1));
        }
        row = next;
    }
    row[to.len()]
}
