//! Flat columns by their names: `drivers[1].points` is the points of the first driver, as in a file of cases.

use crate::error::ColumnError;
use arrow_array::{ArrayRef, RecordBatch};

/// The columns that give a field, before it is known what the field takes.
#[derive(Debug, Clone)]
pub(crate) enum Outline {
    /// One column.
    Array(ArrayRef),
    /// Columns whose names go on with a point: of a record, or of an object.
    Fields(Fields),
    /// Columns whose names go on with a number in brackets: of the items of a list, in their order; nothing where no column names the item.
    Items(Vec<Option<Outline>>),
}

/// Fields in the order in which they first occur.
pub(crate) type Fields = Vec<(String, Outline)>;

/// The most items that columns can be named for.
const MAX_ITEMS: usize = 10_000;

enum Step<'n> {
    Field(&'n str),
    Item(usize),
}

/// Takes the names of columns apart. The name of the risk itself may stand before them (`policy.`), unless the risk has a field of that name.
pub(crate) fn outline(
    batch: &RecordBatch,
    risk: &str,
    is_field: impl Fn(&str) -> bool,
) -> Result<Fields, ColumnError> {
    let mut fields = Fields::new();
    for (field, array) in batch.schema_ref().fields().iter().zip(batch.columns()) {
        let name = field.name();
        let own = name
            .strip_prefix(risk)
            .and_then(|own| own.strip_prefix('.'));
        let steps = match own {
            Some(own) if !is_field(risk) => steps(own),
            _ => steps(name),
        };
        let twice = || ColumnError::Twice {
            column: name.clone(),
        };
        let (first, rest) = steps.split_first().ok_or_else(twice)?;
        let Step::Field(first) = first else {
            return Err(twice());
        };
        put_field(&mut fields, first, rest, array).ok_or_else(twice)?;
    }
    Ok(fields)
}

/// The steps of a name. What does not look like the number of an item is part of the field's name, and found to be unknown.
fn steps(name: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for part in name.split('.') {
        let (field, items) = items_of(part).unwrap_or((part, Vec::new()));
        steps.push(Step::Field(field));
        steps.extend(items.into_iter().map(Step::Item));
    }
    steps
}

/// `drivers[1]` as the field and the places of its items, from 0.
fn items_of(part: &str) -> Option<(&str, Vec<usize>)> {
    let (field, rest) = part.split_once('[')?;
    let numbers = rest.strip_suffix(']')?.split("][");
    let place = |number: &str| {
        let number: usize = number.parse().ok()?;
        number.checked_sub(1).filter(|place| *place < MAX_ITEMS)
    };
    Some((field, numbers.map(place).collect::<Option<_>>()?))
}

/// Puts a column at its place; nothing where another one stands there.
fn put_field(fields: &mut Fields, name: &str, rest: &[Step<'_>], array: &ArrayRef) -> Option<()> {
    match fields.iter_mut().find(|(known, _)| known == name) {
        Some((_, outline)) => put(outline, rest, array),
        None => {
            fields.push((name.to_owned(), new(rest, array)?));
            Some(())
        }
    }
}

fn put(outline: &mut Outline, steps: &[Step<'_>], array: &ArrayRef) -> Option<()> {
    match (outline, steps.split_first()?) {
        (Outline::Fields(fields), (Step::Field(name), rest)) => {
            put_field(fields, name, rest, array)
        }
        (Outline::Items(items), (Step::Item(place), rest)) => {
            if items.len() <= *place {
                items.resize(place.saturating_add(1), None);
            }
            match items.get_mut(*place)? {
                Some(item) => put(item, rest, array),
                slot => {
                    *slot = Some(new(rest, array)?);
                    Some(())
                }
            }
        }
        _ => None,
    }
}

fn new(steps: &[Step<'_>], array: &ArrayRef) -> Option<Outline> {
    let Some((first, _)) = steps.split_first() else {
        return Some(Outline::Array(array.clone()));
    };
    let mut outline = match first {
        Step::Field(_) => Outline::Fields(Fields::new()),
        Step::Item(_) => Outline::Items(Vec::new()),
    };
    put(&mut outline, steps, array)?;
    Some(outline)
}
