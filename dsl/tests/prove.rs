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
        .filter(|claim| {
            claim.kind.as_str() == "range" && claim.subject(&checked.sources).starts_with(subject)
        })
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

/// Of each claim of a kind whose subject begins with these words whether it is proven.
fn proven(text: &str, kind: &str, subject: &str) -> Vec<bool> {
    let source = MemorySource::new().with("a.lutine", text);
    let checked = lutine_dsl::check(&source).unwrap();
    assert!(checked.rulebook.is_some(), "{:?}", checked.diagnostics);
    let claims = checked.claims.iter();
    claims
        .filter(|claim| {
            claim.kind.as_str() == kind && claim.subject(&checked.sources).starts_with(subject)
        })
        .map(|claim| claim.status == Status::Proven)
        .collect()
}

#[test]
fn a_guard_with_a_name_says_what_its_expression_does() {
    let text = |guard: &str| {
        format!(
            "rulebook a\ninput Policy\nentity Policy {{\n  n : int 0..100\n  m : int 0..100\n  both : bool = m >= 10 and large\n  large : bool = n >= 10\n  \
             q : decimal = if {guard} then 1 / (n - 5) else 0\n}}\ndefine many : bool = not (policy.n < 10)\noutput {{ q = policy.q }}\n"
        )
    };
    for guard in ["large", "both", "many", "large and m > 3"] {
        assert_eq!(
            proven(&text(guard), "divisor", "(n - 5)"),
            [true],
            "{guard}"
        );
    }
    for guard in ["not large", "large or m > 3", "not both", "not many"] {
        assert_eq!(
            proven(&text(guard), "divisor", "(n - 5)"),
            [false],
            "{guard}"
        );
    }
}

#[test]
fn what_a_row_says_of_its_key_holds_of_what_is_found() {
    let text = |body: &str, low: u32| {
        format!(
            "rulebook a\ncurrency USD\ninput Policy\nentity Policy {{\n  n : int {low}..100\n  over : int 0..100 = {body}\n}}\n\
             table band(n: int 10..100 up to column to) -> (over: int, more: int) {{\n to | over | more\n 20 | 10 | 1\n 50 | 21 | 2\n 100 | 51 | 3\n}}\n\
             output {{ over = policy.over }}\n"
        )
    };
    assert_eq!(
        proven(
            &text("{ let part = band(n)\n n - part.over }", 10),
            "range",
            "{ let"
        ),
        [true]
    );
    // The same of another number, or with a row that begins later.
    assert_eq!(
        proven(
            &text("{ let part = band(n)\n 100 - n - part.over }", 10),
            "range",
            "{ let"
        ),
        [false]
    );
    // Where no row is found the name does no harm to what does not use it.
    let unused = "{ let part = band(n)\n if n >= 10 then n - part.over else n - 5 }";
    assert_eq!(proven(&text(unused, 0), "range", "{ let"), [false]);
    let used = "{ let part = band(n)\n if n >= 10 then n - part.over else n }";
    assert_eq!(proven(&text(used, 0), "range", "{ let"), [true]);
}

#[test]
fn the_least_of_several_is_none_above_any() {
    let text = |body: &str| {
        format!(
            "rulebook a\ninput Policy\nentity Policy {{\n  n : int 0..100\n  m : int 0..100\n  left : int 0..100 = {body}\n}}\noutput {{ left = policy.left }}\n"
        )
    };
    for body in [
        "n - min(m, n)",
        "max(m, n) - n",
        "{ let by = min(m, n)\n n - by }",
        "{ let most = max(n, m)\n most - m }",
        "{ let same = n\n n - same }",
    ] {
        let subject = body.split(' ').next().unwrap();
        assert_eq!(proven(&text(body), "range", subject), [true], "{body}");
    }
    for body in [
        "n - max(m, n)",
        "{ let by = max(m, n)\n n - by }",
        "{ let by = min(m, n + 1)\n n - by }",
    ] {
        let subject = body.split(' ').next().unwrap();
        assert_eq!(proven(&text(body), "range", subject), [false], "{body}");
    }
}

/// Beyond what is followed call by call the arguments of all of them are followed together.
#[test]
fn a_function_of_many_calls_is_known_of_all_their_arguments() {
    let text = |last: u32| {
        let calls: Vec<String> = (1..=40)
            .map(|n| format!("half({n})"))
            .chain([format!("half({last})")])
            .collect();
        format!(
            "rulebook a\ninput Policy\nentity Policy {{\n  n : int 0..100\n  q : decimal = {} + n\n}}\nfunction half(n: int) -> decimal = 1 / (50 - n)\noutput {{ q = policy.q }}\n",
            calls.join(" + ")
        )
    };
    assert_eq!(proven(&text(41), "divisor", "(50 - n)"), [true]);
    assert_eq!(proven(&text(60), "divisor", "(50 - n)"), [false]);
}

/// A field of a record that nothing is known of is in its range: it is checked wherever one is made.
#[test]
fn a_field_is_in_its_range() {
    let text = "rulebook a\ninput Policy\nentity Policy {\n  parts : list of Part (0..9)\n  n : decimal = sum(share(p) for p in parts)\n}\nrecord Part { n: int 1..9, m: int }\n\
                function share(part: Part) -> decimal = 1 / part.n + 1 / part.m\noutput { n = policy.n }\n";
    assert_eq!(proven(text, "divisor", "part.n"), [true]);
    assert_eq!(proven(text, "divisor", "part.m"), [false]);
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
    assert_eq!(most("1..term + 1"), 31);
    assert_eq!(most("1..any + 1"), 10_000);
}

/// An item has a place in the list that it stands in, and not in another that was made of some of its items.
#[test]
fn a_position_is_one_of_the_list_that_the_item_stands_in() {
    let text = |list: &str| {
        format!(
            "rulebook a\ninput Policy\nentity Policy {{\n  claims : list of Claim (0..4)\n  large : list of Claim = collect(c for c in claims where c.paid > 9)\n}}\n\
             entity Claim within Policy {{\n  paid : int\n  same : int = policy.{list}[position].paid\n}}\n\
             output {{ same = sum(c.same for c in policy.claims) }}\n"
        )
    };
    assert_eq!(proven(&text("claims"), "item", "position"), [true]);
    assert_eq!(proven(&text("large"), "item", "position"), [false]);
}

/// A list for the numbers up to one that can be far below zero may have no items, also where so many below cannot be counted.
#[test]
fn a_list_up_to_any_number_may_be_empty() {
    let text = |range: &str| {
        format!(
            "rulebook a\ninput Policy\nentity Policy {{\n  n : int{range}\n  made : list of Made for each k in 1..min(4, n)\n  one : Made = sorted(m in made by 2)[3]\n}}\n\
             entity Made within Policy {{ x : int = k }}\noutput {{ x = policy.one.x }}\n"
        )
    };
    assert_eq!(proven(&text(""), "item", "3"), [false]);
    assert_eq!(proven(&text(" 3.."), "item", "3"), [true]);
}
