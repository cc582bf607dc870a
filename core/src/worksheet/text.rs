//! A worksheet as plain text in columns, for a terminal.

use super::layout::{Grid, width};
use super::notes::{self, Note};
use super::show::{Decimals, error_line};
use super::{Entry, Item, StepsBlock, Worksheet};

/// Places stand behind what they belong to, but not farther right than this.
const PLACE_COLUMN: usize = 110;

impl Worksheet {
    /// The worksheet as plain text: values, below each its expression, what that read, and the rows that it hit; `steps` as a table.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = self.title();
        text.push('\n');
        write_item(&self.risk, &mut text);
        for entry in self.definitions.iter().chain(&self.rules) {
            write_entry(entry, &mut text);
        }
        text
    }

    /// The rulebook's name and version.
    pub(super) fn title(&self) -> String {
        match &self.version {
            Some(version) => format!("{} {version}", self.rulebook),
            None => self.rulebook.to_string(),
        }
    }
}

fn write_item(item: &Item, text: &mut String) {
    for entry in &item.entries {
        write_entry(entry, text);
    }
    for inner in &item.items {
        write_item(inner, text);
    }
}

fn write_entry(entry: &Entry, text: &mut String) {
    let mut notes = vec![Note {
        text: head(entry),
        place: Some(entry.place.to_string()),
    }];
    let below = |note: Note| Note {
        text: format!("  {}", note.text),
        place: note.place,
    };
    let label = entry.label.as_deref();
    notes.extend(label.map(|label| below(Note::new(label.to_owned()))));
    notes.extend(
        entry
            .value
            .errors
            .iter()
            .map(error_line)
            .map(Note::new)
            .map(below),
    );
    notes.extend(
        entry
            .carried
            .as_ref()
            .map(|from| below(Note::new(from.to_string()))),
    );
    if !entry.is_steps_alone() {
        notes.push(below(Note::new(entry.formula.to_string())));
    }
    if !entry.operands.is_empty() {
        notes.push(below(Note::new(notes::readings(&entry.operands))));
    }
    let look_ups = entry.look_ups.iter();
    notes.extend(look_ups.map(|one| below(notes::look_up(one, true))));
    notes.extend(entry.variants.iter().map(|one| below(notes::variant(one))));
    let shares = entry.shares.iter().map(ToString::to_string);
    notes.extend(shares.map(|share| below(Note::new(share))));
    for block in &entry.steps {
        notes.push(below(Note::new(block.head())));
        notes.extend(lines(block).into_iter().map(below));
    }
    text.push('\n');
    write_notes(&notes, text);
}

/// `policy.vehicles[1].total = 512.34`
fn head(entry: &Entry) -> String {
    let mut head = entry.path.clone();
    if let Some(item) = &entry.of {
        head.push_str(&format!(" for {item}"));
    }
    head.push_str(&format!(" = {}", entry.value));
    head
}

/// Writes notes, their places below each other.
fn write_notes(notes: &[Note], text: &mut String) {
    let placed = notes.iter().filter(|note| note.place.is_some());
    let widest = placed
        .map(|note| width(&note.text))
        .filter(|width| *width <= PLACE_COLUMN);
    let column = widest.max().unwrap_or(0);
    for note in notes {
        text.push_str(&note.text);
        if let Some(place) = &note.place {
            let blanks = column.saturating_sub(width(&note.text)).saturating_add(2);
            text.push_str(&" ".repeat(blanks));
            text.push_str(place);
        }
        text.push('\n');
    }
}

/// The lines of a `steps` block in columns: what it does, label, operand, running value, what there is to say.
fn lines(block: &StepsBlock) -> Vec<Note> {
    let operands = Decimals::of(block.lines.iter().filter_map(|line| line.operand.as_ref()));
    let running = Decimals::of(block.lines.iter().map(|line| &line.running));
    let mut grid = Grid::new(&[false, false, true, true, false]);
    let mut places = Vec::new();
    for line in &block.lines {
        let applied = line.applied != Some(false);
        let mut cells = vec![
            line.kind.as_str().to_owned(),
            line.label.as_deref().unwrap_or_default().to_owned(),
            line.operand
                .as_ref()
                .map(|operand| operands.text(operand))
                .unwrap_or_default(),
            if applied {
                running.text(&line.running)
            } else {
                "—".to_owned()
            },
        ];
        for note in notes::of_line(line) {
            cells.push(note.text);
            grid.push(cells);
            places.push(note.place);
            cells = vec![String::new(); 4];
        }
    }
    let lines = grid.lines().into_iter().map(|line| format!("  {line}"));
    lines
        .zip(places)
        .map(|(text, place)| Note { text, place })
        .collect()
}

impl StepsBlock {
    /// What stands above the lines.
    pub(super) fn head(&self) -> String {
        let mut head = "steps".to_owned();
        if let Some(item) = &self.of {
            head.push_str(&format!(" for {item}"));
        }
        if let Some(rounding) = &self.each_rounded {
            head.push_str(&format!(", each rounded {rounding}"));
        }
        head
    }
}

impl Entry {
    /// The entry alone as plain text, as it stands in [`Worksheet::to_text`].
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        write_entry(self, &mut text);
        text.trim_start_matches('\n').to_owned()
    }

    /// Whether its expression is nothing but a `steps` block, which the lines show better.
    pub(super) fn is_steps_alone(&self) -> bool {
        let word = self.formula.strip_prefix("steps");
        let is_steps = word.is_some_and(|rest| rest.starts_with([' ', '{']));
        is_steps && self.formula.ends_with('}') && self.steps.len() == 1
    }
}
