//! The grammar of JSON: from bytes to tokens, without a copy.
//!
//! The state between two tokens is plain data that does not hold the text, so that a value can go on in text that is read
//! later, as long as the text before stays.

use super::JsonErrorKind;
use super::string::{self, Extent};

/// How many objects and lists may stand in one another.
pub const MAX_NESTING: u32 = 64;

/// How many digits surely fit a word.
const MOST_DIGITS: usize = 18;

/// The offset of the first byte from one on that is no blank.
#[inline]
fn behind_blanks(text: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = text.get(at) {
        at = at.wrapping_add(1);
    }
    at
}

/// What may come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expect {
    Value,
    FirstItemOrEnd,
    FirstKeyOrEnd,
    Key,
    Colon,
    CommaOrEnd,
    Nothing,
}

/// A token. Offsets are in the text that it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    ObjectStart,
    ObjectEnd,
    ArrayStart,
    ArrayEnd,
    Key(Slice),
    Text(Slice),
    Number(Slice),
    Bool(bool),
    Null,
    End,
}

/// A part of the text: for keys and texts what is between the quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slice {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Whether it has escapes to resolve.
    pub(super) escaped: bool,
}

/// Where reading stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scanner {
    at: usize,
    expect: Expect,
    depth: u32,
    /// A bit for each level, the lowest for the innermost: set in an object.
    objects: u64,
}

impl Scanner {
    /// Before a value at `at`.
    pub(super) const fn new(at: usize) -> Self {
        Self {
            at,
            expect: Expect::Value,
            depth: 0,
            objects: 0,
        }
    }

    /// The offset behind the last token; after an error, that of the error.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// Whether the value is complete.
    pub(super) fn is_complete(&self) -> bool {
        self.expect == Expect::Nothing
    }

    /// The next token. [`JsonErrorKind::UnexpectedEnd`] between two tokens leaves everything as it was, to go on with more text.
    #[inline]
    pub(super) fn token(&mut self, text: &[u8]) -> Result<Token, JsonErrorKind> {
        loop {
            let Some(byte) = self.next_byte(text) else {
                return if self.is_complete() {
                    Ok(Token::End)
                } else {
                    Err(JsonErrorKind::UnexpectedEnd)
                };
            };
            match (self.expect, byte) {
                (Expect::FirstItemOrEnd, b']') | (Expect::FirstKeyOrEnd, b'}') => {
                    return Ok(self.close());
                }
                (Expect::Value | Expect::FirstItemOrEnd, _) => return self.value(text, byte),
                (Expect::Key | Expect::FirstKeyOrEnd, b'"') => {
                    let key = self.quoted(text)?;
                    self.expect = Expect::Colon;
                    return Ok(Token::Key(key));
                }
                (Expect::Colon, b':') => {
                    self.step();
                    self.expect = Expect::Value;
                }
                (Expect::CommaOrEnd, b',') => {
                    self.step();
                    self.expect = if self.in_object() {
                        Expect::Key
                    } else {
                        Expect::Value
                    };
                }
                (Expect::CommaOrEnd, b'}') if self.in_object() => return Ok(self.close()),
                (Expect::CommaOrEnd, b']') if !self.in_object() => return Ok(self.close()),
                (expect, byte) => return Err(self.surprise(expect, byte)),
            }
        }
    }

    /// Passes over a key and its colon, if they come next and are written like this; else nothing happens.
    #[inline]
    pub(super) fn pass_key(&mut self, text: &[u8], quoted: &[u8]) -> bool {
        let mut at = behind_blanks(text, self.at);
        match self.expect {
            Expect::FirstKeyOrEnd => {}
            Expect::CommaOrEnd if self.in_object() && text.get(at) == Some(&b',') => {
                at = behind_blanks(text, at.wrapping_add(1));
            }
            _ => return false,
        }
        let end = at.saturating_add(quoted.len());
        if text.get(at..end) != Some(quoted) {
            return false;
        }
        let colon = behind_blanks(text, end);
        let is_key = text.get(colon) == Some(&b':');
        if is_key {
            self.at = colon.wrapping_add(1);
            self.expect = Expect::Value;
        }
        is_key
    }

