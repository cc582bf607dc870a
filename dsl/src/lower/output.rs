//! What is answered: values as shapes.

use super::value::Value;
use super::{Lowerer, extra_name};
use crate::typed::{Expr, OutputItem, OutputValue, Type};
use lutine_core::graph::{NamedShape, RISK, Shape, SpaceId};
use std::sync::Arc;

impl<'a> Lowerer<'a> {
    /// The output, and further expressions behind it.
    pub(super) fn lower_output(&mut self, extra: &[&'a Expr]) -> Vec<NamedShape> {
        self.begin();
        let rulebook = self.rulebook;
        let mut output = self.output_items(&rulebook.output, RISK);
        for (place, expr) in extra.iter().enumerate() {
            let value = self.lower(expr);
            output.push(NamedShape {
                name: Arc::from(extra_name(place)),
                shape: self.shape(&value, &expr.ty, RISK),
                doc: None,
            });
        }
        output
    }

    fn output_items(&mut self, items: &'a [OutputItem], at: SpaceId) -> Vec<NamedShape> {
        let mut shapes = Vec::new();
        for item in items {
            shapes.push(NamedShape {
                name: item.name.clone(),
                shape: self.output_value(&item.value, at),
                doc: item.doc.clone(),
            });
        }
        shapes
    }

    fn output_value(&mut self, value: &'a OutputValue, at: SpaceId) -> Shape {
        match value {
            OutputValue::Value(expr) => {
                let value = self.lower(expr);
                let value = self.observed_value(value, expr);
                self.shape(&value, &expr.ty, at)
            }
            OutputValue::For { clause, items } => {
                let clauses = std::slice::from_ref(clause);
                let Some(lanes) = self.clauses(clauses, None, at, false) else {
                    return Shape::Record(Vec::new());
                };
                let seen = self.observed_rows(&lanes, None);
                let keep = self.graph.and(lanes.keep, seen);
                let fields = self.output_items(items, lanes.space);
                Shape::List {
                    space: lanes.space,
                    keep,
                    item: Box::new(Shape::Record(fields)),
                    strict: false,
                }
            }
        }
    }

    /// The value as a shape whose nodes stand in the space `at`.
    pub(super) fn shape(&mut self, value: &Value, ty: &Type, at: SpaceId) -> Shape {
        match self.settled(value) {
            Value::One(node) | Value::Row { row: node, .. } => {
                Shape::One(self.graph.bring(node, at))
            }
            Value::Item(reference) => {
                let column = self.column(reference);
                Shape::One(self.graph.bring(column, at))
            }
            Value::Optional { given, value } => Shape::Optional {
                given: self.graph.bring(given, at),
                value: Box::new(self.shape(&value, ty.given(), at)),
            },
            Value::Record(fields) => {
                let types = self.field_types(ty);
                let names = self.field_names(ty);
                let mut shapes = Vec::new();
                for ((field, ty), name) in fields.iter().zip(types).zip(names) {
                    shapes.push(NamedShape {
                        name,
                        shape: self.shape(field, &ty, at),
                        doc: None,
                    });
                }
                Shape::Record(shapes)
            }
            Value::List(list) => {
                let lanes = self.go_through(list, at, None, false);
                let item_type = match ty {
                    Type::List(item) => item,
                    other => other,
                };
                Shape::List {
                    space: lanes.space,
                    keep: lanes.keep.map(|keep| self.graph.bring(keep, lanes.space)),
                    item: Box::new(self.shape(&lanes.item, item_type, lanes.space)),
                    strict: true,
                }
            }
        }
    }

    /// The value as a shape, as it is; none for items and lists.
    pub(super) fn plain_shape(&self, value: &Value, ty: &Type) -> Option<Shape> {
        match value {
            Value::One(node) => Some(Shape::One(*node)),
            Value::Optional { given, value } => Some(Shape::Optional {
                given: *given,
                value: Box::new(self.plain_shape(value, ty.given())?),
            }),
            Value::Record(fields) => {
                let types = self.field_types(ty);
                let names = self.field_names(ty);
                fields
                    .iter()
                    .zip(types)
                    .zip(names)
                    .map(|((field, ty), name)| {
                        Some(NamedShape {
                            name,
                            shape: self.plain_shape(field, &ty)?,
                            doc: None,
                        })
                    })
                    .collect::<Option<_>>()
                    .map(Shape::Record)
            }
            Value::Item(_) | Value::Row { .. } | Value::List(_) => None,
        }
    }

    fn field_names(&self, ty: &Type) -> Vec<Arc<str>> {
        match ty.given() {
            Type::Period => ["years", "months", "days"].map(Arc::from).to_vec(),
            Type::Record(id) => self
                .rulebook
                .records
                .get(id.index())
                .map(|record| {
                    record
                        .fields
                        .iter()
                        .map(|field| field.name.clone())
                        .collect()
                })
                .unwrap_or_default(),
            _ => Vec::new(),
        }
    }
}
