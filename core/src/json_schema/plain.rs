//! Plain values and their ranges.

use super::definitions::{Definitions, Keywords};
use crate::graph::{Bound, Constant, Domain, Graph, Interval, Ty};
use crate::number::Decimal;
use crate::value::Value;

/// What a date looks like.
const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
/// What the whole part of a number looks like.
const WHOLE: &str = "(0|[1-9][0-9]*)";

/// A value of the input.
pub(super) fn input(
    definitions: &mut Definitions<'_>,
    ty: Ty,
    domain: Option<&Domain>,
) -> Keywords {
    match ty {
        Ty::Bool => Keywords::of_type("boolean"),
        Ty::Int => within(Keywords::of_type("integer"), domain),
        Ty::Decimal => number(domain, "(\\.[0-9]+)?([eE][+-]?[0-9]+)?"),
        Ty::Unrounded(_) => number(domain, "(\\.[0-9]+)?"),
        Ty::Money(_) => number(domain, &cents(definitions.graph.places(ty).unwrap_or(0))),
        Ty::Text => match domain.and_then(values) {
            Some(values) => Keywords::one_of(named(definitions.graph, ty, &values)),
            None => Keywords::of_type("string"),
        },
        Ty::Date => date(),
        Ty::Enum(id) => match domain {
            None => definitions.enumeration(id),
            Some(domain) => Keywords::one_of(members(definitions.graph, ty, domain)),
        },
        Ty::Ref(_) | Ty::Row(_) => Keywords::new(),
    }
}

/// A value of the output.
pub(super) fn output(definitions: &mut Definitions<'_>, ty: Ty) -> Keywords {
    let places = definitions.graph.places(ty).unwrap_or(0);
    match ty {
        Ty::Bool => Keywords::of_type("boolean"),
        Ty::Int => Keywords::of_type("integer"),
        Ty::Decimal => Keywords::text_like(&format!("^-?{WHOLE}(\\.[0-9]*[1-9])?$")),
        Ty::Money(_) if places == 0 => Keywords::text_like(&format!("^-?{WHOLE}$")),
        Ty::Money(_) => Keywords::text_like(&format!("^-?{WHOLE}\\.[0-9]{{{places}}}$")),
        Ty::Unrounded(_) if places == 0 => Keywords::text_like(&format!("^-?{WHOLE}(\\.[0-9]+)?$")),
        Ty::Unrounded(_) => Keywords::text_like(&format!("^-?{WHOLE}\\.[0-9]{{{places},}}$")),
        Ty::Text => Keywords::of_type("string"),
        Ty::Date => date(),
        Ty::Enum(id) => definitions.enumeration(id),
        Ty::Ref(_) | Ty::Row(_) => Keywords::new(),
    }
}

/// What the schema of a type cannot say, for the description: ranges of dates and of numbers in texts, currencies.
pub(super) fn unsaid(graph: &Graph, ty: Ty, domain: Option<&Domain>) -> Option<String> {
    let is_said = |domain: &&Domain| match ty {
        Ty::Int | Ty::Enum(_) | Ty::Bool => true,
        Ty::Text => values(domain).is_some(),
        _ => false,
    };
    let range = domain.filter(|domain| !is_said(domain));
    let range = range.map(|domain| format!("Values: {}", domain.text));
    let currency = match ty {
        Ty::Money(id) | Ty::Unrounded(id) => graph.currencies.get(id.index()),
        _ => None,
    };
    let currency = currency.map(|currency| format!("Currency: {}", currency.code));
    match (currency, range) {
        (Some(currency), Some(range)) => Some(format!("{currency}. {range}")),
        (currency, range) => currency.or(range),
    }
}

