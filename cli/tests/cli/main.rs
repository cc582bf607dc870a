//! The `lutine` command as a person or a script meets it: arguments and input in, output, messages and status out.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that cannot go on fails, helpers included"
)]

mod batch;
mod book;
mod build;
mod check;
mod command;
mod eval;
mod explain;
mod explain_code;
mod fmt;
mod graph;
mod help;
mod new;
mod plan;
mod readme;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod shell;
mod test;
