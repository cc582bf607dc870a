//! A service on PostgreSQL: all that `tests/service` asks of one on SQLite, and several instances on one database.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on fails, helpers included"
)]

#[path = "../service/access.rs"]
mod access;
mod cluster;
#[path = "../service/decisions.rs"]
mod decisions;
#[path = "../service/editions.rs"]
mod editions;
#[path = "../service/evaluating.rs"]
mod evaluating;
mod instances;
#[path = "../service/log.rs"]
mod log;
#[path = "../service/support.rs"]
mod support;

/// Where these tests keep what a service keeps: in a database of its own for each folder.
fn storage(folder: &std::path::Path) -> String {
    let name = folder.file_name().and_then(|name| name.to_str());
    cluster::database(name.expect("it has a name"))
}
