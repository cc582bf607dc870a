//! The rows of tables as lists of records, for `rows of table`.

use std::sync::Arc;

use lutine_core::graph::{Bound, Constant, Interval, Ty};
use lutine_core::number::Decimal;
use lutine_core::table::{Axis, Column, HitPolicy, KeyCell, Row, Table};

use super::super::signature::{Declared, RecordSignature, Signatures, TableSignature};
use super::core_ty;
use crate::syntax::TableResults;
use crate::typed::{self, RecordId, RowField, TableId, TableRows, Type};

/// The most rows that are gone through: as many as a list without written bounds may have.
pub(crate) const MOST_ROWS: usize = 10_000;

/// Why the rows of a table are no list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoRows {
    /// There are too many of them.
    TooMany,
}

/// What `rows of` gives for a table; nothing of one that could not be read.
pub(crate) type RowLists = Vec<Option<Result<Arc<TableRows>, NoRows>>>;

/// What a key is in the record of a row.
enum Shape {
    /// One value in every row.
    Value,
    /// A range in every row.
    Band,
}

/// The rows of all tables. Their records are added to those that are declared.
pub(crate) fn row_lists<'t>(
    signatures: &mut Signatures<'_>,
    tables: impl IntoIterator<Item = Option<&'t Table>>,
) -> RowLists {
    let mut lists = Vec::new();
    for (at, table) in (0..).zip(tables) {
        lists.push(table.and_then(|table| {
            if table.own_rows().len() > MOST_ROWS {
                return Some(Err(NoRows::TooMany));
            }
            rows_of(signatures, TableId(at), table).map(|rows| Ok(Arc::new(rows)))
        }));
    }
    lists
}

/// The columns of the rows under construction.
#[derive(Default)]
struct Columns {
    data: Vec<Column>,
    types: Vec<Type>,
}

impl Columns {
    fn add(&mut self, name: String, ty: &Type, cells: Vec<Option<Constant>>) -> Option<u32> {
        let place = u32::try_from(self.data.len()).ok()?;
        self.data.push(Column {
            name: name.into(),
            ty: core_ty(ty)?,
            cells,
        });
        self.types.push(ty.clone());
        Some(place)
    }
}

fn rows_of(signatures: &mut Signatures<'_>, id: TableId, table: &Table) -> Option<TableRows> {
    let signature = signatures.tables.get(id.index())?;
    let (name, span) = (signature.full_name(), signature.place());
    // A result without a name has the table's, perhaps behind a module's.
    let signature_name = Arc::clone(&signature.name);
    let only = only_result(signature);
    let (keys, results) = (
        typed_fields(&signature.keys)?,
        typed_fields(results(signature))?,
    );
    let mut columns = Columns::default();
    let (mut names, mut fields) = (Vec::new(), Vec::new());
    for (place, (key, ty)) in keys.iter().enumerate() {
        let cells: Option<Vec<&KeyCell>> = table
            .own_rows()
            .iter()
            .map(|row| row.keys.get(place))
            .collect();
        let cells = cells?;
        match shape(&cells, ty) {
            None => {}
            Some(Shape::Value) => {
                let values = cells.iter().map(|cell| match cell {
                    KeyCell::One(value) => Some(value.clone()),
                    KeyCell::Any | KeyCell::Intervals(_) => None,
                });
                let column = columns.add(key.to_string(), ty, values.collect())?;
                names.push((Arc::clone(key), ty.clone()));
                fields.push(RowField::Column(column));
            }
            Some(Shape::Band) => {
                let optional = Type::Optional(Box::new(ty.clone()));
                let end = |low: bool| cells.iter().map(move |cell| end(cell, low)).collect();
                let from = columns.add(format!("{key}.from"), &optional, end(true))?;
                let to = columns.add(format!("{key}.to"), &optional, end(false))?;
                let ends = [("from", &optional), ("to", &optional)];
                let ends = ends.map(|(name, ty)| (Arc::from(name), ty.clone()));
                let band = record(signatures, format!("band of {name}"), ends);
                names.push((Arc::clone(key), Type::Record(band)));
                fields.push(RowField::Band(from, to));
            }
        }
    }
    let own = table.own_rows().len();
    for ((result, ty), column) in results.iter().zip(&table.columns) {
        let result = if *result == signature_name {
            &only
        } else {
            result
        };
        let cells = column.cells.iter().take(own).cloned().collect();
        let column = columns.add(result.to_string(), ty, cells)?;
        names.push((Arc::clone(result), ty.clone()));
        fields.push(RowField::Column(column));
    }
    let row = record(signatures, format!("row of {name}"), names);
    let data = Table {
        name: format!("rows of {name}").into(),
        axes: vec![Axis {
            name: "row".into(),
            ty: Ty::Int,
            domain: None,
        }],
        columns: columns.data,
        rows: numbered(table),
        policy: HitPolicy::Unique,
        otherwise: false,
        interpolation: None,
        file: table.file,
    };
    Some(TableRows {
        of: id,
        rows: typed::Table {
            data,
            keys: vec![Type::Int],
            columns: columns.types,
            record: None,
            claims: Vec::new(),
            doc: None,
            span,
        },
        fields,
        record: row,
    })
}

