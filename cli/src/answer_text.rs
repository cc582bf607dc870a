//! An answer for people: names to the left, amounts to the right, lists of like things as tables.

use lutine::{Answer, Refusal, Value};

/// An answer as text, each line ended.
pub(crate) fn answer_text(answer: &Answer) -> String {
    let mut out = String::new();
    record(&mut out, answer.output.as_record().unwrap_or_default(), 0);
    if answer.is_refused() {
        out.push_str("refused\n");
        answer.refusals.iter().for_each(|r| refusal(&mut out, r));
    }
    if !answer.errors.is_empty() {
        out.push_str("errors\n");
        for error in &answer.errors {
            self::error(&mut out, error);
        }
    }
    out
}

fn refusal(out: &mut String, refusal: &Refusal) {
    match refusal {
        Refusal::Fault(fault) if fault.pointer.is_empty() => {
            out.push_str(&format!("  {}\n", fault.message));
        }
        Refusal::Fault(fault) => {
            out.push_str(&format!("  {}: {}\n", fault.pointer, fault.message));
        }
        Refusal::Error(error) => self::error(out, error),
    }
}

fn error(out: &mut String, error: &lutine::FieldError) {
    let (path, message) = (&error.path, &error.message);
    out.push_str(&format!(
        "  {path}: {message} ({}:{})\n",
        error.file, error.line
    ));
}

type Fields = [(std::sync::Arc<str>, Value)];

/// Fields one below the other, their values behind the longest name.
fn record(out: &mut String, fields: &Fields, indent: usize) {
    let on_a_line = |value: &&Value| line(value).is_some();
    let names = fields.iter().filter(|(_, value)| on_a_line(&value));
    let width = names.map(|(name, _)| name.chars().count()).max();
    let width = width.unwrap_or(0);
    for (name, value) in fields {
        out.push_str(&" ".repeat(indent));
        match line(value) {
            Some(value) => out.push_str(&format!("{name:width$}  {value}\n")),
            None => {
                out.push_str(&format!("{name}\n"));
                nested(out, value, indent.saturating_add(2));
            }
        }
    }
}

fn nested(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Record(fields) => record(out, fields, indent),
        Value::List(items) => table(out, items, indent),
        _ => {}
    }
}

/// A value that fits on a line with its name; nothing for records and lists of them.
fn line(value: &Value) -> Option<String> {
    match value {
        Value::Record(_) => None,
        Value::List(items) if items.iter().any(|item| item.as_record().is_some()) => None,
        Value::List(items) if items.is_empty() => Some("none".to_owned()),
        Value::List(items) => Some(items.iter().map(cell).collect::<Vec<_>>().join(", ")),
        value => Some(cell(value)),
    }
}

/// Records below each other, a column for each name that one of them has.
fn table(out: &mut String, items: &[Value], indent: usize) {
    let mut names: Vec<&str> = Vec::new();
    for (name, _) in items.iter().flat_map(|i| i.as_record().unwrap_or_default()) {
        if !names.contains(&&**name) {
            names.push(name);
        }
    }
    let columns: Vec<Column> = std::iter::once(Column::of_places(items.len()))
        .chain(names.into_iter().map(|name| Column::of_field(name, items)))
        .collect();
    for row in 0..=items.len() {
        let cells: Vec<String> = columns.iter().map(|column| column.cell(row)).collect();
        let text = format!("{}{}", " ".repeat(indent), cells.join("  "));
        out.push_str(text.trim_end());
        out.push('\n');
    }
}

/// A column of a table: its heading and its cells.
struct Column {
    cells: Vec<String>,
    width: usize,
    right: bool,
}

impl Column {
    fn new(cells: Vec<String>, right: bool) -> Self {
        let width = cells.iter().map(|cell| cell.chars().count()).max();
        Self {
            cells,
            width: width.unwrap_or(0),
            right,
        }
    }

    /// The places of the items, from 1.
    fn of_places(count: usize) -> Self {
        let places = (1..=count).map(|place| place.to_string());
        Self::new(std::iter::once(String::new()).chain(places).collect(), true)
    }

    /// What the items have in a field; blank where one has none.
    fn of_field(name: &str, items: &[Value]) -> Self {
        let values = || items.iter().map(|item| item.get(name));
        let right = values()
            .flatten()
            .all(|v| v.is_absent() || v.as_number().is_some());
        let cells = values().map(|value| value.map(cell).unwrap_or_default());
        Self::new(
            std::iter::once(name.to_owned()).chain(cells).collect(),
            right,
        )
    }

    fn cell(&self, row: usize) -> String {
        let (cell, width) = (self.cells.get(row).map_or("", String::as_str), self.width);
        if self.right {
            format!("{cell:>width$}")
        } else {
            format!("{cell:width$}")
        }
    }
}

/// A value in a few words: as its JSON, a text without its quotes, what is absent as `none`.
fn cell(value: &Value) -> String {
    match value {
        Value::Absent => "none".to_owned(),
        Value::Text(text) | Value::Enum(text) => text.to_string(),
        Value::List(_) | Value::Record(_) => value.to_json(),
        value => value.to_json().trim_matches('"').to_owned(),
    }
}
