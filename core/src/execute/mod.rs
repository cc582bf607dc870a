//! The executor: every node of a graph as a column over all lanes of its space, for a chunk of risks at a time. One risk is a
//! chunk of one.

mod allocate;
mod column;
mod kernel;
mod lanes;
mod made;
mod matches;
mod operate;
mod path;
mod plan;
mod scan;
mod sorted;
mod tables;
mod trace;

pub use column::{Column, Failure};
pub(crate) use kernel::text::write_value;
pub use lanes::{Detail, Lanes};
pub(crate) use made::ForValues;
pub use path::ItemPath;
pub use plan::Plan;
pub use scan::Came;
pub(crate) use sorted::Sorting;
pub use tables::{Cells, LoadedTable};
pub use trace::{Origin, Through};

use crate::batch::Batch;
use crate::column::Values;
use crate::graph::NodeId;
use lanes::Spaces;
use plan::Step;
use scan::ScanState;

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
    scans: Vec<ScanState>,
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
            scans: std::iter::repeat_with(ScanState::default)
                .take(plan.graph.scans.len())
                .collect(),
        };
        for step in plan.steps() {
            match step {
                Step::Node(id) => {
                    if let Some(node) = plan.graph.node(*id) {
                        let column = execution.operate(*id, node, None);
                        execution.columns.push(column);
                    }
                }
                Step::Scan(number) => {
                    execution.make_room(*number);
                    execution.scan(*number, None);
                }
            }
        }
        execution
    }

    /// Columns for the nodes of a region, to be filled lane by lane.
    fn make_room(&mut self, number: usize) {
        let nodes = self.plan.graph.scans.get(number);
        let nodes = nodes.and_then(|scan| {
            let region = scan.first.index()..=scan.last.index();
            self.plan.graph.nodes.get(region)
        });
        for node in nodes.unwrap_or_default() {
            let lanes = self.lanes(node.space).count;
            let column = Column::sound(Values::fillers(node.ty, lanes));
            self.columns.push(column);
        }
    }

    /// The column of a node.
    #[must_use]
    pub fn column(&self, node: NodeId) -> Option<&Column> {
        self.columns.get(node.index())
    }
}
