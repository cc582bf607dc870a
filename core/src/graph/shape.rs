use super::{NodeId, SpaceId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How columns make up a value of the language: an optional is two columns, a record one for each field, a list the lanes of
/// another space.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Shape {
    /// One column.
    One(NodeId),
    /// A value that may be absent.
    Optional {
        /// Whether it is there.
        given: NodeId,
        /// What it is.
        value: Box<Shape>,
    },
    /// Fields by name; a field in error leaves the others whole.
    Record(Vec<NamedShape>),
    /// A list: the lanes of `space` below the lane at hand, in order.
    List {
        /// The space of the items, below the space of the list itself.
        space: SpaceId,
        /// Which lanes are items, where not all are; an error here is the list's.
        keep: Option<NodeId>,
        /// The item, in `space`.
        item: Box<Shape>,
        /// Whether an error of an item is an error of the whole list (`collect`), or stays with the item's field (`for … { }` in
        /// an output).
        strict: bool,
    },
}

/// A field of a record or of an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedShape {
    /// The field's name, as it is written in JSON.
    pub name: Arc<str>,
    /// Its value.
    pub shape: Shape,
    /// Its declared description, if any.
    pub doc: Option<Arc<str>>,
}

impl Shape {
    /// The columns that make it up, those of list items included.
    #[must_use]
    pub fn nodes(&self) -> Vec<NodeId> {
        let mut nodes = Vec::new();
        let mut open = vec![self];
        while let Some(shape) = open.pop() {
            match shape {
                Self::One(node) => nodes.push(*node),
                Self::Optional { given, value } => {
                    nodes.push(*given);
                    open.push(value);
                }
                Self::Record(fields) => open.extend(fields.iter().map(|field| &field.shape)),
                Self::List { keep, item, .. } => {
                    nodes.extend(*keep);
                    open.push(item);
                }
            }
        }
        nodes
    }
}
