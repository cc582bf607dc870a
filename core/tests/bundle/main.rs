//! Compiled bundles: those that are committed, and what becomes of files that were cut, altered or made to harm.
//!
//! Every `bundles/v1/NAME.lutineb` stands beside `NAME.cases`: a risk on a line, its answer on the next behind `=>`.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::string_slice
)]

mod altered;
mod committed;
mod cost;
mod file;
mod hostile;
mod meaning;
mod memory;
