//! `expect … fails …`: met by that error or refusal alone.

#![allow(clippy::expect_used)]

use lutine::{Rulebook, TestReport};

const RULEBOOK: &str = r#"
rulebook t
currency USD
input Policy
entity Policy {
  amount   : money 0..1_000_000
  parts    : int 0..4
  cars     : list of Car (0..2)
  require amount > 1 "an amount above one"
  require amount / (parts - 4) < 0 "a divisor"
  each : decimal = amount / (1 USD * parts)
  both : Both = Both { one = each, other = 1 }
}
entity Car within Policy { value : money }
record Both { one : decimal, other : decimal }
output { each = policy.each }
"#;

fn run(tests: &str) -> TestReport {
    Rulebook::from_text(&format!("{RULEBOOK}{tests}"))
        .expect("the rulebook compiles")
        .test()
        .expect("its source is known")
}

#[test]
fn an_error_or_refusal_that_is_expected_is_met() {
    let report = run(r#"
test "a value" {
  with policy.amount = 10
  with policy.parts = 0
  with policy.cars[1].value = 5
  expect policy.each fails division_by_zero
  expect policy.both fails division_by_zero
  expect policy.both.other = 1
  expect policy.cars[2].value fails no_item
}
test "a fault of the input" { with policy.amount = -1, expect policy fails out_of_range, expect policy fails missing_field }
test "a requirement" {
  with policy.amount = 0.50
  with policy.parts = 2
  with policy.cars[1].value = 5
  expect policy fails requirement
}
test "a requirement in error" {
  with policy.amount = 5
  with policy.parts = 4
  with policy.cars[1].value = 5
  expect policy fails division_by_zero
}
"#);
    let failed: Vec<_> = report.tests.iter().flat_map(|t| &t.failures).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!(report.passed(), 4);
}

#[test]
fn another_error_or_none_is_not() {
    let report = run(r#"
test "another" { with policy.amount = 10, with policy.parts = 0, with policy.cars[1].value = 5, expect policy.each fails overflow }
test "none" { with policy.amount = 10, with policy.parts = 2, with policy.cars[1].value = 5, expect policy.each fails overflow }
test "accepted" { with policy.amount = 10, with policy.parts = 2, with policy.cars[1].value = 5, expect policy fails requirement }
test "refused otherwise" { with policy.amount = -1, expect policy fails requirement }
test "refused, and more is expected" { with policy.amount = -1, expect policy fails out_of_range, expect policy.parts = 2 }
"#);
    let shown: Vec<String> = report
        .tests
        .iter()
        .flat_map(|test| &test.failures)
        .map(ToString::to_string)
        .collect();
    insta::assert_snapshot!(shown.join("\n"));
}
