//! Lists of the input, and single items as lists of one.

use super::Lowerer;
use super::builder::next_id;
use super::input::Declared;
use super::list::{ListFault, ListSource};
use super::value::{Reference, Value};
use crate::typed::{Attribute, AttributeKind, EntityId, Rulebook, Type};
use lutine_core::graph::{Constant, List, ListId, NodeId, Op, Space, SpaceId, Ty};
use lutine_core::number::Decimal;
use lutine_core::schema::{FieldKind, Item, Object};
use std::sync::Arc;

impl<'a> Lowerer<'a> {
    /// A list of the input.
    pub(super) fn given_list(
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

    /// In how many given lists and fields the items of each entity stand.
    pub(super) fn places(rulebook: &Rulebook) -> Vec<u32> {
        let mut places = vec![0_u32; rulebook.entities.len()];
        let attributes = rulebook.entities.iter().flat_map(|e| &e.attributes);
        for attribute in attributes {
            let is_given = matches!(
                attribute.kind,
                AttributeKind::Input { .. } | AttributeKind::GivenList { .. }
            );
            let item = match attribute.ty.given() {
                Type::List(item) => item,
                other => other,
            };
            if let (Type::Entity(entity), true) = (item, is_given)
                && let Some(count) = places.get_mut(entity.index())
            {
                *count = count.saturating_add(1);
            }
        }
        places
    }

    /// Whether every item of an entity stands in the one list that lanes of `owner` have of it, so that the lanes below an owner
    /// are its items.
    fn stands_alone(&self, entity: EntityId, owner: SpaceId) -> bool {
        let parent = self
            .graph
            .spaces
            .get(self.entity_space(entity).index())
            .and_then(Space::parent);
        self.places.get(entity.index()) == Some(&1) && parent == Some(owner)
    }

    /// A single entity: the only item of a list of one.
    pub(super) fn single(
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
}

/// The place of a given entity's object.
fn object_of(entity: EntityId, given: &[EntityId]) -> u32 {
    given
        .iter()
        .position(|id| *id == entity)
        .and_then(|place| u32::try_from(place).ok())
        .unwrap_or(0)
}
