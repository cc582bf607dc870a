//! What holds for every text that parses: formatting it twice changes nothing, the tree stays the same, and every comment
//! comes out once and in order.

use lutine_dsl::format::format;
use lutine_dsl::parse_file;
use lutine_dsl::source::FileId;
use lutine_dsl::syntax::{CommentKind, File};

/// The declarations of a text without the places where they stand.
fn tree(text: &str) -> (File, String) {
    let (mut file, diagnostics) = parse_file(FileId(0), text);
    let faults: Vec<_> = diagnostics
        .iter()
        .filter(|fault| fault.is_error())
        .collect();
    assert!(faults.is_empty(), "{faults:#?}\nin\n{text}");
    let comments = std::mem::take(&mut file.comments);
    let shown = without_places(&format!("{file:#?}"));
    file.comments = comments;
    (file, shown)
}

/// A debug form without its spans, `12..34`.
fn without_places(shown: &str) -> String {
    let mut kept = String::with_capacity(shown.len());
    let mut digits = String::new();
    let mut rest = shown.chars().peekable();
    while let Some(next) = rest.next() {
        if next.is_ascii_digit() {
            digits.push(next);
            continue;
        }
        let is_span = next == '.' && !digits.is_empty() && rest.peek() == Some(&'.');
        if is_span {
            rest.next();
            while rest.next_if(char::is_ascii_digit).is_some() {}
            digits.clear();
            kept.push('_');
            continue;
        }
        kept.push_str(&digits);
        digits.clear();
        kept.push(next);
    }
    kept + &digits
}

/// The comments of a file as they must come out.
fn comments(file: &File, text: &str) -> Vec<String> {
    let said = |at: u32| at as usize;
    let comments = file.comments.iter().map(|comment| {
        let own = &text[said(comment.span.start)..said(comment.span.end)];
        match comment.kind {
            CommentKind::Plain => own.trim_end().to_owned(),
            _ => {
                let (marker, words) = own.split_at(3);
                format!("{marker} {}", words.strip_prefix(' ').unwrap_or(words))
                    .trim_end()
                    .to_owned()
            }
        }
    });
    comments.collect()
}

/// Checks them all, and gives the formatted text.
pub fn assert_laws(name: &str, text: &str) -> String {
    let formatted = format(text).unwrap_or_else(|faults| panic!("{name}: {faults:#?}\n{text}"));
    let (before, tree_before) = tree(text);
    let (after, tree_after) = tree(&formatted);
    if tree_before != tree_after {
        let pairs = tree_before.lines().zip(tree_after.lines());
        let differs = pairs.enumerate().find(|(_, (a, b))| a != b);
        panic!("{name}: another tree, {differs:#?}\nof\n{text}\nformatted as\n{formatted}");
    }
    assert_eq!(
        comments(&before, text),
        comments(&after, &formatted),
        "{name}: comments of\n{text}\nformatted as\n{formatted}"
    );
    let again = format(&formatted).unwrap();
    assert_eq!(formatted, again, "{name}: formatting twice");
    for line in formatted.split('\n') {
        assert!(
            !line.ends_with([' ', '\r']),
            "{name}: blanks at the end of {line:?}\nof\n{text}\nformatted as\n{formatted}"
        );
    }
    assert!(
        !formatted.contains("\n\n\n"),
        "{name}: two blank lines\n{formatted}"
    );
    assert!(formatted.is_empty() || formatted.ends_with('\n') && !formatted.ends_with("\n\n"));
    formatted
}

/// What is within the size of a file without blanks need not be so with them: that is said, and is no defect of the formatter.
#[test]
fn a_file_that_grows_beyond_what_a_file_may_have_is_left_alone() {
    let row = "a:int,";
    let text = format!("entity P {{{}}}", row.repeat((1 << 20) / row.len() - 4));
    let faults = format(&text).unwrap_err();
    let said: Vec<(&str, &str)> = faults
        .iter()
        .map(|fault| (fault.code.as_str(), fault.message.as_str()))
        .collect();
    let message = "in the canonical layout this file has 1747593 bytes; 1048576 are the most";
    assert_eq!(said, [("E0006", message)]);
}
