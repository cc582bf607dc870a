//! A service as its callers meet it, on SQLite: requests in, responses out. `tests/postgres` asks the same on PostgreSQL.

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
mod files;
mod log;
mod openapi;
mod support;

/// Where these tests keep what a service keeps: in a file of SQLite.
fn storage(folder: &std::path::Path) -> String {
    format!("sqlite:{}", folder.join("lutine.db").display())
}
