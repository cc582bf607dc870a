//! The columns of a batch while it is read, and the way back when a risk has faults.

use super::kind::Plain;
use super::plan::{Plan, ValuePlan};
use crate::batch::{Batch, Items, Segment};
use crate::column::Values;
use crate::date::Date;
use crate::graph::{ListId, RISK, SpaceId, Ty};
use crate::number::Decimal;
use crate::schema::Absence;
use std::sync::Arc;

/// A batch that is being filled.
#[derive(Debug)]
pub(super) struct Columns<'p> {
    plan: &'p Plan,
    batch: Batch,
    /// How many lanes each space has.
    lanes: Vec<u32>,
}

/// How many lanes each space had at some time.
#[derive(Debug, Clone, Default)]
pub(super) struct Mark(Vec<u32>);

impl<'p> Columns<'p> {
    /// Fills the columns of a batch that this plan has filled before, or none has, from the first lane on.
    pub(super) fn new(plan: &'p Plan, batch: Batch, lanes: Vec<u32>) -> Self {
        let mut columns = Self { plan, batch, lanes };
        if columns.lanes.is_empty() {
            let inputs = plan.inputs.iter().map(|input| Values::empty(input.ty));
            columns.batch = Batch {
                risks: 0,
                inputs: inputs.collect(),
                given: vec![Vec::new(); plan.inputs.len()],
                items: vec![Items::default(); plan.items.len()],
                segments: vec![Vec::new(); plan.owners.len()],
            };
            columns.lanes = vec![0; plan.items.len()];
        } else {
            columns.roll_back(&Mark::default());
        }
        columns
    }

    /// The batch, and how many lanes each space has.
    pub(super) fn finish(mut self) -> (Batch, Vec<u32>) {
        self.batch.risks = self.lanes(RISK);
        (self.batch, self.lanes)
    }

    /// How many lanes a space has.
    pub(super) fn lanes(&self, space: SpaceId) -> u32 {
        self.lanes.get(space.index()).copied().unwrap_or(0)
    }

    /// Adds a lane for a risk.
    pub(super) fn add_risk(&mut self) -> u32 {
        self.add_lane(RISK)
    }

    /// Adds a lane for an item: the position is its place in the list of the owner, from 1.
    pub(super) fn add_item(
        &mut self,
        space: SpaceId,
        parent: u32,
        list: ListId,
        owner: u32,
        position: u32,
    ) -> u32 {
        if let Some(items) = self.batch.items.get_mut(space.index()) {
            items.parent.push(parent);
            items.list.push(list);
            items.owner.push(owner);
            items.position.push(position);
        }
        self.add_lane(space)
    }

    fn add_lane(&mut self, space: SpaceId) -> u32 {
        match self.lanes.get_mut(space.index()) {
            None => 0,
            Some(lanes) => {
                let lane = *lanes;
                *lanes = lane.saturating_add(1);
                lane
            }
        }
    }

    /// Says which lanes are the items of the owner at hand: those of the space from `start` on.
    pub(super) fn end_list(&mut self, list: ListId, space: SpaceId, start: u32) {
        let len = self.lanes(space).saturating_sub(start);
        if let Some(segments) = self.batch.segments.get_mut(list.index()) {
            segments.push(Segment { start, len });
        }
    }

    /// Writes a value into the lane at hand of a column.
    #[inline]
    pub(super) fn write(&mut self, input: usize, value: Plain<'_>) {
        match (self.batch.inputs.get_mut(input), value) {
            (Some(Values::Bool(lanes)), Plain::Bool(value)) => lanes.push(value),
            (Some(Values::Number(lanes)), Plain::Number(value)) => lanes.push(value),
            (Some(Values::Text(lanes)), Plain::Text(value)) => lanes.push(value.into()),
            (Some(Values::Date(lanes)), Plain::Date(value)) => lanes.push(value),
            (Some(Values::Enum(lanes)), Plain::Enum(value)) => lanes.push(value),
            // The plan has made sure that column and value are of one kind.
            _ => {}
        }
    }

