//! Slips that are often made, and what was probably meant.

use super::entity::RESERVED;
use super::fault::Found;
use super::grammar::Rule;
use super::habit::habit;
use super::spelling::meant_word;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::syntax::{
    carried_on, foreign_sign, malformed_number, misplaced, missing, misspelt_word, not_a_currency,
    reserved_name,
};
use crate::layout::DECLARATION_WORDS;
use crate::source::Span;

/// Signs of other languages, and how they are written here. A longer sign stands before a shorter one that it begins with.
const FOREIGN_SIGNS: [(&str, &str); 31] = [
    ("...", "write `..`"),
    ("===", "write `=`"),
    ("==", "write `=`"),
    (
        "=>",
        "write `>=` for \"at least\", `:` between a case and its value, `->` before a result",
    ),
    ("=<", "write `<=`"),
    ("<>", "write `!=`"),
    ("!==", "write `!=`"),
    ("&&", "write `and`"),
    ("&", "write `and`"),
    ("||", "write `or`"),
    ("!", "write `not`"),
    ("**", "write `pow(base, exponent)`"),
    ("^", "write `pow(base, exponent)`"),
    (":=", "write `=`"),
    (
        "%",
        "write `mod` for a remainder; a percentage has its `%` directly behind the number",
    ),
    (";", "take it away: an item ends with its line"),
    ("#", "begin a comment with `//`"),
    ("/*", "begin a comment with `//`; it ends with its line"),
    ("'", "put the text in double quotes: `\"…\"`"),
    ("`", "put the text in double quotes: `\"…\"`"),
    ("“", "put the text in straight double quotes: `\"…\"`"),
    ("”", "put the text in straight double quotes: `\"…\"`"),
    ("„", "put the text in straight double quotes: `\"…\"`"),
    ("×", "write `*`"),
    ("÷", "write `/`"),
    ("−", "write `-`, the sign of the keyboard"),
    ("–", "write `-`, the sign of the keyboard"),
    ("≤", "write `<=`"),
    ("≥", "write `>=`"),
    ("≠", "write `!=`"),
    (
        "$",
        "write the currency's code behind the number, such as `12.50 USD`",
    ),
];

/// The slip at a place, if it is a known one.
pub(super) fn slip(found: &Found<'_>) -> Option<Diagnostic> {
    foreign_sign_at(found)
        .or_else(|| foreign_character(found))
        .or_else(|| unfinished_line(found))
        .or_else(|| habit(found))
        .or_else(|| reserved(found))
        .or_else(|| number(found))
        .or_else(|| conditional(found))
        .or_else(|| assignment(found))
        .or_else(|| misspelt(found))
        .or_else(|| blanks(found))
        .or_else(|| word(found))
        .or_else(|| side_by_side(found))
}

/// A word of the language that was misspelt, and so taken for a name: the one at which reading stopped, or one before it.
fn misspelt(found: &Found<'_>) -> Option<Diagnostic> {
    let behind_a_number = found.before.starts_with(|c: char| c.is_ascii_digit());
    let words: &[&str] = if behind_a_number {
        &PERIODS
    } else {
        &CONNECTIVES
    };
    let (earlier, span_earlier) = found.earlier;
    [
        (found.text, found.span, words),
        (found.before, found.span_before, &PREFIXES),
        (earlier, span_earlier, &CLAUSES),
    ]
    .into_iter()
    .find_map(|(text, span, words)| {
        let meant = meant_word(text, words)?;
        let is_word =
            text.bytes().all(|byte| byte.is_ascii_lowercase()) && !WRITTEN_RIGHT.contains(&text);
        // Any two words of two letters are near; only a swap is a slip.
        let swapped = text.len() > 2 || meant.chars().rev().eq(text.chars());
        (is_word && swapped).then(|| misspelt_word(span, text, meant, &found.subject))
    })
}

/// Words of the language that are near to another one, and no slip where they stand wrong.
const WRITTEN_RIGHT: [&str; 10] = [
    "int", "when", "note", "from", "of", "as", "on", "up", "first", "last",
];

/// What moves a date.
const PERIODS: [&str; 6] = ["years", "months", "days", "year", "month", "day"];

/// Words that join two parts.
const CONNECTIVES: [&str; 12] = [
    "and", "or", "in", "is", "not", "mod", "then", "else", "for", "where", "by", "to",
];

/// Words that stand before a value.
const PREFIXES: [&str; 4] = ["not", "if", "match", "choose"];

/// Words that stand before a variable, or what an item is picked by.
const CLAUSES: [&str; 3] = ["for", "greatest", "least"];

