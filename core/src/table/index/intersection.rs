//! Intersection of row sets: for tables that are neither small enough for a grid nor made of single values.

use super::axis::AxisIndex;
use super::classes::Classes;
use super::hit::Hit;
use super::index;
use super::key::Key;

/// Bits in a word of a dense set.
const WORD: u32 = 64;
/// How much memory the sets of one axis may take, in bytes. An axis that exceeds it does not narrow the rows; its cells are tested.
const MEMORY_LIMIT: usize = 1 << 26;

/// For each axis the rows of each class.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Intersection {
    rows: u32,
    /// For each axis; nothing where it does not narrow.
    sets: Vec<Option<Vec<RowSet>>>,
}

/// Rows: a list of few, or a bit for each row of the table.
#[derive(Debug, Clone, PartialEq)]
enum RowSet {
    Sparse(Vec<u32>),
    Dense(Vec<u64>),
}

/// What an axis says about the rows that match a key.
enum Filter<'a> {
    /// They are in the set.
    Set(&'a RowSet),
    /// Their cell matches the segment.
    Segment(&'a AxisIndex, u32),
}

impl Intersection {
    pub(super) fn build(axes: &[AxisIndex], rows: u32) -> Self {
        Self {
            rows,
            sets: axes.iter().map(|axis| row_sets(axis, rows)).collect(),
        }
    }

    /// The first two rows that match the keys.
    pub(super) fn find(&self, axes: &[AxisIndex], keys: &[Key<'_>]) -> Hit {
        let two = |rows: &mut dyn Iterator<Item = u32>| rows.take(2).fold(Hit::None, Hit::and);
        self.matching(axes, keys, two).unwrap_or(Hit::None)
    }

    /// All rows that match the keys.
    pub(super) fn all(&self, axes: &[AxisIndex], keys: &[Key<'_>]) -> Vec<u32> {
        let all = |rows: &mut dyn Iterator<Item = u32>| rows.collect();
        self.matching(axes, keys, all).unwrap_or_default()
    }

    /// What is made of the rows that match the keys, in their order; nothing where a key has no class.
    fn matching<T>(
        &self,
        axes: &[AxisIndex],
        keys: &[Key<'_>],
        of: impl FnOnce(&mut dyn Iterator<Item = u32>) -> T,
    ) -> Option<T> {
        let mut filters = Vec::with_capacity(axes.len());
        for ((axis, sets), key) in axes.iter().zip(&self.sets).zip(keys) {
            let class = axis.class(*key);
            if class == Classes::EMPTY {
                return None;
            }
            let set = sets.as_ref().map(|sets| sets.get(index(class)));
            match (set, axis.cells.cuts.segment(*key)) {
                (Some(Some(set)), _) => filters.push(Filter::Set(set)),
                (None, Some(segment)) => filters.push(Filter::Segment(axis, segment)),
                _ => return None,
            }
        }
        let passes = |row: &u32| filters.iter().all(|filter| filter.passes(*row));
        let sparse = filters.iter().filter_map(|filter| match filter {
            Filter::Set(RowSet::Sparse(rows)) => Some(rows),
            _ => None,
        });
        if let Some(rows) = sparse.min_by_key(|rows| rows.len()) {
            return Some(of(&mut rows.iter().copied().filter(passes)));
        }
        let dense: Vec<_> = filters
            .iter()
            .filter_map(|filter| match filter {
                Filter::Set(RowSet::Dense(words)) => Some(words),
                _ => None,
            })
            .collect();
        if dense.is_empty() {
            return Some(of(&mut (0..self.rows).filter(passes)));
        }
        let words = (0..self.rows.div_ceil(WORD)).map(|word| {
            let both = |all, words: &&Vec<u64>| all & words.get(index(word)).copied().unwrap_or(0);
            (word, dense.iter().fold(u64::MAX, both))
        });
        let rows = words.flat_map(|(word, bits)| Ones { word, bits });
        Some(of(&mut rows.filter(passes)))
    }
}

impl Filter<'_> {
    fn passes(&self, row: u32) -> bool {
        match self {
            Self::Set(RowSet::Sparse(rows)) => rows.binary_search(&row).is_ok(),
            Self::Set(RowSet::Dense(words)) => words
                .get(index(row / WORD))
                .is_some_and(|word| word >> (row % WORD) & 1 == 1),
            Self::Segment(axis, segment) => axis.cells.matches(row, *segment),
        }
    }
}

/// The rows whose bits are set in a word of a dense set.
struct Ones {
    word: u32,
    bits: u64,
}

impl Iterator for Ones {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.bits == 0 {
            return None;
        }
        let bit = self.bits.trailing_zeros();
        self.bits &= self.bits.wrapping_sub(1);
        Some(self.word.wrapping_mul(WORD).wrapping_add(bit))
    }
}

/// The rows of each class of an axis; nothing where they take too much memory.
fn row_sets(axis: &AxisIndex, rows: u32) -> Option<Vec<RowSet>> {
    if !axis.classes.are_shared() {
        return None;
    }
    let words = index(rows.div_ceil(WORD));
    let counts = axis.rows_by_class();
    let is_sparse = |count: &u32| index(*count) < words;
    let size = |count: &u32| match is_sparse(count) {
        true => index(*count).saturating_mul(4),
        false => words.saturating_mul(8),
    };
    counts
        .iter()
        .try_fold(0_usize, |sum, count| sum.checked_add(size(count)))
        .filter(|sum| *sum <= MEMORY_LIMIT)?;
    let mut sets: Vec<_> = counts
        .iter()
        .map(|count| match is_sparse(count) {
            true => RowSet::Sparse(Vec::with_capacity(index(*count))),
            false => RowSet::Dense(vec![0; words]),
        })
        .collect();
    let classes = axis.classes.by_cell(axis.cells.spans.len());
    for (row, cell) in (0..).zip(&axis.cells.of_row) {
        for class in classes.get(index(*cell))? {
            sets.get_mut(index(*class))?.push(row);
        }
    }
    Some(sets)
}

impl RowSet {
    /// Adds a row behind those that it has.
    fn push(&mut self, row: u32) {
        match self {
            Self::Sparse(rows) => rows.push(row),
            Self::Dense(words) => {
                if let Some(word) = words.get_mut(index(row / WORD)) {
                    *word |= 1 << (row % WORD);
                }
            }
        }
    }
}
