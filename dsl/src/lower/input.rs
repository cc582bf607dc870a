//! The input: the fields of each entity, the columns that they fill, and the spaces and lists in which they stand.

use super::Lowerer;
use super::builder::next_id;
use super::order::made_entity;
use super::value::Value;
use crate::typed::{Attribute, AttributeId, AttributeKind, EntityId, Type};
use lutine_core::graph::{Constant, DomainId, InputId, NodeId, Op, RISK, Space, SpaceId, Ty};
use lutine_core::schema::{Absence, Field, FieldKind, InputColumn, Object, ValueField};

/// What is declared of a value of the input.
#[derive(Clone, Copy)]
pub(super) struct Declared<'a> {
    pub(super) ty: &'a Type,
    pub(super) domain: Option<DomainId>,
    pub(super) default: Option<&'a Constant>,
    pub(super) space: SpaceId,
}

impl<'a> Lowerer<'a> {
    /// Lowers all that is given: objects, columns, lists, and the attributes that are their values.
    pub(super) fn lower_input(&mut self) {
        let made = self.made_entities();
        self.given_spaces(&made);
        let is_reached = |id: &EntityId| {
            let entity = self.rulebook.entities.get(id.index());
            entity.is_some_and(|entity| entity.is_reached)
        };
        let given: Vec<EntityId> = std::iter::once(self.rulebook.root)
            .chain((0_u32..).map(EntityId).take(made.len()))
            .enumerate()
            .filter(|(place, id)| {
                *place == 0 || (*id != self.rulebook.root && made.get(id.index()) == Some(&false))
            })
            .map(|(_, id)| id)
            .filter(is_reached)
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
            let entity = self.rulebook.entities.get(id.index());
            if entity.is_none_or(|entity| !entity.is_reached) {
                continue;
            }
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

    /// A plain value or a record of the input.
    pub(super) fn given_value(&mut self, declared: &Declared<'_>) -> (FieldKind, Value) {
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