fn foreign_sign_at(found: &Found<'_>) -> Option<Diagnostic> {
    // The grammar stops behind the first half of a sign whose halves mean something by themselves.
    if found.touches_before() {
        let both = format!("{}{}", found.before, found.text);
        if let Some((sign, mend)) = FOREIGN_SIGNS.iter().find(|(sign, _)| *sign == both) {
            return Some(foreign_sign(found.span_before.to(found.span), sign, mend));
        }
    }
    let is_row = found.reading.rule == Rule::row;
    let known = FOREIGN_SIGNS
        .iter()
        .find(|(sign, _)| found.rest.starts_with(sign));
    if let Some((sign, mend)) = known.filter(|(sign, _)| !(is_row && *sign == "||")) {
        return Some(foreign_sign(longer(found.span, sign), sign, mend));
    }
    match found.text {
        "?" => {
            let mend = "write `if condition then value else value`; `?` stands behind a type";
            Some(foreign_sign(found.span, "?", mend))
        }
        "|" if !is_row => {
            let mend = "write `or`; `|` stands between the cells of a table";
            Some(foreign_sign(found.span, "|", mend))
        }
        _ => None,
    }
}

/// The place of a sign that begins where a token does.
fn longer(token: Span, sign: &str) -> Span {
    let length = u32::try_from(sign.len()).unwrap_or(0);
    Span::new(token.file, token.start, token.start.saturating_add(length))
}

/// Letters of other alphabets, and blanks that only look like blanks.
fn foreign_character(found: &Found<'_>) -> Option<Diagnostic> {
    let first = found
        .text
        .chars()
        .next()
        .filter(|first| !first.is_ascii() || first.is_ascii_control())?;
    let mend = if first.is_alphabetic() {
        "write names with the letters a to z, digits and `_`; give an attribute another name in the input with `as \"…\"`"
    } else {
        "take this character away: it is none of the language's, and may be one that cannot be seen"
    };
    let shown = if first.is_alphabetic() {
        found.text.to_owned()
    } else {
        format!("U+{:04X}", u32::from(first))
    };
    Some(foreign_sign(found.span, &shown, mend))
}

/// An operator at the end of a line that goes on with the next item by mistake.
fn unfinished_line(found: &Found<'_>) -> Option<Diagnostic> {
    let begins_item = matches!(found.text, ":" | "=") || DECLARATION_WORDS.contains(&found.before);
    let carrier = found.carrier.filter(|_| begins_item)?;
    Some(carried_on(carrier, found.span_before, &found.subject))
}

/// A reserved word where a name must stand, or a word that is nearly one.
fn reserved(found: &Found<'_>) -> Option<Diagnostic> {
    let expects_name = found.expects(Rule::name) || found.expects(Rule::any_name);
    if RESERVED.contains(&found.text) {
        // `in` at the start of a line goes on with the line before, and so do others.
        let is_name = (expects_name && !found.expects(Rule::expression)) || found.next == ":";
        return is_name.then(|| reserved_name(found.span, found.text));
    }
    let small = found.text.to_ascii_lowercase();
    if small != found.text && RESERVED.contains(&small.as_str()) {
        return Some(foreign_sign(
            found.span,
            found.text,
            &format!("write `{small}`"),
        ));
    }
    matches!(found.text, "elif" | "elsif" | "elseif")
        .then(|| foreign_sign(found.span, found.text, "write `else if`"))
}

fn number(found: &Found<'_>) -> Option<Diagnostic> {
    let first = found.text.chars().next()?;
    if found.text == "." && found.next.starts_with(|next: char| next.is_ascii_digit()) {
        let written = format!(".{}", found.next);
        if found.touches_before() {
            return Some(dotted_number(found, &written));
        }
        let help = format!("write `0{written}`");
        return Some(malformed_number(
            longer(found.span, &written),
            &written,
            &help,
        ));
    }
    let is_plain = |letter: char| letter.is_ascii_digit() || matches!(letter, '_' | '.' | '-');
    if first.is_ascii_digit() && !found.text.chars().all(is_plain) {
        let help = "write a number with digits, `_` between them and one decimal point; begin a name with a letter";
        return Some(malformed_number(found.span, found.text, help));
    }
    None
}

/// `a.5` and `1.2.3`.
fn dotted_number(found: &Found<'_>, written: &str) -> Diagnostic {
    if found
        .before
        .starts_with(|first: char| first.is_ascii_digit())
    {
        let whole = format!("{}{written}", found.before);
        let help = "write it with one decimal point";
        return malformed_number(longer(found.span_before, &whole), &whole, help);
    }
    let help = format!("write `[{}]` for an item of a list", found.next);
    found.cannot_stand().with_help(help)
}

/// `if` without its `then` or `else`.
fn conditional(found: &Found<'_>) -> Option<Diagnostic> {
    if found.expects(Rule::kw_else) {
        let help = "say with `else` what holds otherwise: every `if` does";
        return Some(missing(found.span, "`else`", &found.shown(), &found.subject).with_help(help));
    }
    if found.expects(Rule::kw_then) {
        let help = match found.first {
            "carried" => "write `carried name : type = start value then value`",
            _ => "write `if condition then value else value`",
        };
        return Some(missing(found.span, "`then`", &found.shown(), &found.subject).with_help(help));
    }
    None
}

