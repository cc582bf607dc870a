//! The lines of a plan's steps.

use super::{Plan, words};
use lutine_core::fast::{Computed, PlannedStep, PlannedValue, StepKind};
use std::collections::BTreeSet;

/// A name that is longer moves what stands behind it; a sentence is cut.
const WIDEST_NAME: usize = 40;

/// How many cells stand in a line behind its name.
const CELLS: usize = 3;

/// How many steps are named of those that a step in decimals reads.
const MOST_READS: usize = 3;

/// A line: the name, what stands behind it, and what is noted below it.
struct Row {
    name: String,
    cells: [String; CELLS],
    notes: Vec<String>,
}

impl Plan {
    /// Writes steps one below the other, their cells in columns, with what is to be noted below each.
    pub(super) fn write_steps(&self, steps: &[&PlannedStep], text: &mut String) {
        let rows: Vec<Row> = steps.iter().flat_map(|step| self.rows(step)).collect();
        let names = rows.iter().map(|row| width(&row.name));
        let names = names
            .filter(|width| *width <= WIDEST_NAME)
            .max()
            .unwrap_or(0);
        let cell = |at: usize| {
            let cells = rows.iter().filter_map(|row| row.cells.get(at));
            cells.map(|cell| width(cell)).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..CELLS).map(cell).collect();
        for Row { name, cells, notes } in &rows {
            let mut line = format!("  {name}");
            pad(&mut line, name, names);
            for (cell, wanted) in cells.iter().zip(&widths).filter(|(_, width)| **width > 0) {
                line.push_str("  ");
                line.push_str(cell);
                pad(&mut line, cell, *wanted);
            }
            text.push_str(line.trim_end());
            text.push('\n');
            for note in notes {
                text.push_str(&format!("      {}\n", note.trim_end()));
            }
        }
    }

    /// The lines of a step: its own, with its value if it has one; one for each field if it has several.
    fn rows(&self, step: &PlannedStep) -> Vec<Row> {
        let computed = words::computed(step.computed);
        let (alone, fields) = match step.values.as_slice() {
            [value] => (Some(value), &[] as &[_]),
            fields => (None, fields),
        };
        let mut ways: Vec<String> = alone.map(words::members).into_iter().collect();
        ways.extend(step.roundings.iter().map(|one| words::rounding(*one)));
        ways.retain(|way| !way.is_empty());
        let mut rows = vec![Row {
            name: match step.kind {
                StepKind::Requirement => short(&step.name),
                _ => step.name.clone(),
            },
            cells: [
                alone.map_or_else(|| computed.to_owned(), |value| with_places(computed, value)),
                alone.map(words::within).unwrap_or_default(),
                ways.join("; "),
            ],
            notes: Vec::new(),
        }];
        rows.extend(fields.iter().map(|value| Row {
            name: match value.field.as_str() {
                "" => "  its items".to_owned(),
                field => format!("  .{field}"),
            },
            cells: [
                with_places(computed, value),
                words::within(value),
                words::members(value),
            ],
            notes: Vec::new(),
        }));
        if let Some(last) = rows.last_mut() {
            last.notes = self.notes(step);
        }
        rows
    }

    /// What of a step is not computed in integers, and what is watched in it.
    fn notes(&self, step: &PlannedStep) -> Vec<String> {
        let mut notes = Vec::new();
        let at = |place: &Option<_>| place.as_ref().map(words::place).unwrap_or_default();
        for one in &step.missing {
            let needed = words::needed(&one.needed);
            let place = at(&one.place);
            notes.push(format!(
                "not in integers: {}, {needed}  {place}",
                one.reason
            ));
        }
        if step.missing.is_empty() {
            notes.extend(self.reads_decimals(step));
        }
        for one in &step.watched {
            notes.push(format!("watched: {}  {}", one.words, at(&one.place)));
        }
        // Of what a line says twice, or is written in a function, once is enough.
        let mut known = BTreeSet::new();
        notes.retain(|note| known.insert(note.clone()));
        notes
    }

    /// The steps for whose sake one is computed in decimals.
    fn reads_decimals(&self, step: &PlannedStep) -> Option<String> {
        let is_left = |step: &&PlannedStep| {
            matches!(
                step.computed,
                Computed::Decimals | Computed::WordsOrDecimals
            )
        };
        let read = step.reads.iter().filter_map(|read| self.steps.get(*read));
        let mut names: Vec<&str> = read.filter(is_left).map(|step| &*step.name).collect();
        let more = names.len().saturating_sub(MOST_READS);
        names.truncate(MOST_READS);
        let names = Some(names).filter(|names| is_left(&step) && !names.is_empty())?;
        let more = match more {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        Some(format!(
            "not in integers: it reads {}{more}",
            names.join(", ")
        ))
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

fn pad(line: &mut String, cell: &str, wanted: usize) {
    line.push_str(&" ".repeat(wanted.saturating_sub(width(cell))));
}

/// A name as far as it fits into its column.
fn short(name: &str) -> String {
    if width(name) <= WIDEST_NAME {
        return name.to_owned();
    }
    let kept = name.chars().take(WIDEST_NAME.saturating_sub(1));
    kept.chain(['…']).collect()
}

/// `integer, 2 places`
fn with_places(computed: &str, value: &PlannedValue) -> String {
    match words::places(value).as_str() {
        "" => computed.to_owned(),
        places => format!("{computed}, {places}"),
    }
}
