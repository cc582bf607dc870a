//! Rows of a table, as manuals print them.

use super::super::fault::Found;
use super::super::grammar::Rule;
use super::{Habit, is_number};

pub(super) fn habit(found: &Found<'_>) -> Option<Habit> {
    if found.reading.rule != Rule::row {
        return None;
    }
    let next = found.next;
    match found.text {
        "<" | "<=" if is_number(next) => {
            let dots = if found.text == "<" { "..<" } else { ".." };
            Habit::here(format!("write `{dots}{next}`"))
        }
        ">=" if is_number(next) => Habit::here(format!("write `{next}..`")),
        ">" if is_number(next) => Habit::here(format!(
            "write `{next}..` with `{next}` in it, or begin with the next value: a range has its lower end inside"
        )),
        "*" => Habit::here("write `_` where every value fits"),
        "|" | "/" if found.before == "-" || found.before == "n" => Habit::before(
            "write `_` for a key whose every value fits; leave a result blank that is absent",
        ),
        "," if is_number(found.before) && is_number(next) && found.touches_before() => {
            Habit::here(format!(
                "write `{0}.{next}` with a decimal point, or two values as a set: `{{{0}, {next}}}`",
                found.before
            ))
        }
        "," | "or"
            if !found.written.contains('|')
                && next != "|"
                && found.rest.matches('|').take(1).count() == 0 =>
        {
            Habit::here("put `|` between the cells")
        }
        "," | "or" | "and" => Habit::here(format!(
            "write several values of one cell as a set: `{{{}, {next}}}`",
            found.before
        )),
        "else" | "default" => Habit::here("write `otherwise` for what holds where no row fits"),
        "to" if found.before == "up" => Habit::here(format!("write `..{next}`")),
        _ => None,
    }
}
