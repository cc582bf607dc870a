//! Folding the lanes of a space into those of an ancestor, and choosing one of them.

use super::arithmetic::code;
use super::{Computed, lane_number};
use crate::column::Values;
use crate::execute::column::{Column, Failure};
use crate::graph::{Choice, ErrorCode, Reduction};
use crate::number::{Decimal, NumberError};
use std::ops::Range;
use std::sync::Arc;

/// What is folded: for each result the lanes under it, which of them are kept, and their values.
#[derive(Clone, Copy)]
pub struct Folding<'a> {
    /// Where the lanes of each result begin, and where the last end.
    pub starts: &'a [u32],
    /// For which of them there are results, one after the other; none: for all.
    pub at: Option<&'a [u32]>,
    /// Which lanes count; none: all.
    pub keep: Option<&'a Column>,
    /// The values; none where only the lanes count.
    pub value: Option<&'a Column>,
}

/// The result of a fold: what it came to, and the failures of items that it met.
#[derive(Debug, Clone, PartialEq)]
pub struct Folded {
    /// The values, and failures of the fold itself.
    pub computed: Computed,
    /// For each result the failure of the first item in error.
    pub failures: Option<Vec<Failure>>,
}

impl<'a> Folding<'a> {
    /// The lanes under each result.
    fn groups(self) -> impl Iterator<Item = Range<usize>> + 'a {
        let count = match self.at {
            None => self.starts.len().saturating_sub(1),
            Some(at) => at.len(),
        };
        (0..count).map(move |result| {
            let lane = match self.at.map(|at| at.get(result)) {
                None => result,
                Some(lane) => lane.map_or(usize::MAX, |lane| *lane as usize),
            };
            let bound = |lane: usize| self.starts.get(lane).map_or(0, |start| *start as usize);
            bound(lane)..bound(lane.saturating_add(1))
        })
    }

    /// The lanes of a group that count.
    fn kept(self, group: Range<usize>) -> impl Iterator<Item = usize> + 'a {
        let keep = self.keep.map(|column| column.values.bools());
        group.filter(move |lane| keep.is_none_or(|keep| keep.get(*lane) == Some(&true)))
    }

    /// Of each group the failure of the first lane in error: its keep before its value. `decides`: a value that ends the search.
    fn failures(self, decides: Option<bool>) -> Option<Vec<Failure>> {
        let can_fail = |column: Option<&Column>| column.is_some_and(|c| c.failures.is_some());
        (can_fail(self.keep) || can_fail(self.value)).then(|| {
            self.groups()
                .map(|group| {
                    let first = self.first_failure(group, decides);
                    first.map_or(Failure::NONE, |(_, failure)| failure)
                })
                .collect()
        })
    }

    /// The first lane in error and its failure, if a deciding value does not come before it; nothing where none is.
    pub fn first_failure(
        self,
        group: Range<usize>,
        decides: Option<bool>,
    ) -> Option<(u32, Failure)> {
        for place in group {
            let lane = lane_number(place);
            if let Some(keep) = self.keep {
                let failure = keep.failure(lane);
                if failure.is_some() {
                    return Some((lane, failure));
                }
                if keep.values.bools().get(place) != Some(&true) {
                    continue;
                }
            }
            let Some(value) = self.value else { continue };
            let failure = value.failure(lane);
            if failure.is_some() {
                return Some((lane, failure));
            }
            if decides.is_some() && value.values.bools().get(place).copied() == decides {
                break;
            }
        }
        None
    }

    fn values(self) -> Option<&'a Values> {
        self.value.map(|column| &column.values)
    }
}

/// The value at which a fold stops looking: `any` at the first true, `all` at the first false.
pub const fn decisive(kind: Reduction) -> Option<bool> {
    match kind {
        Reduction::Any => Some(true),
        Reduction::All => Some(false),
        _ => None,
    }
}

/// Folds each group to one value.
pub fn reduce(kind: Reduction, folding: Folding<'_>) -> Folded {
    let computed = match kind {
        Reduction::Sum => accumulate(folding, Decimal::ZERO, Decimal::add),
        Reduction::Product => accumulate(folding, Decimal::ONE, Decimal::mul),
        Reduction::Count => Computed::sound(counts(folding)),
        Reduction::NonEmpty => Computed::sound(not_empty(folding)),
        Reduction::Any => Computed::sound(has(folding, true, true)),
        Reduction::All => Computed::sound(has(folding, false, false)),
        Reduction::Min => Computed::sound(extremes(folding, Choice::Least)),
        Reduction::Max => Computed::sound(extremes(folding, Choice::Greatest)),
    };
    Folded {
        computed,
        failures: folding.failures(decisive(kind)),
    }
}

