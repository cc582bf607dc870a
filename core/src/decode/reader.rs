//! Reading a risk along the plan.

use super::columns::{Columns, Mark};
use super::fault::{Path, Problem, shown};
use super::kind::Plain;
use super::nearest::nearest;
use super::plan::{Content, FieldPlan, Fields, ItemPlan, ListPlan, Plan, ValuePlan};
use crate::answer::{Fault, FaultCode};
use crate::batch::Batch;
use crate::graph::{RISK, SpaceId};
use crate::json::{Event, Events, JsonError};
use crate::number::Decimal;
use crate::schema::Absence;

/// Reads risks, one after another, into the columns of a batch.
#[derive(Debug)]
pub(super) struct Reader<'p> {
    plan: &'p Plan,
    columns: Columns<'p>,
    /// What is wrong with the risk at hand.
    faults: Vec<Fault>,
    /// The objects that reading stands in, the risk first: space and lane.
    open: Vec<(SpaceId, u32)>,
    /// For the fields of all these objects how far they are.
    fields: Vec<Seen>,
    /// The lanes before the risk at hand.
    before: Mark,
}

/// What a reader leaves to the next one of the same plan, so that nothing is allocated where as much has been read before.
#[derive(Debug, Default)]
pub(super) struct Used {
    batch: Batch,
    lanes: Vec<u32>,
    open: Vec<(SpaceId, u32)>,
    fields: Vec<Seen>,
    before: Mark,
}

impl Used {
    /// What was read.
    pub(super) const fn batch(&self) -> &Batch {
        &self.batch
    }

    /// How many lanes were read, those of all spaces together.
    pub(super) fn lanes(&self) -> usize {
        let lanes = self.lanes.iter().map(|lanes| *lanes as usize);
        lanes.fold(0, usize::saturating_add)
    }

    /// The batch, and how many lanes each space has.
    pub(super) fn into_parts(self) -> (Batch, Vec<u32>) {
        (self.batch, self.lanes)
    }

    pub(super) fn from_parts(batch: Batch, lanes: Vec<u32>) -> Self {
        Self {
            batch,
            lanes,
            ..Self::default()
        }
    }

    pub(super) fn into_batch(self) -> Batch {
        self.batch
    }
}

/// A key that was read.
enum Key<'p> {
    /// Of this field, by its place.
    Known(usize, &'p FieldPlan),
    /// Of none; its value was passed over.
    Unknown,
    /// The object has ended.
    None,
}

/// How far a field of the object at hand is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Seen {
    Not,
    /// It stands there as null, which is as if it were left out.
    Null,
    Given,
}

impl<'p> Reader<'p> {
    pub(super) fn new(plan: &'p Plan, used: Used) -> Self {
        Self {
            plan,
            columns: Columns::new(plan, used.batch, used.lanes),
            faults: Vec::new(),
            open: used.open,
            fields: used.fields,
            before: used.before,
        }
    }

    pub(super) fn finish(self) -> Used {
        let (batch, lanes) = self.columns.finish();
        Used {
            batch,
            lanes,
            open: self.open,
            fields: self.fields,
            before: self.before,
        }
    }

    /// Reads a risk: its lane, or all that is wrong with it. Then the columns are as if it had never been.
    pub(super) fn risk(&mut self, events: &mut impl Events) -> Result<u32, Vec<Fault>> {
        self.columns.mark(&mut self.before);
        self.open.clear();
        self.fields.clear();
        let read = self.whole(events);
        let mut faults = std::mem::take(&mut self.faults);
        match read {
            Ok(lane) if faults.is_empty() => return Ok(lane),
            Ok(_) => {}
            Err(error) => faults = vec![not_json(error)],
        }
        self.columns.roll_back(&self.before);
        Err(faults)
    }

    fn whole(&mut self, events: &mut impl Events) -> Result<u32, JsonError> {
        let lane = self.columns.add_risk();
        match (events.next()?, self.plan.objects.first()) {
            (Event::ObjectStart, Some(object)) => {
                self.open.push((RISK, lane));
                self.fields(events, &object.fields, &Path::Risk)?;
            }
            (found, _) => {
                let nested = opens(found);
                self.problem(&Path::Risk, Problem::wrong_type("an object", found));
                if nested {
                    events.leave()?;
                }
            }
        }
        events.next()?;
        Ok(lane)
    }

