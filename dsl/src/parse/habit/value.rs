//! Values: choices, sets, calls and lists.

use super::super::fault::Found;
use super::super::grammar::Rule;
use super::{Habit, is_number, is_word};

pub(super) fn habit(found: &Found<'_>) -> Option<Habit> {
    arm(found)
        .or_else(|| word_between(found))
        .or_else(|| direction(found))
        .or_else(|| word_before(found))
        .or_else(|| bracket(found))
}

/// Cases of `match` and `choose`.
fn arm(found: &Found<'_>) -> Option<Habit> {
    let next = found.next;
    let is_arm = found.expects(Rule::match_arm) || found.expects(Rule::choose_arm);
    match found.text {
        "<" if is_arm && is_number(next) => Habit::here(format!("write `..<{next}`")),
        "<=" if is_arm && is_number(next) => Habit::here(format!("write `..{next}`")),
        ">=" | ">" if is_arm && is_number(next) => Habit::here(format!("write `{next}..`")),
        "else" | "default" if is_arm => Habit::here("write `otherwise`"),
        "->" if found.expects(Rule::colon) && !found.expects(Rule::optional) => {
            Habit::here("write `:` between a case and its value")
        }
        _ => None,
    }
}

/// A word behind a complete value.
fn word_between(found: &Found<'_>) -> Option<Habit> {
    let before = found.before;
    if matches!(before, "and" | "or") && matches!(found.text, "<" | "<=" | ">" | ">=" | "=" | "!=")
    {
        return Habit::here(
            "write both comparisons out, `x >= 1 and x <= 5`, or the range: `x in 1..5`",
        );
    }
    if !found.expects(Rule::add) {
        return None;
    }
    match found.text {
        "between" => Habit::here(format!("write `{before} in low..high`")),
        "to" if is_number(before) && is_number(found.next) => {
            Habit::here(format!("write `{before}..{}`", found.next))
        }
        "percent" | "pct" if is_number(before) => Habit::here(format!("write `{before}%`")),
        "plus" => Habit::here("write `+`"),
        "minus" | "less" => Habit::here("write `-`"),
        "times" | "of" => Habit::here("write `*`"),
        "equals" => Habit::here("write `=`"),
        "contains" => Habit::here(format!("write `{} in {before}`", found.next)),
        "if" | "when" if found.written.contains(" for ") => {
            Habit::here("write `where` before the condition")
        }
        "given" => Habit::here(format!("write `{before} is given`")),
        "div" => Habit::here(format!(
            "write `round({before} / {} down to 1)`",
            found.next
        )),
        "else" => Habit::here(format!(
            "write `{before} ?? {}`, if it may be absent",
            found.next
        )),
        "where" | "for" => Habit::here(
            "go through a list inside a word: `collect(v for v in values where condition)`, `sum(v.amount for v in values)`",
        ),
        _ => None,
    }
}

/// `pick(d in drivers by max d.points)`
fn direction(found: &Found<'_>) -> Option<Habit> {
    let of_a_pick = found.text == "." && found.written.contains(" by ");
    match found.earlier.0 {
        "max" | "highest" | "largest" | "maximum" | "most" if of_a_pick => {
            Habit::here("write `by greatest …`")
        }
        "min" | "lowest" | "smallest" | "minimum" if of_a_pick => Habit::here("write `by least …`"),
        _ => None,
    }
}

/// A word that was taken for a name, and what stands behind it is too much.
fn word_before(found: &Found<'_>) -> Option<Habit> {
    let begins_value =
        is_word(found.text) || is_number(found.text) || found.text.starts_with(['(', '"']);
    match found.before {
        _ if !begins_value => None,
        "AND" | "OR" | "NOT" => {
            Habit::before(format!("write `{}`", found.before.to_ascii_lowercase()))
        }
        code if is_number(found.text) && is_currency(code) => {
            Habit::before(format!("write `{} {code}`", found.text))
        }
        "switch" => Habit::before(format!("write `match {} {{ … }}`", found.text)),
        "case" | "when" => Habit::before(
            "write `if condition then value else value`, or `choose { condition: value, otherwise: value }`",
        ),
        "each" if found.earlier.0 == "for" => {
            Habit::before("write `for v in …`; only what is made has `for each`")
        }
        "first" | "last" => Habit::before(format!("write `{}({})`", found.before, found.text)),
        "let" if found.next == "=" => Habit::before(format!(
            "put it in braces, on a line before the value: `{{ let {} = …`",
            found.text
        )),
        _ => None,
    }
}

/// Brackets that mean something else here.
fn bracket(found: &Found<'_>) -> Option<Habit> {
    let open = found.open_bracket();
    let before_open = open.map_or("", |open| {
        found.written.get(..open).unwrap_or_default().trim_end()
    });
    let opening = open
        .and_then(|open| found.written.get(open..))
        .unwrap_or_default();
    match found.text {
        "[" if found.before == "in" => Habit::here("write the set in braces: `in {…}`"),
        "[" if found.expects(Rule::expression) || found.expects(Rule::operand) => {
            Habit::here("make a list with `collect(value for v in values)`; a set is written `{…}`")
        }
        "," if opening.starts_with('(') && ends_with_word(before_open, "in") => {
            Habit::here("write the set in braces: `in {…}`")
        }
        "," if opening.starts_with('[') => {
            let name = last_word(before_open);
            Habit::here(format!("write a look-up with parentheses: `{name}(…)`"))
        }
        ":" if opening.starts_with('(')
            && is_word(last_word(before_open))
            && opening.contains(" in ") =>
        {
            let name = last_word(before_open);
            Habit::here(format!(
                "put the value in front: `{name}(v.amount for v in values where condition)`"
            ))
        }
        _ => None,
    }
}

fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|letter| letter.is_ascii_uppercase())
}

fn ends_with_word(text: &str, word: &str) -> bool {
    last_word(text) == word
}

/// The word that a text ends with.
fn last_word(text: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let start = text.trim_end_matches(is_part).len();
    text.get(start..).unwrap_or_default()
}
