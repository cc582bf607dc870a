use crate::column::{Values, put};
use crate::graph::{ErrorCode, NodeId};

/// The column of a node: a value for each lane of its space, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// The values; a filler where the lane has failed.
    pub values: Values,
    /// Why lanes have no value, one word a lane; none where no lane can have failed.
    pub failures: Option<Vec<Failure>>,
}

impl Column {
    /// A column in which no lane has failed.
    #[must_use]
    pub const fn sound(values: Values) -> Self {
        Self {
            values,
            failures: None,
        }
    }

    /// Why the lane has no value; [`Failure::NONE`] if it has one.
    #[must_use]
    pub fn failure(&self, lane: u32) -> Failure {
        self.failures
            .as_ref()
            .and_then(|failures| failures.get(lane as usize))
            .copied()
            .unwrap_or(Failure::NONE)
    }

    /// Puts the lanes of a column of the same kind, one after the other, into some lanes of this one.
    pub fn put(&mut self, lanes: &[u32], from: &Self) {
        self.values.put(lanes, &from.values);
        match (&mut self.failures, &from.failures) {
            (Some(failures), Some(from)) => put(failures, lanes, from),
            (failures, Some(from)) => {
                let failures = failures.insert(vec![Failure::NONE; self.values.len()]);
                put(failures, lanes, from);
            }
            // A lane is filled once: where nothing has failed now, nothing stood before.
            (_, None) => {}
        }
    }
}

/// Why a lane has no value: the node in which the error arose and its code, in one word. Its lane, path and message are found by
/// walking back along the operands, so that computing stores nothing else.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Failure(u32);

/// Bits of a [`Failure`] that hold one more than the number of its code.
const CODE_BITS: u32 = 4;

impl Failure {
    /// No failure: the lane has a value.
    pub const NONE: Self = Self(0);

    /// How many nodes a graph can have, so that a failure fits its word.
    pub const MAX_NODES: u32 = 1 << (32 - CODE_BITS);

    /// The error that arose in the node.
    #[must_use]
    pub const fn new(node: NodeId, code: ErrorCode) -> Self {
        Self((node.0 << CODE_BITS) | (code as u32).wrapping_add(1))
    }

    /// Whether there is no failure.
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Whether the lane has failed.
    #[must_use]
    pub const fn is_some(self) -> bool {
        self.0 != 0
    }

    /// The node in which the error arose.
    #[must_use]
    pub const fn node(self) -> NodeId {
        NodeId(self.0 >> CODE_BITS)
    }

    /// What the error is; nothing if there is none.
    #[must_use]
    pub fn code(self) -> Option<ErrorCode> {
        let number = self.0 & ((1 << CODE_BITS) - 1);
        ErrorCode::ALL.get(number.checked_sub(1)? as usize).copied()
    }

    /// This failure, or the other where there is none.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        if self.is_none() { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_keeps_its_node_and_code() {
        for code in ErrorCode::ALL {
            for node in [0, 1, 77, Failure::MAX_NODES - 1] {
                let failure = Failure::new(NodeId(node), code);
                assert!(failure.is_some());
                assert_eq!((failure.node(), failure.code()), (NodeId(node), Some(code)));
            }
        }
        assert_eq!(Failure::NONE.code(), None);
    }
}
