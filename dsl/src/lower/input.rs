//! The input: the fields of each entity, the columns that they fill, and the spaces and lists in which they stand.

use super::Lowerer;
use super::builder::next_id;
use super::list::{ListFault, ListSource};
use super::order::made_entity;
use super::value::{Reference, Value};
use crate::typed::{Attribute, AttributeId, AttributeKind, EntityId, Type};
use lutine_core::graph::{
    Constant, DomainId, InputId, List, ListId, NodeId, Op, RISK, Space, SpaceId, Ty,
};
use lutine_core::number::Decimal;
use lutine_core::schema::{Absence, Field, FieldKind, InputColumn, Item, Object, ValueField};
use std::sync::Arc;

/// What is declared of a value of the input.
#[derive(Clone, Copy)]
struct Declared<'a> {
    ty: &'a Type,
    domain: Option<DomainId>,
    default: Option<&'a Constant>,
    space: SpaceId,
}

impl<'a> Lowerer<'a> {
    /// Lowers all that is given: objects, columns, lists, and the attributes that are their values.
    pub(super) fn lower_input(&mut self) {
        let made = self.made_entities();
        self.given_spaces(&made);
        let given: Vec<EntityId> = std::iter::once(self.rulebook.root)
            .chain((0_u32..).map(EntityId).take(made.len()))
            .enumerate()
            .filter(|(place, id)| {
                *place == 0 || (*id != self.rulebook.root && made.get(id.index()) == Some(&false))
            })
            .map(|(_, id)| id)
            .collect();
        for id in &given {
            if let Some(entity) = self.rulebook.entities.get(id.index()) {
                self.schema.objects.push(Object {
                    name: entity.name.clone(),
                    doc: entity.doc.clone(),
                    fields: Vec::new(),
                });
            }
        }
        for (place, id) in given.iter().enumerate() {
            let fields = self.entity_fields(*id, &given);
            if let Some(object) = self.schema.objects.get_mut(place) {
                object.fields = fields;
            }
        }
    }

    /// Whether an entity's items are made by the rulebook, by entity.
    fn made_entities(&self) -> Vec<bool> {
        let mut made = vec![false; self.rulebook.entities.len()];
        for attribute in self.rulebook.entities.iter().flat_map(|e| &e.attributes) {
            if let Some(slot) = made_entity(attribute).and_then(|id| made.get_mut(id.index())) {
                *slot = true;
            }
        }
        made
    }

    /// A space for the items of each given entity, those of parents first.
    fn given_spaces(&mut self, made: &[bool]) {
        if let Some(slot) = self.spaces.get_mut(self.rulebook.root.index()) {
            *slot = Some(RISK);
        }
        for id in (0_u32..).map(EntityId).take(made.len()) {
            let (mut chain, mut at) = (Vec::new(), Some(id));
            while let Some(id) = at {
                let known = self.spaces.get(id.index()).is_none_or(Option::is_some);
                if known || made.get(id.index()) == Some(&true) || chain.contains(&id) {
                    break;
                }
                chain.push(id);
                at = self.parent(id);
            }
            while let Some(id) = chain.pop() {
                let parent = self
                    .parent(id)
                    .map_or(RISK, |parent| self.entity_space(parent));
                let Some(entity) = self.rulebook.entities.get(id.index()) else {
                    continue;
                };
                let space = self.graph.space(Space::Items {
                    parent,
                    name: entity.snake_name.clone(),
                });
                if let Some(slot) = self.spaces.get_mut(id.index()) {
                    *slot = Some(space);
                }
            }
        }
    }

    fn parent(&self, id: EntityId) -> Option<EntityId> {
        self.rulebook.entities.get(id.index())?.parent
    }

    fn entity_fields(&mut self, entity: EntityId, given: &[EntityId]) -> Vec<Field> {
        let Some(declared) = self.rulebook.entities.get(entity.index()) else {
            return Vec::new();
        };
        let mut fields = Vec::new();
        for (place, attribute) in (0_u32..).zip(&declared.attributes) {
            let id = AttributeId {
                entity,
                attribute: place,
            };
            fields.push(Field {
                name: attribute.json_name.clone(),
                doc: attribute.doc.clone(),
                kind: self.attribute_field(id, attribute, given),
            });
        }
        fields
    }

