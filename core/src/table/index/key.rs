use crate::date::Date;
use crate::graph::{Constant, Ty};
use crate::number::Decimal;

/// A key that a row is looked up by, borrowed from a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key<'a> {
    /// True or false.
    Bool(bool),
    /// An int, a decimal or an amount.
    Number(Decimal),
    /// Text.
    Text(&'a str),
    /// A calendar date.
    Date(Date),
    /// The ordinal of an enumeration's member.
    Enum(u32),
}

impl<'a> From<&'a Constant> for Key<'a> {
    fn from(constant: &'a Constant) -> Self {
        match constant {
            Constant::Bool(value) => Self::Bool(*value),
            Constant::Number(value) => Self::Number(*value),
            Constant::Text(value) => Self::Text(value),
            Constant::Date(value) => Self::Date(*value),
            Constant::Enum(value) => Self::Enum(*value),
        }
    }
}

/// How the values of an axis are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Bool,
    Number,
    Text,
    Date,
    Enum,
}

impl Kind {
    /// The kind of an axis; nothing for types that cannot be a key.
    pub(super) const fn of_axis(ty: Ty) -> Option<Self> {
        match ty {
            Ty::Bool => Some(Self::Bool),
            Ty::Int | Ty::Decimal | Ty::Money(_) | Ty::Unrounded(_) => Some(Self::Number),
            Ty::Text => Some(Self::Text),
            Ty::Date => Some(Self::Date),
            Ty::Enum(_) => Some(Self::Enum),
            Ty::Ref(_) | Ty::Row(_) => None,
        }
    }
}
