//! What is wrong with a text that is not JSON.

use std::fmt;

use thiserror::Error;

use super::MAX_NESTING;

/// A text that is not JSON: what is wrong, and where.
///
/// ```
/// use lutine_core::json::{Events, JsonText};
/// let mut events = JsonText::new(b"{\"symbol\": 07}")?;
/// let error = events.skip_value().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "line 1, column 12: a number does not begin with a zero before other digits: write 7, not 07"
/// );
/// # Ok::<(), lutine_core::json::JsonError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
pub struct JsonError {
    /// What is wrong.
    pub kind: JsonErrorKind,
    /// Where in the text; nothing for typed values, which have no text.
    pub place: Option<Place>,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Bytes before it.
    pub offset: usize,
    /// Its line, from 1.
    pub line: usize,
    /// Its column in characters, from 1.
    pub column: usize,
}

impl Place {
    /// The place of a byte.
    pub(super) fn of(offset: usize, text: &[u8]) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let ends = before.iter().filter(|byte| **byte == b'\n').count();
        let last_line = before
            .rsplit(|byte| *byte == b'\n')
            .next()
            .unwrap_or_default();
        let characters = last_line
            .iter()
            .filter(|byte| (**byte & 0xC0) != 0x80)
            .count();
        Self {
            offset,
            line: ends.saturating_add(1),
            column: characters.saturating_add(1),
        }
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some(place) => write!(
                f,
                "line {}, column {}: {}",
                place.line, place.column, self.kind
            ),
            None => write!(f, "{}", self.kind),
        }
    }
}

/// The ways in which a text can fail to be JSON (RFC 8259).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Error)]
#[non_exhaustive]
pub enum JsonErrorKind {
    /// The bytes are not UTF-8.
    #[error("the text is not UTF-8: save it in that encoding")]
    NotUtf8,
    /// The text begins with a byte order mark.
    #[error("the text begins with a byte order mark: save it as UTF-8 without one")]
    ByteOrderMark,
    /// The text ends too early.
    #[error("the text ends before the value is complete")]
    UnexpectedEnd,
    /// Something else stands where a value should.
    #[error(
        "a value is expected here: text in double quotes, a number, true, false, null, an object or a list"
    )]
    ValueExpected,
    /// Something else stands where a key should.
    #[error("a key in double quotes is expected here")]
    KeyExpected,
    /// No colon behind a key.
    #[error("a colon is expected here, between a key and its value")]
    ColonExpected,
    /// Neither comma nor end behind a field.
    #[error("a comma or the object's closing }} is expected here")]
    FieldEndExpected,
    /// Neither comma nor end behind an item.
    #[error("a comma or the list's closing ] is expected here")]
    ItemEndExpected,
    /// A comma before a closing bracket.
    #[error("nothing follows the comma before this bracket: leave the comma out")]
    TrailingComma,
    /// More text behind the value.
    #[error("there is more text behind the value, which should end here")]
    TextAfterValue,
    /// A number that does not follow the grammar.
    #[error("not a number: write it like 12, -12.50 or 1e3")]
    NotANumber,
    /// A number with a leading zero.
    #[error("a number does not begin with a zero before other digits: write 7, not 07")]
    LeadingZero,
    /// A line break or other control character in a text.
    #[error("a control character in a text: write it with a backslash, a line break as \\n")]
    ControlCharacter,
    /// A backslash that begins nothing.
    #[error(
        "a backslash is followed by one of \" \\ / b f n r t, or by u and four hexadecimal digits"
    )]
    BadEscape,
    /// Half of a character.
    #[error("half of a character: an escape \\ud800 to \\udfff comes in pairs")]
    LoneSurrogate,
    /// Brackets in brackets in brackets.
    #[error("nested more than {MAX_NESTING} levels deep")]
    TooDeep,
}
