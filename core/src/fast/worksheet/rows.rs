//! Rows of tables as a worksheet shows them.

use crate::answer::scalar;
use crate::column::Values;
use crate::graph::{Graph, TableId};
use crate::json::{append_text, append_value};
use std::fmt::Write;

/// Of so many rows of a rulebook the texts are kept. Of larger tables a risk sees few rows, and they are written when they are hit.
pub(in crate::fast) const MOST_KEPT: usize = 1 << 14;

/// The rows of a table, and the columns of them that a look-up reads.
#[derive(Debug, Clone)]
pub(in crate::fast) struct Rows {
    table: TableId,
    columns: Box<[u32]>,
    /// The texts of all rows one behind the other, and where each ends; nothing where they are not kept.
    kept: Option<(String, Box<[usize]>)>,
}

impl Rows {
    /// Those of a table, with the columns that are read; where it is not known which, with all. As many rows as there is room for are written
    /// once and for all, which takes their count from the room.
    pub fn of(graph: &Graph, table: TableId, read: &[u32], room: &mut usize) -> Self {
        let known = graph.table(table);
        let columns = match known {
            Some(known) if read.is_empty() => (0..).take(known.columns.len()).collect(),
            _ => read.into(),
        };
        let mut rows = Self {
            table,
            columns,
            kept: None,
        };
        let count = known.map_or(0, |known| known.rows.len());
        if let Some(left) = room.checked_sub(count) {
            *room = left;
            rows.kept = Some(rows.all(graph, count));
        }
        rows
    }

    fn all(&self, graph: &Graph, count: usize) -> (String, Box<[usize]>) {
        let mut texts = String::new();
        let row = |row: usize| {
            self.write(graph, row, &mut texts);
            texts.len()
        };
        let ends = (0..count).map(row).collect();
        (texts, ends)
    }

    /// `,"rows":[…],"cells":{…}` of a row, or of none where it is below 0.
    pub fn append(&self, graph: &Graph, row: i64, out: &mut String) {
        let Ok(row) = usize::try_from(row) else {
            out.push_str(",\"rows\":[],\"cells\":{}");
            return;
        };
        let Some((texts, ends)) = &self.kept else {
            return self.write(graph, row, out);
        };
        let start = row.checked_sub(1).and_then(|before| ends.get(before));
        let start = start.copied().unwrap_or(0);
        let text = ends.get(row).and_then(|end| texts.get(start..*end));
        out.push_str(text.unwrap_or_default());
    }

    fn write(&self, graph: &Graph, row: usize, out: &mut String) {
        let Some(table) = graph.table(self.table) else {
            return;
        };
        let file = graph.files.get(table.file as usize);
        out.push_str(",\"rows\":[{\"file\":");
        append_text(out, file.map_or("", |file| file));
        let line = table.rows.get(row).map_or(0, |row| row.line);
        // Writing to a String cannot fail.
        _ = write!(out, ",\"line\":{line}}}],\"cells\":{{");
        let columns = self.columns.iter();
        let columns = columns.filter_map(|column| table.columns.get(*column as usize));
        for (place, column) in columns.enumerate() {
            if place > 0 {
                out.push(',');
            }
            append_text(out, &column.name);
            out.push(':');
            match column.cells.get(row) {
                Some(Some(cell)) => {
                    append_value(out, &scalar(graph, &Values::one(cell), column.ty, 0));
                }
                _ => out.push_str("null"),
            }
        }
        out.push('}');
    }
}
