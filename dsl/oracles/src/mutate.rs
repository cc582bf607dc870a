//! Rulebooks that are almost right: a right one with some of its words taken away, doubled, exchanged or replaced. They come much
//! further into the checker than texts that were made up from nothing.

use lutine_reference::generate::Random;

/// What words of a text are replaced by, besides other words of it.
const WORDS: &[&str] = &[
    "int",
    "decimal",
    "money",
    "text",
    "bool",
    "date",
    "period",
    "list of int",
    "int?",
    "unrounded money",
    "none",
    "true",
    "0",
    "1",
    "-1",
    "2.5",
    "15%",
    "100 USD",
    "\"text\"",
    "\"{policy}\"",
    "2024-02-29",
    "first(",
    "count(",
    "sum(",
    "max(1, ",
    "round(1 half up to 1)",
    "collect(1 for a in ",
    "[1]",
    ".a",
    "?? 1",
    "is given",
    "not",
    "in {1, 2}",
    "in 1..2",
    "+ 1",
    "* 1.5",
    "= 1",
    "and true",
    "within",
    "policy",
    "position",
    "{",
    "}",
    "(",
    ")",
    ",",
    ":",
    "=",
    "|",
    "->",
    "\n",
    "..",
    "for a in ",
    "where true",
    "if true then 1 else 2",
    "steps { start 1\nround half up to 0.01 }",
    "match 1 { 1: 2, otherwise: 3 }",
    "choose { true: 1, otherwise: 2 }",
    "{ let z = 1\n z }",
    "with { a = 1 }",
    "(0..3)",
    "for each e in 1..3",
    "default 1",
    "1 year",
    "years(2024-01-01 to 2025-01-01)",
    "pick(z in l by greatest z)",
];

/// The text with up to `most` changes that follow from a seed.
pub fn mutated(text: &str, seed: u64, most: usize) -> String {
    changed(text, &mut Random::new(seed), most)
}

/// The text with up to `most` changes.
pub fn changed(text: &str, random: &mut Random, most: usize) -> String {
    let mut words = words(text);
    for _ in 0..=random.below(most) {
        let (one, other) = (random.below(words.len()), random.below(words.len()));
        match random.below(6) {
            0 if one < words.len() => {
                words.remove(one);
            }
            1 => words.swap(one, other),
            2 => {
                let word = words.get(other).cloned().unwrap_or_default();
                words.insert(one, word);
            }
            3 => {
                let word = words.get(other).cloned().unwrap_or_default();
                replace(&mut words, one, word);
            }
            4 => {
                let word = WORDS
                    .get(random.below(WORDS.len()))
                    .unwrap_or(&"")
                    .to_string();
                words.insert(one, format!(" {word} "));
            }
            _ => {
                let word = WORDS
                    .get(random.below(WORDS.len()))
                    .unwrap_or(&"")
                    .to_string();
                replace(&mut words, one, word);
            }
        }
    }
    words.concat()
}

fn replace(words: &mut [String], at: usize, by: String) {
    if let Some(word) = words.get_mut(at) {
        *word = by;
    }
}

/// A text in words and signs, blanks hanging on what stands before them.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = '\n';
    for letter in text.chars() {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let continues = (is_word(before) && is_word(letter)) || letter == ' ';
        match words.last_mut() {
            Some(word) if continues => word.push(letter),
            _ => words.push(letter.to_string()),
        }
        before = letter;
    }
    words
}