    /// Writes a value that a field takes.
    #[inline]
    pub(super) fn take(&mut self, field: &ValuePlan, value: Plain<'_>) {
        self.write(field.input, value);
        if field.absence == Absence::Optional {
            self.write_given(field.input, true);
        }
    }

    /// Writes the numbers that a field takes in lanes one behind the other; false where it takes none.
    pub(super) fn take_numbers(&mut self, field: &ValuePlan, numbers: &[Decimal]) -> bool {
        let Some(Values::Number(lanes)) = self.batch.inputs.get_mut(field.input) else {
            return false;
        };
        lanes.extend_from_slice(numbers);
        self.all_given(field, numbers.len());
        true
    }

    /// The same with dates.
    pub(super) fn take_dates(&mut self, field: &ValuePlan, dates: &[Date]) -> bool {
        let Some(Values::Date(lanes)) = self.batch.inputs.get_mut(field.input) else {
            return false;
        };
        lanes.extend_from_slice(dates);
        self.all_given(field, dates.len());
        true
    }

    fn all_given(&mut self, field: &ValuePlan, count: usize) {
        if field.absence == Absence::Optional
            && let Some(given) = self.batch.given.get_mut(field.input)
        {
            given.resize(given.len().saturating_add(count), true);
        }
    }

    /// Fills the lane at hand of a field that is not given.
    pub(super) fn blank(&mut self, field: &ValuePlan) {
        self.fill(field.input);
        if field.absence == Absence::Optional {
            self.write_given(field.input, false);
        }
    }

    /// Says of a column with values that may be absent whether this one is given.
    fn write_given(&mut self, input: usize, is_given: bool) {
        if let Some(given) = self.batch.given.get_mut(input) {
            given.push(is_given);
        }
    }

    /// Fills the lane at hand of a column with a value that means nothing.
    fn fill(&mut self, input: usize) {
        match self.plan.inputs.get(input).map(|input| input.ty) {
            Some(Ty::Bool) => self.write(input, Plain::Bool(false)),
            Some(Ty::Date) => self.write(input, Plain::Date(Date::default())),
            Some(Ty::Enum(_)) => self.write(input, Plain::Enum(0)),
            Some(Ty::Text) => {
                if let Some(Values::Text(lanes)) = self.batch.inputs.get_mut(input) {
                    lanes.push(Arc::default());
                }
            }
            _ => self.write(input, Plain::Number(Decimal::ZERO)),
        }
    }

    /// Notes how many lanes there are.
    pub(super) fn mark(&self, mark: &mut Mark) {
        mark.0.clone_from(&self.lanes);
    }

    /// Takes away all lanes that were added since a mark.
    pub(super) fn roll_back(&mut self, mark: &Mark) {
        let lanes = |space: SpaceId| {
            let lanes = mark.0.get(space.index()).copied().unwrap_or(0);
            usize::try_from(lanes).unwrap_or(usize::MAX)
        };
        for (place, count) in self.lanes.iter_mut().enumerate() {
            *count = mark.0.get(place).copied().unwrap_or(0);
        }
        let columns = self.batch.inputs.iter_mut().zip(&mut self.batch.given);
        for ((values, given), input) in columns.zip(&self.plan.inputs) {
            values.truncate(lanes(input.space));
            given.truncate(lanes(input.space));
        }
        for (items, space) in self.batch.items.iter_mut().zip(0..) {
            let lanes = lanes(SpaceId(space));
            items.parent.truncate(lanes);
            items.list.truncate(lanes);
            items.owner.truncate(lanes);
            items.position.truncate(lanes);
        }
        for (segments, owner) in self.batch.segments.iter_mut().zip(&self.plan.owners) {
            segments.truncate(lanes(*owner));
        }
    }
}

impl Values {
    /// Takes away all lanes from the n-th on.
    fn truncate(&mut self, lanes: usize) {
        match self {
            Self::Bool(values) => values.truncate(lanes),
            Self::Number(values) => values.truncate(lanes),
            Self::Text(values) => values.truncate(lanes),
            Self::Date(values) => values.truncate(lanes),
            Self::Enum(values) | Self::Ref(values) | Self::Row(values) => values.truncate(lanes),
        }
    }
}
