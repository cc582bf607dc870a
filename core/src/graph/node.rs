use super::{
    Constant, DeclarationId, DomainId, InputId, ListId, NodeId, SiteId, SpaceId, TableId, Ty,
};
use crate::number::Mode;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// One operation over columns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// What it does.
    pub op: Op,
    /// The space of its column.
    pub space: SpaceId,
    /// The type of its column.
    pub ty: Ty,
    /// Operands, leftmost first: the order decides which of several errors is the result's.
    pub args: Vec<NodeId>,
    /// Where it was written.
    pub site: SiteId,
    /// The declaration whose value this node is, if it is one's: a path of an error names the innermost that it came through. The node
    /// stands in the declaration's space; one of a list's items stands in a space below it, and its errors are those of the list.
    pub declares: Option<DeclarationId>,
}

/// The operations. Unless said otherwise a lane's result is the error of the leftmost argument that is in error, arguments are in
/// the node's space, and numbers follow the rules of [`crate::number`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Op {
    /// A constant; always in [`super::UNIT`].
    Constant(Constant),
    /// An input column. Where an optional input is absent its lane is a filler.
    Input(InputId),
    /// Whether an optional input was given.
    InputGiven(InputId),
    /// Place of the item in the list that owns it, from 1; of a risk 1.
    Position,
    /// What the item of a made space was made for: a member of the enumeration, a number, a row, or for values the lane that has the value first,
    /// as a reference. See [`super::Each`] for its errors.
    Key,
    /// The lane itself, as a reference.
    Own,
    /// In a [`super::Space::Pairs`], [`super::Space::Matches`] or [`super::Space::Sorted`]: the item, as a reference.
    Item,

    /// `[x]`, x in an ancestor space: its value for the lane's ancestor.
    Up,
    /// `[reference, x]`, x in the space that the reference points to.
    Gather,
    /// `[owner, n]`: the n-th item, from 1, of the owner's list. Outside: [`ErrorCode::NoItem`].
    At(ListId),
    /// `[owner, key, …]`: the item of a made list that was made for the key; a key of several columns is a record. None:
    /// [`ErrorCode::NoItem`]. The error of a key that could not be made is the result's.
    AtKey(ListId),

    /// `[a, b]`
    Add,
    /// `[a, b]`
    Sub,
    /// `[a, b]`
    Mul,
    /// `[a, b]`
    Div,
    /// `[a, b]`: a − b·trunc(a ÷ b).
    Rem,
    /// `[a]`
    Neg,
    /// `[a]`
    Abs,
    /// `[a, b]`: the smaller; numbers or dates. Ties: a.
    Min,
    /// `[a, b]`: the larger; numbers or dates. Ties: a.
    Max,
    /// `[x]`: a root, an exponential or a logarithm.
    Maths(Maths),
    /// `[x, n]`: x to the power of n.
    Power,
    /// `[x, step]`: x to the nearest multiple of the step, which must be above zero.
    Round(Mode),

    /// `[a, b]`: completed years; b before a is [`ErrorCode::DateOrder`].
    Years,
    /// `[a, b]`: completed months, negative if b is before a.
    Months,
    /// `[a, b]`: days, negative if b is before a.
    Days,
    /// `[date]`
    DatePart(DatePart),
    /// `[date, years, months, days]`: the date moved by a period.
    Shift,

    /// `[a, b]`: two values of one kind; enumerations by ordinal, false before true.
    Compare(Comparison),
    /// `[a]`
    Not,
    /// `[a, b]`: a's error, else false if a is false, else b.
    And,
    /// `[a, b]`: a's error, else true if a is true, else b.
    Or,
    /// `[condition, then, else]`: the condition's error, else the chosen one; the other is ignored with its errors.
    Select,
    /// `[x]`: whether x is in the set.
    In(DomainId),

    /// `[x]`: true, or x's error. (That a required value is given.)
    Known,
    /// `[a, b]`: a's error, else b.
    Guard,
    /// `[x]`: whether x is in error; never an error itself.
    Failed,
    /// `[x, y]`: x, or y where x is in error.
    Recover,
    /// `[x]`: the code of x's error as text, empty where it has none; never an error itself.
    CodeOf,
    /// `[x]`: x if it is in the domain, else [`ErrorCode::OutOfRange`].
    Check(Check),

    /// `[key, …]`: the row of the table that the keys hit, or none. Several rows of a `unique` table: [`ErrorCode::SeveralRows`].
    Row(TableId),
    /// `[row]`: the cell of the column. No row, or a blank cell: [`ErrorCode::NoRow`].
    Cell(TableId, u32),
    /// `[row]`: whether there is a row and its cell of the column is not blank.
    CellGiven(TableId, u32),

    /// `[value, …]`: text with values in it.
    Format(Vec<Piece>),

    /// `[value, keep]`: folds the lanes of the space `from`, of which the node's space is an ancestor or the same, in order. `Count` has
    /// no value, `keep` stands only where `filtered` says so; lanes where it is false are ignored with their errors. The error of
    /// the first lane in error (its keep before its value) is the result's, except that `Any` and `All` stop at the first lane that
    /// decides.
    Reduce {
        /// How to fold.
        kind: Reduction,
        /// The space of the arguments.
        from: SpaceId,
        /// Whether the last argument says which lanes to keep.
        filtered: bool,
    },
    /// `[by, keep]` in the space `from` as for [`Op::Reduce`] (`First` and `Last` have no `by`): the lane of `from` that is chosen, as a reference;
    /// ties go to the first. With no lane to choose from the result is a filler: pair it with `Reduce(NonEmpty)`.
    Pick {
        /// Which lane to choose.
        choice: Choice,
        /// The space of the arguments.
        from: SpaceId,
        /// Whether the last argument says which lanes to keep.
        filtered: bool,
    },
    /// `[part, …]`, one in each part of a [`super::Space::Join`]: their values as one column.
    Merge,
    /// `[keep, value, …]`: whether the lane is kept and no kept lane before it, under the same lane of `under`, has the same values. The values of
    /// a lane that is not kept are ignored with their errors; one in error is like no other.
    FirstOfItsValue {
        /// The ancestor, or the same, below whose lanes values are told apart.
        under: SpaceId,
    },
    /// `[start]`: what is carried to an item in a [`super::Scan`]: of the first item of a list `start`, of any other the value and the
    /// error of the scan's `then` for the item before. Where an item's place in the order is in error, so are all items of its list.
    Carried,
    /// `[a, b]`: completed years, those of someone born on 29 February completing on 28 February; b before a is [`ErrorCode::DateOrder`].
    YearsByFebruary28,
    /// `[a, b]`: the time between two dates as a part of a year; b before a is [`ErrorCode::DateOrder`].
    DayCount(DayCount),
    /// `[key, …]` of an interpolated table, whose [`Op::Row`] is the row of the node at or below the key: the row of the node above it; the same
    /// row where the key is on a node, or clamped to one.
    RowAbove(TableId),
    /// `[row, row above, key]`: the value of the column between the two, by how far the interpolated key is from one to the other. No row, or a
    /// blank cell: [`ErrorCode::NoRow`].
    Interpolated(TableId, u32),
    /// `[total, weight, step]`: the share of the item in the total of its list, by weight, in whole steps that add up to the total (see
    /// [`crate::number::Allocation`]). Total and step are those of the list's first item. In error, in this order: the total, the first
    /// weight of the list in error, the step, the allocation itself.
    Allocate,
    /// `[value, keep, separator]`: the texts of the lanes of the space `from` that are kept, as for [`Op::Reduce`], one behind the other with the
    /// separator, which is in the node's space, between any two. In error: the first lane, then the separator.
    Joined {
        /// The space of the values.
        from: SpaceId,
        /// Whether `keep` says which lanes to keep.
        filtered: bool,
    },
}

