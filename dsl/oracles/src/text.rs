//! What must hold for any text of a rulebook.

use lutine_core::engine::Engine;
use lutine_dsl::Checked;
use lutine_dsl::diagnostics::Code;
use lutine_dsl::lower::lower;
use lutine_dsl::parse_file;
use lutine_dsl::render::render;
use lutine_dsl::source::{FileId, MemorySource, SourceMap, Span};

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

/// Every place that is named for what is wrong with a text lies in it, between characters, and can be shown.
///
/// # Panics
/// Where one does not.
pub fn places_are_inside(text: &str) {
    let mut sources = SourceMap::default();
    let file = sources.add("hostile.lutine", text);
    let (tree, faults) = parse_file(file, text);
    let whole = |span: Span| {
        let (start, end) = (span.start as usize, span.end as usize);
        assert!(start <= end && text.get(start..end).is_some(), "{span:?}");
    };
    for fault in &faults {
        whole(fault.span);
        fault.related.iter().for_each(|(span, _)| whole(*span));
        assert!(!render(fault, &sources, false).is_empty());
    }
    tree.comments.iter().for_each(|comment| whole(comment.span));
    assert_eq!(parse_file(file, text).1.len(), faults.len());
}

/// An empty line in front of a text and a comment behind it change nothing of what is wrong with it, but for the place.
///
/// # Panics
/// Where they do.
pub fn lines_around_change_nothing(text: &str) {
    let codes = |text: &str| -> Vec<(Code, u32)> {
        let faults = parse_file(FileId(0), text).1.into_iter();
        faults.map(|fault| (fault.code, fault.span.start)).collect()
    };
    let plain = codes(text);
    let moved: Vec<(Code, u32)> = codes(&format!("\n{text}\n// end\n"))
        .into_iter()
        .map(|(code, start)| (code, start.saturating_sub(1)))
        .collect();
    assert_eq!(plain, moved);
}