    /// Reads the fields of an object or record, whose `{` was read.
    fn fields(
        &mut self,
        events: &mut impl Events,
        fields: &'p Fields,
        path: &Path<'_>,
    ) -> Result<(), JsonError> {
        let base = self.fields.len();
        self.fields
            .resize(base.saturating_add(fields.all.len()), Seen::Not);
        let mut expected = 0;
        loop {
            // Texts mostly have the order of declaration.
            let next = fields.all.get(expected);
            let next = next.filter(|field| events.pass_key(&field.quoted));
            let (place, field) = match next {
                Some(field) => (expected, field),
                None => match self.key(events, (fields, expected), path)? {
                    Key::Known(place, field) => (place, field),
                    Key::Unknown => continue,
                    Key::None => break,
                },
            };
            expected = place.saturating_add(1);
            let place = base.saturating_add(place);
            let path = Path::Field(path, &field.key);
            if self
                .fields
                .get(place)
                .is_some_and(|seen| *seen != Seen::Not)
            {
                let message = format!("{} stands twice", field.key);
                self.problem(&path, Problem::new(FaultCode::DuplicateField, message));
                events.skip_value()?;
                continue;
            }
            let is_given = self.content(events, field, &path)?;
            if let Some(seen) = self.fields.get_mut(place) {
                *seen = if is_given { Seen::Given } else { Seen::Null };
            }
        }
        for (field, place) in fields.all.iter().zip(base..) {
            if self.fields.get(place) != Some(&Seen::Given) {
                self.left_out(field, path);
            }
        }
        self.fields.truncate(base);
        Ok(())
    }

    /// Reads a key, whichever it is; of one that is none of the fields the value as well.
    fn key(
        &mut self,
        events: &mut impl Events,
        (fields, expected): (&'p Fields, usize),
        path: &Path<'_>,
    ) -> Result<Key<'p>, JsonError> {
        let Event::Key(key) = events.next()? else {
            return Ok(Key::None);
        };
        if let Some((place, field)) = fields.find(key, expected) {
            return Ok(Key::Known(place, field));
        }
        let problem = unknown_field(key, fields);
        self.problem(&Path::Field(path, key), problem);
        events.skip_value()?;
        Ok(Key::Unknown)
    }

    /// Reads the value of a field. Whether it is more than null.
    fn content(
        &mut self,
        events: &mut impl Events,
        field: &'p FieldPlan,
        path: &Path<'_>,
    ) -> Result<bool, JsonError> {
        if let Content::Value(value) = &field.content
            && let Some(number) = events.pass_whole(&value.inside)
        {
            self.columns
                .take(value, Plain::Number(Decimal::from_i64(number)));
            return Ok(true);
        }
        let event = events.next()?;
        let nested = opens(event);
        match (&field.content, event) {
            (_, Event::Null) => return Ok(false),
            (Content::Value(value), event) => {
                self.value(value, event, path);
                if nested {
                    events.leave()?;
                }
            }
            (Content::Record { given, fields }, Event::ObjectStart) => {
                if let Some(input) = given {
                    self.columns.write(*input, Plain::Bool(true));
                }
                self.fields(events, fields, path)?;
            }
            (Content::List(list), Event::ObjectStart) if list.single => {
                let start = self.columns.lanes(list.space);
                self.item(events, list, 1, path)?;
                self.columns.end_list(list.list, list.space, start);
            }
            (Content::List(list), Event::ArrayStart) if !list.single => {
                self.list(events, list, path)?;
            }
            (content, event) => {
                let problem = match content {
                    Content::Derived => {
                        let key = &field.key;
                        let message =
                            format!("{key} is computed by the rulebook and cannot be given");
                        Problem::new(FaultCode::DerivedField, message)
                    }
                    Content::List(list) if !list.single => Problem::wrong_type("a list", event),
                    _ => Problem::wrong_type("an object", event),
                };
                self.problem(path, problem);
                if nested {
                    events.leave()?;
                }
            }
        }
        Ok(true)
    }

    /// Takes a plain value, which begins with the event.
    #[inline]
    fn value(&mut self, value: &ValuePlan, event: Event<'_>, path: &Path<'_>) {
        match value.kind.read(event, value.domain.as_deref()) {
            Ok(read) => self.columns.take(value, read),
            Err(problem) => self.problem(path, problem),
        }
    }

