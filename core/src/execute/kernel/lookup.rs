//! Rating tables: the row that keys hit, and its cells.

use super::{Computed, lane_number};
use crate::column::Values;
use crate::execute::tables::{Cells, LoadedTable};
use crate::graph::ErrorCode;
use crate::number::Decimal;
use crate::table::{Hit, Key, between};

/// Which of the two nodes around the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The one with the lesser key.
    Low,
    /// The one with the greater key.
    High,
}

/// The row of the table that the keys of each lane hit; of an interpolated table one of the two around them.
pub fn rows(table: &LoadedTable, keys: &[&Values], lanes: usize, side: Side) -> Computed {
    let mut failed = Vec::new();
    let mut wanted = Vec::with_capacity(keys.len());
    let row = |lane: usize| {
        wanted.clear();
        wanted.extend(keys.iter().filter_map(|column| key(column, lane)));
        match table.find(&wanted) {
            Hit::One(row) => {
                let (low, high) = table.around(row, &wanted);
                match side {
                    Side::Low => low,
                    Side::High => high,
                }
            }
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

/// The rows of a `collect` table that the keys of a lane hit.
pub fn all_rows(table: &LoadedTable, keys: &[&Values], lane: usize) -> Vec<u32> {
    let keys: Vec<Key<'_>> = keys.iter().filter_map(|column| key(column, lane)).collect();
    table.all(&keys)
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

/// The value between the cells of two rows, by the interpolated key; no row or a blank cell is a failure.
pub fn interpolated(table: &LoadedTable, cells: &Cells, operands: &[&Values]) -> Computed {
    let mut failed = Vec::new();
    let [low, high, key] = operands else {
        return Computed::sound(Values::Number(Vec::new()));
    };
    let (low, high) = (low.lanes(), high.lanes());
    let numbers = cells.values.numbers();
    let value = |(lane, (low, high)): (usize, (&u32, &u32))| {
        if !given(cells, *low) || !given(cells, *high) {
            return Err(ErrorCode::NoRow);
        }
        let number = |row: u32| numbers.get(row as usize).copied().unwrap_or_default();
        let (first, second) = (number(*low), number(*high));
        let nodes = table.nodes().filter(|_| low != high);
        let Some((nodes, key)) = nodes.zip(key.constant(lane)) else {
            return Ok(first);
        };
        let found = nodes.distances(*low, *high, &key);
        found
            .and_then(|distances| between(first, second, distances))
            .map_err(super::arithmetic::code)
    };
    let lanes = low.iter().zip(high).enumerate();
    let values = lanes.map(|(lane, rows)| {
        value((lane, rows)).unwrap_or_else(|code| {
            failed.push((lane_number(lane), code));
            Decimal::ZERO
        })
    });
    Computed {
        values: Values::Number(values.collect()),
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
