//! The schema made ready for reading: names resolved, ids checked.

use super::error::SchemaError;
use super::kind::Kind;
use crate::graph::{Domain, Graph, ListId, RISK, Space, SpaceId, Ty};
use crate::json::MAX_NESTING;
use crate::schema::{Absence, Field, FieldKind, InputColumn, Item, ValueField};
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
    by_key: Vec<usize>,
}

#[derive(Debug, Clone)]
pub(super) struct FieldPlan {
    pub(super) key: Arc<str>,
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
    pub(super) domain: Option<Domain>,
    pub(super) absence: Absence,
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
    /// The place of a key; `expected` is tried first, because texts mostly have the order of declaration.
    #[inline]
    pub(super) fn place(&self, key: &str, expected: usize) -> Option<usize> {
        if self
            .all
            .get(expected)
            .is_some_and(|field| *field.key == *key)
        {
            return Some(expected);
        }
        let key_of = |place: &usize| self.all.get(*place).map_or("", |field| &field.key);
        let found = self
            .by_key
            .binary_search_by(|place| key_of(place).cmp(key))
            .ok()?;
        self.by_key.get(found).copied()
    }
}

impl Plan {
    pub(super) fn new(graph: &Graph) -> Result<Self, SchemaError> {
        let schema = &graph.schema;
        let mut maker = Maker {
            graph,
            filled: vec![0; schema.inputs.len()],
            spaces: vec![None; schema.objects.len()],
            content: vec![None; graph.spaces.len()],
            listed: vec![false; graph.lists.len()],
            object: "".into(),
        };
        match maker.spaces.first_mut() {
            Some(space) => *space = Some(RISK),
            None => return Err(SchemaError::NoRisk),
        }
        maker.find_spaces()?;
        let mut objects = Vec::with_capacity(schema.objects.len());
        for (object, space) in schema.objects.iter().zip(maker.spaces.clone()) {
            maker.object = object.name.clone();
            let fields = maker.fields(&object.name, &object.fields, space)?;
            objects.push(ObjectPlan { fields });
        }
        let times = maker.filled.iter().copied();
        if let Some((column, times)) = times.enumerate().find(|(_, times)| *times != 1) {
            return Err(SchemaError::Filled { column, times });
        }
        let plan = Self {
            objects,
            inputs: schema.inputs.clone(),
            owners: graph.lists.iter().map(|list| list.owner).collect(),
            items: graph
                .spaces
                .iter()
                .map(|space| matches!(space, Space::Items { .. }))
                .collect(),
        };
        plan.check_nesting()?;
        Ok(plan)
    }

    /// That no object stands in itself, and none deeper than a text can nest.
    fn check_nesting(&self) -> Result<(), SchemaError> {
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

/// What the lanes of a space are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lanes {
    Object(usize),
    ValuesOf(ListId),
}

/// Makes a plan of a graph's schema.
struct Maker<'g> {
    graph: &'g Graph,
    /// How many fields fill each column.
    filled: Vec<usize>,
    /// The space of each object.
    spaces: Vec<Option<SpaceId>>,
    /// What the lanes of each space are: an object, or the values of a list.
    content: Vec<Option<Lanes>>,
    /// Which lists a field fills.
    listed: Vec<bool>,
    /// The object at hand.
    object: Arc<str>,
}