    /// Passes over a number that is nothing but a few digits, if it comes next and lies between two of these ends; else nothing happens.
    #[inline]
    pub(super) fn pass_whole(&mut self, text: &[u8], inside: &[(i64, i64)]) -> Option<i64> {
        if self.expect != Expect::Value {
            return None;
        }
        let start = behind_blanks(text, self.at);
        let rest = text.get(start..)?;
        let (mut number, mut length) = (0_i64, 0_usize);
        for byte in rest.iter().take(MOST_DIGITS) {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                break;
            }
            number = number.wrapping_mul(10).wrapping_add(i64::from(digit));
            length = length.wrapping_add(1);
        }
        // What else can stand in a number is left to who reads all of them; so is a number at the end of the text.
        let is_whole = matches!(
            rest.get(length),
            Some(b',' | b'}' | b']' | b' ' | b'\n' | b'\r' | b'\t')
        );
        let has_zeros_in_front = length > 1 && rest.first() == Some(&b'0');
        let is_inside = |(low, high): &(i64, i64)| *low <= number && number <= *high;
        if !is_whole || length == 0 || has_zeros_in_front || !inside.iter().any(is_inside) {
            return None;
        }
        self.at = start.wrapping_add(length);
        self.value_ends();
        Some(number)
    }

    /// The next byte that is no blank.
    #[inline]
    fn next_byte(&mut self, text: &[u8]) -> Option<u8> {
        self.at = behind_blanks(text, self.at);
        text.get(self.at).copied()
    }

    #[inline]
    fn value(&mut self, text: &[u8], byte: u8) -> Result<Token, JsonErrorKind> {
        let token = match byte {
            b'{' => return self.open(true),
            b'[' => return self.open(false),
            b'"' => Token::Text(self.quoted(text)?),
            b'-' | b'0'..=b'9' => Token::Number(self.number(text)?),
            b't' => self.word(text, b"true", Token::Bool(true))?,
            b'f' => self.word(text, b"false", Token::Bool(false))?,
            b'n' => self.word(text, b"null", Token::Null)?,
            b']' if self.depth > 0 && !self.in_object() => {
                return Err(JsonErrorKind::TrailingComma);
            }
            _ if self.at == 0 && text.starts_with(b"\xEF\xBB\xBF") => {
                return Err(JsonErrorKind::ByteOrderMark);
            }
            _ => return Err(JsonErrorKind::ValueExpected),
        };
        self.value_ends();
        Ok(token)
    }

    fn surprise(&self, expect: Expect, byte: u8) -> JsonErrorKind {
        match expect {
            Expect::Key if byte == b'}' => JsonErrorKind::TrailingComma,
            Expect::Key | Expect::FirstKeyOrEnd => JsonErrorKind::KeyExpected,
            Expect::Colon => JsonErrorKind::ColonExpected,
            Expect::CommaOrEnd if self.in_object() => JsonErrorKind::FieldEndExpected,
            Expect::CommaOrEnd => JsonErrorKind::ItemEndExpected,
            Expect::Nothing => JsonErrorKind::TextAfterValue,
            Expect::Value | Expect::FirstItemOrEnd => JsonErrorKind::ValueExpected,
        }
    }

    #[inline]
    fn step(&mut self) {
        self.at = self.at.wrapping_add(1);
    }

    #[inline]
    fn in_object(&self) -> bool {
        self.objects & 1 == 1
    }

    #[inline]
    fn value_ends(&mut self) {
        self.expect = if self.depth == 0 {
            Expect::Nothing
        } else {
            Expect::CommaOrEnd
        };
    }

    fn open(&mut self, object: bool) -> Result<Token, JsonErrorKind> {
        if self.depth >= MAX_NESTING {
            return Err(JsonErrorKind::TooDeep);
        }
        self.step();
        self.depth = self.depth.wrapping_add(1);
        self.objects = self.objects << 1 | u64::from(object);
        let (expect, token) = if object {
            (Expect::FirstKeyOrEnd, Token::ObjectStart)
        } else {
            (Expect::FirstItemOrEnd, Token::ArrayStart)
        };
        self.expect = expect;
        Ok(token)
    }

    #[inline]
    fn close(&mut self) -> Token {
        let token = if self.in_object() {
            Token::ObjectEnd
        } else {
            Token::ArrayEnd
        };
        self.step();
        self.depth = self.depth.wrapping_sub(1);
        self.objects >>= 1;
        self.value_ends();
        token
    }

    fn word(&mut self, text: &[u8], word: &[u8], token: Token) -> Result<Token, JsonErrorKind> {
        let end = self.at.saturating_add(word.len());
        if text.get(self.at..end) != Some(word) {
            return Err(JsonErrorKind::ValueExpected);
        }
        self.at = end;
        Ok(token)
    }

    #[inline]
    fn quoted(&mut self, text: &[u8]) -> Result<Slice, JsonErrorKind> {
        let start = self.at.saturating_add(1);
        match string::extent(text, start) {
            Ok(Extent { end, escaped }) => {
                self.at = end.saturating_add(1);
                Ok(Slice {
                    start,
                    end,
                    escaped,
                })
            }
            Err((kind, at)) => {
                self.at = at;
                Err(kind)
            }
        }
    }

    fn number(&mut self, text: &[u8]) -> Result<Slice, JsonErrorKind> {
        let start = self.at;
        if text.get(self.at) == Some(&b'-') {
            self.step();
        }
        let leading_zero = text.get(self.at) == Some(&b'0');
        if self.digits(text)? > 1 && leading_zero {
            self.at = start;
            return Err(JsonErrorKind::LeadingZero);
        }
        if text.get(self.at) == Some(&b'.') {
            self.step();
            self.digits(text)?;
        }
        if let Some(b'e' | b'E') = text.get(self.at) {
            self.step();
            if let Some(b'+' | b'-') = text.get(self.at) {
                self.step();
            }
            self.digits(text)?;
        }
        Ok(Slice {
            start,
            end: self.at,
            escaped: false,
        })
    }

    /// Passes over digits, one at least; how many.
    fn digits(&mut self, text: &[u8]) -> Result<usize, JsonErrorKind> {
        let rest = text.get(self.at..).unwrap_or_default();
        let count = rest
            .iter()
            .position(|byte| !byte.is_ascii_digit())
            .unwrap_or(rest.len());
        self.at = self.at.wrapping_add(count);
        if count == 0 {
            Err(JsonErrorKind::NotANumber)
        } else {
            Ok(count)
        }
    }
}
