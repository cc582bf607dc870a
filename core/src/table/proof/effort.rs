//! How much proofs may take.

use std::cell::Cell;
use std::rc::Rc;

/// What all tables of a rulebook may take, in rows of slabs: well below a second.
const MOST: u64 = 1 << 25;

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
    pub(super) fn half(&self) -> u64 {
        self.0.get() >> 1
    }

    pub(super) fn take(&self, amount: u64) {
        self.0.set(self.0.get().saturating_sub(amount));
    }
}
