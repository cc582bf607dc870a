//! The values at which something changes along an axis.

use super::key::{Key, Kind};
use crate::date::Date;
use crate::graph::{Bound, Constant, Interval};
use crate::number::Decimal;
use std::sync::Arc;

/// The values named in an axis's cells, sorted, each once. k of them cut the axis into 2k + 1 *segments*, numbered along it: what
/// lies below the first, the first itself, what lies between the first and the second, …, what lies above the last. No row can
/// tell the values of one segment apart.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cuts {
    Bool(Vec<bool>),
    Number(Vec<Decimal>),
    Text(Vec<Arc<str>>),
    Date(Vec<Date>),
    Enum(Vec<u32>),
}

impl Cuts {
    /// The cuts of these values, which are all of the kind.
    pub(super) fn new<'a>(kind: Kind, values: impl Iterator<Item = &'a Constant>) -> Self {
        let mut values: Vec<&Constant> = values.collect();
        values.sort_unstable();
        values.dedup();
        macro_rules! cuts {
            ($variant:ident) => {
                Self::$variant(
                    values
                        .into_iter()
                        .filter_map(|value| match value {
                            Constant::$variant(value) => Some(value.clone()),
                            _ => None,
                        })
                        .collect(),
                )
            };
        }
        match kind {
            Kind::Bool => cuts!(Bool),
            Kind::Number => cuts!(Number),
            Kind::Text => cuts!(Text),
            Kind::Date => cuts!(Date),
            Kind::Enum => cuts!(Enum),
        }
    }

    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Bool(values) => values.len(),
            Self::Number(values) => values.len(),
            Self::Text(values) => values.len(),
            Self::Date(values) => values.len(),
            Self::Enum(values) => values.len(),
        }
    }

    /// How many segments there are.
    pub(crate) fn segments(&self) -> u32 {
        u32::try_from(self.len().saturating_mul(2).saturating_add(1)).unwrap_or(u32::MAX)
    }

    /// The n-th cut, from 0.
    pub(crate) fn get(&self, place: usize) -> Option<Constant> {
        match self {
            Self::Bool(values) => values.get(place).copied().map(Constant::Bool),
            Self::Number(values) => values.get(place).copied().map(Constant::Number),
            Self::Text(values) => values.get(place).cloned().map(Constant::Text),
            Self::Date(values) => values.get(place).copied().map(Constant::Date),
            Self::Enum(values) => values.get(place).copied().map(Constant::Enum),
        }
    }

    /// The segment that a key lies in; nothing if it is of another kind than the axis.
    pub(super) fn segment(&self, key: Key<'_>) -> Option<u32> {
        let place = match (self, key) {
            (Self::Bool(values), Key::Bool(key)) => values.binary_search(&key),
            (Self::Number(values), Key::Number(key)) => values.binary_search(&key),
            (Self::Text(values), Key::Text(key)) => {
                values.binary_search_by(|value| (**value).cmp(key))
            }
            (Self::Date(values), Key::Date(key)) => values.binary_search(&key),
            (Self::Enum(values), Key::Enum(key)) => values.binary_search(&key),
            _ => return None,
        };
        segment_of(place)
    }

    /// The segments of an interval, first and last; nothing if it is empty.
    pub(super) fn span(&self, interval: &Interval) -> Option<(u32, u32)> {
        let place = |bound: &Bound| self.segment(Key::from(&bound.value));
        let from = match &interval.low {
            None => 0,
            Some(bound) if bound.inclusive => place(bound)?,
            Some(bound) => place(bound)?.checked_add(1)?,
        };
        let to = match &interval.high {
            None => self.segments().checked_sub(1)?,
            Some(bound) if bound.inclusive => place(bound)?,
            Some(bound) => place(bound)?.checked_sub(1)?,
        };
        (from <= to).then_some((from, to))
    }

    /// The values of a segment, as an interval.
    pub(crate) fn interval(&self, segment: u32) -> Interval {
        let place = usize::try_from(segment >> 1).unwrap_or(usize::MAX);
        if segment & 1 == 1 {
            return match self.get(place) {
                Some(value) => Interval::one(value),
                None => Interval {
                    low: None,
                    high: None,
                },
            };
        }
        let end = |value| Bound {
            value,
            inclusive: false,
        };
        Interval {
            low: place
                .checked_sub(1)
                .and_then(|place| self.get(place))
                .map(end),
            high: self.get(place).map(end),
        }
    }
}

/// The segment of a value that was found at a place, or belongs in front of it.
fn segment_of(place: Result<usize, usize>) -> Option<u32> {
    let (place, own) = match place {
        Ok(place) => (place, 1),
        Err(place) => (place, 0),
    };
    u32::try_from(place.checked_mul(2)?.checked_add(own)?).ok()
}
