//! Answers as columns: what type each field of the output has, and the arrays of many answers.

use crate::complaint::{self, Complaint};
use crate::sheet::cell;
use arrow_array::builder::{BooleanBuilder, StringBuilder};
use arrow_array::types::{Date32Type, Decimal128Type, Int64Type};
use arrow_array::{ArrayRef, Decimal128Array, ListArray, PrimitiveArray, RecordBatch, StructArray};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Fields, Schema, SchemaRef};
use lutine_core::answer::Answer;
use lutine_core::graph::{Graph, NamedShape, NodeId, Shape, Ty};
use lutine_core::number::Decimal;
use lutine_core::value::Value;
use std::sync::Arc;

/// The most digits of a decimal128.
const DIGITS: u8 = 38;

/// What is behind the columns of the output.
pub(crate) const ERRORS: &str = "errors";

/// The answers of a rulebook as columns.
#[derive(Debug, Clone)]
pub(crate) struct AnswerColumns {
    schema: SchemaRef,
}

/// A value and the row that it belongs to; nothing where there is none.
type Cell<'v> = (usize, Option<&'v Value>);

impl AnswerColumns {
    /// The columns of a graph's output, in its order, and behind them the errors.
    pub(crate) fn new(graph: &Graph) -> Self {
        let mut columns: Vec<FieldRef> = named(graph, &graph.output).iter().cloned().collect();
        let errors = DataType::List(Arc::new(item(complaint::data_type())));
        columns.push(Arc::new(Field::new(ERRORS, errors, false)));
        Self {
            schema: Arc::new(Schema::new(columns)),
        }
    }

    pub(crate) const fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// The columns of the output, without that of the errors.
    pub(crate) fn output(&self) -> &[FieldRef] {
        let columns = self.schema.fields();
        columns.split_last().map_or(&[], |(_, output)| output)
    }

    /// Columns of the output for rows without errors.
    pub(crate) fn without_errors(
        &self,
        mut arrays: Vec<ArrayRef>,
        rows: usize,
    ) -> Result<RecordBatch, ArrowError> {
        arrays.push(complaint::array(&vec![Vec::new(); rows])?);
        RecordBatch::try_new(Arc::clone(&self.schema), arrays)
    }

    /// A row for each answer.
    pub(crate) fn columns(&self, answers: &[Answer]) -> Result<RecordBatch, ArrowError> {
        let mut encoder = Encoder {
            complaints: answers.iter().map(complaint::of).collect(),
        };
        let mut arrays = Vec::with_capacity(self.schema.fields().len());
        for field in self.output() {
            let of = |answer| Answer::get(answer, field.name());
            let cells: Vec<Cell<'_>> = answers.iter().map(of).enumerate().collect();
            arrays.push(encoder.array(field.data_type(), &cells, &|| field.name().clone())?);
        }
        arrays.push(complaint::array(&encoder.complaints)?);
        RecordBatch::try_new(Arc::clone(&self.schema), arrays)
    }
}

fn named(graph: &Graph, fields: &[NamedShape]) -> Fields {
    let field = |field: &NamedShape| {
        let metadata = field.doc.iter();
        let metadata = metadata.map(|doc| ("description".to_owned(), doc.to_string()));
        Field::new(&*field.name, shape(graph, &field.shape), true).with_metadata(metadata.collect())
    };
    fields.iter().map(field).collect()
}

fn shape(graph: &Graph, of: &Shape) -> DataType {
    match of {
        Shape::One(node) => one(graph, *node),
        Shape::Optional { value, .. } => shape(graph, value),
        Shape::Record(fields) => DataType::Struct(named(graph, fields)),
        Shape::List { item: of, .. } => DataType::List(Arc::new(item(shape(graph, of)))),
    }
}

fn item(data_type: DataType) -> Field {
    Field::new(Field::LIST_FIELD_DEFAULT_NAME, data_type, true)
}

/// Only amounts have a number of places that holds for all of them; other decimals are text, as in JSON, which is exact and everywhere the same.
fn one(graph: &Graph, node: NodeId) -> DataType {
    let ty = graph.node(node).map(|node| node.ty);
    match ty {
        Some(Ty::Bool) => DataType::Boolean,
        Some(Ty::Int) => DataType::Int64,
        Some(Ty::Date) => DataType::Date32,
        Some(ty @ Ty::Money(_)) => {
            let places = graph.places(ty).unwrap_or(0);
            DataType::Decimal128(DIGITS, i8::try_from(places).unwrap_or(0))
        }
        _ => DataType::Utf8,
    }
}

/// Puts values into arrays, and notes what no array of its type holds.
struct Encoder {
    complaints: Vec<Vec<Complaint>>,
}

