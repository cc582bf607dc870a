//! A service as its callers meet it: requests in, responses out.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on fails, helpers included"
)]

mod access;
mod decisions;
mod editions;
mod evaluating;
mod log;
mod openapi;
mod support;
