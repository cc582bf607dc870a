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

/// Values that the cells of an axis name, in their order: side by side, for there may be millions.
#[derive(Debug)]
pub(super) enum Values<'v> {
    Bool(Vec<bool>),
    Number(Vec<Decimal>),
    Text(Vec<&'v Arc<str>>),
    Date(Vec<Date>),
    Enum(Vec<u32>),
}

impl<'v> Values<'v> {
    /// None yet, of this kind.
    pub(super) const fn none(kind: Kind) -> Self {
        match kind {
            Kind::Bool => Self::Bool(Vec::new()),
            Kind::Number => Self::Number(Vec::new()),
            Kind::Text => Self::Text(Vec::new()),
            Kind::Date => Self::Date(Vec::new()),
            Kind::Enum => Self::Enum(Vec::new()),
        }
    }

    /// Adds a value. Whether it is of the kind.
    pub(super) fn add(&mut self, value: &'v Constant) -> bool {
        match (self, value) {
            (Self::Bool(all), Constant::Bool(value)) => all.push(*value),
            (Self::Number(all), Constant::Number(value)) => all.push(*value),
            (Self::Text(all), Constant::Text(value)) => all.push(value),
            (Self::Date(all), Constant::Date(value)) => all.push(*value),
            (Self::Enum(all), Constant::Enum(value)) => all.push(*value),
            _ => return false,
        }
        true
    }
}

impl Cuts {
    /// The cuts of these values, and the segment of each value.
    pub(super) fn new(values: &Values<'_>) -> (Self, Vec<u32>) {
        fn chosen<T: Clone>(values: &[T], firsts: &[usize]) -> Vec<T> {
            let firsts = firsts.iter().filter_map(|at| values.get(*at));
            firsts.cloned().collect()
        }
        match values {
            Values::Bool(values) => {
                let (segments, firsts) = ranked(values);
                (Self::Bool(chosen(values, &firsts)), segments)
            }
            Values::Number(values) => {
                let (segments, firsts) = ranked_numbers(values);
                (Self::Number(chosen(values, &firsts)), segments)
            }
            Values::Text(values) => {
                let (segments, firsts) = ranked(values);
                let texts = chosen(values, &firsts).into_iter();
                (Self::Text(texts.cloned().collect()), segments)
            }
            Values::Date(values) => {
                let (segments, firsts) = ranked(values);
                (Self::Date(chosen(values, &firsts)), segments)
            }
            Values::Enum(values) => {
                let ordinals: Vec<i64> = values.iter().copied().map(i64::from).collect();
                let (segments, firsts) = ranked_whole(&ordinals);
                (Self::Enum(chosen(values, &firsts)), segments)
            }
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

/// For each value its segment; for each different value, ascending, where it stands first.
fn ranked<K: Ord + Copy>(keys: &[K]) -> (Vec<u32>, Vec<usize>) {
    let mut order: Vec<(K, usize)> = keys.iter().copied().zip(0..).collect();
    order.sort_unstable();
    let mut segments = vec![0; keys.len()];
    let mut firsts: Vec<usize> = Vec::new();
    for group in order.chunk_by(|a, b| a.0 == b.0) {
        firsts.extend(group.first().map(|(_, at)| *at));
        // The value of rank r, from 0, has the segment 2r + 1.
        let segment = firsts.len().saturating_mul(2).saturating_sub(1);
        for (_, at) in group {
            if let Some(own) = segments.get_mut(*at) {
                *own = u32::try_from(segment).unwrap_or(u32::MAX);
            }
        }
    }
    (segments, firsts)
}

/// How many whole numbers there may be from the least to the greatest for each that is named, to be counted instead of sorted.
const WIDTH_PER_VALUE: usize = 4;

/// As [`ranked`], of whole numbers: where they lie close together they are counted and not sorted.
fn ranked_whole(values: &[i64]) -> (Vec<u32>, Vec<usize>) {
    counted(values).unwrap_or_else(|| ranked(values))
}

fn counted(values: &[i64]) -> Option<(Vec<u32>, Vec<usize>)> {
    let (least, greatest) = (values.iter().min()?, values.iter().max()?);
    let width = usize::try_from(greatest.checked_sub(*least)?).ok()?;
    let width = width.checked_add(1)?;
    if width > values.len().checked_mul(WIDTH_PER_VALUE)? {
        return None;
    }
    let at = |value: &i64| usize::try_from(value.checked_sub(*least)?).ok();
    // Where each number stands first; then its segment.
    let mut of_number = vec![usize::MAX; width];
    for (place, value) in values.iter().enumerate() {
        let first = of_number.get_mut(at(value)?)?;
        *first = place.min(*first);
    }
    let mut firsts = Vec::new();
    for first in of_number.iter_mut().filter(|first| **first != usize::MAX) {
        firsts.push(*first);
        *first = firsts.len().checked_mul(2)?.checked_sub(1)?;
    }
    let segment = |value: &i64| u32::try_from(*of_number.get(at(value)?)?).ok();
    let segments = values.iter().map(segment).collect::<Option<Vec<u32>>>()?;
    Some((segments, firsts))
}

/// As [`ranked`]. Numbers are compared as multiples of their finest step, which is much quicker than as decimals.
fn ranked_numbers(values: &[Decimal]) -> (Vec<u32>, Vec<usize>) {
    let finest = values.iter().map(|value| value.scale()).max().unwrap_or(0);
    let scaled = values.iter().map(|value| {
        let factor = 10_i64.checked_pow(finest.checked_sub(value.scale())?)?;
        let coefficient = i64::try_from(value.coefficient()).ok()?;
        coefficient.checked_mul(factor)
    });
    match scaled.collect::<Option<Vec<i64>>>() {
        Some(scaled) => ranked_whole(&scaled),
        None => ranked(values),
    }
}
