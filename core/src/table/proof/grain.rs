//! Which values there are along an axis, and the first of them in an interval.

use super::places::number;
use crate::date::Date;
use crate::graph::{Bound, Constant, Currency, Enumeration, Interval, Ty};
use crate::number::{Decimal, MAX_SCALE, Mode};

/// What lies between two values of an axis: nothing, or always more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// False and true.
    Bool,
    /// Members of an enumeration, so many.
    Members(u32),
    /// Multiples of a step: whole numbers, amounts on their currency's grid.
    Step(Decimal),
    /// Decimals, as fine as they can be held.
    Decimal,
    /// Days.
    Day,
    /// Texts.
    Text,
}

/// The first value of an interval, where it has one.
impl Grain {
    /// The grain of an axis. What cannot be a key, and dangling ids, have no value.
    pub(super) fn of(ty: Ty, enumerations: &[Enumeration], currencies: &[Currency]) -> Self {
        const NO_VALUE: Grain = Grain::Members(0);
        match ty {
            Ty::Bool => Self::Bool,
            Ty::Enum(id) => {
                let enumeration = enumerations.get(id.index());
                enumeration.map_or(NO_VALUE, |e| Self::Members(number(e.members.len())))
            }
            Ty::Int => Self::Step(Decimal::ONE),
            Ty::Money(id) => {
                let places = currencies.get(id.index()).map(|c| u32::from(c.places));
                let step = places.and_then(|places| Decimal::new(1, places).ok());
                step.map_or(NO_VALUE, Self::Step)
            }
            Ty::Decimal | Ty::Unrounded(_) => Self::Decimal,
            Ty::Date => Self::Day,
            Ty::Text => Self::Text,
            Ty::Ref(_) | Ty::Row(_) => NO_VALUE,
        }
    }

    /// The least value of an interval. Where there is no least, one of the shortest; in an interval that goes down without end, the
    /// greatest. Nothing if the interval has no value.
    pub(super) fn first(self, interval: &Interval) -> Option<Constant> {
        let (low, high) = (interval.low.as_ref(), interval.high.as_ref());
        let candidate = match self {
            Self::Bool => [false, true]
                .map(Constant::Bool)
                .into_iter()
                .find(|value| interval.contains(value)),
            Self::Members(count) => {
                let from = match low {
                    None => Some(0),
                    Some(Bound {
                        value: Constant::Enum(value),
                        inclusive,
                    }) => value.checked_add(u32::from(!inclusive)),
                    Some(_) => None,
                };
                from.filter(|ordinal| *ordinal < count).map(Constant::Enum)
            }
            Self::Step(step) => on_grid(low, high, step).map(Constant::Number),
            Self::Decimal => self.decimal(interval),
            Self::Day => day(low, high).map(Constant::Date),
            Self::Text => text(interval),
        };
        candidate.filter(|value| interval.contains(value))
    }

    /// Whether an interval has a value.
    pub(super) fn has_value(self, interval: &Interval) -> bool {
        if let (Self::Decimal, Some(low), Some(high)) = (self, &interval.low, &interval.high)
            && low.value < high.value
            && has_room(&low.value)
            && has_room(&high.value)
        {
            return true;
        }
        self.first(interval).is_some()
    }

    fn decimal(self, interval: &Interval) -> Option<Constant> {
        let end = match (&interval.low, &interval.high) {
            (Some(low), _) => low,
            (None, Some(high)) => high,
            (None, None) => return Some(Constant::Number(Decimal::ZERO)),
        };
        if end.inclusive {
            return Some(end.value.clone());
        }
        (0..=MAX_SCALE)
            .filter_map(|places| Decimal::new(1, places).ok())
            .filter_map(|step| on_grid(interval.low.as_ref(), interval.high.as_ref(), step))
            .map(Constant::Number)
            .find(|value| interval.contains(value))
    }
}

/// Whether a number is so short that there is always one more between it and another such number.
fn has_room(value: &Constant) -> bool {
    const LONGEST: u128 = 1_000_000_000_000_000_000;
    match value {
        Constant::Number(number) => {
            number.scale() <= 9 && number.coefficient().unsigned_abs() <= LONGEST
        }
        _ => false,
    }
}

/// The first multiple of a step from the lower end on; without one the last up to the upper end. It may lie beyond the other end.
fn on_grid(low: Option<&Bound>, high: Option<&Bound>, step: Decimal) -> Option<Decimal> {
    let number = |bound: &Bound| match &bound.value {
        Constant::Number(number) => Some(*number),
        _ => None,
    };
    match (low, high) {
        (Some(low), _) if low.inclusive => number(low)?.round(Mode::Ceiling, step).ok(),
        (Some(low), _) => number(low)?.round(Mode::Floor, step).ok()?.add(step).ok(),
        (None, Some(high)) if high.inclusive => number(high)?.round(Mode::Floor, step).ok(),
        (None, Some(high)) => number(high)?
            .round(Mode::Ceiling, step)
            .ok()?
            .sub(step)
            .ok(),
        (None, None) => Some(Decimal::ZERO),
    }
}

/// As [`on_grid`], for days.
fn day(low: Option<&Bound>, high: Option<&Bound>) -> Option<Date> {
    let moved = |bound: &Bound, days: i64| match &bound.value {
        Constant::Date(date) if bound.inclusive => Some(*date),
        Constant::Date(date) => date.add_period(0, 0, days),
        _ => None,
    };
    match (low, high) {
        (Some(low), _) => moved(low, 1),
        (None, Some(high)) => moved(high, -1),
        (None, None) => Date::new(2000, 1, 1),
    }
}

/// The least text from the lower end on; a blank reads better than the character 0, which is the very least.
fn text(interval: &Interval) -> Option<Constant> {
    let Some(low) = &interval.low else {
        return Some(Constant::Text("".into()));
    };
    let Constant::Text(text) = &low.value else {
        return None;
    };
    if low.inclusive {
        return Some(low.value.clone());
    }
    [" ", "\0"]
        .map(|end| Constant::Text(format!("{text}{end}").into()))
        .into_iter()
        .find(|value| interval.contains(value))
}