/// The texts of each group, with its separator between any two.
pub fn joined(folding: Folding<'_>, separators: &Column) -> Column {
    let texts = folding.values().map(Values::texts).unwrap_or_default();
    let separators_here = separators.values.texts().iter();
    let joined = folding
        .groups()
        .zip(separators_here)
        .map(|(group, between)| {
            let kept = folding.kept(group).filter_map(|lane| texts.get(lane));
            let kept: Vec<&str> = kept.map(|text| &**text).collect();
            Arc::from(kept.join(between))
        });
    let values = Values::Text(joined.collect());
    let failures = match (folding.failures(None), &separators.failures) {
        (Some(items), Some(_)) => {
            let items = (0..).zip(items);
            Some(
                items
                    .map(|(lane, of)| of.or(separators.failure(lane)))
                    .collect(),
            )
        }
        (items, separators) => items.or_else(|| separators.clone()),
    };
    Column { values, failures }
}

/// Chooses one lane of each group, as a reference.
pub fn choose(choice: Choice, folding: Folding<'_>) -> Folded {
    let lanes = chosen(choice, folding);
    let lanes = lanes.into_iter().map(|lane| lane.unwrap_or(0)).collect();
    Folded {
        computed: Computed::sound(Values::Ref(lanes)),
        failures: folding.failures(None),
    }
}

fn accumulate(
    folding: Folding<'_>,
    start: Decimal,
    operation: impl Fn(Decimal, Decimal) -> Result<Decimal, NumberError>,
) -> Computed {
    let numbers = folding.values().map(Values::numbers).unwrap_or_default();
    let mut failed: Vec<(u32, ErrorCode)> = Vec::new();
    let mut values = Vec::new();
    for (result, group) in folding.groups().enumerate() {
        let total = folding
            .kept(group)
            .filter_map(|lane| numbers.get(lane))
            .try_fold(start, |total, number| operation(total, *number));
        values.push(total.unwrap_or_else(|error| {
            failed.push((lane_number(result), code(error)));
            Decimal::ZERO
        }));
    }
    Computed {
        values: Values::Number(values),
        failed,
    }
}

fn counts(folding: Folding<'_>) -> Values {
    let count = |group| Decimal::from(lane_number(folding.kept(group).count()));
    Values::Number(folding.groups().map(count).collect())
}

fn not_empty(folding: Folding<'_>) -> Values {
    let kept = |group| folding.kept(group).next().is_some();
    Values::Bool(folding.groups().map(kept).collect())
}

/// `found` where a kept lane has the value, else its opposite.
fn has(folding: Folding<'_>, value: bool, found: bool) -> Values {
    let bools = folding.values().map(Values::bools).unwrap_or_default();
    let is_there = |group| {
        let mut kept = folding.kept(group);
        kept.any(|lane| bools.get(lane) == Some(&value))
    };
    let groups = folding.groups();
    Values::Bool(groups.map(|group| is_there(group) == found).collect())
}

/// The least or greatest kept value of each group; a filler where it has none.
fn extremes(folding: Folding<'_>, choice: Choice) -> Values {
    let lanes: Vec<u32> = chosen(choice, folding)
        .into_iter()
        .map(|lane| lane.unwrap_or(u32::MAX))
        .collect();
    let none = Values::Number(Vec::new());
    super::moves::gather_values(folding.values().unwrap_or(&none), &lanes)
}

/// The lane of each group that the choice falls on; ties go to the first.
fn chosen(choice: Choice, folding: Folding<'_>) -> Vec<Option<u32>> {
    fn best<T: Ord>(
        values: &[T],
        kept: impl Iterator<Item = usize>,
        greatest: bool,
    ) -> Option<usize> {
        let mut best: Option<(usize, &T)> = None;
        for lane in kept {
            let Some(value) = values.get(lane) else {
                continue;
            };
            let better =
                best.is_none_or(|(_, held)| if greatest { value > held } else { value < held });
            if better {
                best = Some((lane, value));
            }
        }
        best.map(|(lane, _)| lane)
    }
    let greatest = choice == Choice::Greatest;
    let of = |group| {
        let mut kept = folding.kept(group);
        let lane = match (choice, folding.values()) {
            (Choice::First, _) => kept.next(),
            (Choice::Last, _) => kept.last(),
            (_, None) => None,
            (_, Some(Values::Bool(values))) => best(values, kept, greatest),
            (_, Some(Values::Number(values))) => best(values, kept, greatest),
            (_, Some(Values::Text(values))) => best(values, kept, greatest),
            (_, Some(Values::Date(values))) => best(values, kept, greatest),
            (_, Some(Values::Enum(values) | Values::Ref(values) | Values::Row(values))) => {
                best(values, kept, greatest)
            }
        };
        lane.map(lane_number)
    };
    folding.groups().map(of).collect()
}
