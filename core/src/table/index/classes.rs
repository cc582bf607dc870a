//! Classes: the segments of an axis that the same rows match.

use super::cells::Spans;
use super::index;
use std::collections::{BTreeSet, HashMap};

/// How much memory the cells of all classes may take, in cells: so many, or so many for each cell of the axis, but never more than the
/// last. Ranges that overlap by the thousand exceed it; then each segment is a class of its own, and the look-up tests the rows instead.
const LEAST_HELD: usize = 1 << 18;
const HELD_PER_CELL: usize = 64;
const MOST_HELD: usize = 1 << 24;

/// Which segments share a class.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Classes {
    /// The class of each segment; empty if each is its own.
    of_segment: Vec<u32>,
    /// For each class the cells (of [`super::cells::AxisCells::spans`]) that match it, ascending.
    cells: Vec<Vec<u32>>,
}

impl Classes {
    /// The class of segments that no row matches. It is not counted among the classes.
    pub(crate) const EMPTY: u32 = u32::MAX;

    pub(super) fn new(segments: u32, cells: &[Spans]) -> Self {
        Self::shared(segments, cells).unwrap_or(Self {
            of_segment: Vec::new(),
            cells: Vec::new(),
        })
    }

    /// Sweeps along the axis and gives each set of cells it meets a number. Nothing if that takes too much memory.
    fn shared(segments: u32, cells: &[Spans]) -> Option<Self> {
        let mut changes: Vec<(u32, bool, u32)> = Vec::new();
        for (id, spans) in cells.iter().enumerate() {
            let id = u32::try_from(id).ok()?;
            for (from, to) in spans {
                changes.push((*from, true, id));
                changes.push((to.saturating_add(1), false, id));
            }
        }
        changes.sort_unstable();
        let mut changes = changes.into_iter().peekable();
        let mut known: HashMap<Vec<u32>, u32> = HashMap::new();
        let limit = cells.len().saturating_mul(HELD_PER_CELL);
        let limit = limit.clamp(LEAST_HELD, MOST_HELD);
        let (mut sets, mut held) = (Vec::new(), 0_usize);
        let mut active = BTreeSet::new();
        let mut class = Self::EMPTY;
        let mut of_segment = Vec::with_capacity(index(segments));
        for segment in 0..segments {
            let mut changed = false;
            while let Some((_, begins, cell)) = changes.next_if(|(at, _, _)| *at == segment) {
                changed = true;
                if begins {
                    active.insert(cell);
                } else {
                    active.remove(&cell);
                }
            }
            if changed && active.is_empty() {
                class = Self::EMPTY;
            } else if changed {
                held = held
                    .checked_add(active.len())
                    .filter(|held| *held <= limit)?;
                let next = u32::try_from(sets.len()).ok()?;
                let set: Vec<u32> = active.iter().copied().collect();
                class = *known.entry(set).or_insert_with_key(|set| {
                    sets.push(set.clone());
                    next
                });
            }
            of_segment.push(class);
        }
        Some(Self {
            of_segment,
            cells: sets,
        })
    }

    /// Whether segments share classes; else each is its own, without a list of its cells.
    pub(crate) fn are_shared(&self) -> bool {
        !self.of_segment.is_empty()
    }

    /// The class of a segment.
    pub(crate) fn of_segment(&self, segment: u32) -> u32 {
        if self.are_shared() {
            self.of_segment
                .get(index(segment))
                .copied()
                .unwrap_or(Self::EMPTY)
        } else {
            segment
        }
    }

    /// The cells of each class. Empty where classes are not shared.
    pub(crate) fn cells(&self) -> &[Vec<u32>] {
        &self.cells
    }

    /// How many classes there are where they are shared, [`Self::EMPTY`] not counted.
    pub(crate) fn count(&self) -> usize {
        self.cells.len()
    }

    /// For each of the axis's cells the classes that it matches, ascending.
    pub(crate) fn by_cell(&self, cells: usize) -> Vec<Vec<u32>> {
        let mut by_cell = vec![Vec::new(); cells];
        for (class, members) in (0..).zip(&self.cells) {
            for cell in members {
                if let Some(classes) = by_cell.get_mut(index(*cell)) {
                    classes.push(class);
                }
            }
        }
        by_cell
    }
}
