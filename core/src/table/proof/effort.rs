//! How much proofs may take.

use std::cell::Cell;
use std::rc::Rc;

/// What all tables of a rulebook may take, in rows of slabs, beside what belongs to their own rows: well below a second.
const MOST: u64 = 1 << 24;

/// What belongs to each key cell of their own rows.
const OF_A_CELL: u64 = 8;

/// How much cutting the proofs of some tables may still take, of all together. Each question has half of what is left, so that one that
/// takes very much leaves something for the others; nearly all take next to nothing.
#[derive(Debug, Clone)]
pub struct Effort(Rc<Cell<u64>>);

impl Default for Effort {
    fn default() -> Self {
        Self(Rc::new(Cell::new(MOST)))
    }
}

impl Effort {
    /// Adds what belongs to a table of so many rows.
    pub(super) fn add(&self, rows: u32, keys: usize) {
        let cells = u64::from(rows).saturating_mul(u64::try_from(keys).unwrap_or(u64::MAX));
        let own = cells.saturating_mul(OF_A_CELL);
        self.0.set(self.0.get().saturating_add(own));
    }

    pub(super) fn half(&self) -> u64 {
        self.0.get() >> 1
    }

    pub(super) fn take(&self, amount: u64) {
        self.0.set(self.0.get().saturating_sub(amount));
    }
}
