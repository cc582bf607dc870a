//! Columns put to the fields of a rulebook's input, checked before any row is read.

use crate::error::ColumnError;
use crate::outline::{self, Outline, outline};
use crate::plain::Plain;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, RecordBatch, StructArray};
use arrow_buffer::NullBuffer;
use arrow_schema::DataType;
use lutine_core::date::Date;
use lutine_core::decode::{BookColumn, nearest};
use lutine_core::graph::{Graph, InputId, Ty};
use lutine_core::json::Event;
use lutine_core::number::Decimal;
use lutine_core::schema::{Field, FieldKind, Item, Object};
use std::ops::Range;
use std::sync::Arc;

/// What gives the values of a field, row by row.
#[derive(Debug)]
pub(crate) enum Column {
    /// Plain values.
    Plain(Plain),
    /// An object or record: structs.
    Struct {
        nulls: Option<NullBuffer>,
        fields: Named,
    },
    /// An object or record whose fields are columns of their own: given where one of them is.
    Gathered(Named),
    /// A list: lists, of which a row has the items from the first number up to the second.
    List {
        nulls: Option<NullBuffer>,
        ends: Vec<(usize, usize)>,
        item: Box<Column>,
    },
    /// A list whose items are columns of their own; it ends behind the last that is given.
    Items(Vec<Column>),
    /// No column: nothing is given.
    Nothing,
}

/// Columns by the keys of their fields.
pub(crate) type Named = Vec<(Arc<str>, Column)>;

impl Column {
    /// The fields of an object or record by their keys; none of anything else.
    pub(crate) fn fields(&self) -> &[(Arc<str>, Self)] {
        match self {
            Self::Struct { fields, .. } | Self::Gathered(fields) => fields,
            _ => &[],
        }
    }
}

impl BookColumn for Column {
    fn event(&self, row: usize) -> Event<'_> {
        match self {
            Self::Plain(plain) => plain.event(row),
            other if other.is_given(row) => Event::ObjectStart,
            _ => Event::Null,
        }
    }

    fn is_given(&self, row: usize) -> bool {
        let stands = |nulls: &Option<NullBuffer>| !nulls.as_ref().is_some_and(|n| n.is_null(row));
        match self {
            Self::Plain(plain) => plain.is_given(row),
            Self::Struct { nulls, .. } | Self::List { nulls, .. } => stands(nulls),
            Self::Gathered(fields) => fields.iter().any(|(_, column)| column.is_given(row)),
            Self::Items(items) => items.iter().any(|column| column.is_given(row)),
            Self::Nothing => false,
        }
    }

    fn numbers(&self, rows: Range<usize>) -> Option<&[Decimal]> {
        match self {
            Self::Plain(plain) => plain.numbers(rows),
            _ => None,
        }
    }

    fn dates(&self, rows: Range<usize>) -> Option<&[Date]> {
        match self {
            Self::Plain(plain) => plain.dates(rows),
            _ => None,
        }
    }

    fn field(&self, key: &str) -> Option<&Self> {
        let field = self.fields().iter().find(|(name, _)| **name == *key);
        field.map(|(_, column)| column)
    }

    fn parts(&self) -> Vec<&Self> {
        match self {
            Self::List { item, .. } => vec![item],
            Self::Items(items) => items.iter().collect(),
            _ => Vec::new(),
        }
    }

    fn items(&self, row: usize) -> Option<impl Iterator<Item = (usize, usize)>> {
        let (parts, rows) = match self {
            Self::List { ends, .. } if self.is_given(row) => {
                let (start, end) = ends.get(row).copied().unwrap_or_default();
                (0..1, start..end)
            }
            Self::Items(items) => {
                let given = given_items(items, row).len();
                (0..given, row..row.saturating_add(1))
            }
            _ => return None,
        };
        Some(parts.flat_map(move |part| rows.clone().map(move |row| (part, row))))
    }
}

