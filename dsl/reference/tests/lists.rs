//! Lists by their values, with numbers worked out by hand: engine and reference both answer them.

#![allow(clippy::expect_used)]

use lutine::{MemorySource, Rulebook};

/// The answer of engine and reference to a risk.
fn answer(text: &str, risk: &str) -> String {
    let source: MemorySource = [("book.lutine".to_owned(), text.as_bytes().to_vec())]
        .into_iter()
        .collect();
    let checked = lutine_dsl::check(&source).expect("it compiles");
    let typed = checked.rulebook.as_ref().expect("it compiles");
    let reference = lutine_reference::evaluate(typed, &checked.sources, risk.as_bytes());
    let engine = Rulebook::compile(&source).expect("it compiles");
    let engine = engine.evaluate(risk).to_json();
    assert_eq!(engine, reference);
    engine
}

const DISTINCT: &str = r#"rulebook fleet
currency USD
input Policy
entity Policy {
  vehicles : list of Vehicle (0..9)
  /// In order of first occurrence.
  zones    : list of int = distinct(v.zone for v in vehicles)
  paying   : list of int = distinct(v.zone for v in vehicles where 100 / v.value > 1)
  shares   : list of decimal = distinct(100 / v.value for v in vehicles)
}
entity Vehicle within Policy {
  zone  : int 1..9
  value : decimal
  /// How many zones the others have.
  others : int = count(distinct(w.zone for w in policy.vehicles where w.position != position))
}
output {
  zones  = policy.zones
  count  = count(policy.zones)
  has_3  = 3 in policy.zones
  paying = policy.paying
  shares = policy.shares
  others = collect(v.others for v in policy.vehicles)
}
"#;

#[test]
fn distinct_values_stand_where_they_first_occur() {
    let risk = r#"{"vehicles": [{"zone": 3, "value": 50}, {"zone": 1, "value": 200}, {"zone": 3, "value": 20}, {"zone": 2, "value": "50.00"}]}"#;
    assert_eq!(
        answer(DISTINCT, risk),
        r#"{"zones":[3,1,2],"count":3,"has_3":true,"paying":[3,2],"shares":["2","0.5","5"],"others":[3,2,3,2]}"#
    );
    assert_eq!(
        answer(DISTINCT, r#"{"vehicles": []}"#),
        r#"{"zones":[],"count":0,"has_3":false,"paying":[],"shares":[],"others":[]}"#
    );
}

/// An item that cannot be decided on, or has no value, is an error of the whole list; one that is left out does no harm.
#[test]
fn an_item_in_error_is_the_lists_error() {
    let risk = r#"{"vehicles": [{"zone": 3, "value": 50}, {"zone": 1, "value": 0}]}"#;
    assert_eq!(
        answer(DISTINCT, risk),
        r#"{"zones":[3,1],"count":2,"has_3":true,"others":[1,1],"errors":[{"code":"division_by_zero","path":"policy.paying","message":"a division by zero","file":"book.lutine","line":8},{"code":"division_by_zero","path":"policy.shares","message":"a division by zero","file":"book.lutine","line":9}]}"#
    );
}
