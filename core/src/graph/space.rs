use super::{ListId, NodeId, SpaceId, TableId};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// An index space: what the lanes of a column stand for. Lanes are ordered parent-major, so that the lanes under one lane of any
/// ancestor are contiguous.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Space {
    /// The rulebook itself: one lane.
    Unit,
    /// The risks of the batch; the parent is [`Space::Unit`].
    Risk,
    /// All items of one entity type, or of one list of plain values, as they came in the input. For an entity declared
    /// `within Vehicle` the parent is the vehicles' space, else it is [`Space::Risk`].
    Items {
        /// The space of what they stand in.
        parent: SpaceId,
        /// Snake-case name of the entity, or of the list of plain values.
        name: Arc<str>,
    },
    /// Items that the rulebook makes: `list of Cover for each coverage in Coverage`; or the numbers of a range or the rows of a table that are gone through.
    Made {
        /// The space of the owners.
        parent: SpaceId,
        /// Snake-case name of the entity; empty for numbers and rows, which are no items and have no path.
        name: Arc<str>,
        /// What each item is made for.
        each: Each,
    },
    /// A comprehension over a list that is not simply the current item's own: for each lane of `left`, the items of one list.
    /// The parent is `left`. Where the owner is in error, `left`'s lane has exactly one lane, in which [`super::Op::Item`] is
    /// in that error.
    Pairs {
        /// The space in which the comprehension stands.
        left: SpaceId,
        /// The list that it goes through.
        list: ListId,
        /// The owner of the list, a reference in `left`.
        owner: NodeId,
    },
    /// The lanes of several spaces below one parent, one part behind the other for each lane of the parent: the reasons of an
    /// outcome, rule by rule.
    Join {
        /// The common ancestor.
        parent: SpaceId,
        /// Spaces below it, or the parent itself.
        parts: Vec<SpaceId>,
    },
    /// [`Space::Pairs`] without those that a condition is known to leave out: a comprehension whose `where` begins with equalities between a key
    /// of the items and a value of `left`. A pair is left out where a part of `on` is false and no part before it is in error. Behind the first
    /// pair in which a part is in error, none before it being false, there are no more: whatever is folded, the error is its result.
    Matches {
        /// The space in which the comprehension stands.
        left: SpaceId,
        /// The list that it goes through.
        list: ListId,
        /// The owner of the list, a reference in `left`.
        owner: NodeId,
        /// The parts of the condition, in order.
        on: Vec<MatchPart>,
    },
    /// A list in another order: the lanes of `from` below a lane of `parent` that are kept, by the first of `by`, those for which that is the
    /// same by the second, and so on; those for which all are the same, and all where there is no `by`, as they stand. [`super::Op::Item`] is
    /// the lane of `from`. Where a lane is in error (its keep before what it is ordered by), the lane of `parent` has exactly one lane, in
    /// which [`super::Op::Item`] is in the error of the first such.
    Sorted {
        /// The space of what has the list; an ancestor of `from`, or the same.
        parent: SpaceId,
        /// The space of the list's items.
        from: SpaceId,
        /// Which lanes count, in `from`; none: all.
        keep: Option<NodeId>,
        /// What they are put in order by.
        by: Vec<SortKey>,
    },
}

/// What a [`Space::Sorted`] is put in order by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SortKey {
    /// A number, a date, or a member of an enumeration, in the space of the items.
    pub value: NodeId,
    /// Whether the greatest comes first.
    pub descending: bool,
}

/// A part of the condition by which a [`Space::Matches`] tells which pairs there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MatchPart {
    /// A bool in the items' space.
    OfItem(NodeId),
    /// A bool in the space on the left.
    OfLeft(NodeId),
    /// The two values are the same.
    Equal {
        /// A value in the space on the left.
        left: NodeId,
        /// A value of the same kind in the items' space.
        item: NodeId,
    },
}

impl MatchPart {
    /// The column in the space on the left, if it has one.
    #[must_use]
    pub const fn left(self) -> Option<NodeId> {
        match self {
            Self::OfLeft(left) | Self::Equal { left, .. } => Some(left),
            Self::OfItem(_) => None,
        }
    }

