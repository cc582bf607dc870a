//! Slips that are often made, and what was probably meant.

use super::declaration::is_declaration_word;
use super::entity::RESERVED;
use super::grammar::Rule;
use crate::diagnostics::{
    Diagnostic, cannot_stand_here, foreign_sign, malformed_number, missing, reserved_name,
};
use crate::layout::DECLARATION_WORDS;
use crate::source::Span;

/// What stands where the grammar could not go on.
pub(super) struct Found<'a> {
    /// The token; empty at the end of an item.
    pub text: &'a str,
    pub span: Span,
    /// The token before it, unless it is the first of its item.
    pub before: &'a str,
    pub span_before: Span,
    /// The token behind it.
    pub next: &'a str,
    /// What follows directly, without a blank: the rest of the file from this token.
    pub rest: &'a str,
    /// What would have been accepted.
    pub expected: &'a [Rule],
    /// What was being read.
    pub what: &'static str,
}

impl Found<'_> {
    fn expects(&self, rule: Rule) -> bool {
        self.expected.contains(&rule)
    }

    fn touches_before(&self) -> bool {
        self.span_before.end == self.span.start
    }
}

/// Signs of other languages at the place where the grammar could not go on, and how they are written here. A longer
/// sign stands before a shorter one that it begins with.
const FOREIGN_SIGNS: [(&str, &str); 30] = [
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
    ("#", "a comment begins with `//`"),
    ("/*", "a comment begins with `//` and ends with its line"),
    ("'", "texts stand in double quotes: `\"…\"`"),
    ("`", "texts stand in double quotes: `\"…\"`"),
    ("“", "texts stand in straight double quotes: `\"…\"`"),
    ("”", "texts stand in straight double quotes: `\"…\"`"),
    ("„", "texts stand in straight double quotes: `\"…\"`"),
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
    foreign(found)
        .or_else(|| reserved(found))
        .or_else(|| number(found))
        .or_else(|| conditional(found))
        .or_else(|| assignment(found))
        .or_else(|| blanks(found))
        .or_else(|| given(found))
}

fn foreign(found: &Found<'_>) -> Option<Diagnostic> {
    // The grammar stops behind the first half of a sign whose halves mean something by themselves.
    if found.touches_before() {
        let both = format!("{}{}", found.before, found.text);
        if let Some((sign, mend)) = FOREIGN_SIGNS.iter().find(|(sign, _)| *sign == both) {
            return Some(foreign_sign(found.span_before.to(found.span), sign, mend));
        }
    }
    if let Some((sign, mend)) = FOREIGN_SIGNS
        .iter()
        .find(|(sign, _)| found.rest.starts_with(sign))
    {
        let length = u32::try_from(sign.len()).unwrap_or(0);
        let span = Span::new(
            found.span.file,
            found.span.start,
            found.span.start.saturating_add(length),
        );
        return Some(foreign_sign(span, sign, mend));
    }
    let first = found.text.chars().next()?;
    match found.text {
        "?" => Some(foreign_sign(
            found.span,
            "?",
            "write `if condition then value else value`; `?` stands behind a type",
        )),
        "|" if found.what != "a row of a table" => Some(foreign_sign(
            found.span,
            "|",
            "write `or`; `|` stands between the cells of a table",
        )),
        _ if first.is_alphabetic() && !first.is_ascii() => {
            let help = "names have the letters a to z, digits and `_`; `as \"…\"` gives an attribute another name in the input";
            Some(foreign_sign(found.span, found.text, help))
        }
        _ if first.is_whitespace() => {
            let help = "this blank is not the one of the space bar: write it anew";
            Some(foreign_sign(found.span, found.text, help))
        }
        _ => None,
    }
}

/// A reserved word where a name must stand, or a word that is nearly one.
fn reserved(found: &Found<'_>) -> Option<Diagnostic> {
    let expects_name = found.expects(Rule::name) || found.expects(Rule::any_name);
    if RESERVED.contains(&found.text) {
        return (expects_name && !found.expects(Rule::expression))
            .then(|| reserved_name(found.span, found.text));
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
        let help = format!("write `0{written}`");
        return Some(malformed_number(found.span, &written, &help));
    }
    let is_plain = found
        .text
        .chars()
        .all(|letter| letter.is_ascii_digit() || matches!(letter, '_' | '.' | '-'));
    if first.is_ascii_digit() && !is_plain {
        let help = "a number has digits, `_` between them and one decimal point; a name begins with a letter";
        return Some(malformed_number(found.span, found.text, help));
    }
    None
}

/// `if` without its `then` or `else`.
fn conditional(found: &Found<'_>) -> Option<Diagnostic> {
    let shown = shown(found.text);
    if found.expects(Rule::kw_else) {
        let help = "every `if` says with `else` what holds otherwise";
        return Some(missing(found.span, "`else`", &shown, "an `if`").with_help(help));
    }
    if found.expects(Rule::kw_then) {
        let help = "write `if condition then value else value`";
        return Some(missing(found.span, "`then`", &shown, found.what).with_help(help));
    }
    None
}

