//! Books as columns: what is taken, what is refused, and that the answers are those to the same risks as JSON.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on fails, helpers included"
)]

mod book;
mod both_ways;
mod files;
mod kinds;
mod pieces;
mod workload;