/// The results that a row has; of a relation none.
fn results<'s>(signature: &'s TableSignature<'_>) -> &'s [(Arc<str>, Option<Declared>)] {
    match signature.syntax.results {
        TableResults::Nothing => &[],
        TableResults::Single(_) | TableResults::Named(_) => &signature.results,
    }
}

/// What a single result without a name is called.
fn only_result(signature: &TableSignature<'_>) -> Arc<str> {
    let is_key = signature.keys.iter().any(|(key, _)| &**key == "result");
    let name = if is_key {
        signature.syntax.name.text.as_str()
    } else {
        "result"
    };
    Arc::from(name)
}

fn typed_fields(fields: &[(Arc<str>, Option<Declared>)]) -> Option<Vec<(Arc<str>, Type)>> {
    let typed = fields.iter().map(|(name, declared)| {
        let declared = declared.as_ref()?;
        Some((Arc::clone(name), declared.ty.clone()))
    });
    typed.collect()
}

/// Adds a record that nobody declared.
fn record(
    signatures: &mut Signatures<'_>,
    name: String,
    fields: impl IntoIterator<Item = (Arc<str>, Type)>,
) -> RecordId {
    let id = RecordId(u32::try_from(signatures.records.len()).unwrap_or(u32::MAX));
    let fields = fields
        .into_iter()
        .map(|(name, ty)| (name, Some(Declared { ty, domain: None })));
    let record = RecordSignature::new(name.into(), fields.collect());
    signatures.records.push(record);
    id
}

/// The rows by their number, from 1.
fn numbered(table: &Table) -> Vec<Row> {
    let rows = (1_u32..).zip(table.own_rows());
    rows.map(|(number, row)| Row {
        keys: vec![KeyCell::One(Constant::Number(Decimal::from(number)))],
        line: row.line,
    })
    .collect()
}

/// What a key is in all rows; nothing where it has no one value and no ends.
fn shape(cells: &[&KeyCell], ty: &Type) -> Option<Shape> {
    if cells.iter().all(|cell| matches!(cell, KeyCell::One(_))) {
        return Some(Shape::Value);
    }
    let is_range = |cell: &KeyCell| match cell {
        KeyCell::Any | KeyCell::One(_) => true,
        KeyCell::Intervals(parts) => parts.len() == 1,
    };
    let has_ends = matches!(ty, Type::Int | Type::Decimal | Type::Money(_) | Type::Date);
    (has_ends && cells.iter().all(|cell| is_range(cell))).then_some(Shape::Band)
}

/// An end of a range; none where there is none.
fn end(cell: &KeyCell, low: bool) -> Option<Constant> {
    let of = |interval: &Interval| {
        let end = if low { &interval.low } else { &interval.high };
        end.as_ref().map(|Bound { value, .. }| value.clone())
    };
    match cell {
        KeyCell::Any => None,
        KeyCell::One(value) => Some(value.clone()),
        KeyCell::Intervals(parts) => parts.first().and_then(of),
    }
}
