//! Types: ranges, lists and absence.

use super::super::fault::Found;
use super::super::grammar::Rule;
use super::{Habit, is_number, is_word};

pub(super) fn habit(found: &Found<'_>) -> Option<Habit> {
    let behind_a_type = found.expects(Rule::optional);
    match (found.before, found.text) {
        ("list", "<") => Habit::here("write `list of …`"),
        (_, "[") if behind_a_type || found.expects(Rule::base_type) => {
            Habit::here("write `list of …`, with the least and the most items: `(1..10)`")
        }
        _ if !behind_a_type => range(found),
        ("optional" | "nullable", text) if is_word(text) => {
            Habit::before(format!("write `{text}?`, if it may be absent"))
        }
        (_, "optional" | "nullable" | "or") => {
            Habit::here("put `?` behind a type that may be absent")
        }
        (_, "<" | "<=" | ">" | ">=" | "min" | "max" | "between") => Habit::here(
            "write the range behind the type: `0..` from 0 on, `..10` up to 10, `0..<1` below 1",
        ),
        ("decimal", "(") => Habit::here(
            "take it away: a decimal keeps its places; `round(…)` says where it is rounded",
        ),
        ("text", "(") => Habit::here("take it away: a text has any length"),
        (_, "(") if is_number(found.next) => {
            Habit::here("write the range without parentheses: `int 1..5`")
        }
        _ => range(found),
    }
}

/// The two ends of a range, in a type, a cell of a table or a guard.
fn range(found: &Found<'_>) -> Option<Habit> {
    let (low, next) = (found.before, found.next);
    if !is_number(low) || !found.expects(Rule::dots) {
        return None;
    }
    match found.text {
        "to" | "-" if is_number(next) => Habit::here(format!("write `{low}..{next}`")),
        "+" => Habit::here(format!("write `{low}..`")),
        "<" if next.starts_with("..") => Habit::here(format!(
            "write `{low}..`: the lower end of a range belongs to it, and only the upper can be kept out, with `..<`"
        )),
        _ => None,
    }
}
