//! Values in values as lists of parts, each followed by those inside it. A file so has no type that contains itself: how deep values
//! nest is counted when they are put together, not left to the stack.

use crate::graph::{InputId, ListId};
use crate::graph::{NamedShape, NodeId, Shape, SpaceId};
use crate::schema::{Field, FieldKind, Item, ValueField};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How deep values and records may nest in a file; an engine takes as many.
const MOST_LEVELS: usize = 64;

/// A part of a [`Shape`].
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum ShapePart {
    One(NodeId),
    /// Followed by the value.
    Optional(NodeId),
    /// The names of the fields; followed by their values.
    Record(Vec<Arc<str>>),
    /// Followed by the item.
    List {
        space: SpaceId,
        keep: Option<NodeId>,
        strict: bool,
    },
}

/// A [`Shape`], without the descriptions of its fields.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FlatShape(Vec<ShapePart>);

impl FlatShape {
    pub(super) fn new(shape: &Shape) -> Self {
        let mut parts = Vec::new();
        let mut open = vec![shape];
        while let Some(shape) = open.pop() {
            match shape {
                Shape::One(node) => parts.push(ShapePart::One(*node)),
                Shape::Optional { given, value } => {
                    parts.push(ShapePart::Optional(*given));
                    open.push(value);
                }
                Shape::Record(fields) => {
                    let names = fields.iter().map(|field| Arc::clone(&field.name));
                    parts.push(ShapePart::Record(names.collect()));
                    open.extend(fields.iter().rev().map(|field| &field.shape));
                }
                Shape::List {
                    space,
                    keep,
                    item,
                    strict,
                } => {
                    let (space, keep, strict) = (*space, *keep, *strict);
                    parts.push(ShapePart::List {
                        space,
                        keep,
                        strict,
                    });
                    open.push(item);
                }
            }
        }
        Self(parts)
    }

    /// The shape; nothing where parts are missing, left over, or nest too deep.
    pub(super) fn build(self) -> Option<Shape> {
        let mut parts = self.0.into_iter();
        let shape = shape(&mut parts, MOST_LEVELS)?;
        parts.next().is_none().then_some(shape)
    }
}

fn shape(parts: &mut impl Iterator<Item = ShapePart>, levels: usize) -> Option<Shape> {
    let levels = levels.checked_sub(1)?;
    Some(match parts.next()? {
        ShapePart::One(node) => Shape::One(node),
        ShapePart::Optional(given) => Shape::Optional {
            given,
            value: Box::new(shape(parts, levels)?),
        },
        ShapePart::Record(names) => {
            let field = |name| {
                let shape = shape(parts, levels)?;
                Some(NamedShape {
                    name,
                    shape,
                    doc: None,
                })
            };
            Shape::Record(names.into_iter().map(field).collect::<Option<_>>()?)
        }
        ShapePart::List {
            space,
            keep,
            strict,
        } => Shape::List {
            space,
            keep,
            item: Box::new(shape(parts, levels)?),
            strict,
        },
    })
}

/// A [`Field`] without its description.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct FlatField {
    name: Arc<str>,
    kind: FlatFieldKind,
}

#[derive(Debug, Serialize, Deserialize)]
enum FlatFieldKind {
    Value(ValueField),
    /// Followed by so many fields.
    Record {
        name: Arc<str>,
        optional: Option<InputId>,
        fields: u32,
    },
    List {
        list: ListId,
        item: Item,
    },
    Derived,
}

/// Fields of an object, each record followed by its own.
pub(super) fn flat_fields(fields: Vec<Field>) -> Vec<FlatField> {
    let mut flat = Vec::new();
    let mut open: Vec<Field> = fields.into_iter().rev().collect();
    while let Some(Field { name, kind, .. }) = open.pop() {
        let kind = match kind {
            FieldKind::Value(value) => FlatFieldKind::Value(value),
            FieldKind::Record {
                name,
                optional,
                fields,
            } => {
                let count = u32::try_from(fields.len()).unwrap_or(u32::MAX);
                open.extend(fields.into_iter().rev());
                FlatFieldKind::Record {
                    name,
                    optional,
                    fields: count,
                }
            }
            FieldKind::List { list, item } => FlatFieldKind::List { list, item },
            FieldKind::Derived => FlatFieldKind::Derived,
        };
        flat.push(FlatField { name, kind });
    }
    flat
}

