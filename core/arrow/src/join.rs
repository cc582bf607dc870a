//! Risks whose lists stand in tables of their own: policies, drivers, vehicles, joined by a key.
//!
//! All tables have the risks in one order, so that they are read side by side, each once, and nothing is held but the pieces at hand.

use crate::book_error::BookError;
use crate::plain::Plain;
use crate::read::TableReader;
use arrow_array::{ArrayRef, ListArray, RecordBatch, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Fields, Schema, SchemaRef};
use arrow_select::concat::concat_batches;
use lutine_core::graph::{Graph, Ty};
use lutine_core::json::Event;
use lutine_core::number::Decimal;
use lutine_core::schema::{FieldKind, Item, Object};
use std::path::PathBuf;
use std::sync::Arc;

/// What tables are joined by: the column of the risks, and that of the other tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The column of the risks.
    pub own: String,
    /// The column of each other table.
    pub theirs: String,
}

/// Which risk a row belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mark {
    Whole(Decimal),
    Text(String),
}

impl std::fmt::Display for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(number) => number.fmt(f),
            Self::Text(text) => write!(f, "\"{text}\""),
        }
    }
}

/// Risks with the lists that other tables give them.
#[derive(Debug)]
pub struct Joined {
    book: Side,
    tables: Vec<Side>,
    schema: SchemaRef,
    /// The key of the last risk.
    last: Option<Mark>,
}

/// A table with its key.
#[derive(Debug)]
struct Side {
    name: String,
    reader: TableReader,
    key: usize,
    /// Whether the key is a field too.
    is_field: bool,
    fields: Fields,
    /// The piece at hand, the keys of its rows, and how many of these were taken.
    piece: Option<(RecordBatch, Vec<Option<Mark>>)>,
    taken: usize,
    /// How many rows the pieces before had.
    before: u64,
}

impl Joined {
    /// Joins tables to the lists of these names.
    pub(crate) fn new(
        graph: &Graph,
        book: TableReader,
        tables: Vec<(String, TableReader)>,
        key: &Key,
    ) -> Result<Self, BookError> {
        let risk = graph.schema.objects.first();
        let book = Side::new("the table of the risks".to_owned(), book, &key.own, risk)?;
        let tables = tables.into_iter().map(|(name, reader)| {
            let item = risk.and_then(|risk| item_of(graph, risk, &name));
            Side::new(name, reader, &key.theirs, item)
        });
        let tables: Vec<Side> = tables.collect::<Result<_, _>>()?;
        let own = book.fields.iter().cloned();
        let lists = tables.iter().map(|side| Arc::new(side.list_field()));
        let schema = Arc::new(Schema::new(own.chain(lists).collect::<Vec<FieldRef>>()));
        Ok(Self {
            book,
            tables,
            schema,
            last: None,
        })
    }

    /// The columns of the risks, and one for each other table.
    #[must_use]
    pub const fn schema(&self) -> &SchemaRef {
        &self.schema
    }

    /// How far reading is, and how far it goes.
    #[must_use]
    pub fn progress(&self) -> (u64, u64) {
        self.book.reader.progress()
    }

    fn piece(&mut self) -> Result<Option<RecordBatch>, BookError> {
        let Some(rows) = self.book.reader.next().transpose()? else {
            return match self
                .tables
                .iter_mut()
                .map(Side::unclaimed)
                .find(Result::is_err)
            {
                Some(Err(error)) => Err(error),
                _ => Ok(None),
            };
        };
        let marks = self.book.marks(&rows)?;
        for mark in &marks {
            if let (Some(mark), Some(last)) = (mark, &self.last)
                && mark == last
            {
                let key = mark.to_string();
                return Err(BookError::KeyTwice { key });
            }
            self.last.clone_from(mark);
        }
        let mut columns = self.book.without_key(&rows);
        for table in &mut self.tables {
            let list = table.lists(&marks)?;
            columns.push(list);
        }
        let joined = RecordBatch::try_new(self.schema.clone(), columns);
        joined
            .map(Some)
            .map_err(|error| self.book.unreadable(error))
    }
}

impl Iterator for Joined {
    type Item = Result<RecordBatch, BookError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.piece().transpose()
    }
}

/// The entity of a list of the risk.
fn item_of<'g>(graph: &'g Graph, risk: &Object, name: &str) -> Option<&'g Object> {
    let field = risk.fields.iter().find(|field| *field.name == *name)?;
    match field.kind {
        FieldKind::List {
            item: Item::Object(object),
            ..
        } => graph.schema.objects.get(usize::try_from(object).ok()?),
        _ => None,
    }
}

impl Side {
    fn new(
        name: String,
        reader: TableReader,
        key: &str,
        of: Option<&Object>,
    ) -> Result<Self, BookError> {
        let all = reader.schema().fields();
        let place = all.iter().position(|field| field.name() == key);
        let Some(place) = place else {
            let (table, key) = (name, key.to_owned());
            return Err(BookError::NoKey { table, key });
        };
        let is_field = of.is_some_and(|of| of.fields.iter().any(|field| *field.name == *key));
        let kept = all.iter().enumerate();
        let kept = kept.filter(|(at, _)| is_field || *at != place);
        Ok(Self {
            fields: kept.map(|(_, field)| field.clone()).collect(),
            name,
            reader,
            key: place,
            is_field,
            piece: None,
            taken: 0,
            before: 0,
        })
    }

