//! The executor over graphs built by hand: every operation with values and with errors, spaces, answers, error paths.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod answers;
mod build;
mod chunks;
mod damage;
mod operations;
mod random;
mod spaces;
mod values;
mod worksheets;