    fn attribute_field(
        &mut self,
        id: AttributeId,
        attribute: &'a Attribute,
        given: &[EntityId],
    ) -> FieldKind {
        let space = self.entity_space(id.entity);
        let (kind, value) = match (&attribute.kind, &attribute.ty) {
            (AttributeKind::GivenList { min, max }, Type::List(item)) => {
                self.given_list(attribute, item, (*min, *max), space, given)
            }
            (AttributeKind::Input { default }, ty) => match ty.given() {
                Type::Entity(entity) => self.single(attribute, *entity, space, given),
                _ => {
                    let domain = attribute.domain.as_ref();
                    let declared = Declared {
                        ty,
                        domain: domain.map(|domain| self.graph.domain(domain)),
                        default: default.as_ref(),
                        space,
                    };
                    self.given_value(&declared)
                }
            },
            _ => return FieldKind::Derived,
        };
        self.set_attribute(id, value);
        kind
    }

    /// A list of the input.
    fn given_list(
        &mut self,
        attribute: &'a Attribute,
        item: &'a Type,
        (min, max): (u32, u32),
        owner: SpaceId,
        given: &[EntityId],
    ) -> (FieldKind, Value) {
        let items = match item {
            Type::Entity(entity) => self.entity_space(*entity),
            _ => self.graph.space(Space::Items {
                parent: owner,
                name: attribute.name.clone(),
            }),
        };
        let list = self.graph.list(List {
            name: attribute.name.clone(),
            owner,
            items,
            min,
            max,
            single: false,
        });
        let (item, value, direct) = match item {
            Type::Entity(entity) => (
                Item::Object(object_of(*entity, given)),
                Value::Item(Reference::here(items)),
                self.stands_alone(*entity, owner),
            ),
            ty => {
                let declared = Declared {
                    ty,
                    domain: attribute
                        .domain
                        .as_ref()
                        .map(|domain| self.graph.domain(domain)),
                    default: None,
                    space: items,
                };
                let (kind, value) = self.given_value(&declared);
                (self.plain_item(kind, ty), value, true)
            }
        };
        let value = self.own_list(ListSource {
            owner,
            space: items,
            id: Some(list),
            direct,
            keep: None,
            item: value,
            fault: ListFault::Never,
        });
        (FieldKind::List { list, item }, value)
    }

    /// The items of a list of records or plain values.
    fn plain_item(&mut self, kind: FieldKind, ty: &Type) -> Item {
        let fields = match kind {
            FieldKind::Value(value) => return Item::Value(value),
            FieldKind::Record { fields, .. } => fields,
            FieldKind::List { .. } | FieldKind::Derived => Vec::new(),
        };
        let record = match ty {
            Type::Record(id) => self.rulebook.records.get(id.index()),
            _ => None,
        };
        let object = next_id(&self.schema.objects);
        self.schema.objects.push(Object {
            name: record.map_or_else(|| Arc::from(""), |record| record.name.clone()),
            doc: record.and_then(|record| record.doc.clone()),
            fields,
        });
        Item::Object(object)
    }

    /// Whether every item of an entity stands in the one list that lanes of `owner` have of it, so that the lanes below an owner
    /// are its items.
    fn stands_alone(&self, entity: EntityId, owner: SpaceId) -> bool {
        let stands = |ty: &Type| match ty.given() {
            Type::List(item) => **item == Type::Entity(entity),
            other => *other == Type::Entity(entity),
        };
        let given = |kind: &AttributeKind| {
            matches!(
                kind,
                AttributeKind::Input { .. } | AttributeKind::GivenList { .. }
            )
        };
        let places = self
            .rulebook
            .entities
            .iter()
            .flat_map(|entity| &entity.attributes)
            .filter(|attribute| given(&attribute.kind) && stands(&attribute.ty));
        let parent = self
            .graph
            .spaces
            .get(self.entity_space(entity).index())
            .and_then(Space::parent);
        places.count() == 1 && parent == Some(owner)
    }

