//! Answers from words to columns, with no answer in between: what [`crate::answers`] makes of the same answers.

use arrow_array::builder::StringBuilder;
use arrow_array::types::{Date32Type, Decimal128Type, Int64Type};
use arrow_array::{ArrayRef, BooleanArray, ListArray, PrimitiveArray, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, FieldRef, Fields};
use lutine_core::date::Date;
use lutine_core::engine::InIntegers;
use lutine_core::fast::{Form, Held, Output};
use lutine_core::graph::{RISK, SpaceId};
use lutine_core::number::Decimal;
use std::sync::Arc;

/// What computed rows come to as columns.
pub(crate) struct Straight<'w, 'm, 'p> {
    words: &'w InIntegers<'m, 'p>,
}

/// Lanes of a space; nothing where there is no value.
struct Lanes {
    space: SpaceId,
    at: Vec<Option<usize>>,
}

/// Nothing where a number fits no column of its type: then the answers are put into columns one by one, which says so.
type Made<T> = Option<Result<T, ArrowError>>;

impl<'w, 'm, 'p> Straight<'w, 'm, 'p> {
    pub(crate) const fn new(words: &'w InIntegers<'m, 'p>) -> Self {
        Self { words }
    }

    /// The columns of the output for rows, of which some have no answer here.
    pub(crate) fn columns(&self, fields: &[FieldRef], rows: &[bool]) -> Made<Vec<ArrayRef>> {
        let at = rows.iter().enumerate();
        let lanes = Lanes {
            space: RISK,
            at: at.map(|(row, is_here)| is_here.then_some(row)).collect(),
        };
        self.fields(fields, self.words.output(), &lanes)
    }

    fn fields(&self, fields: &[FieldRef], output: &Output, lanes: &Lanes) -> Made<Vec<ArrayRef>> {
        let Output::Record(parts) = output else {
            return None;
        };
        let mut arrays = Vec::with_capacity(fields.len());
        for (field, part) in fields.iter().zip(parts) {
            match self.array(field.data_type(), &part.value, lanes)? {
                Ok(array) => arrays.push(array),
                Err(error) => return Some(Err(error)),
            }
        }
        Some(Ok(arrays))
    }

    fn array(&self, ty: &DataType, output: &Output, lanes: &Lanes) -> Made<ArrayRef> {
        match output {
            Output::One(held, form) => self.plain(ty, (held, form), lanes),
            Output::Optional(given, value) => {
                let given = self.words.words(given, lanes.space, &lanes.at);
                let at = lanes.at.iter().zip(given);
                let lanes = Lanes {
                    space: lanes.space,
                    at: at
                        .map(|(lane, given)| lane.filter(|_| given != 0))
                        .collect(),
                };
                self.array(ty, value, &lanes)
            }
            Output::Record(_) => match ty {
                DataType::Struct(fields) => self.structs(fields, output, lanes),
                _ => None,
            },
            Output::List { space, keep, item } => match ty {
                DataType::List(field) => self.lists(field, (*space, keep.as_ref(), item), lanes),
                _ => None,
            },
        }
    }

    fn plain(&self, ty: &DataType, (held, form): (&Held, &Form), lanes: &Lanes) -> Made<ArrayRef> {
        let words = self.words.words(held, lanes.space, &lanes.at);
        let values = || {
            lanes
                .at
                .iter()
                .zip(&words)
                .map(|(lane, word)| lane.map(|_| *word))
        };
        Some(Ok(match (ty, form) {
            (DataType::Boolean, Form::Bool) => Arc::new(
                values()
                    .map(|word| word.map(|word| word != 0))
                    .collect::<BooleanArray>(),
            ),
            (DataType::Int64, Form::Int) if held.scale() == 0 => {
                Arc::new(PrimitiveArray::<Int64Type>::from_iter(values()))
            }
            (DataType::Date32, Form::Date) => {
                let days = values().map(|word| word.and_then(|word| i32::try_from(word).ok()));
                Arc::new(PrimitiveArray::<Date32Type>::from_iter(days))
            }
            (DataType::Decimal128(digits, places), Form::Money(_)) => {
                let places_more = u32::try_from(*places).ok()?.checked_sub(held.scale())?;
                let unit = 10_i128.checked_pow(places_more)?;
                let amounts =
                    values().map(|word| word.map(|word| i128::from(word).wrapping_mul(unit)));
                let column = PrimitiveArray::<Decimal128Type>::from_iter(amounts);
                match column.with_precision_and_scale(*digits, *places) {
                    Ok(column) => Arc::new(column),
                    Err(error) => return Some(Err(error)),
                }
            }
            (DataType::Utf8, form) => self.texts(held, form, values())?,
            _ => return None,
        }))
    }