    /// The column in the items' space, if it has one.
    #[must_use]
    pub const fn item(self) -> Option<NodeId> {
        match self {
            Self::OfItem(item) | Self::Equal { item, .. } => Some(item),
            Self::OfLeft(_) => None,
        }
    }
}

impl Space {
    /// The parent, the table and the keys of a space that is made for the rows that fit; nothing of any other.
    #[must_use]
    pub fn fitting_rows(&self) -> Option<(SpaceId, TableId, &[NodeId])> {
        match self {
            Self::Made {
                parent,
                each: Each::Rows { table, keys },
                ..
            } => Some((*parent, *table, keys)),
            _ => None,
        }
    }

    /// The nodes that say how many lanes there are.
    #[must_use]
    pub fn sized_by(&self) -> Vec<NodeId> {
        match self {
            Self::Unit | Self::Risk | Self::Items { .. } | Self::Join { .. } => Vec::new(),
            Self::Made { each, .. } => match each {
                Each::Members(_) => Vec::new(),
                Each::Numbers { from, to, .. } => vec![*from, *to],
                Each::Values { keep, values, .. } => values.iter().chain(keep).copied().collect(),
                Each::Rows { keys, .. } => keys.clone(),
            },
            Self::Pairs { owner, .. } => vec![*owner],
            Self::Matches { owner, on, .. } => {
                let parts = on.iter().flat_map(|part| [part.left(), part.item()]);
                parts.flatten().chain([*owner]).collect()
            }
            Self::Sorted { keep, by, .. } => by.iter().map(|key| key.value).chain(*keep).collect(),
        }
    }

    /// The space that this one stands in; none for [`Space::Unit`].
    #[must_use]
    pub const fn parent(&self) -> Option<SpaceId> {
        match self {
            Self::Unit => None,
            Self::Risk => Some(super::UNIT),
            Self::Items { parent, .. }
            | Self::Made { parent, .. }
            | Self::Join { parent, .. }
            | Self::Sorted { parent, .. } => Some(*parent),
            Self::Pairs { left, .. } | Self::Matches { left, .. } => Some(*left),
        }
    }
}

/// What the items of a made list are made for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Each {
    /// One item for each of these members of an enumeration, by ordinal.
    Members(Vec<u32>),
    /// One item for each whole number of a range; none if it is empty. Where an end is in error, or there would be more than
    /// `max` items, the owner has exactly one lane, in which [`super::Op::Key`] is in error.
    Numbers {
        /// First number, in the owners' space.
        from: NodeId,
        /// Last number, in the owners' space.
        to: NodeId,
        /// Most items an owner may have.
        max: u32,
    },
    /// One item for each different value of a list, in the order in which they first occur: the values of the lanes of `from` below the
    /// owner that are kept. Where one of these is in error (its keep before its values), or there would be more than `max` items, the owner has
    /// exactly one lane, in which [`super::Op::Key`] is in error.
    Values {
        /// The space of the list's items; the owners' space is an ancestor of it, or the same.
        from: SpaceId,
        /// Which lanes count, in `from`; none: all.
        keep: Option<NodeId>,
        /// The value, in `from`: the columns of a record, or one.
        values: Vec<NodeId>,
        /// Most items an owner may have.
        max: u32,
    },
    /// One item for each row of a `collect` table that fits keys, in the order of the rows; [`super::Op::Key`] is the row. Where a key is in
    /// error, the owner has exactly one lane, in which [`super::Op::Key`] is in that error.
    Rows {
        /// The table.
        table: TableId,
        /// One for each of its axes, in the owners' space.
        keys: Vec<NodeId>,
    },
}

/// A list of items: an attribute `vehicles : list of Vehicle`, or a single item `plan : Plan` (a list of one). The input fills it, or
/// its space is made for it. A list that is computed (`collect`) and gone through from elsewhere is one too: all lanes of `items` below
/// the owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// Name of the attribute.
    pub name: Arc<str>,
    /// The space of what has the list.
    pub owner: SpaceId,
    /// The space of the items. The first list of a made space is the one that it was made for.
    pub items: SpaceId,
    /// Least number of items.
    pub min: u32,
    /// Most number of items.
    pub max: u32,
    /// Whether it is a single item, so that a path names it without a position.
    pub single: bool,
}
