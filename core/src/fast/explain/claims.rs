//! Which operations belong to a step: all that its own expression needs, up to what has a name of its own. What two expressions share, because it is
//! computed once, belongs to both.

use crate::fast::compile::Survey;
use crate::graph::{DeclarationId, InputId, Node, NodeId, Op, SpaceId};
use std::collections::{BTreeMap, BTreeSet};

/// What belongs to a step.
#[derive(Debug, Default)]
pub(super) struct Claim {
    /// Its operations, in order.
    pub nodes: BTreeSet<NodeId>,
    /// The steps that it reads.
    pub reads: BTreeSet<usize>,
}

/// What has a name, and which step that is.
#[derive(Debug, Default)]
pub(super) struct Owners {
    pub declarations: BTreeMap<DeclarationId, usize>,
    pub inputs: BTreeMap<InputId, usize>,
    /// What says how many items lists have.
    pub lists: BTreeMap<SpaceId, usize>,
}

impl Owners {
    /// All that a step needs, from what its value is made of downwards.
    pub fn claim(
        &self,
        survey: &Survey<'_>,
        step: usize,
        roots: impl IntoIterator<Item = NodeId>,
    ) -> Claim {
        let mut claim = Claim::default();
        let mut open: Vec<NodeId> = roots.into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            let Some(node) = survey.graph.node(id).filter(|_| seen.insert(id)) else {
                continue;
            };
            match self.owner(node).filter(|owner| *owner != step) {
                Some(owner) => _ = claim.reads.insert(owner),
                None => {
                    claim.nodes.insert(id);
                    claim.reads.extend(self.lists_of(node));
                    open.extend(survey.reads(node));
                }
            }
        }
        claim.reads.remove(&step);
        claim
    }

    /// The step of which a node is the value.
    fn owner(&self, node: &Node) -> Option<usize> {
        let input = match node.op {
            Op::Input(input) | Op::InputGiven(input) => self.inputs.get(&input),
            _ => None,
        };
        let declared = node.declares.and_then(|of| self.declarations.get(&of));
        declared.or(input).copied()
    }

    /// What says how many items there are of those that a node goes through, or stands for.
    fn lists_of(&self, node: &Node) -> impl Iterator<Item = usize> {
        let from = match node.op {
            Op::Reduce { from, .. } | Op::Pick { from, .. } => Some(from),
            _ => None,
        };
        let spaces = from.into_iter().chain([node.space]);
        spaces.filter_map(|space| self.lists.get(&space).copied())
    }
}
