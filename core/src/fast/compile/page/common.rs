//! What pieces of a worksheet have in common.

use super::draft::Draft;
use crate::fast::worksheet::{MOST_KEPT, Piece, Rows, Shared};
use crate::graph::{Graph, SpaceId, TableId};
use std::collections::HashMap;

/// Rows of tables, and what is written in several places.
#[derive(Debug)]
pub(in crate::fast::compile) struct Common {
    rows: Vec<Rows>,
    /// By the columns that are read.
    rows_of: HashMap<(TableId, Box<[u32]>), usize>,
    /// For how many more rows there is room.
    room: usize,
    shared: HashMap<Shared, usize>,
}

impl Default for Common {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            rows_of: HashMap::new(),
            room: MOST_KEPT,
            shared: HashMap::new(),
        }
    }
}

impl Common {
    /// The rows of a table as look-ups show them that read some columns, by number.
    pub fn rows(&mut self, graph: &Graph, table: TableId, read: &[u32]) -> usize {
        let key = (table, read.into());
        if let Some(known) = self.rows_of.get(&key) {
            return *known;
        }
        let number = self.rows.len();
        self.rows.push(Rows::of(graph, table, read, &mut self.room));
        self.rows_of.insert(key, number);
        number
    }

    /// The text of a row that is known.
    pub fn append_row(&self, graph: &Graph, rows: usize, row: i64, out: &mut String) {
        if let Some(rows) = self.rows.get(rows) {
            rows.append(graph, row, out);
        }
    }

    /// Pieces that may be written in other places too for the same lane.
    pub(super) fn share(&mut self, base: SpaceId, draft: Draft, into: &mut Draft) {
        if draft.is_text() {
            return into.append(draft);
        }
        let pieces = draft.done();
        let next = self.shared.len();
        let number = *self.shared.entry(Shared { base, pieces }).or_insert(next);
        into.piece(Piece::Shared(number));
    }

    /// What is shared, and the rows, by their numbers.
    pub fn done(self) -> (Vec<Shared>, Vec<Rows>) {
        let shared = self.shared.into_iter();
        let mut shared: Vec<(usize, Shared)> =
            shared.map(|(shared, number)| (number, shared)).collect();
        shared.sort_unstable_by_key(|(number, _)| *number);
        let shared = shared.into_iter().map(|(_, shared)| shared);
        (shared.collect(), self.rows)
    }
}
