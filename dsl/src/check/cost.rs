//! What one risk can cost, from the bounds of its lists: a host refuses a rulebook over its budget when it is loaded, and its writer learns
//! it here.

use crate::diagnostics::{Diagnostic, check as faults};
use crate::source::Span;
use crate::typed::Rulebook;
use lutine_core::engine::{Cost, Limits};
use lutine_core::graph::{Graph, List, RISK, Space};

/// The list that makes the rulebook too costly, if it is.
pub(crate) fn too_costly(rulebook: &Rulebook, graph: &Graph, limits: Limits) -> Option<Diagnostic> {
    let cost = Cost::of(graph);
    if cost.operations() <= limits.cost {
        return None;
    }
    let root = rulebook.entities.get(rulebook.root.index())?;
    let list = cost.longest.and_then(|id| graph.list(id));
    let span = list.and_then(|list| written(rulebook, graph, list));
    Some(faults::too_costly(
        span.unwrap_or(root.span),
        list.map_or(&*root.snake_name, |list| &list.name),
        cost.items,
        (cost.operations(), limits.cost),
    ))
}

/// Where a list is written: the attribute of its name in the entity of its owner.
fn written(rulebook: &Rulebook, graph: &Graph, list: &List) -> Option<Span> {
    let mut entities = rulebook.entities.iter();
    let owner = match graph.space(list.owner)? {
        Space::Items { name, .. } | Space::Made { name, .. } => {
            entities.find(|entity| entity.snake_name == *name)
        }
        _ if list.owner == RISK => rulebook.entities.get(rulebook.root.index()),
        _ => None,
    };
    let mut attributes = owner?.attributes.iter();
    let attribute = attributes.find(|attribute| attribute.name == list.name);
    attribute.map(|attribute| attribute.span)
}
