//! What is wrong with a text, and what is put in order with it.

use super::{Code, Diagnostic};
use crate::source::Span;

/// A text that does not end on its line.
pub(crate) fn unclosed_text(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::UnclosedText,
        span,
        "this text is not closed on its line",
    )
    .with_label("begins here")
    .with_help("put `\"` behind its last character: a text ends on its line")
}

/// A bracket that is open where a declaration or an outer bracket ends (`before`). `suspect` is an inner bracket
/// whose closing one does not stand below it.
pub(crate) fn unclosed_bracket(
    span: Span,
    bracket: &str,
    before: Option<Span>,
    suspect: Option<Span>,
) -> Diagnostic {
    let closing = match bracket {
        "{" => "}",
        "(" => ")",
        _ => "]",
    };
    let mut fault = Diagnostic::error(
        Code::UnclosedBracket,
        span,
        format!("this `{bracket}` is never closed"),
    )
    .with_help(format!("put `{closing}` where it ends"));
    if let Some(before) = before {
        fault = fault.with_related(before, "it is still open here");
    }
    if let Some(suspect) = suspect {
        fault = fault.with_related(
            suspect,
            "this one is closed on a line that is not indented like its own",
        );
    }
    fault
}

/// A closing bracket that closes nothing; `innermost` is the bracket that is open there.
pub(crate) fn unmatched_bracket(span: Span, bracket: &str, innermost: Option<Span>) -> Diagnostic {
    let fault = Diagnostic::error(
        Code::UnmatchedBracket,
        span,
        format!("this `{bracket}` closes nothing"),
    );
    match innermost {
        Some(innermost) => fault
            .with_related(innermost, "this bracket is open")
            .with_help("close the open bracket with one of its own kind"),
        None => fault.with_help(format!(
            "take `{bracket}` away, or put the opening bracket before it"
        )),
    }
}

/// More levels of nesting than the language has.
pub(crate) fn nested_too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        Code::NestedTooDeep,
        span,
        format!("this is nested deeper than {limit} levels"),
    )
    .with_help("give an inner part a name of its own, with `let`, `define` or an attribute")
}

/// A stack that is smaller than the permitted nesting needs, which the rulebook cannot mend.
pub(crate) fn stack_too_small(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::NestedTooDeep,
        span,
        "the program that reads this rulebook has too small a stack for what is nested here",
    )
    .with_help("give the thread that reads it a stack of 1 MiB or more")
}

/// More operands in one list of operators than the language has.
pub(crate) fn too_many_operands(span: Span, operands: usize, limit: usize) -> Diagnostic {
    Diagnostic::error(
        Code::TooManyOperands,
        span,
        format!("this has {operands} operands behind one another; {limit} are the most"),
    )
    .with_help(
        "put the values in a table or a list, or give parts of the expression names of their own",
    )
}

/// A file larger than a file of rules may be.
pub(crate) fn file_too_large(span: Span, size: usize, limit: usize) -> Diagnostic {
    Diagnostic::error(
        Code::FileTooLarge,
        span,
        format!("this file has {size} bytes; {limit} are the most"),
    )
    .with_help("divide it into several files of one folder, and put long tables into CSV files")
}

/// A file that would be too large in the canonical layout, which may have more blanks.
pub(crate) fn layout_too_large(span: Span, size: usize, limit: usize) -> Diagnostic {
    Diagnostic::error(
        Code::FileTooLarge,
        span,
        format!("in the canonical layout this file has {size} bytes; {limit} are the most"),
    )
    .with_label("left as it is")
    .with_help("divide it into several files of one folder, and put long tables into CSV files")
}

/// A file that would not be the same in the canonical layout.
pub(crate) fn layout_defect(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::LayoutDefect,
        span,
        "from here on this file would not be the same in the canonical layout: that is a defect of Lutine",
    )
    .with_label("left as it is")
    .with_help("see `lutine explain-code E0598`; nothing was changed")
}

/// A declaration that begins with a word that begins none.
pub(crate) fn unknown_declaration(span: Span, word: &str, suggestion: Option<&str>) -> Diagnostic {
    let fault = Diagnostic::error(
        Code::UnknownDeclaration,
        span,
        format!("`{word}` does not begin a declaration"),
    );
    match suggestion {
        Some(suggestion) => fault.with_help(format!("did you mean `{suggestion}`?")),
        None => fault.with_help(
            "begin it with a word such as `enum`, `entity`, `table`, `define`, `rule`, `output` or `test`",
        ),
    }
}

