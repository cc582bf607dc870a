//! Builds the tree of one part: what every node needs.

use super::Parser;
use super::found::Pair;
use super::grammar::Rule;
use crate::diagnostics::Diagnostic;
use crate::diagnostics::syntax::letter_case;
use crate::layout::span;
use crate::source::Span;
use crate::syntax::{Name, Path};

/// Builds the tree of one part, which stands `offset` bytes into its file.
pub(super) struct Reader<'a> {
    pub parser: &'a Parser<'a>,
    pub offset: usize,
}

impl Reader<'_> {
    pub fn report(&self, fault: Diagnostic) {
        self.parser.report(fault);
    }

    /// Where a rule was found, without the blanks that the grammar skipped behind it.
    pub fn span(&self, pair: &Pair<'_>) -> Span {
        let start = pair.start();
        let length = pair.as_str().trim_end_matches([' ', '\n']).len();
        self.span_at(start, start.saturating_add(length))
    }

    /// A range of the part, in its file.
    pub fn span_at(&self, start: usize, end: usize) -> Span {
        let place = |at: usize| self.offset.saturating_add(at);
        span(self.parser.layout.file, place(start), place(end))
    }

    /// A name, whatever its first letter.
    pub fn name(&self, pair: &Pair<'_>) -> Name {
        Name {
            text: pair.as_str().to_owned(),
            span: self.span(pair),
        }
    }

    /// The name of `kind` ("an attribute"), which begins with a small letter.
    pub fn small_name(&self, pair: &Pair<'_>, kind: &str) -> Name {
        self.name_in_case(pair, kind, false)
    }

    /// The name of `kind` ("an entity"), which begins with a capital letter.
    pub fn capital_name(&self, pair: &Pair<'_>, kind: &str) -> Name {
        self.name_in_case(pair, kind, true)
    }

    /// The path to `kind` ("an entity"), whose last name begins with a capital letter.
    pub fn capital_path(&self, pair: &Pair<'_>, kind: &str) -> Path {
        let path = self.path(pair);
        if let Some(name) = path.names.last() {
            self.check_case(name, kind, true);
        }
        path
    }

    fn name_in_case(&self, pair: &Pair<'_>, kind: &str, capital: bool) -> Name {
        let name = self.name(pair);
        self.check_case(&name, kind, capital);
        name
    }

    fn check_case(&self, name: &Name, kind: &str, capital: bool) {
        let first = name.text.chars().next().unwrap_or('_');
        let fits = if capital {
            first.is_ascii_uppercase()
        } else {
            !first.is_ascii_uppercase()
        };
        if !fits {
            self.report(letter_case(name.span, &name.text, kind, capital));
        }
    }

    /// Names joined by dots.
    pub fn path(&self, pair: &Pair<'_>) -> Path {
        let mut start = pair.start();
        let mut names = Vec::new();
        for text in pair.as_str().split('.') {
            let end = start.saturating_add(text.len());
            names.push(Name {
                text: text.to_owned(),
                span: self.span_at(start, end),
            });
            start = end.saturating_add(1);
        }
        Path {
            names,
            span: self.span(pair),
        }
    }
}

/// The first child of a rule.
pub(super) fn child<'i>(pair: &Pair<'i>, rule: Rule) -> Option<Pair<'i>> {
    children(pair, rule).next()
}

/// The children of a rule.
pub(super) fn children<'i>(pair: &Pair<'i>, rule: Rule) -> impl Iterator<Item = Pair<'i>> + Clone {
    pair.parts().filter(move |child| child.as_rule() == rule)
}

/// The only, or the first, child that says something: not a word of the language and not a sign.
pub(super) fn inner<'i>(pair: &Pair<'i>) -> Option<Pair<'i>> {
    pair.parts().next()
}
