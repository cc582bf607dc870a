//! A worksheet as Markdown, for a file or a ticket.

use super::notes;
use super::show::{Decimals, error_line};
use super::{Entry, Item, StepsBlock, Worksheet};

impl Worksheet {
    /// The worksheet as Markdown: a heading for each item, `steps` as a table.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let mut text = format!("# {}\n", self.title());
        write_item(&self.risk, &mut text);
        for (title, entries) in [("Definitions", &self.definitions), ("Rules", &self.rules)] {
            if !entries.is_empty() {
                text.push_str(&format!("\n## {title}\n"));
                for entry in entries {
                    write_entry(entry, &entry.path, &mut text);
                }
            }
        }
        text
    }
}

fn write_item(item: &Item, text: &mut String) {
    if !item.entries.is_empty() {
        text.push_str(&format!("\n## {}\n", item.path));
    }
    for entry in &item.entries {
        let name = entry.path.strip_prefix(&item.path);
        let name = name.and_then(|name| name.strip_prefix('.'));
        write_entry(entry, name.unwrap_or(&entry.path), text);
    }
    for inner in &item.items {
        write_item(inner, text);
    }
}

fn write_entry(entry: &Entry, name: &str, text: &mut String) {
    let of = entry.of.as_ref().map(|item| format!(" for {item}"));
    let label = entry
        .label
        .as_ref()
        .map(|label| format!(" ({})", escaped(label)));
    text.push_str(&format!(
        "\n**{}{} = {}**{} — {}\n",
        escaped(name),
        of.unwrap_or_default(),
        escaped(&entry.value.to_string()),
        label.unwrap_or_default(),
        entry.place
    ));
    let mut lines: Vec<String> = entry
        .value
        .errors
        .iter()
        .map(|e| escaped(&error_line(e)))
        .collect();
    lines.extend(
        entry
            .carried
            .as_ref()
            .map(|from| escaped(&from.to_string())),
    );
    if !entry.is_steps_alone() {
        lines.push(code(&entry.formula));
    }
    if !entry.operands.is_empty() {
        lines.push(escaped(&notes::readings(&entry.operands)));
    }
    let look_ups = entry.look_ups.iter().map(|one| notes::look_up(one, true));
    for note in look_ups.chain(entry.variants.iter().map(notes::variant)) {
        lines.push(escaped(&format!(
            "{} — {}",
            note.text,
            note.place.unwrap_or_default()
        )));
    }
    lines.extend(entry.shares.iter().map(|share| escaped(&share.to_string())));
    if !lines.is_empty() {
        text.push('\n');
        for line in lines {
            text.push_str(&format!("- {line}\n"));
        }
    }
    for block in &entry.steps {
        write_block(block, text);
    }
}

fn write_block(block: &StepsBlock, text: &mut String) {
    text.push_str(&format!("\n{}:\n\n", escaped(&block.head())));
    text.push_str("| | Label | Operand | Running | | |\n| --- | --- | ---: | ---: | --- | --- |\n");
    let operands = Decimals::of(block.lines.iter().filter_map(|line| line.operand.as_ref()));
    let running = Decimals::of(block.lines.iter().map(|line| &line.running));
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
            cells.push(note.place.unwrap_or_default());
            let row: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
            text.push_str(&format!("| {} |\n", row.join(" | ")));
            cells = vec![String::new(); 4];
        }
    }
}

/// Text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '[' | '<' | '|') {
            escaped.push('\\');
        }
        escaped.push(if c == '\n' { ' ' } else { c });
    }
    escaped
}

/// Text as code.
fn code(text: &str) -> String {
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}
