//! Lutine's evaluation core.
#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

pub mod date;
pub mod graph;
pub mod number;
pub mod schema;
pub mod table;