    fn list_field(&self) -> Field {
        Field::new(
            &self.name,
            DataType::List(Arc::new(self.item_field())),
            false,
        )
    }

    fn item_field(&self) -> Field {
        let item = DataType::Struct(self.fields.clone());
        Field::new(Field::LIST_FIELD_DEFAULT_NAME, item, false)
    }

    /// The keys of rows.
    fn marks(&self, rows: &RecordBatch) -> Result<Vec<Option<Mark>>, BookError> {
        let column = rows.column(self.key);
        let is_text = matches!(
            column.data_type(),
            DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Dictionary(_, _)
        );
        let ty = if is_text { Ty::Text } else { Ty::Int };
        let Ok(keys) = Plain::new(column, ty, "") else {
            let key = rows.schema_ref().field(self.key).name().clone();
            let table = self.name.clone();
            return Err(BookError::NoKey { table, key });
        };
        let mark = |row| match keys.event(row) {
            Event::Decimal(number) => Some(Mark::Whole(number)),
            Event::Text(text) | Event::Number(text) => Some(Mark::Text(text.to_owned())),
            _ => None,
        };
        Ok((0..rows.num_rows()).map(mark).collect())
    }

    /// The columns of rows but for the key, if that is nothing else.
    fn without_key(&self, rows: &RecordBatch) -> Vec<ArrayRef> {
        let columns = rows.columns().iter().enumerate();
        let kept = columns.filter(|(at, _)| self.is_field || *at != self.key);
        kept.map(|(_, column)| column.clone()).collect()
    }

    /// Sees to it that a row is at hand. Whether there is one.
    fn has_row(&mut self) -> Result<bool, BookError> {
        while self
            .piece
            .as_ref()
            .is_none_or(|(_, marks)| self.taken >= marks.len())
        {
            let done = self.piece.take().map_or(0, |(_, marks)| marks.len());
            self.before = self.before.saturating_add(u64::try_from(done).unwrap_or(0));
            self.taken = 0;
            let Some(rows) = self.reader.next().transpose()? else {
                return Ok(false);
            };
            let marks = self.marks(&rows)?;
            self.piece = Some((rows, marks));
        }
        Ok(true)
    }

    /// The rows at hand as far as they have this key: they are taken.
    fn take(&mut self, mark: &Mark) -> Option<RecordBatch> {
        let (rows, marks) = self.piece.as_ref()?;
        let marks = marks.iter().skip(self.taken);
        let count = marks
            .take_while(|found| found.as_ref() == Some(mark))
            .count();
        let taken = rows.slice(self.taken, count);
        self.taken = self.taken.saturating_add(count);
        (count > 0).then_some(taken)
    }

    /// The list of each risk.
    fn lists(&mut self, marks: &[Option<Mark>]) -> Result<ArrayRef, BookError> {
        let mut pieces = Vec::new();
        let mut lengths = Vec::with_capacity(marks.len());
        for mark in marks {
            let mut length = 0_usize;
            while let (Some(mark), true) = (mark, self.has_row()?) {
                let Some(rows) = self.take(mark) else {
                    break;
                };
                length = length.saturating_add(rows.num_rows());
                pieces.push(rows);
            }
            lengths.push(length);
        }
        self.put_together(&pieces, lengths)
            .map_err(|error| self.unreadable(error))
    }

    fn put_together(
        &self,
        pieces: &[RecordBatch],
        lengths: Vec<usize>,
    ) -> Result<ArrayRef, ArrowError> {
        let rows = concat_batches(self.reader.schema(), pieces)?;
        let columns = self.without_key(&rows);
        let items =
            StructArray::try_new_with_length(self.fields.clone(), columns, None, rows.num_rows())?;
        let offsets = OffsetBuffer::from_lengths(lengths);
        let item = Arc::new(self.item_field());
        Ok(Arc::new(ListArray::try_new(
            item,
            offsets,
            Arc::new(items),
            None,
        )?))
    }

    /// That no row is left that no risk took.
    fn unclaimed(&mut self) -> Result<(), BookError> {
        if !self.has_row()? {
            return Ok(());
        }
        let taken = u64::try_from(self.taken).unwrap_or(0);
        let marks = self.piece.as_ref().map(|(_, marks)| marks);
        let mark = marks
            .and_then(|marks| marks.get(self.taken))
            .cloned()
            .flatten();
        Err(BookError::Unclaimed {
            table: self.name.clone(),
            row: self.before.saturating_add(taken).saturating_add(1),
            key: mark.map_or_else(|| "null".to_owned(), |mark| mark.to_string()),
        })
    }

    fn unreadable(&self, error: ArrowError) -> BookError {
        let path: PathBuf = self.reader.path().to_owned();
        BookError::Read { path, error }
    }
}