/// How the days between two dates make a part of a year. See [`crate::date::part_of_year`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DayCount {
    /// Actual/365 (Fixed).
    Actual365,
    /// Actual/Actual (ISDA).
    ActualActual,
    /// 30/360 (Bond Basis).
    Thirty360,
}

impl DayCount {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Actual365, Self::ActualActual, Self::Thirty360];

    /// Its name in a rulebook.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Actual365 => "actual_365",
            Self::ActualActual => "actual_actual",
            Self::Thirty360 => "thirty_360",
        }
    }
}

/// How [`Op::Reduce`] folds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reduction {
    /// Of none: 0.
    Sum,
    /// Of none: 1.
    Product,
    /// The number of lanes kept.
    Count,
    /// The smallest number or date; of none: a filler.
    Min,
    /// The largest number, date or enumeration member; of none: a filler.
    Max,
    /// Of none: false.
    Any,
    /// Of none: true.
    All,
    /// Whether a lane is kept, with the errors of the value beside it.
    NonEmpty,
}

/// Which lane [`Op::Pick`] chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Choice {
    /// The one with the greatest value.
    Greatest,
    /// The one with the least value.
    Least,
    /// The first.
    First,
    /// The last.
    Last,
}

/// How two values are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

/// A function of one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Maths {
    /// `sqrt(x)`
    Root,
    /// `exp(x)`
    Exponential,
    /// `ln(x)`
    Logarithm,
}

