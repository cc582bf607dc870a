//! What Lutine is measured against: the personal auto tariff written by hand, and risks for it.

#![allow(
    clippy::panic,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "hand-written code is as fast as its author dares; a benchmark of something else measures nothing"
)]

pub mod generate;
pub mod hand_written;
pub mod measure;