/// The items of a list whose items are columns of their own, in a row: it has no other way to say that a list is empty, or short.
pub(crate) fn given_items(items: &[Column], row: usize) -> &[Column] {
    let last = items.iter().rposition(|item| item.is_given(row));
    let given = last.map_or(0, |last| last.saturating_add(1));
    items.get(..given).unwrap_or_default()
}

/// Puts the columns of a batch to the fields of the risk.
pub(crate) fn bind(graph: &Graph, batch: &RecordBatch) -> Result<Column, ColumnError> {
    let Some(risk) = graph.schema.objects.first() else {
        return Ok(Column::Nothing);
    };
    let is_field = |name: &str| risk.fields.iter().any(|field| *field.name == *name);
    let outline = outline(batch, &risk.snake_name(), is_field)?;
    let binder = Binder { graph };
    let fields = binder.fields(outline, (&risk.name, &risk.fields), "")?;
    Ok(Column::Gathered(fields))
}

struct Binder<'g> {
    graph: &'g Graph,
}

/// The fields of an object or record, with its name.
type Of<'g> = (&'g Arc<str>, &'g [Field]);

impl<'g> Binder<'g> {
    fn fields(
        &self,
        outline: outline::Fields,
        (of, fields): Of<'g>,
        above: &str,
    ) -> Result<Named, ColumnError> {
        let bound = outline.into_iter().map(|(name, outline)| {
            let path = match above {
                "" => name.clone(),
                above => format!("{above}.{name}"),
            };
            let mut known = fields.iter().enumerate();
            let Some((place, field)) = known.find(|(_, field)| *field.name == *name) else {
                let keys = fields.iter().map(|field| &*field.name);
                return Err(ColumnError::Unknown {
                    column: path,
                    of: of.to_string(),
                    near: nearest(&name, keys).map(str::to_owned),
                });
            };
            let column = self.column(outline, &field.kind, &path)?;
            Ok((place, (field.name.clone(), column)))
        });
        let mut bound = bound.collect::<Result<Vec<_>, ColumnError>>()?;
        // In the order of declaration, in which the decoder finds a field at once.
        bound.sort_by_key(|(place, _)| *place);
        Ok(bound.into_iter().map(|(_, column)| column).collect())
    }

    fn column(
        &self,
        outline: Outline,
        kind: &'g FieldKind,
        path: &str,
    ) -> Result<Column, ColumnError> {
        match kind {
            FieldKind::Value(value) => self.plain(&outline, value.input, path),
            FieldKind::Record { name, fields, .. } => self.object(outline, (name, fields), path),
            FieldKind::List { list, item } => {
                let is_single = self.graph.list(*list).is_some_and(|list| list.single);
                match item {
                    Item::Object(object) if is_single => match self.of(*object) {
                        Some(of) => self.object(outline, of, path),
                        None => Ok(Column::Nothing),
                    },
                    item => self.list(outline, item, path),
                }
            }
            FieldKind::Derived => Ok(match outline {
                Outline::Array(array) => Column::Plain(Plain::any(&array)),
                Outline::Fields(_) | Outline::Items(_) => Column::Nothing,
            }),
        }
    }

