//! What a risk looks like as input: the fields of each entity, their types, ranges and defaults, and the columns they fill.

use crate::graph::{Constant, DomainId, InputId, ListId, SpaceId, Ty};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The input of a rulebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schema {
    /// The objects that occur; the first is the risk itself.
    pub objects: Vec<Object>,
    /// The columns that the input fills.
    pub inputs: Vec<InputColumn>,
}

/// A column that the input fills.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct InputColumn {
    /// The space of its lanes.
    pub space: SpaceId,
    /// What it holds.
    pub ty: Ty,
}

/// A JSON object: an entity, or a record in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Object {
    /// Name of the entity or record.
    pub name: Arc<str>,
    /// What it is, from its doc comment.
    pub doc: Option<Arc<str>>,
    /// Its fields in the order of declaration.
    pub fields: Vec<Field>,
}

/// A field of a JSON object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// Its key in JSON.
    pub name: Arc<str>,
    /// What it is, from its doc comment.
    pub doc: Option<Arc<str>>,
    /// What it holds.
    pub kind: FieldKind,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldKind {
    /// A plain value.
    Value(ValueField),
    /// An object whose fields stand in columns of the same space.
    Record {
        /// Name of the record type.
        name: Arc<str>,
        /// Whether it may be left out, and the bool column that says whether it was given.
        optional: Option<InputId>,
        /// Its fields.
        fields: Vec<Field>,
    },
    /// A list, or a single entity (see [`crate::graph::List::single`]; where its `min` is 0 it may be left out).
    List {
        /// The list that it fills.
        list: ListId,
        /// What its items are.
        item: Item,
    },
    /// Computed by the rulebook: a value for it is a fault.
    Derived,
}

/// A plain value of the input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueField {
    /// The column that it fills; its type is there.
    pub input: InputId,
    /// The declared range or set.
    pub domain: Option<DomainId>,
    /// Whether it may be left out, and what it is then.
    pub absence: Absence,
}

/// What it means that a field is left out (or null).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Absence {
    /// A fault.
    Required,
    /// The declared default.
    Default(Constant),
    /// An absent value (`T?`).
    Optional,
}

/// What the items of a list are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Item {
    /// Objects: index in [`Schema::objects`].
    Object(u32),
    /// Plain values; never absent.
    Value(ValueField),
}

impl Object {
    /// The name by which what stands in it sees it, and error paths begin: `PlanYear` is `plan_year`.
    #[must_use]
    pub fn snake_name(&self) -> String {
        let mut snake = String::new();
        let mut before = '_';
        for c in self.name.chars() {
            if c.is_uppercase() && before != '_' && !before.is_uppercase() {
                snake.push('_');
            }
            snake.extend(c.to_lowercase());
            before = c;
        }
        snake
    }
}
