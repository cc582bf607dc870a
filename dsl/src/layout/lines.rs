//! Which line breaks end something, and which words begin a declaration.

use super::token::{Token, TokenKind};

/// The words that begin a declaration.
pub(crate) const DECLARATION_WORDS: [&str; 18] = [
    "rulebook",
    "module",
    "currency",
    "input",
    "import",
    "plugin",
    "enum",
    "record",
    "entity",
    "extend",
    "table",
    "define",
    "function",
    "dimensions",
    "outcome",
    "rule",
    "output",
    "test",
];

/// The words that may stand at the left margin and go on with a declaration.
const CLAUSE_WORDS: [&str; 26] = [
    "version",
    "leap_day",
    "from",
    "within",
    "in",
    "where",
    "interpolate",
    "on",
    "clamp",
    "extend",
    "error",
    "unique",
    "first",
    "collect",
    "exists",
    "otherwise",
    "for",
    "column",
    "up",
    "to",
    "and",
    "or",
    "mod",
    "is",
    "then",
    "else",
];

/// Tokens with their texts.
#[derive(Clone, Copy)]
pub(crate) struct Tokens<'a> {
    pub source: &'a str,
    pub tokens: &'a [Token],
}

impl<'a> Tokens<'a> {
    /// The text of a token; empty where there is none.
    pub fn text(self, token: usize) -> &'a str {
        let found = self.tokens.get(token);
        found
            .and_then(|token| self.source.get(token.start..token.end))
            .unwrap_or_default()
    }

    fn kind(self, token: usize) -> Option<TokenKind> {
        self.tokens.get(token).map(|token| token.kind)
    }

    /// Whether a token is a word, and which.
    fn word(self, token: usize) -> Option<&'a str> {
        (self.kind(token) == Some(TokenKind::Word)).then(|| self.text(token))
    }

    /// Whether the line break before `token` is a blank: the line before is carried on, or this line goes on with it.
    pub fn is_carried_on(self, token: usize) -> bool {
        token
            .checked_sub(1)
            .is_some_and(|before| self.carries_on(before) || self.continues(token))
    }

    /// Whether a line that ends with this token is carried on, or anything follows an opening bracket or a comma.
    pub fn carries_on(self, token: usize) -> bool {
        match self.kind(token) {
            Some(TokenKind::Word) => {
                let word = self.text(token);
                let reserved = matches!(
                    word,
                    "and" | "or" | "not" | "in" | "is" | "mod" | "if" | "then" | "else"
                );
                reserved
                    && token
                        .checked_sub(1)
                        .is_none_or(|before| self.text(before) != ".")
            }
            Some(TokenKind::Sign) => {
                matches!(self.text(token), "{" | "(" | "[" | "-") || self.joins(token)
            }
            _ => false,
        }
    }

    /// Whether a line that begins with this token goes on with the line before, or a closing bracket follows.
    pub fn continues(self, token: usize) -> bool {
        let next = token.saturating_add(1);
        match self.kind(token) {
            Some(TokenKind::Word) => match self.text(token) {
                "and" | "or" | "in" | "is" | "mod" | "then" | "else" => true,
                "when" | "because" => !matches!(self.text(next), ":" | "=" | "|" | ","),
                _ => false,
            },
            Some(TokenKind::Sign) => match self.text(token) {
                "}" | ")" | "]" => true,
                "-" => self.stands_apart(token),
                _ => self.joins(token),
            },
            _ => false,
        }
    }

    /// Signs that carry on from both ends of a line.
    fn joins(self, token: usize) -> bool {
        matches!(
            self.text(token),
            "," | "=" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "*" | "/" | "??" | "->" | ":"
        )
    }

    /// Whether a blank or a line break follows the token.
    fn stands_apart(self, token: usize) -> bool {
        let end = self.tokens.get(token).map(|token| token.end);
        let behind = end.and_then(|end| self.source.as_bytes().get(end));
        matches!(behind, Some(b' ' | b'\t' | b'\r' | b'\n'))
    }

    /// Whether the token is a declaration word and what follows it is a name, a text or `{`.
    pub fn begins_declaration(self, token: usize) -> bool {
        self.word(token)
            .is_some_and(|word| DECLARATION_WORDS.contains(&word))
            && self.is_headed(token)
    }

    /// Whether the token, at the left margin and outside brackets, is meant to begin a declaration, although its word is
    /// misspelt or what follows is not what should follow.
    pub fn is_meant_as_declaration(self, token: usize) -> bool {
        let Some(word) = self.word(token) else {
            return false;
        };
        let before = token
            .checked_sub(1)
            .and_then(|before| self.word(before))
            .unwrap_or_default();
        let is_awaited = DECLARATION_WORDS.contains(&before) || CLAUSE_WORDS.contains(&before);
        if DECLARATION_WORDS.contains(&word) {
            let next = token.saturating_add(1);
            return !matches!(self.text(next), "." | "(" | "[" | ":" | "=" | ",");
        }
        !is_awaited && !CLAUSE_WORDS.contains(&word) && self.is_headed(token)
    }

    /// Whether a name, a text or `{` follows the token.
    fn is_headed(self, token: usize) -> bool {
        let next = token.saturating_add(1);
        matches!(self.kind(next), Some(TokenKind::Word | TokenKind::Text)) || self.text(next) == "{"
    }
}
