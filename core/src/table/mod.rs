//! Rating tables: rows of keys and results, and the index that finds the row.

mod data;

pub use data::{Axis, Column, HitPolicy, KeyCell, Row, Table};
