//! The events of a JSON value, in the order of its text.

use super::JsonError;
use crate::date::Date;
use crate::number::Decimal;

/// One piece of a JSON value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event<'e> {
    /// `{`
    ObjectStart,
    /// The key of a field, its escapes resolved; the events of its value follow.
    Key(&'e str),
    /// `}`
    ObjectEnd,
    /// `[`
    ArrayStart,
    /// `]`
    ArrayEnd,
    /// A text, its escapes resolved.
    Text(&'e str),
    /// A number as it is written, in JSON's grammar: parse it as a [`crate::number::Decimal`].
    Number(&'e str),
    /// A number of a source whose numbers are no text, a column of decimals say. What is said of it is what is said of its shortest text.
    Decimal(Decimal),
    /// A date of a source that has dates; JSON writes them as text.
    Date(Date),
    /// `true` or `false`
    Bool(bool),
    /// `null`
    Null,
    /// Nothing follows the value; said again as often as asked.
    End,
}

/// A JSON value, piece by piece.
///
/// ```
/// use lutine_core::json::{Event, Events, JsonText};
/// let mut events = JsonText::new(br#"{"id": 7, "note": {"by": "x"}, "total": 12.50}"#)?;
/// assert_eq!(events.next()?, Event::ObjectStart);
/// assert_eq!(events.next()?, Event::Key("id"));
/// assert_eq!(events.next()?, Event::Number("7"));
/// assert_eq!(events.next()?, Event::Key("note"));
/// events.skip_value()?;
/// assert_eq!(events.next()?, Event::Key("total"));
/// assert_eq!(events.next()?, Event::Number("12.50"));
/// assert_eq!(events.next()?, Event::ObjectEnd);
/// assert_eq!(events.next()?, Event::End);
/// # Ok::<(), lutine_core::json::JsonError>(())
/// ```
pub trait Events {
    /// The next piece.
    ///
    /// # Errors
    /// What is wrong with the text, the same each time once something is.
    fn next(&mut self) -> Result<Event<'_>, JsonError>;

    /// Passes over the next piece if it is this key, `quoted` as JSON writes it. It may be false though it is: who asks in vain goes on with
    /// [`Events::next`]. A short way for who knows which key is likely.
    fn pass_key(&mut self, quoted: &str) -> bool {
        let _ = quoted;
        false
    }

    /// The next piece, if it is a whole number between two of these ends; else it is still the next. It may be nothing though it is, as for
    /// [`Events::pass_key`].
    fn pass_whole(&mut self, inside: &[(i64, i64)]) -> Option<i64> {
        let _ = inside;
        None
    }

    /// Passes over the next value, whatever it is: to be called where a value begins.
    ///
    /// # Errors
    /// What is wrong with the text on the way.
    fn skip_value(&mut self) -> Result<(), JsonError> {
        match self.next()? {
            Event::ObjectStart | Event::ArrayStart => self.leave(),
            _ => Ok(()),
        }
    }

    /// Passes over what is left of the object or list that was entered last, its closing bracket included.
    ///
    /// # Errors
    /// What is wrong with the text on the way.
    fn leave(&mut self) -> Result<(), JsonError> {
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next()? {
                Event::ObjectStart | Event::ArrayStart => depth = depth.saturating_add(1),
                Event::ObjectEnd | Event::ArrayEnd => depth = depth.saturating_sub(1),
                Event::End => return Ok(()),
                _ => {}
            }
        }
        Ok(())
    }
}
