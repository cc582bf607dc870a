//! How much proofs may take.

use std::cell::Cell;
use std::rc::Rc;

/// What all tables of a rulebook may take, in rows of slabs, beside what each may take by its size: well below a second.
const MOST: u64 = 1 << 24;

/// What each question may take for each range or value in the cells of its table. Where ranges do not tear rows apart, half of it is enough, so that
/// a table is proven however many large ones stand before it.
const OF_EACH: u64 = 8;

/// How much cutting the proofs of some tables may still take, of all together. Each question has what goes with the size of its table, and half of what is left
/// of what they share, so that one that takes very much leaves something for the others; nearly all take next to nothing of that.
#[derive(Debug, Clone)]
pub struct Effort {
    shared: Rc<Cell<u64>>,
    own: u64,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            shared: Rc::new(Cell::new(MOST)),
            own: 0,
        }
    }
}

impl Effort {
    /// The same for a table with so many ranges and values in its cells.
    pub(super) fn with(&self, spans: usize) -> Self {
        let spans = u64::try_from(spans).unwrap_or(u64::MAX);
        Self {
            own: spans.saturating_mul(OF_EACH),
            ..self.clone()
        }
    }

    pub(super) fn half(&self) -> u64 {
        self.shared.get() >> 1
    }

    pub(super) const fn own(&self) -> u64 {
        self.own
    }

    /// Takes what a question has taken off what is shared, as far as it was more than its own.
    pub(super) fn take(&self, amount: u64) {
        let more = amount.saturating_sub(self.own);
        self.shared.set(self.shared.get().saturating_sub(more));
    }
}
