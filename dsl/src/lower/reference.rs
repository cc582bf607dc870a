//! Items as values, and what is read through them.

use super::Lowerer;
use super::value::{Lane, ListValue, Reference, Value};
use crate::typed::AttributeId;
use lutine_core::graph::{NodeId, SpaceId, UNIT};

impl Lowerer<'_> {
    /// The column of references that says which item it is.
    pub(super) fn column(&mut self, reference: Reference) -> NodeId {
        match reference.lane {
            Lane::Column(node) => node,
            Lane::Here => self.graph.lane(reference.target),
        }
    }

    /// An attribute of an item.
    pub(super) fn attribute_of(&mut self, item: &Value, id: AttributeId) -> Value {
        let known = self
            .attributes
            .get(id.entity.index())
            .and_then(|all| all.get(id.attribute as usize))
            .cloned()
            .flatten();
        let Some(value) = known else {
            return self.no_value();
        };
        match item {
            Value::Item(reference) => self.gather(*reference, &value),
            _ => value,
        }
    }

    /// A value of the items' space as it is for one of them.
    pub(super) fn gather(&mut self, item: Reference, value: &Value) -> Value {
        let Lane::Column(column) = item.lane else {
            return value.clone();
        };
        match value {
            Value::Item(inner) => Value::Item(self.gather_item(item, column, *inner)),
            Value::List(list) => Value::List(ListValue {
                owner: self.gather_item(item, column, list.owner),
                source: list.source,
            }),
            Value::Row { .. } => {
                let settled = self.settled(value);
                self.gather(item, &settled)
            }
            Value::One(node) => Value::One(self.graph.gather(column, *node)),
            Value::Optional { given, value } => Value::Optional {
                given: self.graph.gather(column, *given),
                value: Box::new(self.gather(item, value)),
            },
            Value::Record(fields) => Value::Record(
                fields
                    .iter()
                    .map(|field| self.gather(item, field))
                    .collect(),
            ),
        }
    }

    fn gather_item(&mut self, item: Reference, column: NodeId, inner: Reference) -> Reference {
        match inner.lane {
            Lane::Here if inner.target == item.target => item,
            _ => {
                let node = self.column(inner);
                Reference::column(inner.target, self.graph.gather(column, node))
            }
        }
    }

    /// The deepest space in which the value has columns.
    pub(super) fn space_of(&self, value: &Value) -> SpaceId {
        let mut deepest = UNIT;
        match value {
            Value::Item(reference)
            | Value::List(ListValue {
                owner: reference, ..
            }) if reference.lane == Lane::Here => {
                return reference.target;
            }
            Value::Record(fields) => {
                for field in fields {
                    deepest = self.graph.deeper(deepest, self.space_of(field));
                }
            }
            Value::Optional { given, value } => {
                deepest = self
                    .graph
                    .deeper(self.graph.space_of(*given), self.space_of(value));
            }
            other => other.each(&mut |node| {
                deepest = self.graph.deeper(deepest, self.graph.space_of(node));
            }),
        }
        deepest
    }
}
