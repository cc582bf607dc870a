//! Texts: escapes, and values inserted with braces.

use super::found::Pair;
use super::reader::Reader;
use crate::diagnostics::syntax::{bad_insertion, unknown_escape};
use crate::syntax::{AccessStep, Expression, ExpressionKind, Name, Text, TextLiteral, TextPiece};

impl Reader<'_> {
    /// A label, a file name, a `because`: braces mean themselves.
    pub fn text_literal(&self, pair: &Pair<'_>) -> TextLiteral {
        let mut value = String::new();
        let mut walk = Walk::new(self, pair);
        while let Some(character) = walk.next_character() {
            value.push(character.value);
        }
        TextLiteral {
            value,
            span: self.span(pair),
        }
    }

    /// A text in an expression or a reason.
    pub fn interpolated_text(&self, pair: &Pair<'_>) -> Text {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut walk = Walk::new(self, pair);
        while let Some(character) = walk.next_character() {
            match character.value {
                '{' | '}' if !character.escaped && walk.take(character.value) => {
                    literal.push(character.value)
                }
                '{' if !character.escaped => {
                    if let Some(value) = walk.insertion(character.start) {
                        if !literal.is_empty() {
                            pieces.push(TextPiece::Literal(std::mem::take(&mut literal)));
                        }
                        pieces.push(TextPiece::Value(value));
                    }
                }
                '}' if !character.escaped => {
                    let span = self.span_at(character.start, character.start.saturating_add(1));
                    self.report(bad_insertion(span, "this `}` closes nothing in the text"));
                }
                other => literal.push(other),
            }
        }
        if !literal.is_empty() {
            pieces.push(TextPiece::Literal(literal));
        }
        Text {
            pieces,
            span: self.span(pair),
        }
    }
}

/// A character of a text.
struct Character {
    value: char,
    /// Where it stands in the part.
    start: usize,
    /// Whether it was written behind a `\`.
    escaped: bool,
}

/// Walks over the characters between the quotes of a text.
struct Walk<'a> {
    reader: &'a Reader<'a>,
    rest: &'a str,
    /// Where `rest` begins in the part.
    at: usize,
}

impl<'a> Walk<'a> {
    fn new(reader: &'a Reader<'a>, pair: &'a Pair<'_>) -> Self {
        let quoted = pair.as_str();
        let content = quoted.strip_prefix('"').unwrap_or(quoted);
        Self {
            reader,
            rest: content.strip_suffix('"').unwrap_or(content),
            at: pair.start().saturating_add(1),
        }
    }

    /// Goes on by `length` bytes.
    fn skip(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self
            .rest
            .split_at_checked(length)
            .unwrap_or((self.rest, ""));
        self.rest = rest;
        self.at = self.at.saturating_add(taken.len());
        taken
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.rest.starts_with(wanted);
        if found {
            self.skip(wanted.len_utf8());
        }
        found
    }

    fn next_character(&mut self) -> Option<Character> {
        let start = self.at;
        let value = self.rest.chars().next()?;
        self.skip(value.len_utf8());
        if value != '\\' {
            let escaped = false;
            return Some(Character {
                value,
                start,
                escaped,
            });
        }
        let named = self.rest.chars().next().unwrap_or('\\');
        self.skip(named.len_utf8());
        let value = match named {
            '"' | '\\' => named,
            'n' => '\n',
            't' => '\t',
            _ => {
                let span = self.reader.span_at(start, self.at);
                self.reader
                    .report(unknown_escape(span, &format!("\\{named}")));
                named
            }
        };
        let escaped = true;
        Some(Character {
            value,
            start,
            escaped,
        })
    }

    /// What stands in braces, whose opening one stands at `start`: names joined by dots.
    fn insertion(&mut self, start: usize) -> Option<Expression> {
        let Some(length) = self.rest.find('}') else {
            let span = self.reader.span_at(start, start.saturating_add(1));
            self.reader
                .report(bad_insertion(span, "this `{` is not closed in the text"));
            return None;
        };
        let begin = self.at;
        let inside = self.skip(length);
        self.skip(1);
        let span = self.reader.span_at(start, self.at);
        let Some(names) = self.names(begin, inside) else {
            let fault = bad_insertion(span, "the braces of a text hold the name of a value");
            self.reader.report(fault);
            return None;
        };
        access(names)
    }

    fn names(&self, begin: usize, inside: &str) -> Option<Vec<Name>> {
        let mut at = begin;
        let mut names = Vec::new();
        for part in inside.split('.') {
            let own = part.trim();
            let indent = part.len().saturating_sub(part.trim_start().len());
            let start = at.saturating_add(indent);
            let is_name = own
                .chars()
                .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
                && own
                    .chars()
                    .next()
                    .is_some_and(|first| !first.is_ascii_digit());
            if !is_name {
                return None;
            }
            names.push(Name {
                text: own.to_owned(),
                span: self.reader.span_at(start, start.saturating_add(own.len())),
            });
            at = at.saturating_add(part.len()).saturating_add(1);
        }
        Some(names)
    }
}

/// A name and the fields behind it, as an expression.
fn access(names: Vec<Name>) -> Option<Expression> {
    let span = names.first()?.span.to(names.last()?.span);
    let mut names = names.into_iter();
    let base = names.next()?;
    let base_span = base.span;
    let base = Expression {
        kind: ExpressionKind::Name(base),
        parenthesised: false,
        span: base_span,
    };
    let steps: Vec<AccessStep> = names.map(AccessStep::Field).collect();
    if steps.is_empty() {
        return Some(base);
    }
    Some(Expression {
        kind: ExpressionKind::Access {
            base: Box::new(base),
            steps,
        },
        parenthesised: false,
        span,
    })
}
