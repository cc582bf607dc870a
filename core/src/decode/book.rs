//! Books of risks in columns, read a column at a time.
//!
//! What is regular, which is nearly everything, is taken here: a value that its field takes, a list that has neither too few items nor too
//! many. A risk with anything else is noted as irregular, and whoever asks reads it once more as it is read alone ([`super::reader`]), which
//! says what is wrong with it. So there are two ways in and one judge: plain values are judged by [`super::kind::Kind::read`] on both.

use super::columns::Columns;
use super::kind::{Kind, Plain};
use super::plan::{Content, FieldPlan, Fields, ItemPlan, ListPlan, Plan, ValuePlan};
use super::reader::Used;
use super::{Decoder, Reading};
use crate::date::Date;
use crate::graph::{RISK, SpaceId};
use crate::json::Event;
use crate::number::Decimal;
use crate::schema::Absence;
use std::ops::Range;

/// What gives the values of a field of a book, row by row.
pub trait BookColumn: Sized {
    /// The plain value in a row; null where nothing is given.
    fn event(&self, row: usize) -> Event<'_>;

    /// Whether anything is given in a row.
    fn is_given(&self, row: usize) -> bool;

    /// The numbers in rows one behind the other, where they are at hand like that and each is given.
    fn numbers(&self, _rows: Range<usize>) -> Option<&[Decimal]> {
        None
    }

    /// The dates in rows one behind the other, where they are at hand like that and each is given.
    fn dates(&self, _rows: Range<usize>) -> Option<&[Date]> {
        None
    }

    /// The column of a field, where this is an object or a record.
    fn field(&self, key: &str) -> Option<&Self>;

    /// The columns in which the items of a list stand.
    fn parts(&self) -> Vec<&Self>;

    /// The items of a list in a row: for each its part, and its row there. Nothing where there is no list.
    fn items(&self, row: usize) -> Option<impl Iterator<Item = (usize, usize)>>;
}

/// Where the values of lanes stand: the columns, and for each lane which of them and the row there; nothing where there is no object.
struct Lanes<'c, C> {
    parts: Vec<&'c C>,
    places: Vec<Option<(usize, usize)>>,
    /// The row of the book that each belongs to.
    rows: Vec<usize>,
    space: SpaceId,
}

impl<C> Lanes<'_, C> {
    /// The rows of the only part, where lanes are these, one behind the other.
    fn straight(&self) -> Option<Range<usize>> {
        let [_] = self.parts.as_slice() else {
            return None;
        };
        let (_, first) = (*self.places.first()?)?;
        let rows = first..first.checked_add(self.places.len())?;
        let mut places = self.places.iter().zip(rows.clone());
        let are_these = places.all(|(place, row)| *place == Some((0, row)));
        are_these.then_some(rows)
    }
}

/// A list that cannot be read like this: it shares its items' space with another, or has its items below something else than its owner.
struct Unsupported;

impl Decoder {
    /// Reads rows of a book, whose columns are the fields of `risk`, and notes which of them are regular; an irregular one has its lanes, but what
    /// they hold means nothing. False where the rulebook has lists for which that cannot be done.
    pub(crate) fn read_book<C: BookColumn>(
        &self,
        risk: &C,
        rows: usize,
        reading: &mut Reading,
    ) -> bool {
        let (batch, lanes) = std::mem::take(&mut reading.used).into_parts();
        reading.regular.clear();
        reading.regular.resize(rows, true);
        let mut filling = Filling {
            plan: &self.plan,
            columns: Columns::new(&self.plan, batch, lanes),
            regular: &mut reading.regular,
        };
        let done = filling.risks(risk, rows);
        let (batch, lanes) = filling.columns.finish();
        reading.used = Used::from_parts(batch, lanes);
        reading.note_size();
        done.is_ok()
    }
}

struct Filling<'p, 'r> {
    plan: &'p Plan,
    columns: Columns<'p>,
    regular: &'r mut Vec<bool>,
}