/// A word that is nearly one of those that can stand there.
pub(crate) fn misspelt_word(span: Span, word: &str, suggestion: &str, reading: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Unexpected,
        span,
        format!("`{word}` is not known here"),
    )
    .with_label(format!("in {reading}"))
    .with_help(format!("did you mean `{suggestion}`?"))
}

/// What is read ends before it is complete.
pub(crate) fn ends_too_early(span: Span, reading: &str) -> Diagnostic {
    Diagnostic::error(Code::Missing, span, "this ends too early")
        .with_label(format!("in {reading}"))
        .with_help("complete the line")
}

/// A line that ends with an operator, so that the item below, whose name is `next`, went on with it.
pub(crate) fn carried_on(operator: Span, next: Span, reading: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Missing,
        operator,
        "something is missing at the end of this line",
    )
    .with_label(format!("in {reading}"))
    .with_related(next, "so this line goes on with it")
    .with_help(
        "complete the line: one that ends with an operator, `=` or `:` goes on with the next",
    )
}

/// Something stands where it cannot; `found` says what, with backticks.
pub(crate) fn cannot_stand_here(span: Span, found: &str, reading: &str) -> Diagnostic {
    Diagnostic::error(Code::Unexpected, span, format!("{found} cannot stand here"))
        .with_label(format!("in {reading}"))
}

/// `wanted` must stand before `found`.
pub(crate) fn missing(span: Span, wanted: &str, found: &str, reading: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Missing,
        span,
        format!("{wanted} is missing before {found}"),
    )
    .with_label(format!("in {reading}"))
}

/// A declaration without its braces.
pub(crate) fn missing_body(span: Span, reading: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Missing,
        span,
        format!("{reading} has its items in braces, and there are none"),
    )
    .with_help("put `{ … }` behind it")
}

/// A separator with nothing before it.
pub(crate) fn nothing_before(span: Span, separator: &str, reading: &str) -> Diagnostic {
    Diagnostic::error(
        Code::Missing,
        span,
        format!("nothing stands before this `{separator}`"),
    )
    .with_label(format!("{reading} is missing"))
    .with_help(format!("take the `{separator}` away"))
}

/// A table that says neither from which file its rows come nor which rows it has.
pub(crate) fn table_without_rows(span: Span) -> Diagnostic {
    Diagnostic::error(Code::Missing, span, "this table has no rows")
        .with_help("name its file with `from \"rates.csv\"`, or write its rows in `{ … }`")
}

/// A definition or a function without a value.
pub(crate) fn missing_value(span: Span) -> Diagnostic {
    Diagnostic::error(Code::Missing, span, "this definition has no value")
        .with_help("put `= value` behind its type")
}

/// A value in braces, as functions of other languages have it, where only variants stand in braces.
pub(crate) fn value_in_braces(span: Span) -> Diagnostic {
    Diagnostic::error(Code::Missing, span, "a value does not stand in braces").with_help(
        "write it behind `=`: `-> type = value`; in braces stand variants, `any : value`",
    )
}

/// A rule that lacks a line.
pub(crate) fn rule_without(span: Span, what: &str, example: &str) -> Diagnostic {
    Diagnostic::error(Code::Missing, span, format!("this rule has no {what}"))
        .with_help(format!("put in a line such as `{example}`"))
}

/// A sign or a word of another language.
pub(crate) fn foreign_sign(span: Span, sign: &str, mend: &str) -> Diagnostic {
    Diagnostic::error(
        Code::ForeignSign,
        span,
        format!("`{sign}` has no meaning here"),
    )
    .with_help(mend)
}

/// A name with the wrong case of its first letter.
pub(crate) fn letter_case(span: Span, name: &str, kind: &str, capital: bool) -> Diagnostic {
    let mut letters = name.chars();
    let first = letters.next().unwrap_or('_');
    let (size, first) = if capital {
        ("capital", first.to_ascii_uppercase())
    } else {
        ("small", first.to_ascii_lowercase())
    };
    Diagnostic::error(
        Code::LetterCase,
        span,
        format!("the name of {kind} begins with a {size} letter"),
    )
    .with_help(format!("write `{first}{}`", letters.as_str()))
}

