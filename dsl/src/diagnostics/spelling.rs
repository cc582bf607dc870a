//! How near a misspelt word is to one that there is.

/// Compares one word with many others: what it works in is kept from one to the next, of which there may be very many.
pub(crate) struct Measure {
    from: Vec<char>,
    to: Vec<char>,
    before_last: Vec<usize>,
    last: Vec<usize>,
    current: Vec<usize>,
}

impl Measure {
    /// Of a word, to which others are compared.
    pub(crate) fn of(word: &str) -> Self {
        Self {
            from: word.chars().collect(),
            to: Vec::new(),
            before_last: Vec::new(),
            last: Vec::new(),
            current: Vec::new(),
        }
    }

    /// How many letters must be put in, taken away, changed, or exchanged with their neighbour. Capital letters of the other word count as
    /// small ones.
    pub(crate) fn distance(&mut self, to: &str) -> usize {
        let Self {
            from,
            to: letters,
            before_last,
            last,
            current,
        } = self;
        letters.clear();
        if to.is_ascii() {
            letters.extend(to.chars().map(|letter| letter.to_ascii_lowercase()));
        } else {
            letters.extend(to.to_lowercase().chars());
        }
        before_last.clear();
        last.clear();
        last.extend(0..=letters.len());
        let mut previous_letter = None;
        for (row, letter) in from.iter().enumerate() {
            current.clear();
            current.push(row.saturating_add(1));
            for (column, other) in letters.iter().enumerate() {
                let at =
                    |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX);
                let changed = at(last, column).saturating_add(usize::from(letter != other));
                let taken = at(last, column.saturating_add(1)).saturating_add(1);
                let put = at(current, column).saturating_add(1);
                let mut best = changed.min(taken).min(put);
                if previous_letter == Some(other) {
                    let left = column.checked_sub(1).and_then(|left| letters.get(left));
                    if left == Some(letter) {
                        let before = at(before_last, column.saturating_sub(1));
                        best = best.min(before.saturating_add(1));
                    }
                }
                current.push(best);
            }
            previous_letter = Some(letter);
            std::mem::swap(before_last, last);
            std::mem::swap(last, current);
        }
        last.last().copied().unwrap_or(usize::MAX)
    }
}
