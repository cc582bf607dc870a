//! Files that are full of one piece of text, most of them no rulebooks.

use super::Large;
use super::size::Size;

/// Pieces of text that fill a file by repetition, behind what stands before them.
const REPEATED: &[(&str, &str, &str)] = &[
    ("open parentheses", "define a : int = ", "("),
    ("closed parentheses", "", ")"),
    ("open braces", "", "{"),
    ("open brackets", "define a : int = ", "["),
    ("mixed brackets", "define a : int = ", "({["),
    ("quotes", "", "\""),
    ("quotes on lines", "", "\"\n"),
    ("backslashes", "", "\\"),
    ("backslashes in a text", "define a : text = \"", "\\"),
    ("comments", "", "// c\n"),
    ("doc comments", "", "/// d\n"),
    ("doc comments behind something", "", "a /// d\n"),
    ("file comments", "", "//! d\n"),
    ("commas", "", ","),
    ("bars", "", "|"),
    ("digits", "define a : int = ", "1"),
    ("digits alone", "", "1"),
    ("underscores", "", "_"),
    ("letters", "", "a"),
    ("words", "", "a "),
    ("words on lines", "", "a\n"),
    ("accents", "", "é"),
    ("line breaks", "", "\n"),
    ("blanks", "", " "),
    ("carriage returns", "", "\r"),
    ("zeros", "", "\0"),
    ("minus signs", "define a : int = ", "-"),
    ("not", "define a : bool = ", "not "),
    ("if", "define a : int = ", "if "),
    ("if a then", "define a : int = ", "if a then "),
    (
        "else if",
        "define a : int = if a then 1 ",
        "else if a then 1 ",
    ),
    ("match", "define a : int = ", "match "),
    ("match x {", "define a : int = ", "match x { A: "),
    ("choose", "define a : int = ", "choose { "),
    ("list of", "define a : ", "list of "),
    ("let", "define a : int = ", "{ let a = "),
    ("lets", "define a : int = { ", "let a = 1\n"),
    ("sums", "define a : int = 1", " + 1"),
    ("ands", "define a : bool = b", " and b"),
    ("steps of a path", "define a : int = b", ".c"),
    ("items of an item", "define a : int = b", "[1]"),
    ("with", "define a : int = b", " with { c = 1 }"),
    ("comprehensions", "define a : int = ", "sum(a for a in "),
    ("for", "define a : int = sum(1", " for b in c"),
    ("insertions", "define a : text = \"", "{b}"),
    ("insertions of insertions", "define a : text = \"", "{b "),
    ("arguments", "define a : int = f(1", ", 1"),
    ("arms", "define a : int = match x { ", "A: 1, "),
    ("patterns", "define a : int = match x { A", ", A"),
    ("set", "define a : bool = x in {1", ", 1"),
    ("declaration words", "", "define "),
    ("declaration words on lines", "", "define\n"),
    ("entities", "", "entity A {}\n"),
    ("entities never closed", "", "entity A {\n"),
    ("headers", "", "rulebook a\n"),
    ("outputs", "", "output { a = 1 }\n"),
    ("inputs", "", "input A\n"),
    ("imports", "", "import a from \"b\"\n"),
    ("rules", "", "rule A {\n when a\n b c\n}\n"),
    (
        "tests",
        "",
        "test \"a\" { given A from \"b.json\" expect a = 1 }\n",
    ),
    ("tables", "", "table a(b: int) -> int { b | c\n 1 | 2\n }\n"),
    (
        "tables of a file",
        "",
        "table a(b: int) -> int from \"x.csv\"\n",
    ),
    ("signs", "", "a == b\n"),
    ("currencies", "currency USD", ", USD"),
    ("members", "enum A { a", ", a"),
    ("period", "define a : period = 1", " months"),
    ("questions", "define a : int", "?"),
    ("ranges", "define a : int", " 1.."),
    ("fallbacks", "define a : int = b", " ?? b"),
];

/// Each until the file is full.
pub(super) fn repeated(size: Size) -> Vec<Large> {
    REPEATED
        .iter()
        .map(|(name, before, piece)| Large::new(name, size.repeated(before, piece)))
        .collect()
}