/// `:` for `=`, and `=` for `:`.
fn assignment(found: &Found<'_>) -> Option<Diagnostic> {
    let (wanted, help) = match found.text {
        ":" if found.expects(Rule::assign) => (Rule::assign, "write `=` before a value"),
        "=" if found.expects(Rule::colon) => (
            Rule::colon,
            "write `:` before a type, or between a case and its value",
        ),
        _ => return None,
    };
    // A type may stand here as well, so that the sign alone does not say what was meant.
    let is_sure = wanted == Rule::colon || !found.expects(Rule::colon);
    is_sure.then(|| cannot_stand_here(found.span, &shown(found.text), found.what).with_help(help))
}

/// Blanks where none may stand.
fn blanks(found: &Found<'_>) -> Option<Diagnostic> {
    let is_apart = !found.touches_before() && !found.before.is_empty();
    if found.text == "("
        && is_apart
        && found
            .before
            .starts_with(|first: char| first.is_ascii_alphabetic())
    {
        let help = format!("write `{}(` without a blank between them", found.before);
        return Some(cannot_stand_here(found.span, "`(`", found.what).with_help(help));
    }
    let range = if matches!(found.text, "..<") {
        found.text
    } else {
        found.before
    };
    if matches!(range, ".." | "..<") && (is_apart || found.text == "..<") {
        let help = format!("write `{range}` directly before the upper end, without a blank");
        return Some(cannot_stand_here(found.span, &shown(found.text), found.what).with_help(help));
    }
    None
}

/// `is` without `given`.
fn given(found: &Found<'_>) -> Option<Diagnostic> {
    (found.text == "is").then(|| {
        let help = "write `is given` or `is not given`; two values are compared with `=`";
        cannot_stand_here(found.span, "`is`", found.what).with_help(help)
    })
}

/// A token as a message shows it.
pub(super) fn shown(text: &str) -> String {
    if text.is_empty() {
        return "the end of the line".to_owned();
    }
    let short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        format!("`{short}…`")
    } else {
        format!("`{text}`")
    }
}

/// What the words of other languages declare here.
const FOREIGN_DECLARATIONS: [(&str, &str); 14] = [
    ("struct", "record"),
    ("type", "record"),
    ("class", "entity"),
    ("object", "entity"),
    ("const", "define"),
    ("let", "define"),
    ("var", "define"),
    ("def", "function"),
    ("func", "function"),
    ("fn", "function"),
    ("include", "import"),
    ("use", "import"),
    ("lookup", "table"),
    ("result", "output"),
];

/// The declaration word that was probably meant.
pub(super) fn meant_declaration(word: &str) -> Option<&'static str> {
    let small = word.to_ascii_lowercase();
    if let Some(own) = DECLARATION_WORDS.iter().find(|own| **own == small) {
        return Some(own);
    }
    let foreign = FOREIGN_DECLARATIONS
        .iter()
        .find(|(foreign, _)| *foreign == small);
    foreign
        .map(|(_, own)| *own)
        .or_else(|| nearest(&small, &DECLARATION_WORDS))
}

/// The first word of an item that was probably meant, if the item begins with none of `words`.
pub(super) fn meant_word(word: &str, words: &[&'static str]) -> Option<&'static str> {
    let known = words.contains(&word) || is_declaration_word(word);
    if known {
        None
    } else {
        nearest(&word.to_ascii_lowercase(), words)
    }
}

/// The word that is at most two letters away (one, for a short word).
fn nearest(word: &str, words: &[&'static str]) -> Option<&'static str> {
    let limit = if word.len() <= 4 { 1 } else { 2 };
    let distances = words.iter().map(|known| (distance(word, known), *known));
    let (least, known) = distances.min_by_key(|(distance, _)| *distance)?;
    (least <= limit).then_some(known)
}

/// How many letters must be put in, taken away, changed, or exchanged with their neighbour.
fn distance(from: &str, to: &str) -> usize {
    if from.len().abs_diff(to.len()) > 2 {
        return usize::MAX;
    }
    let to: Vec<char> = to.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    let mut previous_letter = None;
    for (row, letter) in from.chars().enumerate() {
        let mut current = vec![row.saturating_add(1)];
        for (column, other) in to.iter().enumerate() {
            let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX);
            let changed = at(&last, column).saturating_add(usize::from(letter != *other));
            let taken = at(&last, column.saturating_add(1)).saturating_add(1);
            let put = at(&current, column).saturating_add(1);
            let mut best = changed.min(taken).min(put);
            let left = column.checked_sub(1).and_then(|left| to.get(left));
            if previous_letter == Some(*other) && left == Some(&letter) {
                best = best.min(at(&before_last, column.saturating_sub(1)).saturating_add(1));
            }
            current.push(best);
        }
        previous_letter = Some(letter);
        before_last = std::mem::replace(&mut last, current);
    }
    last.last().copied().unwrap_or(usize::MAX)
}
