//! Columns: the values of one node, or of one input field, for all lanes of its space.

use crate::date::Date;
use crate::graph::Ty;
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
}
