//! Texts in double quotes: where they end, and what their escapes stand for.

use super::JsonErrorKind;

/// Where a text ends.
pub(super) struct Extent {
    /// The offset of the closing quote.
    pub(super) end: usize,
    /// Whether there are escapes in it.
    pub(super) escaped: bool,
}

/// Finds the end of the text whose opening quote stands before `start`, and checks its escapes.
///
/// An error comes with its offset.
pub(super) fn extent(text: &[u8], start: usize) -> Result<Extent, (JsonErrorKind, usize)> {
    let (mut at, mut escaped) = (start, false);
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let Some(plain) = rest
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\' | ..0x20))
        else {
            return Err((JsonErrorKind::UnexpectedEnd, text.len()));
        };
        at = at.saturating_add(plain);
        match text.get(at) {
            Some(b'"') => return Ok(Extent { end: at, escaped }),
            Some(b'\\') => {
                escaped = true;
                at = escape(text, at).map_err(|kind| (kind, at))?.1;
            }
            _ => return Err((JsonErrorKind::ControlCharacter, at)),
        }
    }
}

/// Resolves the escapes of a text that [`extent`] has passed.
pub(super) fn unescape(text: &str, into: &mut String) {
    into.clear();
    let mut at = 0_usize;
    while let Some(rest) = text.get(at..) {
        let plain = rest.find('\\').unwrap_or(rest.len());
        into.push_str(rest.get(..plain).unwrap_or_default());
        at = at.saturating_add(plain);
        match escape(text.as_bytes(), at) {
            Ok((character, end)) => {
                into.push(character);
                at = end;
            }
            Err(_) => return,
        }
    }
}

/// The character that the backslash at `at` begins, and where its escape ends.
fn escape(text: &[u8], at: usize) -> Result<(char, usize), JsonErrorKind> {
    let code = text
        .get(at.saturating_add(1))
        .ok_or(JsonErrorKind::UnexpectedEnd)?;
    let character = match code {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode(text, at),
        _ => return Err(JsonErrorKind::BadEscape),
    };
    Ok((character, at.saturating_add(2)))
}

/// The character of `\uXXXX`, or of two of them that make a surrogate pair.
fn unicode(text: &[u8], at: usize) -> Result<(char, usize), JsonErrorKind> {
    let first = four_digits(text, at.saturating_add(2))?;
    if let Some(character) = char::from_u32(first) {
        return Ok((character, at.saturating_add(6)));
    }
    let second_at = at.saturating_add(6);
    if first >= 0xDC00 || text.get(second_at..second_at.saturating_add(2)) != Some(br"\u") {
        return Err(JsonErrorKind::LoneSurrogate);
    }
    let second = four_digits(text, second_at.saturating_add(2))?;
    if !(0xDC00..=0xDFFF).contains(&second) {
        return Err(JsonErrorKind::LoneSurrogate);
    }
    let joined = ((first & 0x3FF) << 10 | (second & 0x3FF)).wrapping_add(0x1_0000);
    let character = char::from_u32(joined).ok_or(JsonErrorKind::LoneSurrogate)?;
    Ok((character, at.saturating_add(12)))
}

fn four_digits(text: &[u8], at: usize) -> Result<u32, JsonErrorKind> {
    let digits = text
        .get(at..at.saturating_add(4))
        .ok_or(JsonErrorKind::BadEscape)?;
    digits.iter().try_fold(0_u32, |sum, digit| {
        let value = char::from(*digit)
            .to_digit(16)
            .ok_or(JsonErrorKind::BadEscape)?;
        Ok(sum << 4 | value)
    })
}
