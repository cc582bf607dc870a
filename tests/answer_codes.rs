//! Each code that an answer can carry has a page in the book, and the page's example shows it. That the answers are what the engine answers
//! is the book's own test.

use lutine::{AnswerCode, ErrorCode, FaultCode};
use std::collections::BTreeSet;

#[test]
fn every_code_of_an_answer_has_a_page() {
    let computed = ErrorCode::ALL.iter().map(|code| code.as_str());
    let input = FaultCode::ALL.iter().map(|code| code.as_str());
    let wanted: BTreeSet<&str> = computed.chain(input).collect();
    let paged: BTreeSet<&str> = AnswerCode::ALL.iter().map(|code| code.as_str()).collect();
    assert_eq!(paged, wanted);
    assert_eq!(AnswerCode::ALL.len(), paged.len(), "a code stands twice");
}

#[test]
fn every_page_shows_its_code() {
    // Rows that overlap are refused when a rulebook is compiled, unless they were too many to compare.
    let not_shown = "several_rows";
    let summary = include_str!("../docs/src/SUMMARY.md");
    for code in AnswerCode::ALL {
        let (name, page) = (code.as_str(), code.page());
        assert!(page.starts_with(&format!("# `{name}`: ")), "{name}");
        assert!(page.contains("\n## Mend\n"), "{name}");
        let shown = page.contains(&format!("\"code\": \"{name}\""));
        assert_eq!(shown, name != not_shown, "{name}");
        assert!(summary.contains(&format!("(codes/{name}.md)")), "{name}");
    }
}
