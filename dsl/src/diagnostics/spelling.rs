//! How near a misspelt word is to one that there is.

/// How many letters must be put in, taken away, changed, or exchanged with their neighbour.
pub(crate) fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut before_last: Vec<usize> = Vec::new();
    let mut current: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    let mut previous_letter = None;
    for (row, letter) in from.chars().enumerate() {
        current.clear();
        current.push(row.saturating_add(1));
        for (column, other) in to.iter().enumerate() {
            let at = |line: &[usize], place: usize| line.get(place).copied().unwrap_or(usize::MAX);
            let changed = at(&last, column).saturating_add(usize::from(letter != *other));
            let taken = at(&last, column.saturating_add(1)).saturating_add(1);
            let put = at(&current, column).saturating_add(1);
            let mut best = changed.min(taken).min(put);
            let left = column.checked_sub(1).and_then(|left| to.get(left));
            if previous_letter == Some(*other) && left == Some(&letter) {
                best = best.min(at(&before_last, column.saturating_sub(1)).saturating_add(1));
            }
            current.push(best);
        }
        previous_letter = Some(letter);
        std::mem::swap(&mut before_last, &mut last);
        std::mem::swap(&mut last, &mut current);
    }
    last.last().copied().unwrap_or(usize::MAX)
}
