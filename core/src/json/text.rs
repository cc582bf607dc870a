//! Events of a JSON text.

use super::scanner::{Scanner, Slice, Token};
use super::{Event, Events, JsonError, JsonErrorKind, Place, string};

/// The [`Events`] of one JSON value as text, strictly by RFC 8259, at most [`super::MAX_NESTING`] levels deep.
#[derive(Debug, Clone)]
pub struct JsonText<'t> {
    text: &'t str,
    scanner: Scanner,
    failed: Option<JsonError>,
    /// The last text that had escapes, with its escapes resolved.
    resolved: String,
}

impl<'t> JsonText<'t> {
    /// Reads a value from bytes, which must be UTF-8.
    ///
    /// # Errors
    /// [`JsonErrorKind::NotUtf8`] with the first faulty byte.
    pub fn new(bytes: &'t [u8]) -> Result<Self, JsonError> {
        match str::from_utf8(bytes) {
            Ok(text) => Ok(Self::from_text(text)),
            Err(error) => {
                let place = Some(Place::of(error.valid_up_to(), bytes));
                Err(JsonError {
                    kind: JsonErrorKind::NotUtf8,
                    place,
                })
            }
        }
    }

    /// Reads a value from text.
    ///
    /// ```
    /// use lutine_core::json::{Event, Events, JsonText};
    /// let mut events = JsonText::from_text(r#""Zo\u00eb""#);
    /// assert_eq!(events.next(), Ok(Event::Text("Zoë")));
    /// ```
    #[must_use]
    pub const fn from_text(text: &'t str) -> Self {
        Self {
            text,
            scanner: Scanner::new(0),
            failed: None,
            resolved: String::new(),
        }
    }

    /// Bytes before the next event.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.scanner.at()
    }

    fn fail(&mut self, kind: JsonErrorKind) -> JsonError {
        let place = Some(Place::of(self.scanner.at(), self.text.as_bytes()));
        let error = JsonError { kind, place };
        self.failed = Some(error);
        error
    }

    fn written(&self, slice: Slice) -> &'t str {
        // Both ends stand beside ASCII characters, so that they never cut one.
        self.text.get(slice.start..slice.end).unwrap_or_default()
    }

    fn resolved(&mut self, slice: Slice) -> &str {
        let written = self.written(slice);
        if !slice.escaped {
            return written;
        }
        string::unescape(written, &mut self.resolved);
        &self.resolved
    }
}

impl Events for JsonText<'_> {
    fn next(&mut self) -> Result<Event<'_>, JsonError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        let token = match self.scanner.token(self.text.as_bytes()) {
            Ok(token) => token,
            Err(kind) => return Err(self.fail(kind)),
        };
        Ok(match token {
            Token::ObjectStart => Event::ObjectStart,
            Token::ObjectEnd => Event::ObjectEnd,
            Token::ArrayStart => Event::ArrayStart,
            Token::ArrayEnd => Event::ArrayEnd,
            Token::Key(slice) => Event::Key(self.resolved(slice)),
            Token::Text(slice) => Event::Text(self.resolved(slice)),
            Token::Number(slice) => Event::Number(self.written(slice)),
            Token::Bool(value) => Event::Bool(value),
            Token::Null => Event::Null,
            Token::End => Event::End,
        })
    }

    #[inline]
    fn pass_key(&mut self, quoted: &str) -> bool {
        let text = self.text.as_bytes();
        self.failed.is_none() && self.scanner.pass_key(text, quoted.as_bytes())
    }

    #[inline]
    fn pass_whole(&mut self, inside: &[(i64, i64)]) -> Option<i64> {
        if self.failed.is_some() {
            return None;
        }
        self.scanner.pass_whole(self.text.as_bytes(), inside)
    }
}