impl Maths {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Root, Self::Exponential, Self::Logarithm];

    /// Its name in a rulebook.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Root => "sqrt",
            Self::Exponential => "exp",
            Self::Logarithm => "ln",
        }
    }
}

/// A part of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DatePart {
    /// The year.
    Year,
    /// The month, 1 to 12.
    Month,
    /// The day of the month.
    Day,
}

/// What a computed attribute must stay inside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Check {
    /// The declared range or set.
    pub domain: DomainId,
    /// The attribute's name, for the message.
    pub name: Arc<str>,
}

/// A part of a [`Op::Format`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// Text as it stands.
    Text(Arc<str>),
    /// The next argument, written as in an answer but without quotes.
    Value,
}

/// Why a number could not be had. The code is stable; the message is made where the error is reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[repr(u8)]
pub enum ErrorCode {
    /// A result needs more than 2⁹⁶.
    Overflow,
    /// A divisor was zero.
    DivisionByZero,
    /// No row of a table matches its keys.
    NoRow,
    /// Several rows of a `unique` table match.
    SeveralRows,
    /// A computed attribute left its declared range.
    OutOfRange,
    /// A list has no such item.
    NoItem,
    /// `years(a to b)` with b before a.
    DateOrder,
    /// A date outside the years 1 to 9999.
    DateOutOfRange,
    /// A made list would have more items than allowed.
    TooManyItems,
    /// Rounding to a step that is not above zero.
    StepNotPositive,
    /// A root, a logarithm or a fractional power of a number below zero, or the logarithm of 0.
    NoSuchNumber,
    /// A total that is to be handed out in steps and is not a whole number of them.
    NotInSteps,
    /// A weight below zero.
    NegativeWeight,
    /// Weights that add up to 0.
    NoWeight,
}

impl ErrorCode {
    /// Every code, in the order of its number.
    pub const ALL: [Self; 14] = [
        Self::Overflow,
        Self::DivisionByZero,
        Self::NoRow,
        Self::SeveralRows,
        Self::OutOfRange,
        Self::NoItem,
        Self::DateOrder,
        Self::DateOutOfRange,
        Self::TooManyItems,
        Self::StepNotPositive,
        Self::NoSuchNumber,
        Self::NotInSteps,
        Self::NegativeWeight,
        Self::NoWeight,
    ];

    /// The stable code that answers carry.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Overflow => "overflow",
            Self::DivisionByZero => "division_by_zero",
            Self::NoRow => "no_row",
            Self::SeveralRows => "several_rows",
            Self::OutOfRange => "out_of_range",
            Self::NoItem => "no_item",
            Self::DateOrder => "date_order",
            Self::DateOutOfRange => "date_out_of_range",
            Self::TooManyItems => "too_many_items",
            Self::StepNotPositive => "step_not_positive",
            Self::NoSuchNumber => "no_such_number",
            Self::NotInSteps => "not_in_steps",
            Self::NegativeWeight => "negative_weight",
            Self::NoWeight => "no_weight",
        }
    }
}