/// A word that is used as a type and is none.
pub(crate) fn not_a_type(span: Span, word: &str, suggestion: Option<&str>) -> Diagnostic {
    let fault = Diagnostic::error(Code::NotAType, span, format!("`{word}` is not a type"));
    match suggestion {
        Some(suggestion) => fault.with_help(format!("did you mean `{suggestion}`?")),
        None => {
            fault.with_help(format!("write `{}`, if an enum, a record or an entity is meant; their names begin with a capital letter", capitalised(word)))
        }
    }
}

/// A word with a capital first letter.
fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// A reserved word where a name must stand.
pub(crate) fn reserved_name(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error(Code::ReservedName, span, format!("`{word}` is a word of the language and no name"))
        .with_help(format!("choose another name, such as `{word}_`; in the input it may still be called so, with `as \"{word}\"`"))
}

/// A value of an enum that is called like a reserved word.
pub(crate) fn reserved_member(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error(
        Code::ReservedName,
        span,
        format!("`{word}` is a word of the language and no name"),
    )
    .with_help(format!("put it in quotes: `\"{word}\"`"))
}

/// A comparison of a comparison.
pub(crate) fn chained_comparison(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error(
        Code::ChainedComparison,
        span,
        "comparisons cannot stand in a chain",
    )
    .with_related(first, "this is a comparison already")
    .with_help("join two comparisons with `and`, or say with `in` that a value lies in a range")
}

/// A range of a range.
pub(crate) fn chained_range(span: Span) -> Diagnostic {
    Diagnostic::error(Code::ChainedRange, span, "a range has two ends and no more")
        .with_help("write `low..high`")
}

/// A number that is not written as numbers are.
pub(crate) fn malformed_number(span: Span, text: &str, help: &str) -> Diagnostic {
    Diagnostic::error(
        Code::MalformedNumber,
        span,
        format!("`{text}` is not a number"),
    )
    .with_help(help)
}

/// A code that cannot be a currency's.
pub(crate) fn not_a_currency(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        Code::LetterCase,
        span,
        format!("`{text}` is not the code of a currency"),
    )
    .with_help("write its three capital letters, such as `USD`")
}

/// A date that the calendar does not have.
pub(crate) fn no_such_date(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(
        Code::NoSuchDate,
        span,
        format!("the calendar has no {text}"),
    )
    .with_help("write a day that there is, year-month-day, such as `2025-01-31`")
}

/// A `\` that is followed by nothing that it can stand for.
pub(crate) fn unknown_escape(span: Span, text: &str) -> Diagnostic {
    Diagnostic::error(Code::UnknownEscape, span, format!("`{text}` stands for nothing"))
        .with_help("write `\\\\` for `\\` itself; behind `\\` stands `\"`, `\\`, `n` (a new line) or `t` (a tab)")
}

/// A brace in a text that inserts nothing.
pub(crate) fn bad_insertion(span: Span, message: &str) -> Diagnostic {
    Diagnostic::error(Code::BadInsertion, span, message).with_help(
        "insert a value by its name, `{policy.total}`; write `{{` and `}}` for braces themselves",
    )
}

/// A form with words that is not written as its form is.
pub(crate) fn word_form(span: Span, message: impl Into<String>, form: &str) -> Diagnostic {
    Diagnostic::error(Code::WordForm, span, message).with_help(format!("write `{form}`"))
}

/// Parts that stand in another order than theirs, or twice.
pub(crate) fn misplaced(
    span: Span,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Diagnostic {
    Diagnostic::error(Code::Misplaced, span, message).with_help(help)
}

/// `a = not b`: `not` binds looser than the operator before it.
pub(crate) fn ambiguous_not(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::AmbiguousOperator,
        span,
        "`not` cannot stand behind this operator",
    )
    .with_help("put it in parentheses with what it negates: `(not …)`")
}

/// A doc comment with nothing below it that could carry it.
pub(crate) fn loose_doc_comment(span: Span, marker: &str) -> Diagnostic {
    let help = match marker {
        "//!" => {
            "begin a plain comment with `//`; `//!` says at the top of a file what the file is about"
        }
        _ => {
            "put it above a declaration, an attribute, a field or an enum's value, or begin a plain comment with `//`"
        }
    };
    Diagnostic::warning(
        Code::LooseDocComment,
        span,
        "this comment describes nothing",
    )
    .with_help(help)
}
