//! What other languages and spreadsheets call what is said otherwise here.
//!
//! Spelling cannot find these: `ceil` is near to nothing, and `len` is nearer to `ln` than to `count`.

/// How a function of another language is said, as the help of a diagnostic.
pub(crate) fn function_meant(name: &str) -> Option<&'static str> {
    let small = name.to_ascii_lowercase();
    FUNCTIONS
        .iter()
        .find(|(words, _)| words.contains(&small.as_str()))
        .map(|(_, mend)| *mend)
}

/// How a name of another language is said, as the help of a diagnostic.
pub(crate) fn name_meant(name: &str) -> Option<&'static str> {
    let small = name.to_ascii_lowercase();
    NAMES
        .iter()
        .find(|(words, _)| words.contains(&small.as_str()))
        .map(|(_, mend)| *mend)
}

/// Whether a word stands for every value or for all that is not named, where other languages write cases and cells.
pub(crate) fn means_all_others(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "_" | "default" | "else" | "other" | "others" | "any" | "all" | "every"
    )
}

const NO_CLOCK: &str =
    "take the day from the risk, such as `policy.inception`: a rulebook has no clock";

const FUNCTIONS: [(&[&str], &str); 26] = [
    (
        &["ceil", "ceiling", "roundup", "round_up"],
        "write `round(x ceiling to 1)`, or `round(x up to 1)`, away from zero",
    ),
    (
        &[
            "floor",
            "trunc",
            "truncate",
            "int",
            "rounddown",
            "round_down",
        ],
        "write `round(x floor to 1)`, or `round(x down to 1)`, towards zero",
    ),
    (
        &["avg", "mean"],
        "write `average(v.amount for v in values)`",
    ),
    (
        &["len", "length", "size", "counta", "countif", "number_of"],
        "write `count(values)`, or `count(v for v in values where condition)`",
    ),
    (
        &["sumif", "sumproduct", "total"],
        "write `sum(v.amount for v in values where condition)`",
    ),
    (
        &["filter", "select", "map", "list"],
        "write `collect(v for v in values where condition)`",
    ),
    (
        &["sort", "sort_by", "order", "order_by"],
        "write `sorted(v in values by v.amount)`",
    ),
    (
        &["exists", "some"],
        "write `any(condition for v in values)`",
    ),
    (&["every"], "write `all(condition for v in values)`"),
    (&["unique"], "write `distinct(v.amount for v in values)`"),
    (
        &[
            "argmax", "argmin", "maxby", "minby", "max_by", "min_by", "find",
        ],
        "write `pick(v in values by greatest v.amount)`, or `by least`",
    ),
    (
        &[
            "concat",
            "concatenate",
            "format",
            "str",
            "to_text",
            "to_string",
        ],
        "insert values in a text, `\"{a} {b}\"`, or write `joined(texts, \", \")`",
    ),
    (&["join"], "write `joined(texts, \", \")`"),
    (
        &["coalesce", "ifnull", "nvl", "if_null", "or_else"],
        "write `x ?? 0` for a value that may be absent",
    ),
    (
        &[
            "given", "isgiven", "is_given", "isnull", "is_null", "isblank", "is_blank", "is_empty",
            "defined", "empty",
        ],
        "write `x is given` or `x is not given`; a list is empty where `count(values) = 0`",
    ),
    (
        &["iif", "ifelse", "if_else"],
        "write `if condition then value else value`",
    ),
    (
        &["age", "age_at", "years_between", "year_diff", "datedif"],
        "write `years(born to inception)`, for completed years",
    ),
    (
        &["datediff", "date_diff", "days_between"],
        "write `days(a to b)`, `months(a to b)` or `years(a to b)`",
    ),
    (&["months_between"], "write `months(a to b)`"),
    (
        &["yearfrac", "year_frac", "year_fraction"],
        "write `day_count(a to b actual_365)`",
    ),
    (
        &[
            "dateadd",
            "date_add",
            "edate",
            "add_months",
            "add_years",
            "add_days",
        ],
        "write `date + 6 months`, `date + n days`",
    ),
    (
        &["date", "to_date", "parse_date"],
        "write a day as `2026-01-31`, without quotes",
    ),
    (&["today", "now", "current_date"], NO_CLOCK),
    (&["log", "log10"], "write `ln(x)`, the natural logarithm"),
    (
        &["lookup", "vlookup", "hlookup", "xlookup", "get"],
        "write a look-up with the name of the table: `base_rate(state, age)`",
    ),
    (
        &["clamp", "bound", "limit", "cap"],
        "write `max(low, min(high, x))`",
    ),
];

const NAMES: [(&[&str], &str); 7] = [
    (
        &["this", "self", "it"],
        "name an attribute of the same entity by itself, without anything before it",
    ),
    (&["today", "now"], NO_CLOCK),
    (
        &["null", "nil", "nothing", "blank", "missing", "empty"],
        "write `none`, or ask `… is not given`",
    ),
    (
        &["index", "row", "row_number"],
        "write `position` for the place of an item in its list, `v.place` in the list that is gone through",
    ),
    (
        &["output", "answer", "result", "decision"],
        "name what is answered by its own name: `policy.total`, `underwriting.decision`",
    ),
    (
        &["default", "others"],
        "write `otherwise` for all other cases",
    ),
    (
        &["previous", "prev", "prior"],
        "declare what goes from item to item: `carried balance : money = start 0 then closing`",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::BUILTINS;
    use std::collections::BTreeSet;

    #[test]
    fn each_word_has_one_meaning_and_is_none_of_the_language() {
        let mut seen = BTreeSet::new();
        for word in FUNCTIONS.iter().flat_map(|(words, _)| *words) {
            assert!(seen.insert(word), "{word} twice");
            assert!(!BUILTINS.contains(word), "{word} is a function");
        }
        let mut seen = BTreeSet::new();
        for word in NAMES.iter().flat_map(|(words, _)| *words) {
            assert!(seen.insert(word), "{word} twice");
        }
    }
}
