//! Words that are nearly, or in another language, words of this one.

use crate::diagnostics::spelling::Measure;
use crate::layout::DECLARATION_WORDS;

/// What the words of other languages declare here.
const FOREIGN_DECLARATIONS: [(&str, &str); 22] = [
    ("struct", "record"),
    ("type", "record"),
    ("class", "entity"),
    ("object", "entity"),
    ("const", "define"),
    ("constant", "define"),
    ("parameter", "define"),
    ("value", "define"),
    ("let", "define"),
    ("var", "define"),
    ("def", "function"),
    ("func", "function"),
    ("fn", "function"),
    ("include", "import"),
    ("use", "import"),
    ("lookup", "table"),
    ("rates", "table"),
    ("result", "output"),
    ("answer", "output"),
    ("if", "rule"),
    ("when", "rule"),
    ("decision", "outcome"),
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
    let foreign = foreign.map(|(_, own)| *own);
    foreign.or_else(|| nearest(&small, DECLARATION_WORDS))
}

/// Which of some words was probably meant, if the word is none of them.
pub(super) fn meant_word<'a>(word: &str, words: &[&'a str]) -> Option<&'a str> {
    if words.contains(&word) {
        return None;
    }
    nearest(&word.to_ascii_lowercase(), words.iter().copied())
}

/// The word that is at most two letters away (one, for a short word).
pub(super) fn nearest<'a>(word: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit: usize = if word.len() <= 4 { 1 } else { 2 };
    // A letter has at most four bytes, so that this leaves out only what is farther.
    let near = |known: &&str| known.len().abs_diff(word.len()) <= limit.saturating_mul(4);
    let mut measure = Measure::of(word);
    let distances = words
        .into_iter()
        .filter(near)
        .map(|known| (measure.distance(known), known));
    let (least, known) = distances.min_by_key(|(distance, _)| *distance)?;
    (least <= limit).then_some(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_between_words() {
        for (from, to, letters) in [
            ("entity", "entity", 0),
            ("enity", "entity", 1),
            ("entiyt", "entity", 1),
            ("entitty", "entity", 1),
            ("ennity", "entity", 1),
            ("nettiy", "entity", 2),
        ] {
            let mut measure = Measure::of(from);
            assert_eq!(measure.distance(to), letters, "{from} {to}");
        }
    }

    #[test]
    fn guesses_only_what_is_near() {
        assert_eq!(meant_declaration("enity"), Some("entity"));
        assert_eq!(meant_declaration("Table"), Some("table"));
        assert_eq!(meant_declaration("struct"), Some("record"));
        assert_eq!(meant_declaration("Policy"), None);
        assert_eq!(meant_word("whn", &["for", "let", "when"]), Some("when"));
        assert_eq!(meant_word("when", &["for", "let", "when"]), None);
        assert_eq!(meant_word("claims", &["for", "let", "when"]), None);
    }
}
