//! Roundings.

use super::super::fault::Found;
use super::super::grammar::Rule;
use super::{Habit, is_number};

const FORM: &str = "write `round(amount half up to 0.01)`";

pub(super) fn habit(found: &Found<'_>) -> Option<Habit> {
    match (found.before, found.text) {
        ("half", "-") => Habit::here("write `half up` in two words"),
        (_, "rounded" | "round") if found.expects(Rule::add) => Habit::here(FORM),
        ("round", "half" | "up" | "down" | "floor" | "ceiling") => Habit::here(FORM),
        ("nearest" | "places" | "digits", number) if is_number(number) => Habit::before(FORM),
        _ => None,
    }
}
