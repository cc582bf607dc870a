//! What is said about the bad fixtures, all of it together: that it keeps the grammar of messages, that every code is there, and no
//! fault twice.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::string_slice
)]

mod fixtures;
mod grammar;
mod shapes;
