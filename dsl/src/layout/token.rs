//! The tokens of a file, as far as layout needs them: words, numbers, texts and signs; and its comments.

use crate::diagnostics::Diagnostic;
use crate::diagnostics::syntax::unclosed_text;
use crate::source::{FileId, Span};
use crate::syntax::{Comment, CommentKind};

/// What a [`Token`] is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters, digits and `_`, the first not a digit.
    Word,
    /// A number or a date, with whatever letters are stuck to it.
    Number,
    /// A text with its quotes.
    Text,
    /// A bracket, an operator, or a character that the language does not know.
    Sign,
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
    /// The first line break between the token before and this one.
    pub line_break: Option<usize>,
    /// Whether it stands at the left margin.
    pub at_margin: bool,
    /// Whether that line break ends an item; said by the layout pass.
    pub begins_item: bool,
    /// Of a bracket: the token that closes or opens it; said by the layout pass.
    pub partner: Option<usize>,
}

/// A comment and the tokens around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PlacedComment {
    /// The comment.
    pub comment: Comment,
    /// The number of the token that follows it.
    pub next_token: usize,
    /// Whether a token stands before it on its line.
    pub trailing: bool,
}

/// What [`scan`] finds.
pub(crate) struct Scan {
    /// The file with comments, line breaks and tabs turned into blanks; as long as the file.
    pub blanked: Vec<u8>,
    /// The tokens in order.
    pub tokens: Vec<Token>,
    /// The comments in order.
    pub comments: Vec<PlacedComment>,
    /// Texts that are not closed, each with the number of its token.
    pub faults: Vec<(usize, Diagnostic)>,
}

/// Signs of more than one character, the longest first.
const LONG_SIGNS: [&[u8]; 7] = [b"..<", b"..", b"??", b"->", b"<=", b">=", b"!="];

/// Divides a file into tokens and comments.
pub(crate) fn scan(file: FileId, text: &str) -> Scan {
    let mut scanner = Scanner {
        file,
        source: text.as_bytes(),
        at: 0,
        line_break: None,
        line_start: 0,
        out: Scan {
            blanked: text.as_bytes().to_vec(),
            tokens: Vec::new(),
            comments: Vec::new(),
            faults: Vec::new(),
        },
    };
    scanner.run();
    scanner.out
}

struct Scanner<'a> {
    file: FileId,
    source: &'a [u8],
    at: usize,
    line_break: Option<usize>,
    line_start: usize,
    out: Scan,
}

impl Scanner<'_> {
    fn run(&mut self) {
        // Some editors put this invisible mark before the first character.
        if self.rest().starts_with(b"\xEF\xBB\xBF") {
            self.blank(3);
            self.line_start = 3;
        }
        while let Some(byte) = self.peek(0) {
            match byte {
                b'\n' => {
                    self.line_break = self.line_break.or(Some(self.at));
                    self.blank(1);
                    self.line_start = self.at;
                }
                b' ' | b'\t' | b'\r' => self.blank(1),
                b'/' if self.peek(1) == Some(b'/') => self.comment(),
                b'"' => self.text(),
                b'0'..=b'9' => self.number(),
                byte if is_word(byte) => {
                    let length = self.count(0, is_word);
                    self.token(TokenKind::Word, length);
                }
                _ => {
                    let length = self.sign_length();
                    self.token(TokenKind::Sign, length);
                }
            }
        }
    }

    fn rest(&self) -> &[u8] {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.rest().get(ahead).copied()
    }

    /// How many bytes from `ahead` on are of a kind.
    fn count(&self, ahead: usize, kind: impl Fn(u8) -> bool) -> usize {
        let behind = self.rest().iter().skip(ahead);
        behind.take_while(|byte| kind(**byte)).count()
    }

    /// Turns the next bytes into blanks and goes on behind them.
    fn blank(&mut self, length: usize) {
        let end = self.at.saturating_add(length);
        if let Some(bytes) = self.out.blanked.get_mut(self.at..end) {
            bytes.fill(b' ');
        }
        self.at = end;
    }

    fn token(&mut self, kind: TokenKind, length: usize) {
        let end = self.at.saturating_add(length.max(1));
        self.out.tokens.push(Token {
            kind,
            start: self.at,
            end,
            line_break: self.line_break.take(),
            at_margin: self.at == self.line_start,
            begins_item: false,
            partner: None,
        });
        self.at = end;
    }

    fn span(&self, length: usize) -> Span {
        span(self.file, self.at, self.at.saturating_add(length))
    }

    fn comment(&mut self) {
        let line = self.count(0, |byte| byte != b'\n');
        let length = match self.rest().get(..line) {
            Some([.., b'\r']) => line.saturating_sub(1),
            _ => line,
        };
        let kind = match (self.peek(2), self.peek(3)) {
            (Some(b'!'), _) => CommentKind::FileDoc,
            // A line of slashes is a rule drawn across the page.
            (Some(b'/'), fourth) if fourth != Some(b'/') => CommentKind::Doc,
            _ => CommentKind::Plain,
        };
        let comment = Comment {
            kind,
            span: self.span(length),
        };
        self.out.comments.push(PlacedComment {
            comment,
            next_token: self.out.tokens.len(),
            trailing: self.line_break.is_none() && !self.out.tokens.is_empty(),
        });
        self.blank(line);
    }

    fn text(&mut self) {
        let mut length: usize = 1;
        let closed = loop {
            match self.peek(length) {
                None | Some(b'\n') => break false,
                Some(b'"') => break true,
                Some(b'\\')
                    if !matches!(self.peek(length.saturating_add(1)), None | Some(b'\n')) =>
                {
                    length = length.saturating_add(2);
                }
                Some(_) => length = length.saturating_add(1),
            }
        };
        if closed {
            length = length.saturating_add(1);
        } else {
            let fault = unclosed_text(self.span(length));
            self.out.faults.push((self.out.tokens.len(), fault));
        }
        self.token(TokenKind::Text, length);
    }

    fn number(&mut self) {
        if let Some(date) = self.rest().get(..10)
            && is_date(date)
            && !self.peek(10).is_some_and(is_word)
        {
            self.token(TokenKind::Number, 10);
            return;
        }
        let mut length = self.count(0, is_word);
        let fraction = length.saturating_add(1);
        if self.peek(length) == Some(b'.')
            && self
                .peek(fraction)
                .is_some_and(|byte| byte.is_ascii_digit())
        {
            length = fraction.saturating_add(self.count(fraction, is_word));
        }
        self.token(TokenKind::Number, length);
    }

    fn sign_length(&self) -> usize {
        if let Some(sign) = LONG_SIGNS.iter().find(|sign| self.rest().starts_with(sign)) {
            return sign.len();
        }
        // The bytes of one character stay together, so that the text stays text.
        1_usize.saturating_add(self.count(1, |byte| byte & 0xC0 == 0x80))
    }
}

/// Whether a byte can stand in a name.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Whether ten bytes have the shape `2025-01-31`.
fn is_date(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().all(|(place, byte)| match place {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    })
}

/// A span from byte places; a file has at most 1 MiB, so that they always fit.
pub(crate) fn span(file: FileId, start: usize, end: usize) -> Span {
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, place(start), place(end))
}
