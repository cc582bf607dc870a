//! What is known of the value of an expression.

use std::collections::BTreeSet;
use std::rc::Rc;

use lutine_core::facts::{Dates, Numbers};
use lutine_core::graph::{Constant, Currency, Domain, Enumeration, Interval};
use lutine_core::number::Decimal;

use crate::typed::{Rulebook, Type};

/// Enumerations with more members are not followed member by member.
const MOST_MEMBERS: usize = 256;
/// Larger sets of numbers are intervals.
const MOST_AMOUNTS: usize = 64;

/// What is known of a value, where there is one: an expression may always be in error instead.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fact {
    /// There is never a value.
    Never,
    /// Nothing but its type.
    Unknown,
    /// True or false.
    Bool { yes: bool, no: bool },
    /// A number.
    Number(Numbers),
    /// One of these numbers, as a declared set has them.
    Amounts(Rc<BTreeSet<Decimal>>),
    /// A date.
    Date(Dates),
    /// Years, months and days.
    Period(Rc<[Numbers; 3]>),
    /// One of these members, by ordinal.
    Members(Rc<BTreeSet<u32>>),
    /// Absent, or given.
    Optional { absent: bool, given: Rc<Fact> },
    /// A record, field by field.
    Record(Rc<[Fact]>),
    /// A list of so many items.
    List {
        least: u32,
        most: u32,
        item: Rc<Fact>,
    },
}

impl Fact {
    pub(super) const EITHER: Self = Self::Bool {
        yes: true,
        no: true,
    };

    /// What every value of a type is.
    pub(super) fn of_type(rulebook: &Rulebook, ty: &Type) -> Self {
        match ty {
            Type::Bool => Self::EITHER,
            ty if ty.is_number() => Self::Number(Numbers::all(places(&rulebook.currencies, ty))),
            Type::Date => Self::Date(Dates::all()),
            Type::Enum(id) => rulebook
                .enumerations
                .get(id.index())
                .map_or(Self::Unknown, Self::members),
            Type::Optional(inner) => Self::Optional {
                absent: true,
                given: Rc::new(Self::of_type(rulebook, inner)),
            },
            Type::List(inner) => Self::List {
                least: 0,
                most: u32::MAX,
                item: Rc::new(Self::of_type(rulebook, inner)),
            },
            _ => Self::Unknown,
        }
    }

    fn members(enumeration: &Enumeration) -> Self {
        let count = enumeration.members.len();
        match u32::try_from(count) {
            Ok(end) if count <= MOST_MEMBERS => Self::Members(Rc::new((0..end).collect())),
            _ => Self::Unknown,
        }
    }

    pub(super) const fn is_never(&self) -> bool {
        matches!(self, Self::Never)
    }

    /// Whether it can be true, and whether it can be false.
    pub(super) const fn truth(&self) -> (bool, bool) {
        match self {
            Self::Bool { yes, no } => (*yes, *no),
            Self::Never => (false, false),
            _ => (true, true),
        }
    }

    /// A truth value; never one that is neither.
    pub(super) const fn bool(yes: bool, no: bool) -> Self {
        match (yes, no) {
            (false, false) => Self::Never,
            (yes, no) => Self::Bool { yes, no },
        }
    }

    /// The numbers, where they are some.
    pub(super) fn numbers(&self) -> Option<Numbers> {
        match self {
            Self::Number(numbers) => Some(*numbers),
            Self::Amounts(amounts) => {
                let places = amounts.iter().map(|amount| amount.scale()).max();
                let hull = Numbers::between(*amounts.first()?, *amounts.last()?, places?);
                if amounts.contains(&Decimal::ZERO) {
                    Some(hull)
                } else {
                    hull.without_zero()
                }
            }
            _ => None,
        }
    }

    /// Some of these numbers.
    fn amounts(amounts: BTreeSet<Decimal>) -> Self {
        if amounts.is_empty() {
            return Self::Never;
        }
        Self::Amounts(Rc::new(amounts))
    }

    /// The same as an interval, where it is a set of numbers.
    fn spread(&self) -> Self {
        match self {
            Self::Amounts(_) => self.numbers().map_or(Self::Never, Self::Number),
            other => other.clone(),
        }
    }

    pub(super) fn from_numbers(numbers: Option<Numbers>) -> Self {
        numbers.map_or(Self::Never, Self::Number)
    }

    pub(super) fn from_dates(dates: Option<Dates>) -> Self {
        dates.map_or(Self::Never, Self::Date)
    }