impl Encoder {
    fn array(
        &mut self,
        ty: &DataType,
        cells: &[Cell<'_>],
        path: &dyn Fn() -> String,
    ) -> Result<ArrayRef, ArrowError> {
        Ok(match ty {
            DataType::Boolean => {
                let mut column = BooleanBuilder::with_capacity(cells.len());
                for (_, value) in cells {
                    column.append_option(value.and_then(Value::as_bool));
                }
                Arc::new(column.finish())
            }
            DataType::Int64 => {
                let whole = self.numbers(cells, Decimal::to_i64, path);
                Arc::new(PrimitiveArray::<Int64Type>::from_iter(whole))
            }
            DataType::Date32 => {
                let dates = cells
                    .iter()
                    .map(|(_, value)| value.and_then(Value::as_date));
                let days = dates.map(|date| date.map(|date| date.days()));
                Arc::new(PrimitiveArray::<Date32Type>::from_iter(days))
            }
            DataType::Decimal128(digits, places) => {
                let amounts = self.numbers(cells, |amount| at_scale(amount, *places), path);
                let column: Decimal128Array = PrimitiveArray::<Decimal128Type>::from_iter(amounts);
                Arc::new(column.with_precision_and_scale(*digits, *places)?)
            }
            DataType::Struct(fields) => self.structs(fields, cells, path)?,
            DataType::List(item) => self.lists(item, cells, path)?,
            _ => Arc::new(texts(cells)),
        })
    }

    /// Numbers as the words of a column; one that does not fit is said, and left out.
    fn numbers<T>(
        &mut self,
        cells: &[Cell<'_>],
        word: impl Fn(Decimal) -> Option<T>,
        path: &dyn Fn() -> String,
    ) -> Vec<Option<T>> {
        let mut words = Vec::with_capacity(cells.len());
        for (row, value) in cells {
            let number = value.and_then(Value::as_number);
            let fit = number.and_then(&word);
            if let (Some(value), Some(_), None) = (value, number, &fit)
                && let Some(complaints) = self.complaints.get_mut(*row)
            {
                complaints.push(Complaint::too_large(path(), value));
            }
            words.push(fit);
        }
        words
    }

    fn structs(
        &mut self,
        fields: &Fields,
        cells: &[Cell<'_>],
        path: &dyn Fn() -> String,
    ) -> Result<ArrayRef, ArrowError> {
        let is_given = |(_, value): &Cell<'_>| value.is_some_and(|value| !value.is_absent());
        let mut arrays = Vec::with_capacity(fields.len());
        for field in fields {
            let cells = cells.iter();
            let inner = cells.map(|(row, value)| (*row, value.and_then(|v| v.get(field.name()))));
            let inner: Vec<Cell<'_>> = inner.collect();
            let path = || format!("{}.{}", path(), field.name());
            arrays.push(self.array(field.data_type(), &inner, &path)?);
        }
        let nulls: NullBuffer = cells.iter().map(is_given).collect::<Vec<bool>>().into();
        let array =
            StructArray::try_new_with_length(fields.clone(), arrays, Some(nulls), cells.len())?;
        Ok(Arc::new(array))
    }

    fn lists(
        &mut self,
        item: &FieldRef,
        cells: &[Cell<'_>],
        path: &dyn Fn() -> String,
    ) -> Result<ArrayRef, ArrowError> {
        let list =
            |value: &Option<&'_ Value>| value.and_then(|value| value.as_list().map(<[_]>::len));
        let lengths = cells.iter().map(|(_, value)| list(value));
        let nulls: NullBuffer = lengths
            .clone()
            .map(|l| l.is_some())
            .collect::<Vec<bool>>()
            .into();
        let offsets = OffsetBuffer::from_lengths(lengths.map(Option::unwrap_or_default));
        let items = cells.iter().flat_map(|(row, value)| {
            let items = value.and_then(Value::as_list).unwrap_or_default();
            items.iter().map(|item| (*row, Some(item)))
        });
        let items: Vec<Cell<'_>> = items.collect();
        let path = || format!("{}[]", path());
        let values = self.array(item.data_type(), &items, &path)?;
        Ok(Arc::new(ListArray::try_new(
            Arc::clone(item),
            offsets,
            values,
            Some(nulls),
        )?))
    }
}

/// The coefficient of a number with so many places; nothing where it needs more.
fn at_scale(number: Decimal, places: i8) -> Option<i128> {
    let up = u32::try_from(places).ok()?.checked_sub(number.scale())?;
    number.coefficient().checked_mul(10_i128.checked_pow(up)?)
}

fn texts(cells: &[Cell<'_>]) -> arrow_array::StringArray {
    let mut column = StringBuilder::with_capacity(cells.len(), 0);
    for (_, value) in cells {
        match value {
            None | Some(Value::Absent) => column.append_null(),
            Some(value) => column.append_value(cell(value)),
        }
    }
    column.finish()
}
