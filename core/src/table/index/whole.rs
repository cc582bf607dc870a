//! The grid for keys that are machine words: the coefficients of a known scale, days, ordinals, 0 and 1.

use super::axis::AxisIndex;
use super::classes::Classes;
use super::cuts::Cuts;
use super::hit::Hit;
use super::{Lookup, TableIndex, index};
use crate::graph::Constant;
use crate::table::HitPolicy;

/// How many cells a grid of words may have; a larger one is looked up as it is.
const MOST_CELLS: usize = 1 << 22;
/// How wide the array from words to classes may be: for a few cuts, and for each cut of many.
const LEAST_WIDTH: i64 = 1 << 12;
const WIDTH_PER_CUT: i64 = 16;
/// How many cuts are counted one by one, which for few is faster than to search among them.
const FEW: usize = 16;
/// How many segments of a key, and how many cells, are looked at to see whether one of them has no row.
const MOST_SEEN: usize = 1 << 12;

/// A grid whose cells are rows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WholeGrid {
    axes: Vec<WholeAxis>,
    rows: Vec<i32>,
}

/// What is certain of look-ups by keys in given ranges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Certain {
    /// Each finds a row.
    pub hits: bool,
    /// None finds several.
    pub at_most_one: bool,
}

impl WholeGrid {
    /// No row.
    pub(crate) const NONE: i64 = -1;
    /// Several rows of a `unique` table.
    pub(crate) const SEVERAL: i64 = -2;

    /// The grid of an index, its keys being words of these scales; nothing where it has none, or a key is text.
    pub(crate) fn new(table: &TableIndex, scales: &[u32]) -> Option<Self> {
        let Lookup::Grid(grid) = &table.lookup else {
            return None;
        };
        let axes = table.axes.iter().zip(scales);
        let axes = axes.map(|(axis, scale)| WholeAxis::new(axis, *scale));
        let axes = axes.collect::<Option<Vec<_>>>()?;
        let cells = axes
            .iter()
            .try_fold(1_usize, |cells, axis| cells.checked_mul(axis.count))
            .filter(|cells| *cells <= MOST_CELLS)?;
        let row = |cell: usize| match (grid.hit(cell), table.policy) {
            (Hit::None, _) => table.default.map_or(Self::NONE, i64::from),
            (Hit::One(row), _) | (Hit::Several(row, _), HitPolicy::First) => row.into(),
            (Hit::Several(..), HitPolicy::Unique | HitPolicy::Collect) => Self::SEVERAL,
        };
        // Behind the cells one for keys that no row has.
        let none = table.default.map_or(Self::NONE, i64::from);
        let rows = (0..cells).map(row).chain([none]);
        Some(Self {
            axes,
            rows: rows
                .map(|row| i32::try_from(row).ok())
                .collect::<Option<_>>()?,
        })
    }

    /// The row that the keys hit, one for each axis, in its order.
    #[inline]
    pub(crate) fn find(&self, keys: impl Iterator<Item = i64>) -> i64 {
        let mut place = 0_usize;
        for (axis, key) in self.axes.iter().zip(keys) {
            let class = axis.class(key);
            if class == Classes::EMPTY {
                return self.rows.last().map_or(Self::NONE, |row| i64::from(*row));
            }
            place = place.wrapping_mul(axis.count).wrapping_add(index(class));
        }
        self.rows
            .get(place)
            .map_or(Self::NONE, |row| i64::from(*row))
    }

    /// What is certain of keys between these ends.
    pub(crate) fn certain(&self, ranges: impl Iterator<Item = (i64, i64)>) -> Certain {
        let reached = self.axes.iter().zip(ranges);
        let reached = reached.map(|(axis, (low, high))| axis.reached(low, high));
        let Some(reached) = reached.collect::<Option<Vec<Vec<u32>>>>() else {
            return Certain::default();
        };
        let combinations = reached.iter().map(Vec::len);
        if combinations.fold(1_usize, usize::saturating_mul) > MOST_SEEN {
            return Certain::default();
        }
        let mut classes = reached.iter().flatten();
        let outside = classes.any(|class| *class == Classes::EMPTY);
        let mut certain = Certain {
            hits: !outside || self.rows.last().is_some_and(|row| *row >= 0),
            at_most_one: true,
        };
        let mut places = vec![0_usize];
        for (axis, classes) in self.axes.iter().zip(&reached) {
            let inside = || classes.iter().filter(|class| **class != Classes::EMPTY);
            let widened = places.iter().flat_map(|place| {
                let place = place.wrapping_mul(axis.count);
                inside().map(move |class| place.wrapping_add(index(*class)))
            });
            places = widened.collect();
        }
        for row in places.iter().filter_map(|place| self.rows.get(*place)) {
            certain.hits &= *row >= 0;
            certain.at_most_one &= i64::from(*row) != Self::SEVERAL;
        }
        certain
    }
}

