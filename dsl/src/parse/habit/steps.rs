//! Lines of steps.

use super::super::fault::Found;
use super::super::grammar::Rule;
use super::Habit;

/// How else the words of the lines are said.
const WORDS: [(&str, &str); 25] = [
    ("base", "start"),
    ("begin", "start"),
    ("from", "start"),
    ("multiply", "times"),
    ("multiplied", "times"),
    ("by", "times"),
    ("factor", "times"),
    ("*", "times"),
    ("x", "times"),
    ("add", "plus"),
    ("added", "plus"),
    ("+", "plus"),
    ("minus", "less"),
    ("subtract", "less"),
    ("deduct", "less"),
    ("divide", "divided by"),
    ("/", "divided by"),
    ("min", "at least"),
    ("minimum", "at least"),
    ("floor", "at least"),
    ("max", "at most"),
    ("maximum", "at most"),
    ("cap", "at most"),
    ("limit", "at most"),
    ("capped", "at most"),
];

pub(super) fn habit(found: &Found<'_>) -> Option<Habit> {
    let begins_line = found.expects(Rule::step_line) || found.expects(Rule::step_operand);
    if begins_line {
        if let Some((_, own)) = WORDS.iter().find(|(word, _)| *word == found.text) {
            return Habit::here(format!("write `{own} \"Label\" value`"));
        }
        if found.text.starts_with('"') {
            return Habit::here(format!(
                "put the label behind the word of the line: `times {} value`",
                found.text
            ));
        }
        if found.before == "{" && !found.text.is_empty() {
            return Habit::here("begin with `start \"Label\" value`");
        }
    }
    match (found.before, found.text) {
        ("steps", "rounded") => Habit::here("write `steps each rounded half up to 0.01 { … }`"),
        ("round", _) if found.expects(Rule::rounding_mode) => {
            Habit::here("write `round half up to 0.01`")
        }
        (_, "if") if found.expects(Rule::kw_when) => {
            Habit::here("write `when` before the condition of a line")
        }
        (_, "times" | "plus" | "less" | "divided")
            if found.expects(Rule::add) && found.reading_steps() =>
        {
            Habit::here("begin a new line with it; `when` stands behind the value of its line")
        }
        _ => None,
    }
}
