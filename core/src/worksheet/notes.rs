//! What is said beside a value: its expression, what that read, the rows that it hit.

use super::show::plain;
use super::{Hit, Line, LookUp, Node, Reading, Variant};
use crate::number::Decimal;
use crate::value::Value;
use std::sync::Arc;

/// Something said, and the place in which to see it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Note {
    pub text: String,
    pub place: Option<String>,
}

impl Note {
    pub fn new(text: String) -> Self {
        Self { text, place: None }
    }
}

/// `points = 3, state = TX`
pub(super) fn readings(readings: &[Reading]) -> String {
    let readings: Vec<String> = readings
        .iter()
        .map(|reading| format!("{} = {}", reading.text, reading.value))
        .collect();
    readings.join(", ")
}

/// A look-up, and the row that it hit.
pub(super) fn look_up(look_up: &LookUp, with_cells: bool) -> Note {
    let keys: Vec<String> = look_up
        .keys
        .iter()
        .map(|key| format!("{} {}", key.text, key.value))
        .collect();
    let mut text = String::new();
    if let Some(item) = &look_up.of {
        text.push_str(&format!("{item}: "));
    }
    text.push_str(&format!("{}({})", own_name(look_up), keys.join(", ")));
    let cells = cells_of(own_name(look_up), &look_up.cells);
    if let Hit::Between(between) = &look_up.hit {
        let node = |node: &Node| {
            let (key, value) = (&node.key.0, plain(&node.key.1));
            let cells = cells_of(own_name(look_up), &node.cells).join(",");
            format!("{key} {value}{cells}")
        };
        let (low, high) = (node(&between.low), node(&between.high));
        // A line that goes on beyond its last node has a weight that is no part of the way.
        let is_beyond = (between.weight).is_some_and(|it| it < Decimal::ZERO || it > Decimal::ONE);
        let where_it_lies = if is_beyond {
            "beyond, on the line through"
        } else {
            "between"
        };
        text.push_str(&format!(" {where_it_lies} {low} and {high}"));
        if let Some(weight) = between.weight {
            text.push_str(&format!(", weight {weight}"));
        }
    }
    match look_up.cells.as_slice() {
        _ if with_cells => text.push_str(&cells.join(",")),
        [(column, _)] if **column != *own_name(look_up) => text.push_str(&format!(".{column}")),
        _ => {}
    }
    let place = match &look_up.hit {
        Hit::Row(place) => place.to_string(),
        Hit::Between(between) => format!("{} and {}", between.low.place, between.high.place),
        Hit::Nothing => "no row".to_owned(),
        Hit::Several(first, second) => format!("{first} and {second}"),
        Hit::KeyInError => "a key is in error".to_owned(),
    };
    Note {
        text,
        place: Some(place),
    }
}

/// ` liability = 1.20`, ` = 1.20` where the one cell is the table's.
fn cells_of(table: &str, cells: &[(Arc<str>, Option<Value>)]) -> Vec<String> {
    let single = cells.len() == 1;
    let cells = cells.iter().map(|(column, value)| {
        let value = value.as_ref().map_or_else(|| "blank".to_owned(), plain);
        if single && **column == *table {
            format!(" = {value}")
        } else {
            format!(" {column} = {value}")
        }
    });
    cells.collect()
}

/// The variant that applied, and why it is as it is.
pub(super) fn variant(variant: &Variant) -> Note {
    let Variant {
        of,
        guards,
        formula,
        because,
        place,
    } = variant;
    let because = because.as_ref();
    let because = because.map_or_else(String::new, |because| format!(" because \"{because}\""));
    Note {
        text: format!("{of}, {guards} : {formula}{because}"),
        place: Some(place.to_string()),
    }
}

/// What is said of a line of `steps`: at least one note, perhaps an empty one.
pub(super) fn of_line(line: &Line) -> Vec<Note> {
    let mut notes = Vec::new();
    if line.applied != Some(false) {
        match line.look_ups.as_slice() {
            [one] if is_its_operand(line, one) => notes.push(look_up(one, false)),
            look_ups => {
                let operand = line.operand.as_ref().map(ToString::to_string);
                if operand.is_none_or(|operand| !is_same_number(&operand, &line.formula)) {
                    let text = line.formula.to_string();
                    let text = if line.condition.is_none() {
                        with_readings(text, line)
                    } else {
                        text
                    };
                    notes.push(Note::new(text));
                }
                notes.extend(look_ups.iter().map(|one| look_up(one, true)));
            }
        }
        notes.extend(line.variants.iter().map(variant));
    }
    if let Some(condition) = &line.condition {
        let text = match line.applied {
            Some(true) => format!("when {condition}"),
            Some(false) => format!("not applied: {condition}"),
            None => format!("not known whether {condition}"),
        };
        notes.push(Note::new(with_readings(text, line)));
    }
    notes.retain(|note| *note != Note::default());
    if notes.is_empty() {
        notes.push(Note::default());
    }
    notes
}

/// Text with what a line read behind it.
fn with_readings(text: String, line: &Line) -> String {
    let readings = readings(&line.operands);
    if readings.is_empty() {
        text
    } else {
        format!("{text} ({readings})")
    }
}

/// Whether a line's operand is just the cell of one look-up.
fn is_its_operand(line: &Line, look_up: &LookUp) -> bool {
    let operand = line
        .operand
        .as_ref()
        .and_then(|operand| operand.value.as_ref());
    match (look_up.cells.as_slice(), operand) {
        ([(column, Some(cell))], Some(operand)) => {
            let rest = line.formula.strip_prefix(own_name(look_up));
            let called = rest.is_some_and(|rest| rest.starts_with('('));
            let end = format!(").{column}");
            let is_end = line.formula.ends_with(')') || line.formula.ends_with(&end);
            called && is_end && number_of(cell) == number_of(operand)
        }
        _ => false,
    }
}

/// The name under which a table is looked up; a variant has that of its file behind it.
fn own_name(look_up: &LookUp) -> &str {
    let table = &*look_up.table;
    table.split_once(' ').map_or(table, |(name, _)| name)
}

fn number_of(value: &Value) -> Option<crate::number::Decimal> {
    value.as_number()
}

/// Whether a literal says no more than the value beside it: `0.900` beside 0.9.
fn is_same_number(value: &str, literal: &str) -> bool {
    let number = |text: &str| text.replace('_', "").parse::<crate::number::Decimal>().ok();
    value == literal || (number(value).is_some() && number(value) == number(literal))
}
