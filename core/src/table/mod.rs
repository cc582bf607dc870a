//! Rating tables: rows of keys and results, the index that finds the row, and proofs that there is exactly one.

mod data;
mod index;
mod proof;

pub use data::{Axis, Column, HitPolicy, KeyCell, Row, Table};
pub use index::{Hit, Key, MOST_KEYS, MOST_ROWS, TableError, TableIndex};
pub use proof::{Finding, KeySpace, NeverHit, Overlap, Reason, Units};