impl Maker<'_> {
    /// The spaces of the objects, from the lists that have them.
    fn find_spaces(&mut self) -> Result<(), SchemaError> {
        for object in &self.graph.schema.objects {
            self.object = object.name.clone();
            self.find_spaces_in(&object.fields)?;
        }
        Ok(())
    }

    fn find_spaces_in(&mut self, fields: &[Field]) -> Result<(), SchemaError> {
        for field in fields {
            match &field.kind {
                FieldKind::Record { fields, .. } => self.find_spaces_in(fields)?,
                FieldKind::List {
                    list,
                    item: Item::Object(object),
                } => {
                    let items = self.graph.lists.get(list.index()).map(|list| list.items);
                    let items = items.ok_or_else(|| self.dangling(field, "list", list.0))?;
                    let place = usize::try_from(*object).unwrap_or(usize::MAX);
                    let known = self.spaces.get(place).copied();
                    let known = known.ok_or_else(|| self.dangling(field, "object", *object))?;
                    if known.is_some_and(|known| known != items) {
                        return Err(self.misfit(field));
                    }
                    if let Some(space) = self.spaces.get_mut(place) {
                        *space = Some(items);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn fields(
        &mut self,
        name: &Arc<str>,
        fields: &[Field],
        space: Option<SpaceId>,
    ) -> Result<Fields, SchemaError> {
        let mut all = Vec::with_capacity(fields.len());
        for field in fields {
            all.push(FieldPlan {
                key: field.name.clone(),
                content: self.content(field, space)?,
            });
        }
        let mut by_key: Vec<usize> = (0..all.len()).collect();
        let key = |place: &usize| all.get(*place).map(|field| field.key.clone());
        by_key.sort_by_key(key);
        let twice = by_key.windows(2).find_map(|pair| match pair {
            [a, b] if key(a) == key(b) => key(a),
            _ => None,
        });
        match twice {
            Some(field) => Err(SchemaError::DuplicateField {
                object: name.clone(),
                field,
            }),
            None => Ok(Fields {
                name: name.clone(),
                all,
                by_key,
            }),
        }
    }

    fn content(&mut self, field: &Field, space: Option<SpaceId>) -> Result<Content, SchemaError> {
        Ok(match &field.kind {
            FieldKind::Value(value) => Content::Value(self.value(field, value, space)?),
            FieldKind::Record {
                name,
                optional,
                fields,
            } => {
                let given = match optional {
                    None => None,
                    Some(input) => {
                        let column = self.column(field, input.0, space)?;
                        if column.ty != Ty::Bool {
                            return Err(self.misfit(field));
                        }
                        Some(input.index())
                    }
                };
                Content::Record {
                    given,
                    fields: self.fields(name, fields, space)?,
                }
            }
            FieldKind::List { list, item } => Content::List(self.list(field, *list, item, space)?),
            FieldKind::Derived => Content::Derived,
        })
    }

    fn list(
        &mut self,
        field: &Field,
        id: ListId,
        item: &Item,
        space: Option<SpaceId>,
    ) -> Result<ListPlan, SchemaError> {
        let list = self.graph.lists.get(id.index());
        let list = list.ok_or_else(|| self.dangling(field, "list", id.0))?;
        let parent = match self.graph.spaces.get(list.items.index()) {
            Some(Space::Items { parent, .. }) => *parent,
            _ => return Err(self.misfit(field)),
        };
        if space.is_some_and(|space| space != list.owner || !self.is_within(space, parent)) {
            return Err(self.misfit(field));
        }
        let item = match item {
            Item::Object(object) => {
                ItemPlan::Object(usize::try_from(*object).unwrap_or(usize::MAX))
            }
            Item::Value(value) => ItemPlan::Value(self.value(field, value, Some(list.items))?),
        };
        let lanes = match &item {
            ItemPlan::Object(object) => Lanes::Object(*object),
            ItemPlan::Value(_) => Lanes::ValuesOf(id),
        };
        if !self.claim(id, list.items, lanes) {
            return Err(self.misfit(field));
        }
        let absent = matches!(&item, ItemPlan::Value(value) if value.absence != Absence::Required);
        if absent || (list.single && matches!(item, ItemPlan::Value(_))) {
            return Err(self.misfit(field));
        }
        Ok(ListPlan {
            list: id,
            min: list.min,
            max: list.max,
            single: list.single,
            space: list.items,
            parent,
            item,
        })
    }

    /// Notes what fills a list and its space. Whether nothing else does.
    fn claim(&mut self, list: ListId, space: SpaceId, lanes: Lanes) -> bool {
        let listed = self.listed.get_mut(list.index());
        let list_is_free = listed.is_some_and(|listed| !std::mem::replace(listed, true));
        let content = self.content.get_mut(space.index());
        list_is_free && content.is_some_and(|content| *content.get_or_insert(lanes) == lanes)
    }

    /// Whether a space is another one, or stands in it.
    fn is_within(&self, mut space: SpaceId, ancestor: SpaceId) -> bool {
        while space != ancestor {
            match self.graph.spaces.get(space.index()).and_then(Space::parent) {
                // A parent has the smaller id, so that this ends.
                Some(parent) if parent < space => space = parent,
                _ => return false,
            }
        }
        true
    }

    fn value(
        &mut self,
        field: &Field,
        value: &ValueField,
        space: Option<SpaceId>,
    ) -> Result<ValuePlan, SchemaError> {
        let column = self.column(field, value.input.0, space)?;
        let kind = Kind::new(column.ty, self.graph).ok_or_else(|| self.misfit(field))?;
        let domain = match value.domain {
            None => None,
            Some(id) => {
                let domain = self.graph.domains.get(id.index()).cloned();
                Some(domain.ok_or_else(|| self.dangling(field, "domain", id.0))?)
            }
        };
        if let Absence::Default(default) = &value.absence
            && !kind.holds(default)
        {
            return Err(self.misfit(field));
        }
        Ok(ValuePlan {
            input: value.input.index(),
            kind,
            domain,
            absence: value.absence.clone(),
        })
    }

    /// The column of a field, which now is filled once more.
    fn column(
        &mut self,
        field: &Field,
        id: u32,
        space: Option<SpaceId>,
    ) -> Result<InputColumn, SchemaError> {
        let place = usize::try_from(id).unwrap_or(usize::MAX);
        let column = self.graph.schema.inputs.get(place).copied();
        let column = column.ok_or_else(|| self.dangling(field, "input column", id))?;
        if space.is_some_and(|space| space != column.space) {
            return Err(self.misfit(field));
        }
        if let Some(filled) = self.filled.get_mut(place) {
            *filled = filled.saturating_add(1);
        }
        Ok(column)
    }

    fn misfit(&self, field: &Field) -> SchemaError {
        SchemaError::Misfit {
            object: self.object.clone(),
            field: field.name.clone(),
        }
    }

    fn dangling(&self, field: &Field, what: &'static str, id: u32) -> SchemaError {
        SchemaError::Dangling {
            object: self.object.clone(),
            field: field.name.clone(),
            what,
            id,
        }
    }
}