/// A key whose words lie close together: from a word to its place among them, with one before and one behind for all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FlatAxis {
    /// The word before the first, and the one behind the last.
    before: i64,
    behind: i64,
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places lie between 0 and their count, which is that of a vector"
)]
impl FlatAxis {
    /// The place of a word as a word.
    #[inline]
    pub(crate) const fn word(self, word: i64) -> i64 {
        let word = if word < self.before {
            self.before
        } else {
            word
        };
        let word = if word > self.behind {
            self.behind
        } else {
            word
        };
        word.wrapping_sub(self.before)
    }

    #[inline]
    pub(crate) const fn place(self, word: i64) -> usize {
        self.word(word) as usize
    }

    /// How many places there are, as a word.
    #[inline]
    pub(crate) const fn count(self) -> i64 {
        self.behind.wrapping_sub(self.before).wrapping_add(1)
    }

    #[inline]
    pub(crate) const fn places(self) -> usize {
        self.count() as usize
    }
}

impl WholeGrid {
    /// The rows where the keys that are fixed have their values, for all words of the others, the last varying fastest; nothing where these are more
    /// than so many, or not close together.
    pub(crate) fn flat(
        &self,
        fixed: &[Option<i64>],
        most: usize,
    ) -> Option<(Vec<FlatAxis>, Vec<i64>)> {
        let mut flat = Vec::new();
        let mut places = vec![Some(0_usize)];
        for (axis, fixed) in self.axes.iter().zip(fixed) {
            let classes = match fixed {
                Some(word) => vec![axis.class(*word)],
                None => {
                    let count = i64::try_from(axis.direct.len()).ok().filter(|n| *n > 0)?;
                    let first = axis.cuts.first;
                    let (before, behind) = (first.checked_sub(1)?, first.checked_add(count)?);
                    flat.push(FlatAxis { before, behind });
                    (before..=behind).map(|word| axis.class(word)).collect()
                }
            };
            if places.len().saturating_mul(classes.len()) > most {
                return None;
            }
            let widened = places.iter().flat_map(|place| {
                classes.iter().map(move |class| {
                    let place = place.filter(|_| *class != Classes::EMPTY)?;
                    Some(place.wrapping_mul(axis.count).wrapping_add(index(*class)))
                })
            });
            places = widened.collect();
        }
        let none = self.rows.last().copied().unwrap_or(-1);
        let row = |place: &Option<usize>| {
            let row = place.and_then(|place| self.rows.get(place)).copied();
            i64::from(row.unwrap_or(none))
        };
        Some((flat, places.iter().map(row).collect()))
    }
}

/// One key: from a word to its class.
#[derive(Debug, Clone, PartialEq)]
struct WholeAxis {
    /// How many classes there are.
    count: usize,
    cuts: WordCuts,
    /// The class of each segment.
    classes: Vec<u32>,
    /// The classes of the words from the first cut on, where these lie close together.
    direct: Vec<u32>,
}

impl WholeAxis {
    fn new(axis: &AxisIndex, scale: u32) -> Option<Self> {
        let cuts = WordCuts::new(&axis.cells.cuts, scale)?;
        let segments = axis.cells.cuts.segments();
        let classes: Vec<u32> = (0..segments)
            .map(|segment| axis.classes.of_segment(segment))
            .collect();
        let class = |word| classes.get(index(cuts.segment(word))).copied();
        Some(Self {
            count: axis.classes.count(),
            direct: match cuts.width() {
                Some((first, last)) => (first..=last).map(class).collect::<Option<_>>()?,
                None => Vec::new(),
            },
            classes,
            cuts,
        })
    }

    #[inline]
    fn class(&self, word: i64) -> u32 {
        let place = word.wrapping_sub(self.cuts.first);
        let direct = usize::try_from(place).ok();
        if let Some(class) = direct.and_then(|place| self.direct.get(place)) {
            return *class;
        }
        let segment = self.cuts.segment(word);
        let class = self.classes.get(index(segment)).copied();
        class.unwrap_or(Classes::EMPTY)
    }

    /// The classes of the words between two ends, each once; nothing where they are many.
    fn reached(&self, low: i64, high: i64) -> Option<Vec<u32>> {
        let (first, last) = (self.cuts.segment(low), self.cuts.segment(high));
        if index(last.saturating_sub(first)) > MOST_SEEN {
            return None;
        }
        let segments = first..=last;
        let reached = segments.filter(|segment| self.cuts.has_word(*segment, low, high));
        let classes = reached.filter_map(|segment| self.classes.get(index(segment)).copied());
        let mut classes: Vec<u32> = classes.collect();
        classes.sort_unstable();
        classes.dedup();
        Some(classes)
    }
}

/// The cuts of an axis as words: the greatest word not above each, and whether it is the cut itself.
#[derive(Debug, Clone, PartialEq)]
struct WordCuts {
    first: i64,
    at: Vec<(i64, bool)>,
    /// Of many cuts, for stretches of 2^`stretch` words from the first on, how many cuts lie before each: where a search begins and ends.
    before: Vec<u32>,
    stretch: u32,
}

