//! What pieces of a worksheet have in common.

use super::draft::Draft;
use crate::fast::worksheet::{MOST_KEPT, Piece, Rows, Shared};
use crate::graph::{DeclarationKind, Graph, SpaceId, TableId};
use std::collections::{BTreeSet, HashMap};

/// How many entries a worksheet may have beside those of the items that a risk has: lists of lists of members make many of one.
const MOST_ENTRIES: usize = 1 << 14;

/// Rows of tables, and what is written in several places.
#[derive(Debug)]
pub(in crate::fast::compile) struct Common {
    rows: Vec<Rows>,
    /// By the columns that are read.
    rows_of: HashMap<(TableId, Box<[u32]>), usize>,
    /// For how many more rows there is room.
    room: usize,
    shared: HashMap<Shared, usize>,
    /// The spaces in which something is shown of an item, or of what stands in it.
    with_attributes: Option<BTreeSet<SpaceId>>,
    /// How many entries were drawn.
    entries: usize,
}

impl Default for Common {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            rows_of: HashMap::new(),
            room: MOST_KEPT,
            shared: HashMap::new(),
            with_attributes: None,
            entries: 0,
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

    /// Counts an entry; false of one too many.
    pub(super) const fn draws_entry(&mut self) -> bool {
        self.entries = self.entries.saturating_add(1);
        self.entries <= MOST_ENTRIES
    }

    /// Whether anything is computed in the items of a space, or in what stands in them.
    pub(super) fn shows_items(&mut self, graph: &Graph, space: SpaceId) -> bool {
        let spaces = self.with_attributes.get_or_insert_with(|| {
            let attributes = graph.declarations.iter();
            let attributes = attributes.filter(|it| it.kind == DeclarationKind::Attribute);
            let mut spaces: BTreeSet<SpaceId> = attributes.map(|it| it.space).collect();
            let mut count = usize::MAX;
            while count != spaces.len() {
                count = spaces.len();
                for list in &graph.lists {
                    if spaces.contains(&list.items) {
                        spaces.insert(list.owner);
                    }
                }
            }
            spaces
        });
        spaces.contains(&space)
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
