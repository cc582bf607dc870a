//! What computing a risk takes whose lists are short: that of risks which are made up to try a rulebook, however long lists can be.

use super::cost::Counted;
use super::lanes::lanes_of_lists;
use crate::graph::{Graph, Op};

/// What it takes to compute a risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Work {
    /// Operations, as a [`Cost`](super::Cost) counts them.
    pub operations: u64,
    /// How many of them are roots, exponentials, logarithms and powers: each takes as long as thousands of others.
    pub maths: u64,
}

impl Work {
    /// What a risk takes at most whose given lists have that many items, or as many as they must have.
    #[must_use]
    pub fn of(graph: &Graph, items: u32) -> Self {
        let lanes = lanes_of_lists(graph, items);
        let is_maths = |op: &Op| matches!(op, Op::Maths(_) | Op::Power);
        let maths = graph.nodes.iter().filter(|node| is_maths(&node.op));
        let maths = maths.map(|node| lanes.of(node.space));
        Self {
            operations: Counted::new(graph, &lanes).answer(),
            maths: maths.fold(0, u64::saturating_add),
        }
    }
}
