//! The forms with words inside their parentheses: `sum(e for v in L where c)`, `round(e half up to 0.01)`, …

use super::expression::Expression;
use super::name::Name;
use crate::source::Span;

/// `sum(e for v in A for w in v.B where c)`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Aggregate {
    /// What becomes of the values.
    pub kind: AggregateKind,
    /// Where its word stands.
    pub kind_span: Span,
    /// The value of each item.
    pub value: Expression,
    /// The lists that are walked, the first outermost; at least one. Later ones see the variables of earlier ones.
    pub clauses: Vec<ForClause>,
    /// Which items count (`where`).
    pub condition: Option<Expression>,
    /// What stands between any two of the texts of `joined`; nothing else has one.
    pub separator: Option<Expression>,
}

/// What becomes of the values of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AggregateKind {
    /// `sum`
    Sum,
    /// `count`
    Count,
    /// `average`
    Average,
    /// `min`
    Min,
    /// `max`
    Max,
    /// `product`
    Product,
    /// `any`
    Any,
    /// `all`
    All,
    /// `collect`
    Collect,
    /// `distinct`
    Distinct,
    /// `joined`
    Joined,
}

impl AggregateKind {
    /// The kind that a word names.
    pub fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "sum" => Self::Sum,
            "count" => Self::Count,
            "average" => Self::Average,
            "min" => Self::Min,
            "max" => Self::Max,
            "product" => Self::Product,
            "any" => Self::Any,
            "all" => Self::All,
            "collect" => Self::Collect,
            "distinct" => Self::Distinct,
            "joined" => Self::Joined,
            _ => return None,
        })
    }

    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Count => "count",
            Self::Average => "average",
            Self::Min => "min",
            Self::Max => "max",
            Self::Product => "product",
            Self::Any => "any",
            Self::All => "all",
            Self::Collect => "collect",
            Self::Distinct => "distinct",
            Self::Joined => "joined",
        }
    }
}

/// `for v in L`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ForClause {
    /// What each item is called.
    pub variable: Name,
    /// A list, a range of whole numbers, or `rows of t`.
    pub list: Expression,
}

/// `pick(d in L where c by greatest e)`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Pick {
    /// What each item is called.
    pub variable: Name,
    /// The list.
    pub list: Expression,
    /// Which items may be picked.
    pub condition: Option<Expression>,
    /// Which end of the order is picked.
    pub extreme: Extreme,
    /// What they are ordered by.
    pub key: Expression,
}

/// Which end of an order is picked; of several items at that end, the first in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extreme {
    /// `by greatest`
    Greatest,
    /// `by least`
    Least,
}

/// `sorted(d in L where c by descending a, then by b)`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sorted {
    /// What each item is called.
    pub variable: Name,
    /// The list.
    pub list: Expression,
    /// Which items are kept.
    pub condition: Option<Expression>,
    /// What they are ordered by, at least one; a later one where those before are the same.
    pub keys: Vec<SortKey>,
}

/// `by descending e`, `then by e`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SortKey {
    /// Whether the greatest comes first.
    pub descending: bool,
    /// What is ordered by.
    pub value: Expression,
}

/// `round(e half up to 0.01)`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Round {
    /// What is rounded.
    pub value: Expression,
    /// How.
    pub rounding: Rounding,
}

/// `half up to 0.01`
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rounding {
    /// Which neighbour is taken.
    pub mode: RoundingMode,
    /// Where the mode stands.
    pub mode_span: Span,
    /// The result is a multiple of this.
    pub step: Expression,
}

/// Which neighbouring multiple a rounding takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RoundingMode {
    /// `half up`: the nearest, of two the one away from zero.
    HalfUp,
    /// `half even`: the nearest, of two the even multiple.
    HalfEven,
    /// `half down`: the nearest, of two the one towards zero.
    HalfDown,
    /// `up`: away from zero.
    Up,
    /// `down`: towards zero.
    Down,
    /// `floor`: towards minus infinity.
    Floor,
    /// `ceiling`: towards plus infinity.
    Ceiling,
}

impl RoundingMode {
    /// As it is written.
    pub fn words(self) -> &'static str {
        match self {
            Self::HalfUp => "half up",
            Self::HalfEven => "half even",
            Self::HalfDown => "half down",
            Self::Up => "up",
            Self::Down => "down",
            Self::Floor => "floor",
            Self::Ceiling => "ceiling",
        }
    }
}

/// Years, months or days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PeriodUnit {
    /// `years`, `year`
    Years,
    /// `months`, `month`
    Months,
    /// `days`, `day`
    Days,
}

/// `years(a to b)`, `months(a to b)`, `days(a to b)`: how much time lies between two dates.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DateSpan {
    /// In what it is counted.
    pub unit: PeriodUnit,
    /// The earlier date.
    pub from: Expression,
    /// The later date.
    pub to: Expression,
}

/// `day_count(a to b actual_365)`: time between two dates as a part of a year.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DayCount {
    /// The earlier date.
    pub from: Expression,
    /// The later date.
    pub to: Expression,
    /// By which convention.
    pub basis: DayCountBasis,
}

/// How days are counted as parts of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayCountBasis {
    /// `actual_365`
    Actual365,
    /// `actual_actual`
    ActualActual,
    /// `thirty_360`
    Thirty360,
}

/// `allocated(total by weight to 0.01)`: the share of each item of the list, which add up to the total.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Allocated {
    /// What is shared.
    pub total: Expression,
    /// In which proportion.
    pub weight: Expression,
    /// Each share is a multiple of this.
    pub step: Expression,
}
