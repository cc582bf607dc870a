use super::{CurrencyId, EnumId, SpaceId, TableId};
use crate::date::Date;
use crate::number::Decimal;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Ty {
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// An exact decimal number: a factor, a rate, a share.
    Decimal,
    /// An amount on the currency's grid (cents).
    Money(CurrencyId),
    /// An amount before its written rounding.
    Unrounded(CurrencyId),
    /// Text.
    Text,
    /// A calendar date.
    Date,
    /// One of a closed list of names, held as its ordinal.
    Enum(EnumId),
    /// An item of the space, held as its lane.
    Ref(SpaceId),
    /// A row of the table, or none.
    Row(TableId),
}

/// A value that is known when the rulebook is compiled. The number kinds share [`Constant::Number`]; the column's [`Ty`] says
/// which it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Constant {
    /// True or false.
    Bool(bool),
    /// An int, a decimal or an amount.
    Number(Decimal),
    /// Text.
    Text(Arc<str>),
    /// A calendar date.
    Date(Date),
    /// The ordinal of an enumeration's member.
    Enum(u32),
}

/// A currency and its grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Currency {
    /// ISO 4217 code.
    pub code: Arc<str>,
    /// Decimal places of its smallest unit: 2 for cents.
    pub places: u8,
}

/// A closed list of names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enumeration {
    /// Name in the rulebook.
    pub name: Arc<str>,
    /// Members by ordinal.
    pub members: Vec<Member>,
    /// Whether it was written with `<`, so that members compare.
    pub ordered: bool,
}

/// A member of an enumeration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The name, which is also its text in input and output.
    pub name: Arc<str>,
    /// What a person reads, where it differs.
    pub label: Option<Arc<str>>,
}
