//! Whether a text in its new layout is still the same text: the last look before anything is written.
//!
//! The printer is made so that it is, and the tests say so of many texts. A file of rates is worth a look at this one.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::diagnostics::{Diagnostic, syntax as faults};
use crate::layout::{Layout, PlacedComment, TokenKind, lay_out, span};
use crate::parse::parse_laid_out;
use crate::source::Span;
use crate::syntax::{CommentKind, File};

/// Nothing, if the new text has the tree, the words and the comments of the old one; else the place in the old text from which on it has not.
pub(super) fn difference(before: (&File, &Layout<'_>), after: &str) -> Option<Diagnostic> {
    let (tree, layout) = before;
    let new_layout = lay_out(layout.file, after);
    if let Some(place) = other_words(layout, &new_layout) {
        return Some(faults::layout_defect(place));
    }
    let (new_tree, diagnostics) = parse_laid_out(&new_layout);
    let unread = diagnostics.iter().any(Diagnostic::is_error);
    if unread || said(tree) != said(&new_tree) {
        return Some(faults::layout_defect(span(layout.file, 0, 0)));
    }
    None
}

/// The first word or comment of a layout that another has not, or that stands elsewhere in it.
fn other_words(before: &Layout<'_>, after: &Layout<'_>) -> Option<Span> {
    let end = before.source.len();
    let end = span(before.file, end, end);
    let words = first_other(words(before), words(after), end);
    words.or_else(|| first_other(comments(before), comments(after), end))
}

/// Where the first of two rows differs from the other; its end, if the other goes on.
fn first_other<P: PartialEq>(
    old: impl IntoIterator<Item = (P, Span)>,
    new: impl IntoIterator<Item = (P, Span)>,
    end: Span,
) -> Option<Span> {
    let (mut old, mut new) = (old.into_iter(), new.into_iter());
    loop {
        match (old.next(), new.next()) {
            (None, None) => return None,
            (Some((a, _)), Some((b, _))) if a == b => {}
            (Some((_, place)), _) => return Some(place),
            (None, Some(_)) => return Some(end),
        }
    }
}

/// Words, numbers, texts and signs. Commas are left out: those at the ends of lines are layout, and the others are in the tree.
fn words<'a>(layout: &'a Layout<'_>) -> impl Iterator<Item = (&'a str, Span)> {
    let words = layout.tokens.iter().map(|token| {
        let text = layout.source.get(token.start..token.end);
        let place = span(layout.file, token.start, token.end);
        (text.unwrap_or_default(), place)
    });
    words.filter(|(text, _)| *text != ",")
}

/// The comments, each with the number of words before it: it may be moved past a sign, `-` or a bracket, but never past a word.
fn comments(layout: &Layout<'_>) -> Vec<((usize, String), Span)> {
    let mut comments = layout.comments.iter().peekable();
    let (mut before, mut found) = (0_usize, Vec::new());
    let mut add = |placed: &PlacedComment, before| {
        let Span { start, end, .. } = placed.comment.span;
        let text = layout.source.get(start as usize..end as usize);
        let said = worded(placed.comment.kind, text.unwrap_or_default());
        found.push(((before, said), placed.comment.span));
    };
    for (at, token) in layout.tokens.iter().enumerate() {
        while let Some(placed) = comments.next_if(|placed| placed.next_token <= at) {
            add(placed, before);
        }
        if token.kind != TokenKind::Sign {
            before = before.saturating_add(1);
        }
    }
    comments.for_each(|placed| add(placed, before));
    found
}

/// A comment as it may be written in either layout: blanks at its end, and one behind the slashes of a doc comment, are layout.
fn worded(kind: CommentKind, text: &str) -> String {
    let text = text.trim_end();
    match kind {
        CommentKind::Plain => text.to_owned(),
        _ => {
            let (slashes, words) = text.split_at_checked(3).unwrap_or((text, ""));
            let words = words.strip_prefix(' ').unwrap_or(words);
            format!("{slashes} {words}").trim_end().to_owned()
        }
    }
}