    /// Reads the items of a list, whose `[` was read. Those behind the most that it may have are looked at, but not kept.
    fn list(
        &mut self,
        events: &mut impl Events,
        list: &'p ListPlan,
        path: &Path<'_>,
    ) -> Result<(), JsonError> {
        let start = self.columns.lanes(list.space);
        let mut full = Mark::default();
        let mut count = 0_u32;
        loop {
            let event = events.next()?;
            if matches!(event, Event::ArrayEnd | Event::End) {
                break;
            }
            if count == list.max {
                self.columns.mark(&mut full);
            }
            let path = Path::Item(path, count);
            count = count.saturating_add(1);
            match (&list.item, event) {
                (ItemPlan::Object(_), Event::ObjectStart) => {
                    self.item(events, list, count, &path)?;
                }
                (item, event) => {
                    let nested = opens(event);
                    match item {
                        ItemPlan::Value(value) => {
                            self.add_item(list, count);
                            self.value(value, event, &path);
                        }
                        ItemPlan::Object(_) => {
                            self.problem(&path, Problem::wrong_type("an object", event));
                        }
                    }
                    if nested {
                        events.leave()?;
                    }
                }
            }
            if count > list.max {
                self.columns.roll_back(&full);
            }
        }
        self.columns.end_list(list.list, list.space, start);
        if count < list.min {
            let message = format!("{count} items, at least {}", list.min);
            self.problem(path, Problem::new(FaultCode::TooFewItems, message));
        }
        if count > list.max {
            let message = format!("{count} items, at most {}", list.max);
            self.problem(path, Problem::new(FaultCode::TooManyItems, message));
        }
        Ok(())
    }

    /// Reads an object of a list, whose `{` was read.
    fn item(
        &mut self,
        events: &mut impl Events,
        list: &'p ListPlan,
        position: u32,
        path: &Path<'_>,
    ) -> Result<(), JsonError> {
        let lane = self.add_item(list, position);
        let plan = self.plan;
        let object = match list.item {
            ItemPlan::Object(object) => plan.objects.get(object),
            ItemPlan::Value(_) => None,
        };
        let Some(object) = object else {
            return events.leave();
        };
        self.open.push((list.space, lane));
        self.fields(events, &object.fields, path)?;
        self.open.pop();
        Ok(())
    }

    /// Adds a lane for an item of the object at hand.
    fn add_item(&mut self, list: &ListPlan, position: u32) -> u32 {
        let owner = self.open.last().map_or(0, |(_, lane)| *lane);
        let within = self
            .open
            .iter()
            .rev()
            .find(|(space, _)| *space == list.parent);
        let parent = within.map_or(0, |(_, lane)| *lane);
        self.columns
            .add_item(list.space, parent, list.list, owner, position)
    }

    /// Fills in for a field that the text leaves out, or says that it is missing.
    fn left_out(&mut self, field: &'p FieldPlan, path: &Path<'_>) {
        match &field.content {
            Content::Value(ValuePlan {
                input,
                absence: Absence::Default(default),
                ..
            }) => return self.columns.write(*input, Plain::of(default)),
            Content::Value(ValuePlan {
                absence: Absence::Required,
                ..
            })
            | Content::Record { given: None, .. } => {}
            Content::List(list) if !list.single || list.min > 0 => {}
            Content::Value(_) | Content::Record { .. } | Content::List(_) | Content::Derived => {
                return self.blank(field);
            }
        }
        let message = format!("{} is missing", field.key);
        self.problem(path, Problem::new(FaultCode::MissingField, message));
    }

    /// Fills the lane at hand of a field's columns with what means nothing.
    fn blank(&mut self, field: &'p FieldPlan) {
        match &field.content {
            Content::Value(value) => self.columns.blank(value),
            Content::Record { given, fields } => {
                if let Some(input) = given {
                    self.columns.write(*input, Plain::Bool(false));
                }
                fields.all.iter().for_each(|field| self.blank(field));
            }
            Content::List(list) => {
                let start = self.columns.lanes(list.space);
                self.columns.end_list(list.list, list.space, start);
            }
            Content::Derived => {}
        }
    }

    fn problem(&mut self, path: &Path<'_>, problem: Problem) {
        self.faults.push(problem.at(path));
    }
}

/// Whether an event begins something that has an end.
const fn opens(event: Event<'_>) -> bool {
    matches!(event, Event::ObjectStart | Event::ArrayStart)
}

fn unknown_field(key: &str, fields: &Fields) -> Problem {
    let mut message = format!(
        "{} is not a field of {}",
        shown(Event::Key(key)),
        fields.name
    );
    if let Some(near) = nearest(key, fields.all.iter().map(|field| &*field.key)) {
        message.push_str("; did you mean ");
        message.push_str(near);
        message.push('?');
    }
    Problem::new(FaultCode::UnknownField, message)
}

/// The fault of a risk whose text is not JSON, or not even text.
pub(super) fn not_json(error: JsonError) -> Fault {
    Problem::new(FaultCode::NotJson, error.to_string()).at(&Path::Risk)
}
