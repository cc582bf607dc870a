//! Values told apart: which lanes of one or several columns hold the same.

use super::lane_number;
use crate::column::Values;
use crate::date::Date;
use crate::execute::column::{Column, Failure};
use crate::number::Decimal;
use std::collections::{HashMap, HashSet};

/// One value, to be compared with others of its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part<'a> {
    /// Nothing, or true or false.
    Bool(bool),
    /// A number, by what it is worth.
    Number(Decimal),
    /// A text.
    Text(&'a str),
    /// A date.
    Date(Date),
    /// A member, an item, or a row.
    Id(u32),
}

impl<'a> Part<'a> {
    /// The value of a lane; nothing where there is no such lane.
    pub fn of(values: &'a Values, lane: u32) -> Option<Self> {
        let lane = lane as usize;
        Some(match values {
            Values::Bool(column) => Self::Bool(*column.get(lane)?),
            Values::Number(column) => Self::Number(*column.get(lane)?),
            Values::Text(column) => Self::Text(column.get(lane)?),
            Values::Date(column) => Self::Date(*column.get(lane)?),
            Values::Enum(column) | Values::Ref(column) | Values::Row(column) => {
                Self::Id(*column.get(lane)?)
            }
        })
    }
}

/// The values of several columns in one lane.
pub fn parts<'a>(columns: &[&'a Column], lane: u32) -> Vec<Part<'a>> {
    let parts = columns.iter();
    parts
        .filter_map(|column| Part::of(&column.values, lane))
        .collect()
}

/// The first failure of several columns in one lane.
pub fn failure(columns: &[&Column], lane: u32) -> Failure {
    let failures = columns.iter().map(|column| column.failure(lane));
    failures.fold(Failure::NONE, Failure::or)
}

/// Whether each lane is kept and has values that no kept lane before it has, among the lanes between two of `starts`.
pub fn first_of_its_value(starts: &[u32], keep: &Column, values: &[&Column]) -> Column {
    let can_fail = keep.failures.is_some() || values.iter().any(|v| v.failures.is_some());
    let (mut firsts, mut failures) = (Vec::new(), Vec::new());
    let groups = starts.iter().zip(starts.iter().skip(1));
    for (start, end) in groups {
        let mut seen = HashSet::new();
        for lane in *start..*end {
            let kept = keep.values.bools().get(lane as usize) == Some(&true);
            let mut failed = keep.failure(lane);
            if kept && can_fail {
                failed = failed.or(failure(values, lane));
            }
            firsts.push(kept && failed.is_none() && seen.insert(parts(values, lane)));
            failures.push(failed);
        }
    }
    Column {
        values: Values::Bool(firsts),
        failures: can_fail.then_some(failures),
    }
}

/// The lanes of several columns by the lane above them and their values: the first of each.
pub struct Directory<'a>(HashMap<(u32, Vec<Part<'a>>), u32>);

impl<'a> Directory<'a> {
    /// `above`: for each lane the one under which values are told apart; `at`: where its values stand in the columns.
    pub fn new(above: &[u32], at: &[u32], columns: &[&'a Column]) -> Self {
        let mut lanes = HashMap::with_capacity(at.len());
        for (lane, (above, at)) in above.iter().zip(at).enumerate() {
            let key = (*above, parts(columns, *at));
            lanes.entry(key).or_insert_with(|| lane_number(lane));
        }
        Self(lanes)
    }

    /// The first lane under `above` that has the values.
    pub fn find(&self, above: u32, wanted: Vec<Part<'a>>) -> Option<u32> {
        self.0.get(&(above, wanted)).copied()
    }
}
