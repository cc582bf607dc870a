//! Columns of plain values: what types hold what the rulebook takes, and what stands in a row.

use crate::error::ColumnError;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type, Int8Type,
    Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, BooleanArray, LargeStringArray, PrimitiveArray, StringArray, StringViewArray,
};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;
use lutine_core::date::Date;
use lutine_core::graph::Ty;
use lutine_core::json::Event;
use lutine_core::number::Decimal;
use std::ops::Range;

const DAY: i64 = 86_400_000;

/// A column of plain values.
#[derive(Debug)]
pub(crate) struct Plain {
    nulls: Option<NullBuffer>,
    values: Values,
}

#[derive(Debug)]
enum Values {
    /// Nothing but nulls.
    None,
    /// Whatever it is, it is not looked at.
    Any,
    Bool(BooleanArray),
    Number(Vec<Decimal>),
    /// Numbers of which some are too large for a decimal, as they would be written.
    Written(Vec<String>),
    Date(Vec<Date>),
    /// Days of which some are no dates.
    Days(Vec<Option<Date>>),
    Text(StringArray),
    LargeText(LargeStringArray),
    TextView(StringViewArray),
    /// Texts that say true or false.
    Word(Box<Values>),
    Dictionary {
        keys: Vec<usize>,
        values: Box<Values>,
    },
}

impl Plain {
    /// The values of a column for a field of a type.
    pub(crate) fn new(array: &ArrayRef, ty: Ty, column: &str) -> Result<Self, ColumnError> {
        Ok(Self {
            nulls: array.logical_nulls(),
            values: Values::new(array, ty, column)?,
        })
    }

    /// A column for something that takes none: it matters only where it is given.
    pub(crate) fn any(array: &ArrayRef) -> Self {
        Self {
            nulls: array.logical_nulls(),
            values: Values::Any,
        }
    }

    pub(crate) fn is_given(&self, row: usize) -> bool {
        !self.nulls.as_ref().is_some_and(|nulls| nulls.is_null(row))
    }

    /// The numbers in some rows, if there are no others and each is given.
    pub(crate) fn numbers(&self, rows: Range<usize>) -> Option<&[Decimal]> {
        match &self.values {
            Values::Number(column) if !self.has_nulls() => column.get(rows),
            _ => None,
        }
    }

    /// The dates in some rows, if there is nothing else and each is given.
    pub(crate) fn dates(&self, rows: Range<usize>) -> Option<&[Date]> {
        match &self.values {
            Values::Date(column) if !self.has_nulls() => column.get(rows),
            _ => None,
        }
    }

    fn has_nulls(&self) -> bool {
        let nulls = self.nulls.as_ref();
        nulls.is_some_and(|nulls| nulls.null_count() > 0)
    }

    /// What stands in a row.
    pub(crate) fn event(&self, row: usize) -> Event<'_> {
        if self.is_given(row) {
            self.values.event(row)
        } else {
            Event::Null
        }
    }
}

impl Values {
    fn new(array: &ArrayRef, ty: Ty, column: &str) -> Result<Self, ColumnError> {
        let found = array.data_type();
        let wrong = || ColumnError::WrongType {
            column: column.to_owned(),
            expected: expected(ty),
            found: found.to_string(),
        };
        if let DataType::Dictionary(_, _) = found {
            let dictionary = array.as_any_dictionary();
            let values = Box::new(Self::new(dictionary.values(), ty, column)?);
            let is_empty = dictionary.values().is_empty();
            return Ok(if is_empty {
                Self::None
            } else {
                let keys = dictionary.normalized_keys();
                Self::Dictionary { keys, values }
            });
        }
        let is_number = matches!(ty, Ty::Int | Ty::Decimal | Ty::Money(_) | Ty::Unrounded(_));
        Ok(match found {
            DataType::Null => Self::None,
            DataType::Utf8 => words(ty, Self::Text(array.as_string().clone())),
            DataType::LargeUtf8 => words(ty, Self::LargeText(array.as_string().clone())),
            DataType::Utf8View => words(ty, Self::TextView(array.as_string_view().clone())),
            DataType::Boolean if ty == Ty::Bool => Self::Bool(array.as_boolean().clone()),
            DataType::Date32 if ty == Ty::Date => dates(array.as_primitive::<Date32Type>(), Some),
            DataType::Date64 if ty == Ty::Date => {
                dates(array.as_primitive::<Date64Type>(), |millis| {
                    let whole = millis.checked_rem_euclid(DAY) == Some(0);
                    let days = millis.checked_div_euclid(DAY).filter(|_| whole)?;
                    i32::try_from(days).ok()
                })
            }
            DataType::Float16 | DataType::Float32 | DataType::Float64 if is_number => {
                return Err(ColumnError::Float {
                    column: column.to_owned(),
                    found: found.clone(),
                });
            }
            _ if is_number => numbers(array).ok_or_else(wrong)?,
            _ => return Err(wrong()),
        })
    }

