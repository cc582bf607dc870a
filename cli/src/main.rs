//! The `lutine` command.
fn main() {}
