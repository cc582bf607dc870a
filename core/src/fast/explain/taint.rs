//! What follows from what is not computed in integers: whoever reads it is not either.

use crate::fast::compile::{Looked, Missing, Origin, Survey};
use crate::graph::{NodeId, Op};
use std::collections::BTreeMap;

/// How much of a node is not computed in integers, of the risks that look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Taint {
    /// Some risks need what is not.
    Some,
    /// All do.
    All,
}

/// The nodes that need what is missing.
#[derive(Debug, Default)]
pub(super) struct Taints(BTreeMap<NodeId, Taint>);

impl Taints {
    pub fn of(survey: &Survey<'_>) -> Self {
        // What nobody looks at is missed by nobody, unless that seems so because a condition is missing itself.
        let first = Self::from(survey, |missing| missing.looked != Looked::Never);
        Self::from(survey, |missing| first.is_needed(survey, missing))
    }

    /// Whether some risk that is not in error may look at what is missing.
    pub fn is_needed(&self, survey: &Survey<'_>, missing: &Missing) -> bool {
        let is_open = |id: NodeId| {
            let node = survey.graph.node(id);
            let is_decided = node.is_some_and(|node| matches!(node.op, Op::Failed | Op::Known));
            !is_decided && self.get(id).is_some()
        };
        let mut conditions = missing.conditions.iter();
        missing.looked != Looked::Never || conditions.any(|(id, _)| is_open(*id))
    }

    pub fn get(&self, id: NodeId) -> Option<Taint> {
        self.0.get(&id).copied()
    }

    fn from(survey: &Survey<'_>, counts: impl Fn(&Missing) -> bool) -> Self {
        let mut taints = BTreeMap::new();
        for missing in survey.missing.iter().filter(|missing| counts(missing)) {
            if let Origin::Node(id) = missing.origin {
                taints.insert(id, Taint::All);
            }
        }
        for (id, node) in (0..).map(NodeId).zip(&survey.graph.nodes) {
            if survey.asked(id).path.is_none() || taints.contains_key(&id) {
                continue;
            }
            if survey.is_left_out(node) {
                taints.insert(id, Taint::All);
                continue;
            }
            // Nothing is in error that could be recovered from.
            let most = match node.op {
                Op::Recover => 1,
                _ => usize::MAX,
            };
            let behind = survey.reads(node).take(most).filter_map(|read| {
                let taint: Taint = *taints.get(&read)?;
                let is_always = is_always_read(survey, id, read);
                Some(taint.min(if is_always { Taint::All } else { Taint::Some }))
            });
            if let Some(taint) = behind.max() {
                taints.insert(id, taint);
            }
        }
        Self(taints)
    }
}

/// Whether an operand is looked at wherever its reader is.
fn is_always_read(survey: &Survey<'_>, reader: NodeId, read: NodeId) -> bool {
    let known = survey.conditions(reader);
    let wanted = survey.conditions(read);
    wanted.iter().all(|condition| known.contains(condition))
}
