//! Which operation belongs to which step: to the first that reads it, behind those that it reads itself.

use crate::fast::compile::Survey;
use crate::graph::{DeclarationId, NodeId};
use std::collections::{BTreeMap, BTreeSet};

/// What belongs to a step.
#[derive(Debug, Default)]
pub(super) struct Claim {
    /// Its operations, in order.
    pub nodes: BTreeSet<NodeId>,
    /// The steps that it reads.
    pub reads: BTreeSet<usize>,
}

/// Who has claimed what.
#[derive(Debug, Default)]
pub(super) struct Claims(BTreeMap<NodeId, usize>);

impl Claims {
    /// Claims for a step all that its value needs and nobody has claimed. What another declaration has, it leaves to that, which must have claimed already.
    pub fn claim(
        &mut self,
        survey: &Survey<'_>,
        (step, own): (usize, Option<DeclarationId>),
        roots: impl IntoIterator<Item = NodeId>,
    ) -> Claim {
        let mut claim = Claim::default();
        let mut open: Vec<NodeId> = roots.into_iter().collect();
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            let Some(node) = survey.graph.node(id).filter(|_| seen.insert(id)) else {
                continue;
            };
            match self.0.get(&id) {
                Some(other) => _ = claim.reads.insert(*other),
                // What nobody declares, or another that is still to come: a value that is carried from item to item.
                None if node.declares.is_none_or(|of| Some(of) == own) => {
                    self.0.insert(id, step);
                    claim.nodes.insert(id);
                    open.extend(survey.reads(node));
                }
                None => {}
            }
        }
        claim
    }
}
