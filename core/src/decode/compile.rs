//! From a graph's schema to a plan, with a doubtful eye: the graph can come from a damaged file.

use super::error::SchemaError;
use super::kind::{Kind, Members};
use super::plan::{Content, FieldPlan, Fields, ItemPlan, ListPlan, ObjectPlan, Plan, ValuePlan};
use crate::graph::{Bound, Constant, Domain, Graph, Interval, ListId, RISK, Space, SpaceId, Ty};
use crate::json::append_text;
use crate::schema::{Absence, Field, FieldKind, InputColumn, Item, ValueField};
use std::sync::Arc;

impl Plan {
    pub(super) fn new(graph: &Graph) -> Result<Self, SchemaError> {
        let schema = &graph.schema;
        let mut maker = Maker {
            graph,
            filled: vec![0; schema.inputs.len()],
            spaces: vec![None; schema.objects.len()],
            content: vec![None; graph.spaces.len()],
            listed: vec![false; graph.lists.len()],
            members: Members::of(graph),
            domains: graph.domains.iter().cloned().map(Arc::new).collect(),
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
    /// What fields share: the members of enumerations, and domains.
    members: Vec<Arc<Members>>,
    domains: Vec<Arc<Domain>>,
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
            let mut quoted = String::new();
            append_text(&mut quoted, &field.name);
            all.push(FieldPlan {
                key: field.name.clone(),
                quoted: quoted.into(),
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
        let kind =
            Kind::new(column.ty, self.graph, &self.members).ok_or_else(|| self.misfit(field))?;
        let domain = match value.domain {
            None => None,
            Some(id) => {
                let domain = self.domains.get(id.index()).cloned();
                Some(domain.ok_or_else(|| self.dangling(field, "domain", id.0))?)
            }
        };
        if let Absence::Default(default) = &value.absence
            && !kind.holds(default)
        {
            return Err(self.misfit(field));
        }
        let inside = match &domain {
            _ if !kind.takes_whole_numbers() => [].into(),
            None => [(i64::MIN, i64::MAX)].into(),
            Some(domain) => domain.intervals.iter().filter_map(whole_numbers).collect(),
        };
        Ok(ValuePlan {
            input: value.input.index(),
            kind,
            domain,
            inside,
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

/// The whole numbers between the ends of an interval, both inside; nothing where an end is none that fits a word.
fn whole_numbers(interval: &Interval) -> Option<(i64, i64)> {
    let end = |bound: &Option<Bound>, open: i64| match bound {
        None => Some(open),
        Some(Bound {
            value: Constant::Number(number),
            inclusive: true,
        }) => number.at_scale(0),
        Some(_) => None,
    };
    Some((
        end(&interval.low, i64::MIN)?,
        end(&interval.high, i64::MAX)?,
    ))
}
