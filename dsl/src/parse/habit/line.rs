//! Lines of entities, rules, tests, outputs, tables and variants.

use super::super::fault::Found;
use super::super::grammar::Rule;
use super::{Habit, is_number};

pub(super) fn habit(found: &Found<'_>) -> Option<Habit> {
    match found.reading.rule {
        Rule::entity_head => of_an_entity(found),
        Rule::entity_item => attribute(found),
        Rule::enum_head if found.text == "ordered" => {
            Habit::here("put `<` between the values: `{ low < high }`")
        }
        Rule::enum_item if is_number(found.text) => {
            Habit::here(format!("put it in quotes: `\"{}\"`", found.text))
        }
        Rule::rule_item => rule(found),
        Rule::output_item if found.before == "each" => {
            Habit::before("write `for v in …`; only what is made has `for each`")
        }
        Rule::test_head if found.text == "from" => {
            Habit::here(format!("write `for each case in {}`", found.next))
        }
        Rule::test_item if found.first == "given" && found.text == "=" => {
            Habit::here("write `with policy.state = TX` for a field; `given` names a file")
        }
        Rule::table_head => table(found),
        Rule::variant => variant(found),
        _ => None,
    }
}

fn of_an_entity(found: &Found<'_>) -> Option<Habit> {
    match found.before {
        "in" | "of" | "inside" => Habit::before(format!("write `within {}`", found.text)),
        _ => None,
    }
}

fn attribute(found: &Found<'_>) -> Option<Habit> {
    let is_first = found.place == 0;
    match (found.first, found.text) {
        (text, _) if is_first && text.starts_with('"') => Habit::here(
            "put the text directly behind the condition of its `require`, on the same line, without a comma",
        ),
        ("require", ":" | "else" | "then") => {
            Habit::here("put the text directly behind the condition: `require condition \"…\"`")
        }
        ("assert" | "check" | "validate" | "ensure", _) if found.place == 1 => {
            Habit::before("write `require condition \"…\"`")
        }
        (_, "=") if found.before == "default" => {
            Habit::here(format!("write `default {}`", found.next))
        }
        (_, "=") if found.place == 1 && found.expects(Rule::colon) => {
            Habit::here(format!("write `{} : type = value`", found.first))
        }
        _ => None,
    }
}

fn rule(found: &Found<'_>) -> Option<Habit> {
    match (found.before, found.text) {
        (_, "then") => Habit::here("begin a new line without `then`: `underwriting refer`"),
        (_, "if") if found.place == 0 => Habit::here("write `when condition`"),
        ("each", _) => Habit::before("write `for v in …`; only what is made has `for each`"),
        (_, "where") if found.first == "for" => Habit::here("begin a new line: `when condition`"),
        _ => None,
    }
}

const INTERPOLATE: &str = "write `interpolate linear on KEY`, with the name of the key";

fn table(found: &Found<'_>) -> Option<Habit> {
    match (found.before, found.text) {
        ("interpolate", _) => Habit::before(INTERPOLATE),
        (_, "linear") => Habit::here(INTERPOLATE),
        (_, "over" | "above" | "below" | "under") => Habit::here(
            "write `from column …` for the lower ends of the rows, `up to column …` for their upper ends",
        ),
        _ => None,
    }
}

fn variant(found: &Found<'_>) -> Option<Habit> {
    match (found.first, found.text) {
        (_, "otherwise" | "else") if found.place == 0 => {
            Habit::here("write `any` for what holds where nothing else is said")
        }
        ("default" | "always", ":") if found.place == 1 => {
            Habit::before("write `any` for what holds where nothing else is said")
        }
        (_, "to" | "through") => {
            Habit::here("write `from D, until E`; on the day of `until` it holds no more")
        }
        ("any", "=") => Habit::here(format!("write `any : {}`", found.next)),
        (_, "=") if found.place == 1 => {
            Habit::here(format!("write `{} {}`", found.before, found.next))
        }
        _ => None,
    }
}
