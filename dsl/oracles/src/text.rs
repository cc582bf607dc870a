//! What must hold for any text of a rulebook.

use lutine_core::engine::Engine;
use lutine_dsl::Checked;
use lutine_dsl::diagnostics::Code;
use lutine_dsl::lower::lower;
use lutine_dsl::render::render;
use lutine_dsl::source::MemorySource;

/// Checks the text as a rulebook of one file.
pub fn checked(text: &str) -> Checked {
    let source = MemorySource::new().with("hostile.lutine", text);
    match lutine_dsl::check(&source) {
        Ok(checked) => checked,
        Err(fault) => panic!("a text in memory cannot be read: {fault}"),
    }
}

/// A text is either refused with a reason, or is a rulebook that an engine takes; the engine is given back.
///
/// # Panics
/// Where that does not hold.
pub fn refused_or_runs(text: &str) -> Option<Engine> {
    let checked = checked(text);
    for fault in &checked.diagnostics {
        assert_ne!(fault.code, Code::Unexplained, "refused without a reason");
        assert!(!render(fault, &checked.sources, false).is_empty());
    }
    let is_refused = checked.diagnostics.iter().any(|fault| fault.is_error());
    assert_ne!(
        checked.rulebook.is_some(),
        is_refused,
        "refused without a reason"
    );
    let graph = lower(checked.rulebook.as_ref()?, &checked.sources);
    match Engine::new(graph) {
        Ok(engine) => Some(engine),
        Err(defect) => panic!("the graph is not one: {defect}"),
    }
}