    /// The only value there is, of numbers, dates, truths and members.
    pub(super) fn constant(value: &Constant) -> Self {
        match value {
            Constant::Bool(value) => Self::bool(*value, !*value),
            Constant::Number(number) => Self::Number(Numbers::one(*number)),
            Constant::Date(date) => Self::Date(Dates::between(*date, *date)),
            Constant::Enum(member) => Self::Members(Rc::new(BTreeSet::from([*member]))),
            Constant::Text(_) => Self::Unknown,
        }
    }

    /// Whether it may be absent, and what it is where it is given. What is not optional is always given.
    pub(super) fn optional(&self) -> (bool, Self) {
        match self {
            Self::Optional { absent, given } => (*absent, (**given).clone()),
            Self::Never => (false, Self::Never),
            Self::Unknown => (true, Self::Unknown),
            other => (false, other.clone()),
        }
    }

    /// An optional value; never one that is neither absent nor given.
    pub(super) fn maybe(absent: bool, given: Self) -> Self {
        if !absent && given.is_never() {
            return Self::Never;
        }
        Self::Optional {
            absent,
            given: Rc::new(given),
        }
    }

    /// What holds of either.
    pub(super) fn join(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Never, fact) | (fact, Self::Never) => fact.clone(),
            (Self::Bool { yes, no }, Self::Bool { yes: y, no: n }) => Self::Bool {
                yes: *yes || *y,
                no: *no || *n,
            },
            (Self::Number(a), Self::Number(b)) => Self::Number(a.join(b)),
            (Self::Amounts(a), Self::Amounts(b))
                if a.len().saturating_add(b.len()) <= MOST_AMOUNTS =>
            {
                Self::amounts(a.union(b).copied().collect())
            }
            (Self::Amounts(_), Self::Number(_) | Self::Amounts(_))
            | (Self::Number(_), Self::Amounts(_)) => self.spread().join(&other.spread()),
            (Self::Date(a), Self::Date(b)) => Self::Date(a.join(b)),
            (Self::Period(a), Self::Period(b)) => {
                let ([a1, a2, a3], [b1, b2, b3]) = (&**a, &**b);
                Self::Period(Rc::new([a1.join(b1), a2.join(b2), a3.join(b3)]))
            }
            (Self::Members(a), Self::Members(b)) => Self::Members(if a.is_superset(b) {
                Rc::clone(a)
            } else {
                Rc::new(a.union(b).copied().collect())
            }),
            (
                Self::Optional { absent, given },
                Self::Optional {
                    absent: other_absent,
                    given: other_given,
                },
            ) => Self::Optional {
                absent: *absent || *other_absent,
                given: Rc::new(given.join(other_given)),
            },
            (Self::Record(a), Self::Record(b)) if a.len() == b.len() => {
                Self::Record(a.iter().zip(b.iter()).map(|(a, b)| a.join(b)).collect())
            }
            (
                Self::List { least, most, item },
                Self::List {
                    least: other_least,
                    most: other_most,
                    item: other_item,
                },
            ) => Self::List {
                least: (*least).min(*other_least),
                most: (*most).max(*other_most),
                item: Rc::new(item.join(other_item)),
            },
            _ => Self::Unknown,
        }
    }

    /// What holds where both do.
    pub(super) fn meet(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Never, _) | (_, Self::Never) => Self::Never,
            (fact, Self::Unknown) | (Self::Unknown, fact) => fact.clone(),
            (Self::Bool { yes, no }, Self::Bool { yes: y, no: n }) => {
                Self::bool(*yes && *y, *no && *n)
            }
            (Self::Number(a), Self::Number(b)) => Self::from_numbers(a.meet(b)),
            (Self::Amounts(amounts), Self::Number(numbers))
            | (Self::Number(numbers), Self::Amounts(amounts)) => {
                let inside = amounts.iter().copied().filter(|a| numbers.contains(*a));
                Self::amounts(inside.collect())
            }
            (Self::Amounts(a), Self::Amounts(b)) => {
                Self::amounts(a.intersection(b).copied().collect())
            }
            (Self::Date(a), Self::Date(b)) => Self::from_dates(a.meet(b)),
            (Self::Members(a), Self::Members(b)) => {
                Self::some_of(a.intersection(b).copied().collect())
            }
            (
                Self::Optional { absent, given },
                Self::Optional {
                    absent: other_absent,
                    given: other_given,
                },
            ) => Self::maybe(*absent && *other_absent, given.meet(other_given)),
            (own, _) => own.clone(),
        }
    }

    fn some_of(members: BTreeSet<u32>) -> Self {
        if members.is_empty() {
            return Self::Never;
        }
        Self::Members(Rc::new(members))
    }

    /// What is left of it inside a set of values; of an optional, where it is given.
    pub(super) fn inside(&self, domain: &Domain) -> Self {
        self.inside_intervals(&domain.intervals)
    }

    pub(super) fn inside_intervals(&self, intervals: &[Interval]) -> Self {
        match self {
            Self::Optional { absent, given } => {
                Self::maybe(*absent, given.inside_intervals(intervals))
            }
            Self::Members(members) => Self::some_of(
                members
                    .iter()
                    .copied()
                    .filter(|m| intervals.iter().any(|i| i.contains(&Constant::Enum(*m))))
                    .collect(),
            ),
            Self::Bool { yes, no } => {
                let has = |value| intervals.iter().any(|i| i.contains(&Constant::Bool(value)));
                Self::bool(*yes && has(true), *no && has(false))
            }
            Self::Amounts(amounts) => Self::amounts(
                amounts
                    .iter()
                    .copied()
                    .filter(|a| intervals.iter().any(|i| i.contains(&Constant::Number(*a))))
                    .collect(),
            ),
            Self::Number(numbers) => match listed(intervals) {
                Some(amounts) => Self::amounts(
                    amounts
                        .into_iter()
                        .filter(|amount| numbers.contains(*amount))
                        .collect(),
                ),
                None => self.inside_any(intervals),
            },
            Self::Date(_) => self.inside_any(intervals),
            other => other.clone(),
        }
    }

    fn inside_any(&self, intervals: &[Interval]) -> Self {
        intervals
            .iter()
            .map(|interval| self.between(interval))
            .fold(Self::Never, |all, part| all.join(&part))
    }

    /// Whether every value lies in the set; of an optional, where it is given.
    pub(super) fn is_inside(&self, intervals: &[Interval]) -> bool {
        let any = |value: &Constant| intervals.iter().any(|i| i.contains(value));
        let one = |low: Constant, high: Constant| {
            intervals
                .iter()
                .any(|i| i.contains(&low) && i.contains(&high))
        };
        match self {
            Self::Never => true,
            Self::Bool { yes, no } => {
                (!*yes || any(&Constant::Bool(true))) && (!*no || any(&Constant::Bool(false)))
            }
            Self::Members(members) => members.iter().all(|m| any(&Constant::Enum(*m))),
            Self::Amounts(amounts) => amounts.iter().all(|a| any(&Constant::Number(*a))),
            Self::Number(numbers) => one(
                Constant::Number(numbers.low()),
                Constant::Number(numbers.high()),
            ),
            Self::Date(dates) => one(Constant::Date(dates.low()), Constant::Date(dates.high())),
            Self::Optional { given, .. } => given.is_inside(intervals),
            _ => false,
        }
    }

    /// What is left between two ends.
    fn between(&self, interval: &Interval) -> Self {
        let mut left = self.clone();
        for (bound, is_upper) in [(&interval.low, false), (&interval.high, true)] {
            let Some(bound) = bound else { continue };
            let end = Self::constant(&bound.value);
            left = left.beside(&end, is_upper, bound.inclusive);
        }
        left
    }

    /// What is left of numbers and dates below (or above) all that the end can be.
    pub(super) fn beside(&self, end: &Self, is_upper: bool, inclusive: bool) -> Self {
        match (self, end) {
            (Self::Amounts(own), Self::Number(_) | Self::Amounts(_)) => {
                let left = self.spread().beside(end, is_upper, inclusive);
                let inside = left.numbers();
                let kept = own.iter().copied();
                Self::amounts(
                    kept.filter(|a| inside.is_some_and(|numbers| numbers.contains(*a)))
                        .collect(),
                )
            }
            (Self::Number(_), Self::Amounts(_)) => self.beside(&end.spread(), is_upper, inclusive),
            (Self::Number(own), Self::Number(end)) => Self::from_numbers(if is_upper {
                own.up_to(end.high(), inclusive)
            } else {
                own.from_on(end.low(), inclusive)
            }),
            (Self::Date(own), Self::Date(end)) => Self::from_dates(if is_upper {
                own.up_to(end.high(), inclusive)
            } else {
                own.from_on(end.low(), inclusive)
            }),
            (Self::Members(own), Self::Members(end)) => {
                let (first, last) = (end.first(), end.last());
                let kept = own.iter().copied().filter(|member| {
                    let (low, high) = (first.unwrap_or(member), last.unwrap_or(member));
                    match (is_upper, inclusive) {
                        (true, true) => member <= high,
                        (true, false) => member < high,
                        (false, true) => member >= low,
                        (false, false) => member > low,
                    }
                });
                Self::some_of(kept.collect())
            }
            (Self::Never, _) | (_, Self::Never) => Self::Never,
            (own, _) => own.clone(),
        }
    }

    /// What is left of it outside a set of values.
    pub(super) fn outside(&self, intervals: &[Interval]) -> Self {
        match self {
            Self::Members(members) => Self::some_of(
                members
                    .iter()
                    .copied()
                    .filter(|m| !intervals.iter().any(|i| i.contains(&Constant::Enum(*m))))
                    .collect(),
            ),
            Self::Bool { yes, no } => {
                let has = |value| intervals.iter().any(|i| i.contains(&Constant::Bool(value)));
                Self::bool(*yes && !has(true), *no && !has(false))
            }
            Self::Amounts(amounts) => Self::amounts(
                amounts
                    .iter()
                    .copied()
                    .filter(|a| !intervals.iter().any(|i| i.contains(&Constant::Number(*a))))
                    .collect(),
            ),
            Self::Number(_) | Self::Date(_) => intervals
                .iter()
                .fold(self.clone(), |left, interval| left.without(interval)),
            other => other.clone(),
        }
    }

    /// What is left without an interval that reaches over one of the ends.
    fn without(&self, interval: &Interval) -> Self {
        let single = match (&interval.low, &interval.high) {
            (Some(low), Some(high)) if low.value == high.value => Some(&low.value),
            _ => None,
        };
        let mut left = self.clone();
        if let Some(value) = single {
            left = left.other_than(&Self::constant(value));
        }
        // Behind the upper end, or before the lower one: whichever the values still reach.
        let above = interval.high.as_ref().map_or(Self::Never, |high| {
            left.beside(&Self::constant(&high.value), false, !high.inclusive)
        });
        let below = interval.low.as_ref().map_or(Self::Never, |low| {
            left.beside(&Self::constant(&low.value), true, !low.inclusive)
        });
        if single.is_some() {
            // Both together, but not further apart than what is left without the value.
            return above.join(&below).meet(&left);
        }
        above.join(&below)
    }

    /// What is left without a value that the other is known to be.
    pub(super) fn other_than(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Amounts(own), other) => match other.numbers().and_then(|n| n.only()) {
                Some(value) => Self::amounts(own.iter().copied().filter(|a| *a != value).collect()),
                None => self.clone(),
            },
            (Self::Number(_), Self::Amounts(_)) => self.other_than(&other.spread()),
            (Self::Number(own), Self::Number(other)) => match other.only() {
                Some(value) if value.is_zero() => Self::from_numbers(own.without_zero()),
                Some(value) if own.only() == Some(value) => Self::Never,
                Some(value) if own.low() == value => Self::from_numbers(own.from_on(value, false)),
                Some(value) if own.high() == value => Self::from_numbers(own.up_to(value, false)),
                _ => self.clone(),
            },
            (Self::Members(own), Self::Members(other)) if other.len() == 1 => {
                Self::some_of(own.difference(other).copied().collect())
            }
            (Self::Bool { yes, no }, Self::Bool { yes: y, no: n }) if y != n => {
                Self::bool(*yes && !*y, *no && !*n)
            }
            (own, _) => own.clone(),
        }
    }
}

/// The numbers of a set that lists them; nothing where it has ranges.
fn listed(intervals: &[Interval]) -> Option<Vec<Decimal>> {
    let number = |interval: &Interval| match (&interval.low, &interval.high) {
        (Some(low), Some(high)) if low == high => match low.value {
            Constant::Number(number) => Some(number),
            _ => None,
        },
        _ => None,
    };
    if intervals.len() > MOST_AMOUNTS {
        return None;
    }
    intervals.iter().map(number).collect()
}

/// The most decimal places that values of a type have.
pub(super) fn places(currencies: &[Currency], ty: &Type) -> u32 {
    match ty {
        Type::Int => 0,
        Type::Money(id) => currencies
            .get(id.index())
            .map_or(28, |currency| u32::from(currency.places)),
        _ => 28,
    }
}
