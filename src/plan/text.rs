//! A plan as text for people.

use super::{Plan, words};
use lutine_core::fast::{NotInIntegers, PlannedStep, PlannedValue, StepKind};
use std::fmt::Write;

/// What stands above the steps of each kind.
const HEADS: [(&str, &[StepKind]); 3] = [
    ("input", &[StepKind::Input]),
    (
        "computed",
        &[
            StepKind::Attribute,
            StepKind::Definition,
            StepKind::Rule,
            StepKind::Requirement,
            StepKind::List,
        ],
    ),
    ("answer", &[StepKind::Output]),
];

/// A name that is longer moves what stands behind it.
const WIDEST_NAME: usize = 40;

/// How many ways of not being told apart by what stops a rulebook are shown with their lines.
const MOST_STOPS: usize = 8;

impl Plan {
    /// The plan as plain text: first what keeps all risks from being computed in integers, if anything does, with its line of source and the mend; then
    /// a line for each step, below it what is watched in it and what of it is not computed in integers; at the end how many there are of each.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        self.write_stops(&mut text);
        for (head, kinds) in HEADS {
            let steps = self.steps.iter();
            let steps: Vec<&PlannedStep> =
                steps.filter(|step| kinds.contains(&step.kind)).collect();
            if !steps.is_empty() {
                text.push_str(head);
                text.push('\n');
                write_steps(&steps, &mut text);
                text.push('\n');
            }
        }
        for line in self.summary() {
            text.push_str(&line);
            text.push('\n');
        }
        text
    }

    fn write_stops(&self, text: &mut String) {
        let Self { name, unread, .. } = self;
        if self.is_in_integers() {
            return;
        }
        text.push_str(&format!(
            "note: every risk of `{name}` is computed in decimals, none in machine integers\n"
        ));
        if let Some(reason) = unread {
            text.push_str(&format!("  = {reason}\n"));
        }
        for (step, stop) in self.stops().take(MOST_STOPS) {
            self.write_stop(step, stop, text);
        }
        let more = self.stops.len().saturating_sub(MOST_STOPS);
        if more > 0 {
            text.push_str(&format!("  … and {more} more, at their steps below\n"));
        }
        text.push('\n');
    }

    /// As the compiler shows what it finds: the place, its line with the mark below it, and the mend.
    fn write_stop(&self, step: &str, stop: &NotInIntegers, text: &mut String) {
        let reason = stop.reason;
        if let Some(place) = &stop.place {
            let number = place.line.to_string();
            let margin = " ".repeat(number.len());
            text.push_str(&format!(
                "{margin}--> {}:{}:{}\n",
                place.file, place.line, place.column
            ));
            if let Some(line) = self.lines.get(place) {
                let before = usize::try_from(place.column).unwrap_or(1).saturating_sub(1);
                let blank = |c: char| if c == '\t' { '\t' } else { ' ' };
                let blanks: String = line.chars().take(before).map(blank).collect();
                text.push_str(&format!("{margin} |\n{number} | {line}\n"));
                text.push_str(&format!("{margin} | {blanks}^ {reason}\n{margin} |\n"));
            } else {
                text.push_str(&format!("{margin} = {reason}\n"));
            }
            text.push_str(&format!("{margin} = `{step}` needs it for every risk\n"));
            if let Some(mend) = stop.mend {
                text.push_str(&format!("{margin} = help: {mend}\n"));
            }
        } else {
            text.push_str(&format!("  = `{step}`: {reason}\n"));
        }
    }

    /// How many steps there are of each kind, and what that means for a risk.
    fn summary(&self) -> Vec<String> {
        let totals = self.totals();
        let title = match &self.version {
            Some(version) => format!("{} {version}", self.name),
            None => self.name.to_string(),
        };
        let mut counts = vec![format!("{} in integers", totals.in_integers)];
        for (count, what) in [
            (totals.in_both, "in integers or decimals"),
            (totals.in_decimals, "in decimals"),
        ] {
            if count > 0 {
                counts.push(format!("{count} {what}"));
            }
        }
        counts.push(format!("{} watched", totals.watched));
        let steps = counted(totals.steps, "step");
        let mut head = format!("{title}: {steps}, {}", counts.join(", "));
        if totals.unneeded > 0 {
            let _ = write!(head, "; {} more that no answer needs", totals.unneeded);
        }
        let means = if !self.is_in_integers() {
            match self.stops.len() {
                0 => "Every risk is computed in decimals.".to_owned(),
                1 => "Every risk is computed in decimals: one place stops it.".to_owned(),
                stops => format!("Every risk is computed in decimals: {stops} places stop it."),
            }
        } else if self.is_certain() {
            "Every risk that is accepted is computed in integers.".to_owned()
        } else {
            "A risk is computed in integers, and again in decimals if it needs a step in decimals or what is watched happens to it; its answer is the same."
                .to_owned()
        };
        vec![head, means]
    }
}

