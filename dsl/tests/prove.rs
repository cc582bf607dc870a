//! What is proven of a rulebook without running it.
#![allow(clippy::unwrap_used, clippy::panic)]

use lutine_dsl::prove::Status;
use lutine_dsl::source::MemorySource;
use lutine_dsl::typed::{AttributeKind, MadeFor};

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

/// How many items a list that is made for these numbers can have.
fn most(numbers: &str) -> u32 {
    let text = format!(
        "rulebook a\ninput Policy\nentity Policy {{\n  term : int 1..30\n  late : int {{3, 7}}\n  half : int 0..15 = min(15, term)\n  any : int\n  \
         years : list of Year for each year in {numbers}\n  sum : int = late + half + any + count(years)\n}}\n\
         entity Year within Policy {{ }}\noutput {{ sum = policy.sum }}\n"
    );
    let source = MemorySource::new().with("a.lutine", text);
    let checked = lutine_dsl::check(&source).unwrap();
    let rulebook = checked
        .rulebook
        .unwrap_or_else(|| panic!("{:?}", checked.diagnostics));
    let mut attributes = rulebook
        .entities
        .iter()
        .flat_map(|entity| &entity.attributes);
    let made = attributes.find_map(|attribute| match attribute.kind {
        AttributeKind::MadeList(MadeFor::Numbers { max, .. }) => Some(max),
        _ => None,
    });
    made.unwrap()
}

/// What a risk may cost hangs on it: without declared ranges a list of years would count as 10,000.
#[test]
fn a_list_made_for_numbers_has_no_more_items_than_their_ranges_allow() {
    assert_eq!(most("1..term"), 30);
    assert_eq!(most("1..half"), 15);
    assert_eq!(most("late..term"), 28);
    assert_eq!(most("5..4"), 0);
    assert_eq!(most("16..half"), 1);
    assert_eq!(most("1..any"), 10_000);
    assert_eq!(most("1..term + 1"), 10_000);
}