    fn of(&self, object: u32) -> Option<Of<'g>> {
        let objects = &self.graph.schema.objects;
        let object: &Object = objects.get(usize::try_from(object).ok()?)?;
        Some((&object.name, &object.fields))
    }

    fn plain(&self, outline: &Outline, input: InputId, path: &str) -> Result<Column, ColumnError> {
        let column = self.graph.schema.inputs.get(input.index());
        let ty = column.map_or(Ty::Bool, |column| column.ty);
        match outline {
            Outline::Array(array) => Ok(Column::Plain(Plain::new(array, ty, path)?)),
            other => Err(misshapen(other, crate::plain::expected(ty), path)),
        }
    }

    fn object(&self, outline: Outline, of: Of<'g>, path: &str) -> Result<Column, ColumnError> {
        let outline = match outline {
            Outline::Fields(fields) => return Ok(Column::Gathered(self.fields(fields, of, path)?)),
            Outline::Array(array) => array,
            items @ Outline::Items(_) => return Err(misshapen(&items, an_object(of), path)),
        };
        match outline.data_type() {
            DataType::Null => Ok(Column::Nothing),
            DataType::Struct(_) => {
                let array = outline.as_struct();
                Ok(Column::Struct {
                    nulls: array.nulls().cloned(),
                    fields: self.fields(members(array), of, path)?,
                })
            }
            _ => Err(misshapen(&Outline::Array(outline), an_object(of), path)),
        }
    }

    fn item(&self, outline: Outline, item: &'g Item, path: &str) -> Result<Column, ColumnError> {
        match item {
            Item::Value(value) => self.plain(&outline, value.input, path),
            Item::Object(object) => match self.of(*object) {
                Some(of) => self.object(outline, of, path),
                None => Ok(Column::Nothing),
            },
        }
    }

    fn list(&self, outline: Outline, item: &'g Item, path: &str) -> Result<Column, ColumnError> {
        let array = match outline {
            Outline::Array(array) => array,
            Outline::Items(items) => {
                let bound = (1_usize..)
                    .zip(items)
                    .map(|(place, outline)| match outline {
                        None => Ok(Column::Nothing),
                        Some(outline) => self.item(outline, item, &format!("{path}[{place}]")),
                    });
                return Ok(Column::Items(bound.collect::<Result<_, _>>()?));
            }
            fields @ Outline::Fields(_) => {
                let expected =
                    format!("a list; flat columns are named `{path}[1]`, `{path}[2]`, …");
                return Err(misshapen(&fields, expected, path));
            }
        };
        let Some((ends, items)) = items(&array) else {
            if *array.data_type() == DataType::Null {
                return Ok(Column::Nothing);
            }
            return Err(misshapen(&Outline::Array(array), "a list".to_owned(), path));
        };
        Ok(Column::List {
            nulls: array.nulls().cloned(),
            ends,
            item: Box::new(self.item(Outline::Array(items), item, path)?),
        })
    }
}

/// Where the items of each list begin and end, and all of them; nothing of what is no list.
fn items(array: &ArrayRef) -> Option<(Vec<(usize, usize)>, ArrayRef)> {
    let place = |offset: i64| usize::try_from(offset).unwrap_or(0);
    Some(match array.data_type() {
        DataType::List(_) => {
            let list = array.as_list::<i32>();
            let offsets = list.value_offsets();
            let pairs = offsets.iter().zip(offsets.iter().skip(1));
            let ends = pairs.map(|(a, b)| (place(i64::from(*a)), place(i64::from(*b))));
            (ends.collect(), Arc::clone(list.values()))
        }
        DataType::LargeList(_) => {
            let list = array.as_list::<i64>();
            let offsets = list.value_offsets();
            let pairs = offsets.iter().zip(offsets.iter().skip(1));
            let ends = pairs.map(|(a, b)| (place(*a), place(*b)));
            (ends.collect(), Arc::clone(list.values()))
        }
        DataType::FixedSizeList(_, _) => {
            let list = array.as_fixed_size_list();
            let size = place(i64::from(list.value_length()));
            let starts = (0..list.len()).map(|row| row.saturating_mul(size));
            let ends = starts.map(|start| (start, start.saturating_add(size)));
            (ends.collect(), Arc::clone(list.values()))
        }
        _ => return None,
    })
}

fn members(array: &StructArray) -> outline::Fields {
    let columns = array.fields().iter().zip(array.columns());
    let member = |(field, column): (&Arc<arrow_schema::Field>, &ArrayRef)| {
        (field.name().clone(), Outline::Array(column.clone()))
    };
    columns.map(member).collect()
}

fn an_object((of, _): Of<'_>) -> String {
    format!("a struct with the fields of {of}")
}

fn misshapen(found: &Outline, expected: String, path: &str) -> ColumnError {
    ColumnError::WrongType {
        column: path.to_owned(),
        expected,
        found: match found {
            Outline::Array(array) => array.data_type().to_string(),
            Outline::Fields(_) => "columns of fields".to_owned(),
            Outline::Items(_) => "columns of items".to_owned(),
        },
    }
}
