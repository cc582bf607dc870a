//! Values as JSON text (RFC 8259).
//!
//! Money leaves as text with its currency's decimals and a decimal as its shortest text, because many readers would make a
//! float of a number; an int leaves as a number, dates and names of enums as text, what is absent as null.

use std::fmt::Write;

use crate::value::Value;

/// Appends a value without blanks or line breaks.
pub fn append_value(out: &mut String, value: &Value) {
    write_value(out, value, None);
}

/// Appends a value with a line for each field and item, indented by two blanks a level.
pub fn append_value_pretty(out: &mut String, value: &Value) {
    write_value(out, value, Some(0));
}

/// Appends a text in double quotes, with its escapes.
///
/// ```
/// let mut out = String::new();
/// lutine_core::json::append_text(&mut out, "5\" pipe\n");
/// assert_eq!(out, r#""5\" pipe\n""#);
/// ```
pub fn append_text(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    while let Some(plain) = rest.find(|c: char| c < ' ' || c == '"' || c == '\\') {
        let (before, from) = rest.split_at_checked(plain).unwrap_or((rest, ""));
        out.push_str(before);
        let mut characters = from.chars();
        if let Some(special) = characters.next() {
            append_escape(out, special);
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

fn append_escape(out: &mut String, special: char) {
    match special {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        control => append(out, format_args!("\\u{:04x}", u32::from(control))),
    }
}

/// `level` is the indentation so far; none in compact text.
fn write_value(out: &mut String, value: &Value, level: Option<usize>) {
    match value {
        Value::Absent => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Int(number) => append(out, format_args!("{number}")),
        Value::Decimal(number) => append(out, format_args!("\"{number}\"")),
        Value::Money { amount, places } => {
            append(out, format_args!("\"{}\"", amount.fixed(*places)))
        }
        Value::Text(text) | Value::Enum(text) => append_text(out, text),
        Value::Date(date) => append(out, format_args!("\"{date}\"")),
        Value::List(items) => write_all(out, ['[', ']'], items, level, write_value),
        Value::Record(fields) => write_all(
            out,
            ['{', '}'],
            fields,
            level,
            |out, (key, value), level| {
                append_text(out, key);
                out.push_str(if level.is_some() { ": " } else { ":" });
                write_value(out, value, level);
            },
        ),
    }
}

/// Writes items between brackets, each on a line of its own where there is an indentation.
fn write_all<T>(
    out: &mut String,
    [open, close]: [char; 2],
    items: &[T],
    level: Option<usize>,
    write_one: impl Fn(&mut String, &T, Option<usize>),
) {
    let inner = level.map(|level| level.saturating_add(1));
    out.push(open);
    for (place, item) in items.iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        break_line(out, inner);
        write_one(out, item, inner);
    }
    if !items.is_empty() {
        break_line(out, level);
    }
    out.push(close);
}

fn break_line(out: &mut String, level: Option<usize>) {
    if let Some(level) = level {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", level));
    }
}

fn append(out: &mut String, shown: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(shown);
}
