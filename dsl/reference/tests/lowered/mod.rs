//! What the suites of machine integers have in common.

use lutine_core::graph::Graph;
use lutine_reference::generate::{ANY_COST, Program};

/// A number from the environment.
pub fn setting(name: &str, default: u64) -> u64 {
    let text = std::env::var(name).ok();
    text.map_or(default, |text| text.parse().expect("a whole number"))
}

/// The graph of a rulebook; none of one with faults.
pub fn graph(program: &Program) -> Option<Graph> {
    let source: lutine::MemorySource = program
        .texts()
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect();
    let checked = lutine_dsl::check_within(&source, ANY_COST).ok()?;
    let rulebook = checked.rulebook.as_ref()?;
    Some(lutine_dsl::lower::lower(rulebook, &checked.sources))
}