    fn texts(
        &self,
        held: &Held,
        form: &Form,
        values: impl ExactSizeIterator<Item = Option<i64>>,
    ) -> Option<ArrayRef> {
        let mut column = StringBuilder::with_capacity(values.len(), 0);
        for word in values {
            let Some(word) = word else {
                column.append_null();
                continue;
            };
            let number = || Decimal::new(word.into(), held.scale()).ok();
            match form {
                Form::Enum(members) => {
                    column.append_value(&members.get(usize::try_from(word).ok()?)?.name);
                }
                Form::Text => column.append_value(self.words.text(word)?),
                Form::Decimal | Form::Int => column.append_value(number()?.to_string()),
                Form::Money(places) => column.append_value(number()?.fixed(*places).to_string()),
                Form::Bool => column.append_value((word != 0).to_string()),
                Form::Date => {
                    let date = Date::from_days(i32::try_from(word).ok()?)?;
                    column.append_value(date.to_string());
                }
                Form::Nothing => column.append_null(),
            }
        }
        Some(Arc::new(column.finish()))
    }

    fn structs(&self, fields: &Fields, output: &Output, lanes: &Lanes) -> Made<ArrayRef> {
        let arrays = match self.fields(fields, output, lanes)? {
            Ok(arrays) => arrays,
            Err(error) => return Some(Err(error)),
        };
        let nulls: NullBuffer = lanes.at.iter().map(Option::is_some).collect();
        let length = lanes.at.len();
        let array = StructArray::try_new_with_length(fields.clone(), arrays, Some(nulls), length);
        Some(array.map(|array| Arc::new(array) as ArrayRef))
    }

    fn lists(
        &self,
        field: &FieldRef,
        (space, keep, item): (SpaceId, Option<&Held>, &Output),
        lanes: &Lanes,
    ) -> Made<ArrayRef> {
        let mut below = Vec::with_capacity(lanes.at.len());
        let mut lengths = Vec::with_capacity(lanes.at.len());
        for lane in &lanes.at {
            let own = lane.map(|lane| self.words.below(space, (lanes.space, lane)));
            let own = own.unwrap_or_default();
            lengths.push(own.len());
            below.extend(own.map(Some));
        }
        if let Some(keep) = keep {
            let keep = self.words.words(keep, space, &below);
            let kept = below.iter().zip(&keep).filter(|(_, keep)| **keep != 0);
            let mut keep = keep.iter();
            for length in &mut lengths {
                let own = keep.by_ref().take(*length);
                *length = own.filter(|keep| **keep != 0).count();
            }
            below = kept.map(|(lane, _)| *lane).collect();
        }
        let items = Lanes { space, at: below };
        let nulls: NullBuffer = lanes.at.iter().map(Option::is_some).collect();
        let values = match self.array(field.data_type(), item, &items)? {
            Ok(values) => values,
            Err(error) => return Some(Err(error)),
        };
        let offsets = OffsetBuffer::from_lengths(lengths);
        let array = ListArray::try_new(Arc::clone(field), offsets, values, Some(nulls));
        Some(array.map(|array| Arc::new(array) as ArrayRef))
    }
}
