//! Lutine's evaluation core.

#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

pub mod answer;
pub mod batch;
pub mod bundle;
pub mod column;
pub mod coverage;
pub mod date;
pub mod decode;
pub mod engine;
pub mod execute;
pub mod facts;
pub mod fast;
pub mod graph;
pub mod json;
pub mod json_schema;
pub mod number;
pub mod risk;
pub mod schema;
pub mod table;
pub mod value;
mod verify;
pub mod worksheet;
