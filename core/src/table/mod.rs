//! Rating tables: rows of keys and results, the index that finds the row, and proofs that there is exactly one.

mod data;
mod index;
mod nodes;
mod proof;

pub use data::{Axis, Column, HitPolicy, Interpolation, KeyCell, Outside, Row, Table};
pub(crate) use index::{Certain, FlatAxis, WholeGrid};
pub use index::{Hit, Key, MOST_KEYS, MOST_ROWS, TableError, TableIndex};
pub use nodes::{Nodes, between};
pub use proof::{Effort, Finding, KeySpace, NeverHit, Overlap, Reason, Units};