impl<'p> Filling<'p, '_> {
    fn risks<C: BookColumn>(&mut self, risk: &C, rows: usize) -> Result<(), Unsupported> {
        for _ in 0..rows {
            self.columns.add_risk();
        }
        let plan = self.plan;
        let object = plan.objects.first().ok_or(Unsupported)?;
        let lanes = Lanes {
            parts: vec![risk],
            places: (0..rows).map(|row| Some((0, row))).collect(),
            rows: (0..rows).collect(),
            space: RISK,
        };
        self.fields(&object.fields, &lanes)
    }

    fn fields<C: BookColumn>(
        &mut self,
        fields: &'p Fields,
        lanes: &Lanes<'_, C>,
    ) -> Result<(), Unsupported> {
        let straight = lanes.straight();
        fields
            .all
            .iter()
            .try_for_each(|field| self.field(field, lanes, straight.clone()))
    }

    fn field<C: BookColumn>(
        &mut self,
        field: &'p FieldPlan,
        lanes: &Lanes<'_, C>,
        straight: Option<Range<usize>>,
    ) -> Result<(), Unsupported> {
        let columns: Vec<Option<&C>> = lanes
            .parts
            .iter()
            .map(|part| part.field(&field.key))
            .collect();
        let at = |place: Option<(usize, usize)>| {
            let (part, row) = place?;
            Some((columns.get(part).copied().flatten()?, row))
        };
        match &field.content {
            Content::Value(value) => {
                if let ([Some(column)], Some(rows)) = (columns.as_slice(), straight)
                    && self.all(value, *column, rows)
                {
                    return Ok(());
                }
                for (place, row) in lanes.places.iter().zip(&lanes.rows) {
                    match (place, at(*place)) {
                        (None, _) => self.columns.blank(value),
                        (Some(_), Some((column, own))) => {
                            self.value(value, column.event(own), *row)
                        }
                        (Some(_), None) => self.value(value, Event::Null, *row),
                    }
                }
                Ok(())
            }
            Content::Record { given, fields } => {
                let inner = self.inner(&columns, lanes, *given);
                self.fields(fields, &inner)
            }
            Content::List(list) => self.list(list, &columns, lanes),
            Content::Derived => {
                for (place, row) in lanes.places.iter().zip(&lanes.rows) {
                    if at(*place).is_some_and(|(column, own)| column.is_given(own)) {
                        self.irregular(*row);
                    }
                }
                Ok(())
            }
        }
    }

    /// Takes the values of all lanes at once, where they are at hand like that, and the field takes each as it stands; false where it takes none.
    fn all<C: BookColumn>(&mut self, value: &ValuePlan, column: &C, rows: Range<usize>) -> bool {
        if value.domain.is_none() && matches!(value.kind, Kind::Date) {
            let dates = column.dates(rows);
            return dates.is_some_and(|dates| self.columns.take_dates(value, dates));
        }
        let takes = |number: &Decimal| {
            let word = number.at_scale(0);
            word.is_some_and(|word| value.takes(word))
        };
        match column.numbers(rows) {
            Some(numbers) if numbers.iter().all(takes) => self.columns.take_numbers(value, numbers),
            _ => false,
        }
    }

    fn irregular(&mut self, row: usize) {
        if let Some(regular) = self.regular.get_mut(row) {
            *regular = false;
        }
    }

    /// A value that may be null, which is as if it were left out.
    #[inline]
    fn value(&mut self, value: &ValuePlan, event: Event<'_>, row: usize) {
        if let Event::Decimal(number) = event
            && let Some(word) = number.at_scale(0)
            && value.takes(word)
        {
            return self.columns.take(value, Plain::Number(number));
        }
        if event == Event::Null {
            return match &value.absence {
                Absence::Default(default) => self.columns.write(value.input, Plain::of(default)),
                Absence::Optional => self.columns.blank(value),
                Absence::Required => {
                    self.irregular(row);
                    self.columns.blank(value);
                }
            };
        }
        match value.kind.read(event, value.domain.as_deref()) {
            Ok(read) => self.columns.take(value, read),
            Err(_) => {
                self.irregular(row);
                self.columns.blank(value);
            }
        }
    }

    /// The lanes of a record that stands in those of its owner, where it is given.
    fn inner<'c, C: BookColumn>(
        &mut self,
        columns: &[Option<&'c C>],
        lanes: &Lanes<'c, C>,
        given: Option<usize>,
    ) -> Lanes<'c, C> {
        let mut parts: Vec<&'c C> = Vec::with_capacity(columns.len());
        let mut place_of = Vec::with_capacity(columns.len());
        for column in columns.iter().copied() {
            place_of.push(column.map(|_| parts.len()));
            parts.extend(column);
        }
        let mut places = Vec::with_capacity(lanes.places.len());
        for (place, row) in lanes.places.iter().zip(&lanes.rows) {
            let inner = place.and_then(|(part, own)| {
                let place = place_of.get(part).copied().flatten()?;
                let column = parts.get(place)?;
                column.is_given(own).then_some((place, own))
            });
            match given {
                Some(input) => self.columns.write(input, Plain::Bool(inner.is_some())),
                None if place.is_some() && inner.is_none() => self.irregular(*row),
                None => {}
            }
            places.push(inner);
        }
        Lanes {
            parts,
            places,
            rows: lanes.rows.clone(),
            space: lanes.space,
        }
    }

    /// The items of a list, or the single object.
    fn list<'c, C: BookColumn>(
        &mut self,
        list: &'p ListPlan,
        columns: &[Option<&'c C>],
        owners: &Lanes<'c, C>,
    ) -> Result<(), Unsupported> {
        if list.parent != owners.space || self.columns.lanes(list.space) > 0 {
            return Err(Unsupported);
        }
        let mut items = Lanes {
            parts: Vec::new(),
            places: Vec::new(),
            rows: Vec::new(),
            space: list.space,
        };
        let mut first = Vec::with_capacity(columns.len());
        for column in columns.iter().copied() {
            first.push(items.parts.len());
            match column {
                Some(column) if list.single => items.parts.push(column),
                Some(column) => items.parts.extend(column.parts()),
                None => {}
            }
        }
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (owner, (place, row)) in (0..).zip(owners.places.iter().zip(&owners.rows)) {
            found.clear();
            if let Some((part, own)) = *place {
                let column = columns.get(part).copied().flatten();
                let first = first.get(part).copied().unwrap_or(0);
                let is_regular = items_of(list, column, own, &mut found);
                found
                    .iter_mut()
                    .for_each(|(part, _)| *part = part.saturating_add(first));
                if !is_regular {
                    self.irregular(*row);
                    found.clear();
                }
            }
            let start = self.columns.lanes(list.space);
            for (position, item) in (1..).zip(&found) {
                self.columns
                    .add_item(list.space, owner, list.list, owner, position);
                items.places.push(Some(*item));
                items.rows.push(*row);
            }
            self.columns.end_list(list.list, list.space, start);
        }
        self.fill_items(list, &items)
    }

    fn fill_items<C: BookColumn>(
        &mut self,
        list: &'p ListPlan,
        items: &Lanes<'_, C>,
    ) -> Result<(), Unsupported> {
        match &list.item {
            ItemPlan::Object(object) => {
                let plan = self.plan;
                let object = plan.objects.get(*object).ok_or(Unsupported)?;
                for (place, row) in items.places.iter().zip(&items.rows) {
                    let given = place.is_some_and(|(part, own)| {
                        items
                            .parts
                            .get(part)
                            .is_some_and(|column| column.is_given(own))
                    });
                    if !given {
                        self.irregular(*row);
                    }
                }
                self.fields(&object.fields, items)
            }
            ItemPlan::Value(value) => {
                for (place, row) in items.places.iter().zip(&items.rows) {
                    let event =
                        place.and_then(|(part, own)| Some(items.parts.get(part)?.event(own)));
                    // No item is null.
                    match event.unwrap_or(Event::Null) {
                        Event::Null => {
                            self.irregular(*row);
                            self.columns.blank(value);
                        }
                        event => self.value(value, event, *row),
                    }
                }
                Ok(())
            }
        }
    }
}

/// Finds the items that an owner has in a list. Whether they are as many as it takes.
fn items_of<C: BookColumn>(
    list: &ListPlan,
    column: Option<&C>,
    row: usize,
    found: &mut Vec<(usize, usize)>,
) -> bool {
    if list.single {
        found.extend(
            column
                .filter(|column| column.is_given(row))
                .map(|_| (0, row)),
        );
        return !found.is_empty() || list.min == 0;
    }
    let Some(items) = column.and_then(|column| column.items(row)) else {
        return false;
    };
    let (min, max) = (list.min as usize, list.max as usize);
    found.extend(items.take(max.saturating_add(1)));
    (min..=max).contains(&found.len())
}
