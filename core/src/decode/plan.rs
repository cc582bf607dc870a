//! The schema made ready for reading: names resolved, ids checked (by the module `compile`).

use super::error::SchemaError;
use super::kind::Kind;
use crate::graph::{Domain, ListId, SpaceId};
use crate::json::MAX_NESTING;
use crate::schema::{Absence, InputColumn};
use std::sync::Arc;

/// All objects of the input; the first is the risk.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) objects: Vec<ObjectPlan>,
    pub(super) inputs: Vec<InputColumn>,
    /// For each list the space of its owners.
    pub(super) owners: Vec<SpaceId>,
    /// For each space whether it holds items of the input.
    pub(super) items: Vec<bool>,
}

/// An object of the input.
#[derive(Debug, Clone)]
pub(super) struct ObjectPlan {
    pub(super) fields: Fields,
}

/// The fields of an object or record.
#[derive(Debug, Clone)]
pub(super) struct Fields {
    /// Name of the entity or record.
    pub(super) name: Arc<str>,
    /// In the order of declaration.
    pub(super) all: Vec<FieldPlan>,
    /// Places in `all`, by key.
    pub(super) by_key: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(super) struct FieldPlan {
    pub(super) key: Arc<str>,
    /// The key as JSON writes it.
    pub(super) quoted: Box<str>,
    pub(super) content: Content,
}

/// What a field holds.
#[derive(Debug, Clone)]
pub(super) enum Content {
    Value(ValuePlan),
    Record {
        /// The column that says whether it was given, where it may be left out.
        given: Option<usize>,
        fields: Fields,
    },
    List(ListPlan),
    Derived,
}

/// A plain value.
#[derive(Debug, Clone)]
pub(super) struct ValuePlan {
    pub(super) input: usize,
    pub(super) kind: Kind,
    pub(super) domain: Option<Arc<Domain>>,
    /// Whole numbers that are inside the domain, between two ends each; none where the kind is no number.
    pub(super) inside: Arc<[(i64, i64)]>,
    pub(super) absence: Absence,
}

impl ValuePlan {
    /// Whether a whole number is one that the field takes as it stands.
    pub(super) fn takes(&self, word: i64) -> bool {
        let mut inside = self.inside.iter();
        inside.any(|(low, high)| *low <= word && word <= *high)
    }
}

/// A list, or a single object.
#[derive(Debug, Clone)]
pub(super) struct ListPlan {
    pub(super) list: ListId,
    pub(super) min: u32,
    pub(super) max: u32,
    pub(super) single: bool,
    /// The space of the items, and the space that they are `within`.
    pub(super) space: SpaceId,
    pub(super) parent: SpaceId,
    pub(super) item: ItemPlan,
}

#[derive(Debug, Clone)]
pub(super) enum ItemPlan {
    /// An object: place in [`Plan::objects`].
    Object(usize),
    Value(ValuePlan),
}

impl Fields {
    /// The field with a key, and its place; `expected` is tried first, because most sources have the order of declaration.
    pub(super) fn find(&self, key: &str, expected: usize) -> Option<(usize, &FieldPlan)> {
        let next = self.all.get(expected);
        if let Some(field) = next.filter(|field| *field.key == *key) {
            return Some((expected, field));
        }
        let key_of = |place: &usize| self.all.get(*place).map_or("", |field| &field.key);
        let found = self
            .by_key
            .binary_search_by(|place| key_of(place).cmp(key))
            .ok()?;
        let place = *self.by_key.get(found)?;
        Some((place, self.all.get(place)?))
    }
}

impl Plan {
    /// That no object stands in itself, and none deeper than a text can nest.
    pub(super) fn check_nesting(&self) -> Result<(), SchemaError> {
        // How deep each object stands at least; one more than the longest chain can only be a circle.
        let mut depth = vec![0_u32; self.objects.len()];
        for _ in 0..=MAX_NESTING {
            let mut changed = false;
            for (place, object) in self.objects.iter().enumerate() {
                let below = depth.get(place).copied().unwrap_or(0).saturating_add(1);
                for inner in object.fields.objects() {
                    if let Some(depth) = depth.get_mut(inner).filter(|depth| **depth < below) {
                        *depth = below;
                        changed = true;
                    }
                }
            }
            if !changed {
                return Ok(());
            }
        }
        let deepest = depth.iter().enumerate().max_by_key(|(_, depth)| **depth);
        let name = deepest.and_then(|(place, _)| self.objects.get(place));
        Err(SchemaError::Nesting {
            object: name
                .map(|object| object.fields.name.clone())
                .unwrap_or_default(),
        })
    }
}

impl Fields {
    /// The objects that stand in these fields.
    fn objects(&self) -> Vec<usize> {
        self.all
            .iter()
            .flat_map(|field| match &field.content {
                Content::List(ListPlan {
                    item: ItemPlan::Object(object),
                    ..
                }) => vec![*object],
                Content::Record { fields, .. } => fields.objects(),
                _ => Vec::new(),
            })
            .collect()
    }
}
