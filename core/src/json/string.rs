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
        let Some(plain) = plain_length(text.get(at..).unwrap_or_default()) else {
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

/// How many bytes stand before the first quote, backslash or control character; nothing if there is none.
#[inline]
pub(super) fn plain_length(text: &[u8]) -> Option<usize> {
    let mut length = 0_usize;
    let mut rest = text;
    while let Some((eight, behind)) = rest.split_first_chunk::<8>() {
        let special = special_bytes(u64::from_le_bytes(*eight));
        if special != 0 {
            return Some(length.wrapping_add((special.trailing_zeros() >> 3) as usize));
        }
        length = length.wrapping_add(8);
        rest = behind;
    }
    let found = rest
        .iter()
        .position(|byte| matches!(byte, b'"' | b'\\' | ..0x20))?;
    Some(length.wrapping_add(found))
}

/// Eight bytes at once: the lowest bit set is the high bit of the first quote, backslash or control character.
///
/// Subtracting borrows into the high bit of a byte that is less; a borrow from there can only spoil bytes above it.
const fn special_bytes(bytes: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let (quote, backslash) = (bytes ^ (0x22 * EACH), bytes ^ (0x5C * EACH));
    let quote = quote.wrapping_sub(EACH) & !quote;
    let backslash = backslash.wrapping_sub(EACH) & !backslash;
    let control = bytes.wrapping_sub(0x20 * EACH) & !bytes;
    (quote | backslash | control) & (0x80 * EACH)
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Eight bytes at once find what one byte after another finds.
        #[test]
        fn plain_length_is_the_first_special_byte(
            bytes in prop::collection::vec(any::<u8>(), 0..40),
            plain in "[ -!#-\\[\\]-~é€]{0,40}",
            at in any::<prop::sample::Index>(),
            special in prop::sample::select(&b"\"\\\n\x00\x1f !#[]\x7f\x80\xa2\xdc\xff"[..]),
        ) {
            let mut text = plain.into_bytes();
            text.insert(at.index(text.len() + 1), special);
            for bytes in [&text, &bytes] {
                let expected = bytes.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..0x20));
                prop_assert_eq!(plain_length(bytes), expected);
            }
        }
    }
}