/// The fields of an object; nothing where some are missing, or records nest too deep.
pub(super) fn build_fields(flat: Vec<FlatField>) -> Option<Vec<Field>> {
    let mut parts = flat.into_iter();
    let mut fields = Vec::new();
    while let Some(part) = parts.next() {
        fields.push(field(part, &mut parts, MOST_LEVELS)?);
    }
    Some(fields)
}

fn field(
    part: FlatField,
    parts: &mut impl Iterator<Item = FlatField>,
    levels: usize,
) -> Option<Field> {
    let levels = levels.checked_sub(1)?;
    let kind = match part.kind {
        FlatFieldKind::Value(value) => FieldKind::Value(value),
        FlatFieldKind::Record {
            name,
            optional,
            fields,
        } => {
            let inner = (0..fields).map(|_| {
                let part = parts.next()?;
                field(part, parts, levels)
            });
            let fields = inner.collect::<Option<_>>()?;
            FieldKind::Record {
                name,
                optional,
                fields,
            }
        }
        FlatFieldKind::List { list, item } => FieldKind::List { list, item },
        FlatFieldKind::Derived => FieldKind::Derived,
    };
    Some(Field {
        name: part.name,
        doc: None,
        kind,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deep(levels: usize) -> Shape {
        (1..levels).fold(Shape::One(NodeId(7)), |value, level| match level % 3 {
            0 => Shape::Optional {
                given: NodeId(1),
                value: Box::new(value),
            },
            1 => Shape::List {
                space: SpaceId(2),
                keep: None,
                item: Box::new(value),
                strict: true,
            },
            _ => Shape::Record(
                ["a", "b"]
                    .map(|name| NamedShape {
                        name: name.into(),
                        shape: if name == "a" {
                            value.clone()
                        } else {
                            Shape::One(NodeId(3))
                        },
                        doc: None,
                    })
                    .into(),
            ),
        })
    }

    #[test]
    fn a_shape_comes_back() {
        for levels in [1, 2, 3, 4, 30, MOST_LEVELS] {
            let shape = deep(levels);
            assert_eq!(FlatShape::new(&shape).build(), Some(shape));
        }
    }

    #[test]
    fn what_is_no_shape_is_refused() {
        assert_eq!(FlatShape::new(&deep(MOST_LEVELS + 1)).build(), None);
        let hostile = (0..1_000_000).map(|_| ShapePart::Optional(NodeId(0)));
        assert_eq!(FlatShape(hostile.collect()).build(), None);
        assert_eq!(FlatShape(Vec::new()).build(), None);
        let two = [NodeId(0), NodeId(1)].map(ShapePart::One);
        assert_eq!(FlatShape(two.into()).build(), None);
        let short = ShapePart::Record(vec!["a".into(), "b".into()]);
        let short = vec![short, ShapePart::One(NodeId(0))];
        assert_eq!(FlatShape(short).build(), None);
    }

    #[test]
    fn records_nested_without_end_are_refused() {
        let record = |fields| FlatField {
            name: "x".into(),
            kind: FlatFieldKind::Record {
                name: "X".into(),
                optional: None,
                fields,
            },
        };
        let hostile = (0..1_000_000).map(|_| record(1)).collect();
        assert!(build_fields(hostile).is_none());
        assert!(build_fields(vec![record(u32::MAX)]).is_none());
        let nested = vec![record(2), record(0), record(0), record(0)];
        let built = build_fields(nested).unwrap();
        assert_eq!(built.len(), 2);
        assert_eq!(flat_fields(built).len(), 4);
    }
}
