//! The part of a plan that one thing needs.

use super::Plan;
use lutine_core::fast::PlannedStep;
use lutine_core::graph::{DeclarationKind, Graph, RISK, Shape, Space, SpaceId, Ty};
use lutine_dsl::item_paths::ItemPaths;
use std::collections::{BTreeMap, BTreeSet};

/// The paths of a risk, by which steps are asked for.
pub(super) fn paths(graph: &Graph) -> ItemPaths {
    let root = graph.schema.objects.first();
    let root = root.map(|object| object.snake_name()).unwrap_or_default();
    let name = |space: SpaceId| match graph.space(space) {
        _ if space == RISK => Some(root.clone()),
        Some(Space::Items { name, .. } | Space::Made { name, .. }) => Some(name.to_string()),
        _ => None,
    };
    let lists = graph.lists.iter().filter_map(|list| {
        Some((
            (name(list.owner)?, list.name.to_string()),
            name(list.items)?,
        ))
    });
    // An attribute that refers to an item: a vehicle's driver.
    let attributes = graph.declarations.iter();
    let attributes = attributes.filter(|one| one.kind == DeclarationKind::Attribute);
    let references = attributes.filter_map(|one| {
        let mut shape = &one.value;
        while let Shape::Optional { value, .. } = shape {
            shape = value;
        }
        let Shape::One(id) = shape else {
            return None;
        };
        let Ty::Ref(to) = graph.node(*id)?.ty else {
            return None;
        };
        Some(((name(one.space)?, one.name.to_string()), name(to)?))
    });
    ItemPaths::new(root.clone(), lists.chain(references))
}

impl Plan {
    /// The part that one thing needs: an attribute (`vehicle.symbol` or `policy.vehicles[1].symbol`), a field of the answer (`output.total`), a
    /// definition or a rule by its name.
    ///
    /// # Errors
    /// Where there is no such thing; with the nearest that there is.
    pub fn needed_by(&self, path: &str) -> Result<Self, Option<String>> {
        let names = self.steps.iter().map(|step| step.name.as_str());
        let start = self.paths.find(path, names)?;
        let (mut needed, mut open) = (BTreeSet::new(), vec![start]);
        while let Some(place) = open.pop() {
            if needed.insert(place) {
                let step = self.steps.get(place);
                open.extend(step.into_iter().flat_map(|step| &step.reads));
            }
        }
        Ok(self.only(&needed))
    }

    fn only(&self, kept: &BTreeSet<usize>) -> Self {
        let places: BTreeMap<usize, usize> = kept.iter().copied().zip(0..).collect();
        let steps = kept.iter().filter_map(|place| self.steps.get(*place));
        let steps = steps.map(|step| PlannedStep {
            reads: step
                .reads
                .iter()
                .filter_map(|read| places.get(read).copied())
                .collect(),
            ..step.clone()
        });
        Self {
            steps: steps.collect(),
            ..self.clone()
        }
    }
}
