//! Values, how they compare, and how they are written.

use crate::date::{Date, Period};
use crate::failure::Outcome;
use crate::number::Number;
use lutine_core::graph::{Bound, Constant, Domain, Interval};
use lutine_dsl::typed::{Rulebook, Type};
use std::cmp::Ordering;
use std::rc::Rc;
use std::sync::Arc;

/// An item of a risk: its place in [`crate::input::Risk`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemId(pub usize);

/// A value of the language.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// What an optional is where nothing is given.
    Absent,
    /// True or false.
    Bool(bool),
    /// A number of any kind.
    Number(Number),
    /// Text.
    Text(Arc<str>),
    /// A date.
    Date(Date),
    /// A period.
    Period(Period),
    /// A member of an enumeration, by ordinal.
    Enum(u32),
    /// A record. A field in error leaves the others whole, so a record itself is never in error: all its fields may be.
    Record(Rc<Vec<Outcome>>),
    /// An item.
    Item(ItemId),
    /// A list; none of its items is in error.
    List(Rc<Vec<Value>>),
}

impl From<&Constant> for Value {
    fn from(constant: &Constant) -> Self {
        match constant {
            Constant::Bool(value) => Self::Bool(*value),
            Constant::Number(value) => Self::Number(Number::from(*value)),
            Constant::Text(value) => Self::Text(Arc::clone(value)),
            Constant::Date(value) => Self::Date(date(*value)),
            Constant::Enum(value) => Self::Enum(*value),
        }
    }
}

/// A date of the typed tree. Every date of it is in the calendar of this crate.
pub fn date(date: lutine_core::date::Date) -> Date {
    Date::new(date.year().into(), date.month().into(), date.day().into())
        .unwrap_or_else(|| ill_typed("a date outside the calendar"))
}

/// The typed tree promises something that it does not keep. That is a fault of the checker and no risk's.
pub(crate) fn ill_typed(what: &str) -> ! {
    panic!("the typed tree is wrong: {what}")
}

/// The order of two values of one kind.
pub fn compare(left: &Value, right: &Value) -> Ordering {
    match (left, right) {
        (Value::Bool(a), Value::Bool(b)) => a.cmp(b),
        (Value::Number(a), Value::Number(b)) => a.cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        (Value::Date(a), Value::Date(b)) => a.cmp(b),
        (Value::Enum(a), Value::Enum(b)) => a.cmp(b),
        (Value::Item(a), Value::Item(b)) => a.cmp(b),
        (a, b) => ill_typed(&format!("{a:?} is compared with {b:?}")),
    }
}

/// Whether two values of one kind are the same; records by their fields, none of which is in error.
pub fn is_same(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Record(left), Value::Record(right)) => {
            let mut fields = left.iter().zip(right.iter());
            fields.all(|fields| match fields {
                (Ok(left), Ok(right)) => is_same(left, right),
                _ => ill_typed("a value in error is compared"),
            })
        }
        (left, right) => compare(left, right) == Ordering::Equal,
    }
}

/// The values without repetition, where each first occurs.
pub fn different(values: Vec<Value>) -> Vec<Value> {
    let mut different: Vec<Value> = Vec::new();
    for value in values {
        if !different.iter().any(|known| is_same(known, &value)) {
            different.push(value);
        }
    }
    different
}

/// Whether a value is in a declared range or set.
pub fn is_inside(value: &Value, domain: &Domain) -> bool {
    is_in_one(value, &domain.intervals)
}

/// Whether a value is in one of the intervals.
pub fn is_in_one(value: &Value, intervals: &[Interval]) -> bool {
    intervals.iter().any(|interval| {
        let is_reached = |end: &Option<Bound>, beyond: Ordering| match end {
            None => true,
            Some(bound) => match compare(value, &Value::from(&bound.value)) {
                Ordering::Equal => bound.inclusive,
                order => order == beyond,
            },
        };
        is_reached(&interval.low, Ordering::Greater) && is_reached(&interval.high, Ordering::Less)
    })
}

/// A plain value as an answer writes it, without quotes; an absent one as `none`.
pub fn text_of(rulebook: &Rulebook, value: &Value, ty: &Type) -> String {
    match (value, ty.given()) {
        (Value::Absent, _) => "none".to_owned(),
        (Value::Record(fields), Type::Record(id)) => {
            let types = rulebook.records[id.index()].fields.iter();
            let fields = fields
                .iter()
                .zip(types)
                .map(|(field, declared)| match field {
                    Ok(field) => text_of(rulebook, field, &declared.ty),
                    Err(_) => ill_typed("a value in error is written"),
                });
            fields.collect::<Vec<_>>().join(", ")
        }
        (Value::Bool(value), _) => value.to_string(),
        (Value::Number(value), Type::Money(currency) | Type::Unrounded(currency)) => {
            value.with_places(rulebook.currencies[currency.index()].places)
        }
        (Value::Number(value), _) => value.shortest(),
        (Value::Text(value), _) => value.to_string(),
        (Value::Date(value), _) => value.to_string(),
        (Value::Enum(ordinal), Type::Enum(id)) => rulebook.enumerations[id.index()].members
            [*ordinal as usize]
            .name
            .to_string(),
        (value, ty) => ill_typed(&format!("{value:?} of {ty:?} is written as text")),
    }
}
