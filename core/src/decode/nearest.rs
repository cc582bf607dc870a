//! The key that was probably meant.

/// The known key that an unknown one was probably meant to be: the nearest whose edit distance is at most a third of its length,
/// one for short ones; the first of several.
#[must_use]
pub fn nearest<'k>(unknown: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let unknown: Vec<char> = unknown.chars().collect();
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let characters: Vec<char> = name.chars().collect();
        let most = characters.len().max(3) / 3;
        // So far apart in length alone that comparing would be a waste, however long the text.
        if unknown.len().abs_diff(characters.len()) > most {
            continue;
        }
        let distance = distance(&unknown, &characters);
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name)
}

/// How many characters must be put in, taken out or changed to get from one text to the other.
fn distance(from: &[char], to: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (above, a) in (1_usize..).zip(from) {
        let mut diagonal = above.saturating_sub(1);
        let mut left = above;
        let mut cells = row.iter_mut();
        if let Some(first) = cells.next() {
            *first = above;
        }
        for (cell, b) in cells.zip(to) {
            let replaced = diagonal.saturating_add(usize::from(a != b));
            diagonal = *cell;
            left = replaced
                .min(left.saturating_add(1))
                .min(diagonal.saturating_add(1));
            *cell = left;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance_of(from: &str, to: &str) -> usize {
        let characters = |text: &str| text.chars().collect::<Vec<_>>();
        distance(&characters(from), &characters(to))
    }

    #[test]
    fn distances() {
        assert_eq!(distance_of("", ""), 0);
        assert_eq!(distance_of("", "abc"), 3);
        assert_eq!(distance_of("abc", ""), 3);
        assert_eq!(distance_of("kitten", "sitting"), 3);
        assert_eq!(distance_of("symbl", "symbol"), 1);
        assert_eq!(distance_of("zoé", "zoe"), 1);
    }

    #[test]
    fn the_nearest_key() {
        let keys = ["points", "point", "id", "good_student", "state"];
        let near = |unknown| nearest(unknown, keys.into_iter());
        assert_eq!(near("pointz"), Some("points"));
        assert_eq!(near("poin"), Some("point"));
        assert_eq!(near("ids"), Some("id"));
        assert_eq!(near("xy"), None);
        assert_eq!(near("good_studnet"), Some("good_student"));
        assert_eq!(near("State"), Some("state"));
        assert_eq!(near("effective"), None);
        assert_eq!(near(&"x".repeat(1_000_000)), None);
        assert_eq!(nearest("ab", ["ax", "ay"].into_iter()), Some("ax"));
    }
}
