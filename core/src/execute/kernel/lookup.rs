//! Rating tables: the row that keys hit, and its cells.

use super::{Computed, lane_number};
use crate::column::Values;
use crate::execute::tables::{Cells, LoadedTable};
use crate::graph::ErrorCode;
use crate::table::{Hit, Key};

/// The row of the table that the keys of each lane hit.
pub fn rows(table: &LoadedTable, keys: &[&Values], lanes: usize) -> Computed {
    let mut failed = Vec::new();
    let mut wanted = Vec::with_capacity(keys.len());
    let row = |lane: usize| {
        wanted.clear();
        wanted.extend(keys.iter().filter_map(|column| key(column, lane)));
        match table.find(&wanted) {
            Hit::One(row) => row,
            Hit::None => Values::NO_ROW,
            Hit::Several(..) => {
                failed.push((lane_number(lane), ErrorCode::SeveralRows));
                Values::NO_ROW
            }
        }
    };
    let values = (0..lanes).map(row).collect();
    Computed {
        values: Values::Row(values),
        failed,
    }
}

/// The key in a lane; nothing for a column of a kind that cannot be a key.
fn key(column: &Values, lane: usize) -> Option<Key<'_>> {
    Some(match column {
        Values::Bool(column) => Key::Bool(*column.get(lane)?),
        Values::Number(column) => Key::Number(*column.get(lane)?),
        Values::Text(column) => Key::Text(column.get(lane)?),
        Values::Date(column) => Key::Date(*column.get(lane)?),
        Values::Enum(column) => Key::Enum(*column.get(lane)?),
        Values::Ref(_) | Values::Row(_) => return None,
    })
}

/// The cell of the column in each row; no row or a blank cell is a failure.
pub fn cells(cells: &Cells, rows: &[u32]) -> Computed {
    let failed = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| !given(cells, **row))
        .map(|(lane, _)| (lane_number(lane), ErrorCode::NoRow))
        .collect();
    Computed {
        values: super::moves::gather_values(&cells.values, rows),
        failed,
    }
}

/// Whether there is a row, and its cell of the column is not blank.
pub fn cells_given(cells: &Cells, rows: &[u32]) -> Values {
    Values::Bool(rows.iter().map(|row| given(cells, *row)).collect())
}

fn given(cells: &Cells, row: u32) -> bool {
    cells.given.get(row as usize) == Some(&true)
}
