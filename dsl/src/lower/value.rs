//! What an expression is while it is lowered: which columns make up its value, and how the item that it names is known.

use lutine_core::graph::{NodeId, SpaceId, TableId};

/// The lowered value of an expression. Its columns may stand in several spaces of one chain; who uses them brings them together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// One column.
    One(NodeId),
    /// An item of an entity.
    Item(Reference),
    /// A value that may be absent. Where computing it fails, both are in that error.
    Optional {
        /// Whether it is there.
        given: NodeId,
        /// What it is.
        value: Box<Value>,
    },
    /// A record, field by field, or the years, months and days of a period. It is never in error itself: all its fields may be.
    Record(Vec<Value>),
    /// A row of a table with several results: a record whose cells are read only when they are used.
    Row {
        /// The row.
        row: NodeId,
        /// Of which table.
        table: TableId,
    },
    /// A list.
    List(ListValue),
}

/// An item of a space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reference {
    /// The space.
    pub(super) target: SpaceId,
    /// How the item is known.
    pub(super) lane: Lane,
}

/// How an item is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lane {
    /// It is the lane at hand, or its ancestor.
    Here,
    /// A column says which it is.
    Column(NodeId),
}

impl Reference {
    /// The lane at hand of a space.
    pub(super) const fn here(target: SpaceId) -> Self {
        Self {
            target,
            lane: Lane::Here,
        }
    }

    /// The item that a column of references says.
    pub(super) const fn column(target: SpaceId, node: NodeId) -> Self {
        Self {
            target,
            lane: Lane::Column(node),
        }
    }
}

/// A list: what a source holds for one owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ListValue {
    /// Whose list it is.
    pub(super) owner: Reference,
    /// What is in it.
    pub(super) source: SourceId,
}

/// A list source of the lowering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SourceId(pub(super) usize);

impl Value {
    /// The value with each of its columns replaced. Lists stay as they are.
    pub(super) fn map(&self, change: &mut impl FnMut(NodeId) -> NodeId) -> Self {
        match self {
            Self::One(node) => Self::One(change(*node)),
            Self::Item(Reference {
                target,
                lane: Lane::Column(node),
            }) => Self::Item(Reference::column(*target, change(*node))),
            Self::Item(_) | Self::List(_) => self.clone(),
            Self::Optional { given, value } => Self::Optional {
                given: change(*given),
                value: Box::new(value.map(change)),
            },
            Self::Record(fields) => {
                Self::Record(fields.iter().map(|field| field.map(change)).collect())
            }
            Self::Row { row, table } => Self::Row {
                row: change(*row),
                table: *table,
            },
        }
    }

    /// Calls `see` with each of its columns, the one that carries an error first.
    pub(super) fn each(&self, see: &mut impl FnMut(NodeId)) {
        match self {
            Self::One(node) | Self::Row { row: node, .. } => see(*node),
            Self::Item(reference) => reference.each(see),
            Self::List(list) => list.owner.each(see),
            Self::Optional { given, value } => {
                see(*given);
                value.each(see);
            }
            Self::Record(fields) => fields.iter().for_each(|field| field.each(see)),
        }
    }

    /// The column that is in error where the value as such is, if there is one.
    pub(super) fn carrier(&self) -> Option<NodeId> {
        match self {
            Self::One(node)
            | Self::Optional { given: node, .. }
            | Self::Item(Reference {
                lane: Lane::Column(node),
                ..
            }) => Some(*node),
            Self::Record(_) | Self::Row { .. } | Self::Item(_) | Self::List(_) => None,
        }
    }
}

impl Reference {
    fn each(&self, see: &mut impl FnMut(NodeId)) {
        if let Lane::Column(node) = self.lane {
            see(node);
        }
    }
}
