//! From a small whole number, an enumeration or a bool straight to its class.

use super::classes::Classes;
use super::cuts::Cuts;
use super::index;
use super::key::{Key, Kind};
use crate::number::{Decimal, Mode};

/// How wide the array may be: for a few cuts, and for each cut of many.
const LEAST_WIDTH: i64 = 1024;
const WIDTH_PER_CUT: i64 = 16;

/// The classes of the whole numbers from `first` on; of an enumeration's ordinals; of false and true.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Direct {
    kind: Kind,
    first: i64,
    classes: Vec<u32>,
    below: u32,
    above: u32,
}

impl Direct {
    /// The array for these cuts; nothing where they are not whole numbers close together.
    pub(super) fn new(cuts: &Cuts, classes: &Classes) -> Option<Self> {
        let (kind, first, last) = match cuts {
            Cuts::Bool(_) => (Kind::Bool, 0, 1),
            Cuts::Number(values) => {
                // Rounding the ends outwards keeps every cut inside.
                let whole = |value: &Decimal, mode| value.round(mode, Decimal::ONE).ok()?.to_i64();
                (
                    Kind::Number,
                    whole(values.first()?, Mode::Floor)?,
                    whole(values.last()?, Mode::Ceiling)?,
                )
            }
            Cuts::Enum(values) => (
                Kind::Enum,
                i64::from(*values.first()?),
                i64::from(*values.last()?),
            ),
            Cuts::Text(_) | Cuts::Date(_) => return None,
        };
        let width = last.checked_sub(first)?.checked_add(1)?;
        let widest = i64::try_from(cuts.len()).ok()?.checked_mul(WIDTH_PER_CUT)?;
        if width > widest.max(LEAST_WIDTH) {
            return None;
        }
        let class = |number: i64| {
            let key = match cuts {
                Cuts::Bool(_) => Key::Bool(number == 1),
                Cuts::Enum(_) => Key::Enum(u32::try_from(number).ok()?),
                _ => Key::Number(number.into()),
            };
            cuts.segment(key).map(|segment| classes.of_segment(segment))
        };
        Some(Self {
            kind,
            first,
            classes: (first..=last).map(class).collect::<Option<_>>()?,
            below: classes.of_segment(0),
            above: classes.of_segment(cuts.segments().saturating_sub(1)),
        })
    }

    /// The class of a key; nothing where the array does not say.
    #[inline]
    pub(super) fn class(&self, key: Key<'_>) -> Option<u32> {
        let number = match (self.kind, key) {
            (Kind::Number, Key::Number(number)) => number.to_i64()?,
            (Kind::Enum, Key::Enum(ordinal)) => i64::from(ordinal),
            (Kind::Bool, Key::Bool(value)) => i64::from(value),
            _ => return None,
        };
        if number < self.first {
            return Some(self.below);
        }
        let place = u32::try_from(number.checked_sub(self.first)?);
        Some(place.map_or(self.above, |place| {
            self.classes
                .get(index(place))
                .copied()
                .unwrap_or(self.above)
        }))
    }
}
