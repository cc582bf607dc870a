//! What is proven of a rulebook without running it.
#![allow(clippy::unwrap_used)]

use lutine_dsl::prove::Status;
use lutine_dsl::source::MemorySource;

/// Of each subject that begins with these words whether its range is proven.
fn ranges(body: &str, subject: &str) -> Vec<bool> {
    let text = format!(
        "rulebook a\ninput Policy\nentity Policy {{\n  begun : date\n  ended : date\n  left : date\n{body}}}\noutput {{ n = policy.n }}\n"
    );
    let source = MemorySource::new().with("a.lutine", text);
    let checked = lutine_dsl::check(&source).unwrap();
    assert!(checked.rulebook.is_some(), "{:?}", checked.diagnostics);
    let claims = checked.claims.iter();
    claims
        .filter(|claim| claim.kind.as_str() == "range" && claim.subject.starts_with(subject))
        .map(|claim| claim.status == Status::Proven)
        .collect()
}

#[test]
fn days_within_a_span_are_no_more_than_it_has() {
    let span = "  require days(begun to ended) in 365..366 \"of a year\"\n";
    let from = "  require begun <= left \"later\"\n";
    let to = "  require left <= ended \"earlier\"\n";
    let n = "  n : int 0..366 = days(begun to left)\n  m : int 0..366 = days(left to ended)\n";
    assert_eq!(ranges(&[span, from, to, n].concat(), "days"), [true, true]);
    // Each of what is required is needed, but for the order that the sign does not hang on.
    assert_eq!(ranges(&[span, from, n].concat(), "days"), [false, false]);
    assert_eq!(ranges(&[span, to, n].concat(), "days"), [false, false]);
    assert_eq!(ranges(&[from, to, n].concat(), "days"), [false, false]);
    let less = "  n : int 0..364 = days(begun to left)\n";
    assert_eq!(ranges(&[span, from, to, less].concat(), "days"), [false]);
}
