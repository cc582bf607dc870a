use lutine_core::graph::{CurrencyId, EnumId};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// The place in the vector that this id indexes.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// An entity of [`super::Rulebook::entities`].
    EntityId;
    /// A record of [`super::Rulebook::records`].
    RecordId;
    /// A table of [`super::Rulebook::tables`].
    TableId;
    /// A definition of [`super::Rulebook::definitions`].
    DefinitionId;
    /// A function of [`super::Rulebook::functions`].
    FunctionId;
    /// An outcome of [`super::Rulebook::outcomes`].
    OutcomeId;
    /// A comprehension variable, `let`, or parameter; unique in the rulebook.
    VariableId;
}

/// An attribute of an entity: its place in [`super::Entity::attributes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttributeId {
    /// The entity.
    pub entity: EntityId,
    /// The place in its attributes.
    pub attribute: u32,
}

/// The type of an expression. Ranges and sets are not part of it: where one is declared the tree has an
/// [`super::ExprKind::Check`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// True or false.
    Bool,
    /// A whole number.
    Int,
    /// An exact decimal.
    Decimal,
    /// An amount on its currency's grid.
    Money(CurrencyId),
    /// An amount before its written rounding.
    Unrounded(CurrencyId),
    /// Text.
    Text,
    /// A calendar date.
    Date,
    /// Years, months and days, kept apart.
    Period,
    /// A member of an enumeration.
    Enum(EnumId),
    /// A record value.
    Record(RecordId),
    /// An item of an entity.
    Entity(EntityId),
    /// A list.
    List(Box<Type>),
    /// A value that may be absent; never of an optional or a list.
    Optional(Box<Type>),
}

impl Type {
    /// The type without `?`.
    #[must_use]
    pub fn given(&self) -> &Self {
        match self {
            Self::Optional(inner) => inner,
            other => other,
        }
    }

    /// Whether it is a number of any kind: int, decimal, money, unrounded money.
    #[must_use]
    pub const fn is_number(&self) -> bool {
        matches!(
            self,
            Self::Int | Self::Decimal | Self::Money(_) | Self::Unrounded(_)
        )
    }
}
