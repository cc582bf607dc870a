use super::Constant;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// A set of values: the ranges and sets of `int 0..40`, `int {25, 50, 100}`, `coverage in {BI, PD}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    /// Its parts; a value is inside if it is in one of them.
    pub intervals: Vec<Interval>,
    /// As it is written, for messages: `0..40`, `{25, 50, 100}`.
    pub text: Arc<str>,
}

/// The values between two bounds; a missing bound is open without limit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Interval {
    /// The lower end.
    pub low: Option<Bound>,
    /// The upper end.
    pub high: Option<Bound>,
}

/// An end of an interval.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Bound {
    /// The value at the end.
    pub value: Constant,
    /// Whether the value itself is inside.
    pub inclusive: bool,
}

impl Interval {
    /// The interval that holds one value.
    #[must_use]
    pub fn one(value: Constant) -> Self {
        let bound = Bound {
            value,
            inclusive: true,
        };
        Self {
            low: Some(bound.clone()),
            high: Some(bound),
        }
    }

    /// Whether the value lies between the ends. Values of another kind lie outside.
    #[must_use]
    pub fn contains(&self, value: &Constant) -> bool {
        let same = |b: &Bound| std::mem::discriminant(&b.value) == std::mem::discriminant(value);
        self.low
            .as_ref()
            .is_none_or(|b| same(b) && (b.value < *value || (b.inclusive && b.value == *value)))
            && self
                .high
                .as_ref()
                .is_none_or(|b| same(b) && (*value < b.value || (b.inclusive && b.value == *value)))
    }

    /// The values that lie in both intervals.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        // Of two bounds with one value the exclusive one is tighter.
        let higher =
            |a: &Bound, b: &Bound| a.value > b.value || (a.value == b.value && !a.inclusive);
        let lower =
            |a: &Bound, b: &Bound| a.value < b.value || (a.value == b.value && !a.inclusive);
        let tighter =
            |a: &Option<Bound>, b: &Option<Bound>, is_tighter: &dyn Fn(&Bound, &Bound) -> bool| {
                match (a, b) {
                    (Some(x), Some(y)) if is_tighter(x, y) => a.clone(),
                    (_, Some(_)) => b.clone(),
                    (_, None) => a.clone(),
                }
            };
        Self {
            low: tighter(&self.low, &other.low, &higher),
            high: tighter(&self.high, &other.high, &lower),
        }
    }
}

impl Domain {
    /// Whether the value is in one of the parts.
    #[must_use]
    pub fn contains(&self, value: &Constant) -> bool {
        self.intervals.iter().any(|i| i.contains(value))
    }
}