/// What the input takes for a value that is left out.
pub(super) fn default(graph: &Graph, ty: Ty, constant: &Constant) -> Value {
    match (constant, graph.places(ty)) {
        (Constant::Number(amount), Some(places)) => Value::Money {
            amount: *amount,
            places,
        },
        (Constant::Number(number), None) if ty == Ty::Int => Value::Int(*number),
        (Constant::Number(number), None) => Value::Decimal(*number),
        (Constant::Bool(value), _) => Value::Bool(*value),
        (Constant::Text(text), _) => Value::Text(text.clone()),
        (Constant::Date(date), _) => Value::Date(*date),
        (Constant::Enum(ordinal), _) => match graph.member(ty, *ordinal) {
            Some(member) => Value::Enum(member.name.clone()),
            None => Value::Absent,
        },
    }
}

fn date() -> Keywords {
    Keywords::text_like(DATE).with("format", "date")
}

/// A number, or its text, which ends like this.
fn number(domain: Option<&Domain>, end: &str) -> Keywords {
    let not_negative = |interval: &Interval| match interval.low.as_ref().map(|low| &low.value) {
        Some(Constant::Number(low)) => !low.is_negative(),
        _ => false,
    };
    let is_positive = domain.is_some_and(|domain| domain.intervals.iter().all(not_negative));
    let sign = if is_positive { "" } else { "-?" };
    Keywords::any_of(vec![
        within(Keywords::of_type("number"), domain),
        Keywords::text_like(&format!("^{sign}{WHOLE}{end}$")),
    ])
}

/// The decimals of an amount. Zeros behind them count for nothing.
fn cents(places: u8) -> String {
    match places {
        0 => "(\\.0+)?".to_owned(),
        places => format!("(\\.[0-9]{{1,{places}}}0*)?"),
    }
}

/// JSON numbers within a domain.
fn within(numbers: Keywords, domain: Option<&Domain>) -> Keywords {
    let Some(domain) = domain else {
        return numbers;
    };
    if let Some(values) = values(domain) {
        let numbers = values.iter().map(json_number).collect();
        return Keywords::one_of(numbers);
    }
    let mut ranges = domain.intervals.iter().map(|interval| {
        let bound = |bound: &Option<Bound>, closed: &str, open: &str| match bound {
            None => Keywords::new(),
            Some(bound) => {
                let keyword = if bound.inclusive { closed } else { open };
                Keywords::new().with(keyword, json_number(&bound.value))
            }
        };
        bound(&interval.low, "minimum", "exclusiveMinimum").and(bound(
            &interval.high,
            "maximum",
            "exclusiveMaximum",
        ))
    });
    match (ranges.next(), ranges.len()) {
        (Some(range), 0) => numbers.and(range),
        (Some(range), _) => numbers.with("anyOf", [vec![range], ranges.collect()].concat()),
        (None, _) => Keywords::one_of(Vec::new()),
    }
}

/// A number as JSON writes numbers, which a [`Value::Decimal`] is not.
fn json_number(constant: &Constant) -> Value {
    Value::Int(match constant {
        Constant::Number(number) => *number,
        _ => Decimal::ZERO,
    })
}

/// The values of a domain that is nothing but values.
fn values(domain: &Domain) -> Option<Vec<Constant>> {
    let value = |interval: &Interval| match (&interval.low, &interval.high) {
        (Some(low), Some(high)) if low.inclusive && high.inclusive && low.value == high.value => {
            Some(low.value.clone())
        }
        _ => None,
    };
    domain.intervals.iter().map(value).collect()
}

fn named(graph: &Graph, ty: Ty, constants: &[Constant]) -> Vec<Value> {
    constants
        .iter()
        .map(|constant| default(graph, ty, constant))
        .collect()
}

/// The members of an enumeration that are in a domain.
fn members(graph: &Graph, ty: Ty, domain: &Domain) -> Vec<Value> {
    let members = (0..).map_while(|ordinal| Some((ordinal, graph.member(ty, ordinal)?)));
    members
        .filter(|(ordinal, _)| domain.contains(&Constant::Enum(*ordinal)))
        .map(|(_, member)| Value::Enum(member.name.clone()))
        .collect()
}
