//! Rating tables: rows of keys and results, and the index that finds the row.

mod data;
mod index;

pub use data::{Axis, Column, HitPolicy, KeyCell, Row, Table};
pub use index::{Hit, Key, MOST_ROWS, TableError, TableIndex};