fn counted(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        count => format!("{count} {what}s"),
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// The cells of a line behind its name.
const CELLS: usize = 3;

/// Steps one below the other, their cells in columns.
fn write_steps(steps: &[&PlannedStep], text: &mut String) {
    let rows: Vec<(String, [String; CELLS], String)> =
        steps.iter().flat_map(|step| lines(step)).collect();
    let name_widths = rows.iter().map(|(name, ..)| width(name));
    let names = name_widths.filter(|width| *width <= WIDEST_NAME).max();
    let cell = |at: usize| {
        let cells = rows.iter().filter_map(|(_, cells, _)| cells.get(at));
        cells.map(|cell| width(cell)).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..CELLS).map(cell).collect();
    for (name, cells, notes) in &rows {
        let mut line = format!("  {name}");
        pad(&mut line, name, names.unwrap_or(0));
        for (cell, wanted) in cells.iter().zip(&widths).filter(|(_, width)| **width > 0) {
            line.push_str("  ");
            line.push_str(cell);
            pad(&mut line, cell, *wanted);
        }
        text.push_str(line.trim_end());
        text.push('\n');
        text.push_str(notes);
    }
}

fn pad(line: &mut String, cell: &str, wanted: usize) {
    line.push_str(&" ".repeat(wanted.saturating_sub(width(cell))));
}

/// The lines of a step: its own, with the value if there is one; one for each field if there are several; what is to be noted below.
fn lines(step: &PlannedStep) -> Vec<(String, [String; CELLS], String)> {
    let mut held = words::held(step.held).to_owned();
    let values: &[PlannedValue] = if words::is_told(step) {
        &step.values
    } else {
        &[]
    };
    let alone = match values {
        [value] => Some(value),
        _ => None,
    };
    let mut lines = Vec::new();
    if let Some(value) = alone {
        held = held_with_places(&held, value);
    }
    let within = alone.map(words::within).unwrap_or_default();
    let mut ways: Vec<String> = alone.map(words::members).into_iter().collect();
    ways.extend(step.roundings.iter().map(|one| words::rounding(*one)));
    ways.retain(|way| !way.is_empty());
    lines.push((
        step.name.clone(),
        [held, within, ways.join("; ")],
        String::new(),
    ));
    if alone.is_none() {
        for value in values {
            let name = match value.field.as_str() {
                "" => "  its items".to_owned(),
                field => format!("  .{field}"),
            };
            let held = held_with_places(words::held(step.held), value);
            let cells = [held, words::within(value), words::members(value)];
            lines.push((name, cells, String::new()));
        }
    }
    if let Some((.., last)) = lines.last_mut() {
        *last = notes(step);
    }
    lines
}

/// `integer, 2 places`
fn held_with_places(held: &str, value: &PlannedValue) -> String {
    match words::places(value).as_str() {
        "" => held.to_owned(),
        places => format!("{held}, {places}"),
    }
}

/// What is watched in a step, and what of it is not computed in integers.
fn notes(step: &PlannedStep) -> String {
    let mut notes = String::new();
    for one in &step.missing {
        let at = one.place.as_ref().map(words::place).unwrap_or_default();
        let needed = words::needed(&one.needed);
        notes.push_str(&format!(
            "      not in integers: {}, {needed}  {at}\n",
            one.reason
        ));
    }
    for one in &step.watched {
        let at = one.place.as_ref().map(words::place).unwrap_or_default();
        let note = format!("      watched: {}  {at}", one.words);
        notes.push_str(note.trim_end());
        notes.push('\n');
    }
    notes
}
