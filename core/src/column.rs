//! Columns: the values of one node, or of one input field, for all lanes of its space.

use crate::date::Date;
use crate::graph::{Constant, Ty};
use crate::number::Decimal;
use std::sync::Arc;

/// The values of a column. Lanes that mean nothing (an absent optional, a value in error) hold a filler.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// True or false.
    Bool(Vec<bool>),
    /// Ints, decimals, amounts.
    Number(Vec<Decimal>),
    /// Text.
    Text(Vec<Arc<str>>),
    /// Dates.
    Date(Vec<Date>),
    /// Ordinals of an enumeration.
    Enum(Vec<u32>),
    /// Lanes of another space.
    Ref(Vec<u32>),
    /// Rows of a table; [`Values::NO_ROW`] where there is none.
    Row(Vec<u32>),
}

impl Values {
    /// What [`Values::Row`] holds where no row matches.
    pub const NO_ROW: u32 = u32::MAX;

    /// An empty column of the type.
    #[must_use]
    pub fn empty(ty: Ty) -> Self {
        match ty {
            Ty::Bool => Self::Bool(Vec::new()),
            Ty::Int | Ty::Decimal | Ty::Money(_) | Ty::Unrounded(_) => Self::Number(Vec::new()),
            Ty::Text => Self::Text(Vec::new()),
            Ty::Date => Self::Date(Vec::new()),
            Ty::Enum(_) => Self::Enum(Vec::new()),
            Ty::Ref(_) => Self::Ref(Vec::new()),
            Ty::Row(_) => Self::Row(Vec::new()),
        }
    }

    /// What a lane of [`Values::Date`] holds where it means nothing.
    pub const NO_DATE: Date = Date::MIN;

    /// A column of one lane.
    #[must_use]
    pub fn one(value: &Constant) -> Self {
        match value {
            Constant::Bool(value) => Self::Bool(vec![*value]),
            Constant::Number(value) => Self::Number(vec![*value]),
            Constant::Text(value) => Self::Text(vec![value.clone()]),
            Constant::Date(value) => Self::Date(vec![*value]),
            Constant::Enum(value) => Self::Enum(vec![*value]),
        }
    }

    /// The value in a lane; nothing if there is no such lane, or for lanes of a space and rows of a table.
    #[must_use]
    pub fn constant(&self, lane: usize) -> Option<Constant> {
        Some(match self {
            Self::Bool(column) => Constant::Bool(*column.get(lane)?),
            Self::Number(column) => Constant::Number(*column.get(lane)?),
            Self::Text(column) => Constant::Text(column.get(lane)?.clone()),
            Self::Date(column) => Constant::Date(*column.get(lane)?),
            Self::Enum(column) => Constant::Enum(*column.get(lane)?),
            Self::Ref(_) | Self::Row(_) => return None,
        })
    }

    /// How many lanes it has.
    #[must_use]
    pub const fn len(&self) -> usize {
        match self {
            Self::Bool(column) => column.len(),
            Self::Number(column) => column.len(),
            Self::Text(column) => column.len(),
            Self::Date(column) => column.len(),
            Self::Enum(column) | Self::Ref(column) | Self::Row(column) => column.len(),
        }
    }

    /// Whether it has no lane.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The column as true and false; none if it is of another kind.
    #[must_use]
    pub fn bools(&self) -> &[bool] {
        match self {
            Self::Bool(column) => column,
            _ => &[],
        }
    }

    /// The column as texts; none if it is of another kind.
    #[must_use]
    pub fn texts(&self) -> &[Arc<str>] {
        match self {
            Self::Text(column) => column,
            _ => &[],
        }
    }

    /// The column as numbers; none if it is of another kind.
    #[must_use]
    pub fn numbers(&self) -> &[Decimal] {
        match self {
            Self::Number(column) => column,
            _ => &[],
        }
    }

    /// The column as dates; none if it is of another kind.
    #[must_use]
    pub fn dates(&self) -> &[Date] {
        match self {
            Self::Date(column) => column,
            _ => &[],
        }
    }

    /// The column as lanes of another space or rows of a table; none if it is of another kind.
    #[must_use]
    pub fn lanes(&self) -> &[u32] {
        match self {
            Self::Ref(column) | Self::Row(column) => column,
            _ => &[],
        }
    }

    /// Adds a lane with the value that a column of the same kind has in `lane`, or a filler where it has none.
    pub fn push_from(&mut self, from: &Self, lane: u32) {
        let lane = lane as usize;
        match (self, from) {
            (Self::Bool(to), Self::Bool(from)) => {
                to.push(from.get(lane).copied().unwrap_or_default());
            }
            (Self::Number(to), Self::Number(from)) => {
                to.push(from.get(lane).copied().unwrap_or_default());
            }
            (Self::Text(to), Self::Text(from)) => {
                to.push(from.get(lane).cloned().unwrap_or_default());
            }
            (Self::Date(to), Self::Date(from)) => {
                to.push(from.get(lane).copied().unwrap_or(Self::NO_DATE));
            }
            (Self::Enum(to), Self::Enum(from)) | (Self::Ref(to), Self::Ref(from)) => {
                to.push(from.get(lane).copied().unwrap_or_default());
            }
            (Self::Row(to), Self::Row(from)) => {
                to.push(from.get(lane).copied().unwrap_or(Self::NO_ROW));
            }
            (to, _) => to.push_filler(),
        }
    }

    /// A column of lanes that mean nothing.
    #[must_use]
    pub fn fillers(ty: Ty, lanes: u32) -> Self {
        let lanes = lanes as usize;
        match Self::empty(ty) {
            Self::Bool(_) => Self::Bool(vec![false; lanes]),
            Self::Number(_) => Self::Number(vec![Decimal::ZERO; lanes]),
            Self::Text(_) => Self::Text(vec![Arc::default(); lanes]),
            Self::Date(_) => Self::Date(vec![Self::NO_DATE; lanes]),
            Self::Enum(_) => Self::Enum(vec![0; lanes]),
            Self::Ref(_) => Self::Ref(vec![0; lanes]),
            Self::Row(_) => Self::Row(vec![Self::NO_ROW; lanes]),
        }
    }

    /// Puts the lanes of a column of the same kind, one after the other, into some lanes of this one.
    pub fn put(&mut self, lanes: &[u32], from: &Self) {
        match (self, from) {
            (Self::Bool(to), Self::Bool(from)) => put(to, lanes, from),
            (Self::Number(to), Self::Number(from)) => put(to, lanes, from),
            (Self::Text(to), Self::Text(from)) => put(to, lanes, from),
            (Self::Date(to), Self::Date(from)) => put(to, lanes, from),
            (Self::Enum(to), Self::Enum(from))
            | (Self::Ref(to), Self::Ref(from))
            | (Self::Row(to), Self::Row(from)) => put(to, lanes, from),
            _ => {}
        }
    }

    /// Adds a lane that means nothing.
    pub fn push_filler(&mut self) {
        match self {
            Self::Bool(column) => column.push(false),
            Self::Number(column) => column.push(Decimal::ZERO),
            Self::Text(column) => column.push(Arc::default()),
            Self::Date(column) => column.push(Self::NO_DATE),
            Self::Enum(column) | Self::Ref(column) => column.push(0),
            Self::Row(column) => column.push(Self::NO_ROW),
        }
    }
}

/// Puts values one after the other into some places of a column.
pub(crate) fn put<T: Clone>(to: &mut [T], lanes: &[u32], from: &[T]) {
    for (lane, value) in lanes.iter().zip(from) {
        if let Some(slot) = to.get_mut(*lane as usize) {
            slot.clone_from(value);
        }
    }
}