/// What a tree says, as a number: two trees that differ in more than places have two, but for one chance in 2⁶⁴.
///
/// Walking over the tree so is far quicker than a second comparison beside `==` would be to keep right: each node says itself what it has.
fn said(tree: &File) -> u64 {
    let mut said = Placeless::default();
    tree.declarations.hash(&mut said);
    said.finish()
}

/// Takes what a tree is made of, without its places: they are the only numbers of 32 bits in it.
#[derive(Default)]
struct Placeless(DefaultHasher);

impl Hasher for Placeless {
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
    }

    fn write_u32(&mut self, _: u32) {}

    fn finish(&self) -> u64 {
        self.0.finish()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn differs(before: &str, after: &str) -> Option<u32> {
        let layout = lay_out(FileId(0), before);
        let (tree, diagnostics) = parse_laid_out(&layout);
        assert!(!diagnostics.iter().any(Diagnostic::is_error), "{before}");
        let found = difference((&tree, &layout), after);
        found.map(|found| found.span.start)
    }

    const BEFORE: &str =
        "// rates\nentity P { a: int, // points\n  total: money = a * 2.50 USD + 1 - 2\n}\n";

    #[test]
    fn another_layout_is_the_same_text() {
        let after = crate::format::format(BEFORE).unwrap();
        assert_ne!(after, BEFORE);
        assert_eq!(differs(BEFORE, &after), None);
    }

    #[test]
    fn what_a_formatter_must_never_do_is_seen() {
        let place = |of: &str| u32::try_from(BEFORE.find(of).unwrap()).ok();
        let changed = |from: &str, to: &str| differs(BEFORE, &BEFORE.replacen(from, to, 1));
        assert_eq!(changed("2.50", "2.05"), place("2.50"), "another number");
        assert_eq!(
            changed(" // points", ""),
            place("// points"),
            "a lost comment"
        );
        assert_eq!(
            changed("points", "pints"),
            place("// points"),
            "a changed one"
        );
        assert_eq!(
            changed("// rates\n", "// rates\n// rates\n"),
            place("// points"),
            "a doubled one"
        );
        let moved = BEFORE
            .replacen(" // points", "", 1)
            .replacen("- 2", "- 2 // points", 1);
        assert_eq!(differs(BEFORE, &moved), place("// points"), "a moved one");
        assert_eq!(changed("+ 1", "+ (1"), place("1 - 2"), "a bracket");
        assert_eq!(changed("\n}", "\n"), place("}"), "a lost end");
        assert_eq!(
            changed("}\n", "}\n}"),
            u32::try_from(BEFORE.len()).ok(),
            "one too many"
        );
    }

    #[test]
    fn the_same_words_can_be_another_tree() {
        let before = "output {\n  a = b\n  c = d\n}\n";
        assert_eq!(differs(before, "output { a = b, c = d }\n"), None);
        assert_eq!(differs(before, "output { a = b c = d }\n"), Some(0));
        assert_eq!(
            differs("define a : int = f(1, 2)", "define a : int = f(1 2)"),
            Some(0)
        );
    }

    #[test]
    fn places_are_left_out_and_nothing_else() {
        let said = |text: &str| said(&parse_laid_out(&lay_out(FileId(0), text)).0);
        let other = [
            "define a : int = 1 + 2",
            "define a : int = (1 + 2)",
            "define a : int = 1 - 2",
            "define a : int = 1 + 2.0",
            "define a : int = 1 + 12",
            "define a : int? = 1 + 2",
            "define b : int = 1 + 2",
            "/// Fee\ndefine a : int = 1 + 2",
            "define a : int = 1\ndefine b : int = 2",
        ];
        for (at, one) in other.into_iter().enumerate() {
            assert_eq!(
                said(one),
                said(&format!("\n\n{one}\n").replace(" = ", "  =  "))
            );
            for two in other.into_iter().skip(at.saturating_add(1)) {
                assert_ne!(said(one), said(two), "{one} | {two}");
            }
        }
    }
}