    fn event(&self, row: usize) -> Event<'_> {
        match self {
            Self::None => Event::Null,
            Self::Any => Event::Bool(true),
            Self::Bool(column) => Event::Bool(column.value(row)),
            Self::Number(column) => column.get(row).map_or(Event::Null, |x| Event::Decimal(*x)),
            Self::Written(column) => column.get(row).map_or(Event::Null, |x| Event::Number(x)),
            Self::Date(column) => column.get(row).map_or(Event::Null, |x| Event::Date(*x)),
            Self::Days(column) => match column.get(row) {
                Some(Some(date)) => Event::Date(*date),
                _ => Event::Text("a day outside the years 1 to 9999"),
            },
            Self::Text(column) => Event::Text(column.value(row)),
            Self::LargeText(column) => Event::Text(column.value(row)),
            Self::TextView(column) => Event::Text(column.value(row)),
            Self::Word(column) => match column.event(row) {
                Event::Text("true") => Event::Bool(true),
                Event::Text("false") => Event::Bool(false),
                other => other,
            },
            Self::Dictionary { keys, values } => {
                keys.get(row).map_or(Event::Null, |key| values.event(*key))
            }
        }
    }
}

/// Texts, which for a bool are its words: a CSV file has nothing else.
fn words(ty: Ty, texts: Values) -> Values {
    match ty {
        Ty::Bool => Values::Word(Box::new(texts)),
        _ => texts,
    }
}

fn dates<T: arrow_array::types::ArrowPrimitiveType>(
    array: &PrimitiveArray<T>,
    days: impl Fn(T::Native) -> Option<i32>,
) -> Values {
    let date = |value: &T::Native| days(*value).and_then(Date::from_days);
    let dates = || array.values().iter().map(date);
    match dates().collect() {
        Some(dates) => Values::Date(dates),
        None => Values::Days(dates().collect()),
    }
}

/// The numbers of a column of whole numbers or decimals; nothing for any other.
fn numbers(array: &ArrayRef) -> Option<Values> {
    Some(match array.data_type() {
        DataType::Int8 => whole(array.as_primitive::<Int8Type>()),
        DataType::Int16 => whole(array.as_primitive::<Int16Type>()),
        DataType::Int32 => whole(array.as_primitive::<Int32Type>()),
        DataType::Int64 => whole(array.as_primitive::<Int64Type>()),
        DataType::UInt8 => whole(array.as_primitive::<UInt8Type>()),
        DataType::UInt16 => whole(array.as_primitive::<UInt16Type>()),
        DataType::UInt32 => whole(array.as_primitive::<UInt32Type>()),
        DataType::UInt64 => whole(array.as_primitive::<UInt64Type>()),
        DataType::Decimal32(_, scale) => {
            let column = array.as_primitive::<Decimal32Type>().values().iter();
            decimals(column.map(|x| i128::from(*x)), *scale)
        }
        DataType::Decimal64(_, scale) => {
            let column = array.as_primitive::<Decimal64Type>().values().iter();
            decimals(column.map(|x| i128::from(*x)), *scale)
        }
        DataType::Decimal128(_, scale) => {
            let column = array.as_primitive::<Decimal128Type>().values().iter();
            decimals(column.copied(), *scale)
        }
        DataType::Decimal256(_, scale) => {
            let column = array.as_primitive::<Decimal256Type>().values().iter();
            Values::Written(column.map(|x| written(&x.to_string(), *scale)).collect())
        }
        _ => return None,
    })
}

fn whole<T: arrow_array::types::ArrowPrimitiveType>(array: &PrimitiveArray<T>) -> Values
where
    Decimal: From<T::Native>,
{
    Values::Number(array.values().iter().map(|x| Decimal::from(*x)).collect())
}

fn decimals(column: impl Iterator<Item = i128> + Clone, scale: i8) -> Values {
    let exact = |coefficient: i128| match u32::try_from(scale) {
        Ok(scale) => Decimal::new(coefficient, scale).ok(),
        Err(_) => {
            let power = 10_i128.checked_pow(u32::from(scale.unsigned_abs()))?;
            Decimal::new(coefficient.checked_mul(power)?, 0).ok()
        }
    };
    let numbers: Option<Vec<Decimal>> = column.clone().map(exact).collect();
    match numbers {
        Some(numbers) => Values::Number(numbers),
        None => Values::Written(column.map(|x| written(&x.to_string(), scale)).collect()),
    }
}

/// A coefficient with its scale, as JSON writes such a number.
fn written(coefficient: &str, scale: i8) -> String {
    match scale {
        0 => coefficient.to_owned(),
        scale => format!("{coefficient}e{}", i16::from(scale).saturating_neg()),
    }
}

/// What a field takes, and which types hold it.
pub(crate) fn expected(ty: Ty) -> String {
    match ty {
        Ty::Bool => "true or false (boolean)",
        Ty::Int => "whole numbers (integers, decimal128, text)",
        Ty::Decimal => "decimal numbers (decimal128, integers, text)",
        Ty::Money(_) | Ty::Unrounded(_) => "amounts (decimal128, integers, text)",
        Ty::Date => "dates (date32, text)",
        Ty::Text => "text",
        Ty::Enum(_) => "names of members (text, or a dictionary of text)",
        Ty::Ref(_) | Ty::Row(_) => "nothing",
    }
    .to_owned()
}
