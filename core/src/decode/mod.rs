//! From JSON or typed values straight into columns: the border at which a risk is checked.
//!
//! The decoder walks through the text of a risk along the rulebook's schema and writes each number as c·10⁻ˢ, each date and each
//! member of an enumeration into the column of its field; there is no tree in between, and no float. It finds everything that is
//! wrong with a risk at once ([`Fault`]; the page ARCHITECTURE.md, "Answers", has the codes and the words). A risk with a fault
//! leaves no lane behind, so that the other risks of a batch never notice it.

mod book;
mod columns;
mod compile;
mod error;
mod fault;
mod kind;
mod nearest;
mod plan;
mod reader;

pub use book::BookColumn;
pub use error::SchemaError;
pub use nearest::nearest;

use crate::answer::Fault;
use crate::batch::Batch;
use crate::graph::Graph;
use crate::json::{Events, JsonText, ValueEvents};
use crate::risk::Risk;
use crate::value::Value;
use plan::Plan;
use reader::{Reader, Used};

/// Reads the risks of one rulebook.
#[derive(Debug, Clone)]
pub struct Decoder {
    plan: Plan,
}

/// What a batch of risks came to.
#[derive(Debug, Clone, PartialEq)]
pub struct Decoded {
    /// The risks without faults, as columns.
    pub batch: Batch,
    /// For each risk its lane in the batch, or all that is wrong with it.
    pub lanes: Vec<Result<u32, Vec<Fault>>>,
}

impl Decoder {
    /// Makes ready to read the input that a graph describes.
    ///
    /// # Errors
    /// [`SchemaError`] where the graph contradicts itself, which no compiled rulebook does.
    pub fn new(graph: &Graph) -> Result<Self, SchemaError> {
        Ok(Self {
            plan: Plan::new(graph)?,
        })
    }

    /// Reads risks from JSON texts, each one object.
    #[must_use]
    pub fn decode_json(&self, texts: &[&[u8]]) -> Decoded {
        let mut reader = Reader::new(&self.plan, Used::default());
        let lanes = texts.iter().map(|text| match JsonText::new(text) {
            Ok(mut events) => reader.risk(&mut events),
            Err(error) => Err(vec![reader::not_json(error)]),
        });
        let lanes = lanes.collect();
        Decoded {
            batch: reader.finish().into_batch(),
            lanes,
        }
    }

    /// Reads risks from typed values. A value is read as its JSON would be: an int field takes any number without a fraction.
    #[must_use]
    pub fn decode_values(&self, values: &[Value]) -> Decoded {
        self.decode(values.iter().map(ValueEvents::new))
    }

    /// Reads risks of either kind.
    #[must_use]
    pub fn decode_risks<'r>(&self, risks: impl Iterator<Item = Risk<'r>>) -> Decoded {
        self.decode(risks.map(Risk::events))
    }

    /// Reads risks from the events of their values.
    pub fn decode<E: Events>(&self, risks: impl Iterator<Item = E>) -> Decoded {
        let mut reading = Reading::default();
        self.read(risks, &mut reading);
        Decoded {
            batch: reading.used.into_batch(),
            lanes: reading.lanes,
        }
    }

    /// The same into what has been read into before, by this decoder or by none.
    pub(crate) fn read<E: Events>(&self, risks: impl Iterator<Item = E>, reading: &mut Reading) {
        let mut reader = Reader::new(&self.plan, std::mem::take(&mut reading.used));
        reading.lanes.clear();
        let lanes = risks.map(|mut events| reader.risk(&mut events));
        reading.lanes.extend(lanes);
        reading.used = reader.finish();
        reading.note_size();
    }
}

/// How many columns hold where items stand: [`crate::batch::Items`], and the segments of lists.
const ITEM_COLUMNS: usize = 5;

/// What risks came to, in memory that is used again.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    used: Used,
    /// For each risk its lane in the batch, or all that is wrong with it.
    pub(crate) lanes: Vec<Result<u32, Vec<Fault>>>,
    /// Of a book for each row whether it is regular.
    pub(crate) regular: Vec<bool>,
    /// The most lanes that were read at once, those of all spaces together.
    most: usize,
}

impl Reading {
    /// The risks without faults, as columns.
    pub(crate) const fn batch(&self) -> &Batch {
        self.used.batch()
    }

    fn note_size(&mut self) {
        self.most = self.most.max(self.used.lanes());
    }

    /// For how many values it has memory at most.
    pub(crate) const fn room(&self) -> usize {
        let columns = self.used.batch().inputs.len().saturating_add(ITEM_COLUMNS);
        self.most.saturating_mul(columns)
    }
}
