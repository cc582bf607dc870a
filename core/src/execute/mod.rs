//! The executor: every node of a graph as a column over all lanes of its space, for a chunk of risks at a time. One risk is a
//! chunk of one.

mod column;
mod kernel;
mod lanes;
mod made;
mod matches;
mod operate;
mod path;
mod plan;
mod tables;
mod trace;

pub use column::{Column, Failure};
pub(crate) use kernel::text::write_value;
pub use lanes::{Detail, Lanes};
pub(crate) use made::ForValues;
pub use path::ItemPath;
pub use plan::Plan;
pub use tables::{Cells, LoadedTable};
pub use trace::{Origin, Through};

use crate::batch::Batch;
use crate::graph::NodeId;
use lanes::Spaces;

/// A chunk of risks with every number of the rulebook computed for each of them: what answers, error paths and worksheets are
/// read from.
#[derive(Debug)]
pub struct Execution<'a> {
    /// What was executed.
    pub plan: &'a Plan,
    /// The risks.
    pub batch: &'a Batch,
    spaces: Spaces,
    columns: Vec<Column>,
}

impl<'a> Execution<'a> {
    /// Computes every node for every risk of the batch.
    #[must_use]
    pub fn run(plan: &'a Plan, batch: &'a Batch) -> Self {
        let mut execution = Self {
            plan,
            batch,
            spaces: Spaces::new(plan),
            columns: Vec::with_capacity(plan.graph.nodes.len()),
        };
        for (id, node) in (0..).map(NodeId).zip(&plan.graph.nodes) {
            let column = execution.operate(id, node);
            execution.columns.push(column);
        }
        execution
    }

    /// The column of a node.
    #[must_use]
    pub fn column(&self, node: NodeId) -> Option<&Column> {
        self.columns.get(node.index())
    }
}