impl WordCuts {
    fn new(cuts: &Cuts, scale: u32) -> Option<Self> {
        let word = |place| match cuts.get(place)? {
            Constant::Bool(value) => Some((i64::from(value), true)),
            Constant::Number(value) => value.floor_at(scale),
            Constant::Date(date) => Some((i64::from(date.days()), true)),
            Constant::Enum(ordinal) => Some((i64::from(ordinal), true)),
            Constant::Text(_) => None,
        };
        let at = (0..cuts.len()).map(word).collect::<Option<Vec<_>>>()?;
        let mut cuts = Self {
            first: at.first().map_or(0, |(first, _)| *first),
            at,
            before: Vec::new(),
            stretch: 0,
        };
        if cuts.at.len() > FEW {
            cuts.cut_into_stretches();
        }
        Some(cuts)
    }

    /// Makes as many stretches as there are two cuts for each.
    fn cut_into_stretches(&mut self) {
        let last = self.at.last().map_or(self.first, |(last, _)| *last);
        let width = last.abs_diff(self.first);
        let most = u64::try_from(self.at.len() >> 1).unwrap_or(u64::MAX);
        while width >> self.stretch > most {
            self.stretch = self.stretch.saturating_add(1);
        }
        let mut place = 0_u32;
        let mut at = self.at.iter().peekable();
        for stretch in 0..=width >> self.stretch {
            let begin = stretch << self.stretch;
            while at
                .next_if(|(at, _)| at.abs_diff(self.first) < begin)
                .is_some()
            {
                place = place.saturating_add(1);
            }
            self.before.push(place);
        }
    }

    /// How many cuts lie before a word.
    fn place(&self, word: i64) -> usize {
        if self.at.len() <= FEW {
            return self.at.iter().filter(|(at, _)| *at < word).count();
        }
        if word <= self.first {
            return 0;
        }
        let stretch = word.abs_diff(self.first) >> self.stretch;
        let stretch = usize::try_from(stretch).unwrap_or(usize::MAX);
        let begin = self.before.get(stretch).or(self.before.last());
        let begin = begin.map_or(0, |place| index(*place));
        let end = self.before.get(stretch.saturating_add(1));
        let end = end.map_or(self.at.len(), |place| index(*place));
        let near = self.at.get(begin..end).unwrap_or_default();
        begin.saturating_add(near.partition_point(|(at, _)| *at < word))
    }

    /// The segment that a word lies in.
    fn segment(&self, word: i64) -> u32 {
        // A cut that is no word lies above the word that it is next to; of several next to one, the word itself comes first.
        let place = self.place(word);
        let is_cut = self
            .at
            .get(place)
            .is_some_and(|(at, exact)| *at == word && *exact);
        let segment = place.wrapping_mul(2).wrapping_add(usize::from(is_cut));
        u32::try_from(segment).unwrap_or(u32::MAX)
    }

    /// The first word of a cut and the last, where those between are few.
    fn width(&self) -> Option<(i64, i64)> {
        let (first, last) = (self.at.first()?.0, self.at.last()?.0);
        let width = last.checked_sub(first)?;
        let widest = i64::try_from(self.at.len())
            .ok()?
            .checked_mul(WIDTH_PER_CUT)?;
        (width < widest.max(LEAST_WIDTH)).then_some((first, last))
    }

    /// Whether a word between two ends lies in the segment.
    fn has_word(&self, segment: u32, low: i64, high: i64) -> bool {
        let place = index(segment >> 1);
        let cut = self.at.get(place);
        if segment & 1 == 1 {
            return cut.is_some_and(|(at, exact)| *exact && low <= *at && *at <= high);
        }
        let before = place.checked_sub(1).and_then(|place| self.at.get(place));
        let least = before.map_or(low, |(at, _)| at.saturating_add(1).max(low));
        let most = match cut {
            None => high,
            Some((at, true)) => at.saturating_sub(1).min(high),
            Some((at, false)) => (*at).min(high),
        };
        least <= most
    }
}

#[cfg(test)]
mod tests {
    use super::WordCuts;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn cuts_are_counted_in_stretches_as_one_by_one(
            mut words in prop::collection::vec(prop_oneof![any::<i64>(), -5_000_i64..5_000], 1..200),
            wanted in prop::collection::vec(prop_oneof![any::<i64>(), -6_000_i64..6_000], 50),
        ) {
            words.sort_unstable();
            let at: Vec<(i64, bool)> = words.iter().map(|word| (*word, true)).collect();
            let mut cuts = WordCuts { first: words[0], at, before: Vec::new(), stretch: 0 };
            if words.len() > super::FEW {
                cuts.cut_into_stretches();
            }
            for word in wanted.iter().chain(&words) {
                for word in [word.saturating_sub(1), *word, word.saturating_add(1)] {
                    let before = words.iter().filter(|at| **at < word).count();
                    prop_assert_eq!(cuts.place(word), before, "{}", word);
                }
            }
        }
    }
}
