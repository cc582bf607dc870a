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
pub(super) fn taints(survey: &Survey<'_>) -> BTreeMap<NodeId, Taint> {
    let mut taints = BTreeMap::new();
    for missing in &survey.missing {
        let Missing { origin, looked, .. } = missing;
        if let (Origin::Node(id), false) = (origin, *looked == Looked::Never) {
            taints.insert(*id, Taint::All);
        }
    }
    for (id, node) in (0..).map(NodeId).zip(&survey.graph.nodes) {
        if survey.asked(id).path.is_none() || taints.contains_key(&id) {
            continue;
        }
        // Nothing is in error that could be recovered from.
        let most = match node.op {
            Op::Recover => 1,
            _ => usize::MAX,
        };
        let behind = survey.reads(node).take(most).filter_map(|read| {
            let taint = *taints.get(&read)?;
            Some(taint.min(if is_always_read(survey, id, read) {
                Taint::All
            } else {
                Taint::Some
            }))
        });
        if let Some(taint) = behind.max() {
            taints.insert(id, taint);
        }
    }
    taints
}

/// Whether an operand is looked at wherever its reader is.
fn is_always_read(survey: &Survey<'_>, reader: NodeId, read: NodeId) -> bool {
    let known = survey.conditions(reader);
    let wanted = survey.conditions(read);
    wanted.iter().all(|condition| known.contains(condition))
}