    /// A single entity: the only item of a list of one.
    fn single(
        &mut self,
        attribute: &Attribute,
        entity: EntityId,
        owner: SpaceId,
        given: &[EntityId],
    ) -> (FieldKind, Value) {
        let optional = matches!(attribute.ty, Type::Optional(_));
        let items = self.entity_space(entity);
        let list = self.graph.list(List {
            name: attribute.name.clone(),
            owner,
            items,
            min: u32::from(!optional),
            max: 1,
            single: true,
        });
        let item = self.only_item(list, attribute, owner, items);
        let value = Value::Item(Reference::column(items, item));
        let value = if optional {
            let absent = self
                .graph
                .apply(Op::Failed, Ty::Bool, &[item], attribute.span);
            let given = self
                .graph
                .apply(Op::Not, Ty::Bool, &[absent], attribute.span);
            Value::Optional {
                given,
                value: Box::new(value),
            }
        } else {
            self.graph.set_fallible(item, false);
            value
        };
        let item = Item::Object(object_of(entity, given));
        (FieldKind::List { list, item }, value)
    }

    fn only_item(
        &mut self,
        list: ListId,
        attribute: &Attribute,
        owner: SpaceId,
        items: SpaceId,
    ) -> NodeId {
        let owner = self.graph.lane(owner);
        let first = Constant::Number(Decimal::ONE);
        let first = self.graph.constant(first, Ty::Int);
        let args = [owner, first];
        self.graph
            .apply(Op::At(list), Ty::Ref(items), &args, attribute.span)
    }

    /// A plain value or a record of the input.
    fn given_value(&mut self, declared: &Declared<'_>) -> (FieldKind, Value) {
        let optional = matches!(declared.ty, Type::Optional(_));
        if let Type::Record(record) = declared.ty.given() {
            let rulebook = self.rulebook;
            let Some(record) = rulebook.records.get(record.index()) else {
                return (FieldKind::Derived, self.no_value());
            };
            let column = optional.then(|| self.input(declared.space, Ty::Bool));
            let (mut fields, mut values) = (Vec::new(), Vec::new());
            for field in &record.fields {
                let domain = field.domain.as_ref();
                let domain = domain.map(|domain| self.graph.domain(domain));
                let (kind, value) = self.given_value(&Declared {
                    ty: &field.ty,
                    domain,
                    default: None,
                    space: declared.space,
                });
                fields.push(Field {
                    name: field.name.clone(),
                    doc: None,
                    kind,
                });
                values.push(value);
            }
            let kind = FieldKind::Record {
                name: record.name.clone(),
                optional: column,
                fields,
            };
            let value = Value::Record(values);
            return match column {
                None => (kind, value),
                Some(column) => {
                    let given = self.input_node(Op::Input(column), declared.space, Ty::Bool);
                    let value = Box::new(value);
                    (kind, Value::Optional { given, value })
                }
            };
        }
        let ty = self.ty(declared.ty);
        let input = self.input(declared.space, ty);
        let value = Value::One(self.input_node(Op::Input(input), declared.space, ty));
        let absence = match (declared.default, optional) {
            (Some(default), _) => Absence::Default(default.clone()),
            (None, true) => Absence::Optional,
            (None, false) => Absence::Required,
        };
        let kind = FieldKind::Value(ValueField {
            input,
            domain: declared.domain,
            absence,
        });
        if !optional {
            return (kind, value);
        }
        let given = Op::InputGiven(input);
        let given = self.input_node(given, declared.space, Ty::Bool);
        let value = Box::new(value);
        (kind, Value::Optional { given, value })
    }

    /// A further column that the input fills.
    fn input(&mut self, space: SpaceId, ty: Ty) -> InputId {
        let id = InputId(next_id(&self.schema.inputs));
        self.schema.inputs.push(InputColumn { space, ty });
        id
    }

    fn input_node(&mut self, op: Op, space: SpaceId, ty: Ty) -> NodeId {
        let site = self.graph.site(crate::source::Span::default());
        self.graph.push(op, space, ty, Vec::new(), site)
    }
}

/// The place of a given entity's object.
fn object_of(entity: EntityId, given: &[EntityId]) -> u32 {
    given
        .iter()
        .position(|id| *id == entity)
        .and_then(|place| u32::try_from(place).ok())
        .unwrap_or(0)
}
