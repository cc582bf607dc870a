//! Which values a set holds, found without going through all of its parts: it may have ten thousands.

use lutine_core::graph::{Bound, Constant, Domain};
use std::cmp::Ordering;

/// The parts of a set by where they begin.
pub(super) struct Accepted<'d> {
    /// Where each begins, ascending.
    lows: Vec<Option<&'d Bound>>,
    /// Where the one that reaches farthest ends, of it and those before it.
    highs: Vec<Option<&'d Bound>>,
}

impl<'d> Accepted<'d> {
    pub(super) fn new(domain: &'d Domain) -> Self {
        let mut parts: Vec<_> = domain.intervals.iter().collect();
        parts.sort_by(|a, b| begins(a.low.as_ref(), b.low.as_ref()));
        let mut highs: Vec<Option<&Bound>> = Vec::with_capacity(parts.len());
        for part in &parts {
            let own = part.high.as_ref();
            let farthest = match highs.last() {
                Some(before) if ends(*before, own) == Ordering::Greater => *before,
                _ => own,
            };
            highs.push(farthest);
        }
        Self {
            lows: parts.iter().map(|part| part.low.as_ref()).collect(),
            highs,
        }
    }

    /// Whether the value is in one of the parts.
    pub(super) fn contains(&self, value: &Constant) -> bool {
        let begun = |low: &Option<&Bound>| match low {
            None => true,
            Some(low) => low.value < *value || (low.inclusive && low.value == *value),
        };
        let last = self.lows.partition_point(begun).checked_sub(1);
        let high = last.and_then(|last| self.highs.get(last));
        high.is_some_and(|high| match high {
            None => true,
            Some(high) => *value < high.value || (high.inclusive && high.value == *value),
        })
    }
}

fn begins(a: Option<&Bound>, b: Option<&Bound>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (Some(a), Some(b)) => {
            let values = a.value.cmp(&b.value);
            values.then(b.inclusive.cmp(&a.inclusive))
        }
    }
}

fn ends(a: Option<&Bound>, b: Option<&Bound>) -> Ordering {
    match (a, b) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => Ordering::Greater,
        (Some(_), None) => Ordering::Less,
        (Some(a), Some(b)) => {
            let values = a.value.cmp(&b.value);
            values.then(a.inclusive.cmp(&b.inclusive))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lutine_core::graph::Interval;

    #[test]
    fn a_value_is_in_the_set_that_has_it() {
        let bound = |value: u32, inclusive| Bound {
            value: Constant::Enum(value),
            inclusive,
        };
        let ends = [
            None,
            Some((2, true)),
            Some((2, false)),
            Some((4, true)),
            Some((4, false)),
        ];
        let made = |end: Option<(u32, bool)>| end.map(|(value, inclusive)| bound(value, inclusive));
        let mut parts = Vec::new();
        for low in ends {
            for high in ends {
                let (low, high) = (made(low), made(high));
                parts.push(Interval { low, high });
            }
        }
        for first in &parts {
            for second in &parts {
                let domain = Domain {
                    text: "".into(),
                    intervals: vec![first.clone(), second.clone()],
                };
                let accepted = Accepted::new(&domain);
                for value in (0..7).map(Constant::Enum) {
                    let said = accepted.contains(&value);
                    assert_eq!(said, domain.contains(&value), "{value:?} in {domain:?}");
                }
            }
        }
    }
}