/// `:` for `=`, and `=` for `:`.
fn assignment(found: &Found<'_>) -> Option<Diagnostic> {
    let help = match found.text {
        // A type may stand here as well, so that the sign alone does not say what was meant.
        ":" if found.expects(Rule::assign) && !found.expects(Rule::colon) => {
            "write `=` before a value"
        }
        "=" if found.expects(Rule::colon) => {
            "write `:` before a type, or between a case and its value"
        }
        _ => return None,
    };
    Some(found.cannot_stand().with_help(help))
}

/// Blanks where none may stand.
fn blanks(found: &Found<'_>) -> Option<Diagnostic> {
    let is_apart = !found.touches_before() && !found.before.is_empty();
    if found.text == "("
        && is_apart
        && found.expects(Rule::add)
        && found
            .before
            .starts_with(|first: char| first.is_ascii_alphabetic())
    {
        let help = format!("write `{}(` without a blank between them", found.before);
        return Some(found.cannot_stand().with_help(help));
    }
    let range = if found.text == "..<" {
        found.text
    } else {
        found.before
    };
    if matches!(range, ".." | "..<") && (is_apart || found.text == "..<") {
        let help = format!("write `{range}` directly before the upper end, without a blank");
        return Some(found.cannot_stand().with_help(help));
    }
    None
}

/// Words that stand in the wrong place, lack their companion, or are misspelt.
fn word(found: &Found<'_>) -> Option<Diagnostic> {
    match (found.before, found.text) {
        (_, "is") => {
            let help = "write `is given` or `is not given`; two values are compared with `=`";
            return Some(found.cannot_stand().with_help(help));
        }
        ("list", text) if text.starts_with(|first: char| first.is_ascii_alphabetic()) => {
            return Some(
                missing(found.span, "`of`", &found.shown(), &found.subject)
                    .with_help("write `list of …`"),
            );
        }
        ("let", text) if text.starts_with(|first: char| first.is_ascii_alphabetic()) => {
            let help = format!("write `let {text} = value`");
            return Some(found.cannot_stand().with_help(help));
        }
        (record, "{") if record.starts_with(|first: char| first.is_ascii_uppercase()) => {
            let help = format!("write `{record} {{ field = value }}`");
            return Some(found.cannot_stand().with_help(help));
        }
        (amount, code)
            if is_small_code(code)
                && (amount == "money"
                    || amount.starts_with(|first: char| first.is_ascii_digit())) =>
        {
            return Some(not_a_currency(found.span, code));
        }
        (_, "as" | "default" | "unused") if found.reading.rule == Rule::entity_item => {
            let help =
                "write `name : type as \"…\" default value unused`, or `name : type = value`";
            return Some(found.cannot_stand().with_help(help));
        }
        (_, "when") if found.reading.rule == Rule::rule_item => {
            let message = "`when` stands before what a rule does";
            return Some(misplaced(
                found.span,
                message,
                "put the line with `when` above this one",
            ));
        }
        _ => {}
    }
    // Most of what may follow is an operator or a word; the names of the rules are the words.
    let rules: Vec<String> = found
        .expected
        .iter()
        .map(|rule| format!("{rule:?}"))
        .collect();
    let mut words: Vec<&str> = rules
        .iter()
        .filter_map(|rule| rule.strip_prefix("kw_"))
        .collect();
    words.extend(
        rules
            .iter()
            .map(String::as_str)
            .filter(|rule| matches!(*rule, "unused" | "and" | "or" | "mod")),
    );
    if found.expects(Rule::step_line) || found.expects(Rule::step_word) {
        words.extend(["start", "times", "plus", "less", "divided", "round", "note"]);
    }
    let meant = meant_word(found.text, &words)?;
    Some(misspelt_word(found.span, found.text, meant, &found.subject))
}

/// Three small letters, as a currency's code should not be written.
fn is_small_code(word: &str) -> bool {
    word.len() == 3 && word.bytes().all(|letter| letter.is_ascii_lowercase())
}

/// Two values with nothing between them.
fn side_by_side(found: &Found<'_>) -> Option<Diagnostic> {
    let begins_value =
        |first: char| first.is_ascii_alphanumeric() || matches!(first, '"' | '(' | '{');
    if !found.text.starts_with(begins_value) {
        return None;
    }
    let help = if found.expects(Rule::comma) {
        format!(
            "put a comma or an operator between `{}` and {}",
            found.before,
            found.shown()
        )
    } else if found.expects(Rule::add) {
        format!(
            "put an operator between `{}` and {}, or begin a new line",
            found.before,
            found.shown()
        )
    } else {
        return None;
    };
    Some(found.cannot_stand().with_help(help))
}
