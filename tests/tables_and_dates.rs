//! Tables with nodes, defaults and relations, and parts of a year: values worked out by hand, or with Python's fractions.
#![allow(clippy::expect_used, clippy::panic)]

use lutine::{MemorySource, Rulebook};

/// Whether every test of a rulebook of one risk without input passes; else what fails.
fn passes(text: &str) {
    let text = format!(
        "rulebook by_hand leap_day february_28\ncurrency USD\ninput Risk\nentity Risk {{ n: int default 0 }}\noutput {{ n = risk.n }}\n{text}"
    );
    let source = MemorySource::new().with("by_hand.lutine", text).with(
        "territories.csv",
        "code,rate\nN1,2\nS1,3\nN1,4\n\"a b\",5\n",
    );
    let rulebook = match Rulebook::compile(&source) {
        Ok(rulebook) => rulebook,
        Err(error) => panic!("{error}"),
    };
    let report = rulebook.test().expect("its source is known");
    assert!(!report.tests.is_empty());
    for test in &report.tests {
        let failures: Vec<String> = test.failures.iter().map(ToString::to_string).collect();
        assert!(test.passed(), "{}: {}", test.name, failures.join("\n"));
    }
}

#[test]
fn the_first_row_and_what_holds_otherwise() {
    passes(
        r#"
enum Use { pleasure, commute, business }
table excess(use: Use, value: money) -> money first {
  use       | value    | excess
  business  | 50_000.. | 2_500
  business  | _        | 1_000
  _         | 50_000.. | 750
  otherwise | 250
}
table rates(use: Use, age: int 0..99) -> (rate: decimal, fee: money?) otherwise 9, none {
  use      | age    | rate | fee
  pleasure | ..20   | 1.5  | 10
  pleasure | 21..   | 1.1  |
}
table listed(code: text, use: Use) exists { code | use
  "a" | {pleasure, commute}
  "b" | _
}
test "the first that fits" {
  expect excess(business, 50_000) = 2_500
  expect excess(business, 49_999.99) = 1_000
  expect excess(pleasure, 50_000) = 750
  expect excess(commute, 0) = 250
}
test "a blank cell of a row that fits is absent, not what holds otherwise" {
  expect rates(pleasure, 20).rate = 1.5
  expect rates(pleasure, 20).fee is given
  expect rates(pleasure, 21).fee is not given
  expect rates(business, 21).rate = 9
  expect rates(business, 21).fee is not given
}
test "a relation" {
  expect listed("a", commute)
  expect not listed("a", business)
  expect listed("b", business)
  expect not listed("c", pleasure)
}
"#,
    );
}

#[test]
fn between_nodes() {
    passes(
        r#"
enum Sex { female, male }
table third(x: int) -> decimal interpolate linear on x extend {
  x | y
  3 | 2
  0 | 1
}
table clamped(x: decimal) -> decimal interpolate linear on x clamp {
  x    | y
  1000 | 8.3
  2500 | 5.2
}
table ended(x: money) -> (a: decimal, b: unrounded money?) interpolate linear on x {
  x   | a  | b
  10  | 1  | 100
  20  | 3  |
  30  | 2  | 50
}
table value_on(sex: Sex, day: date) -> unrounded money interpolate linear on day error otherwise 7 {
  sex    | day        | value
  female | 2025-01-01 | 1_000
  female | 2026-01-01 | 1_250
  male   | 2024-02-28 | 0
  male   | 2024-03-01 | 1
}
test "the steps are rounded as decimals are" {
  expect third(1) = 1.3333333333333333333333333333
  expect third(3) = 2
}
test "lines that go on" {
  expect third(4) = 2.3333333333333333333333333333
  expect third(-1) = 0.6666666666666666666666666667
}
test "clamped" {
  expect clamped(1750) = 6.75
  expect clamped(0) = 8.3
  expect clamped(99_999) = 5.2
}
test "outside is an error, a blank cell beside is absent" {
  expect ended(15).a = 2
  expect ended(9.99).a fails no_row
  expect ended(30.01).a fails no_row
  expect (ended(10).b ?? 0) = 100
  expect ended(10.01).b is not given
  expect ended(25).b is not given
  expect (ended(30).b ?? 0) = 50
}
test "days between dates" {
  expect value_on(female, 2025-07-01) = 1_123.972602739726027397260274
  expect value_on(male, 2024-02-29) = 0.5
  expect value_on(male, 2025-01-01) = 7
}
"#,
    );
}

#[test]
fn parts_of_a_year() {
    passes(
        r#"
test "actual" {
  expect day_count(2023-07-01 to 2024-07-01 actual_365) = 1.0027397260273972602739726027
  expect day_count(2023-07-01 to 2024-07-01 actual_actual) = 1.0013773486039374204656037128
  expect day_count(2024-01-01 to 2025-01-01 actual_actual) = 1
  expect day_count(2025-05-05 to 2025-05-05 actual_actual) = 0
}
test "thirty days a month" {
  expect day_count(2024-01-31 to 2024-03-31 thirty_360) = 60 / 360
  expect day_count(2024-02-29 to 2024-03-31 thirty_360) = 32 / 360
  expect day_count(2023-08-31 to 2024-02-29 thirty_360) = 179 / 360
  expect day_count(2024-01-30 to 2024-02-28 thirty_360) = 28 / 360
}
test "not backwards" {
  expect day_count(2025-01-02 to 2025-01-01 actual_365) fails date_order
}
test "born on 29 February" {
  expect years(2004-02-29 to 2005-02-27) = 0
  expect years(2004-02-29 to 2005-02-28) = 1
  expect years(2004-02-29 to 2008-02-28) = 3
  expect years(2004-02-29 to 2008-02-29) = 4
  expect months(2004-02-29 to 2005-02-28) = 11
  expect years(2004-02-28 to 2005-02-28) = 1
}
"#,
    );
}

#[test]
fn an_enum_from_a_column() {
    passes(
        r#"
enum Territory from "territories.csv" column code
table rate(territory: Territory) -> int {
  territory | rate
  N1        | 2
  S1        | 3
  "a b"     | 5
}
test "its members" {
  expect rate(N1) + rate(Territory.S1) = 5
  expect rate("a b") = 5
}
"#,
    );
}

#[test]
fn a_worksheet_says_that_a_key_lies_beyond_the_nodes_and_that_no_row_fits() {
    let text = r#"rulebook t version "1"
currency USD
input Policy
entity Policy {
  x     : int
  risky : bool    = listed(x)
  y     : decimal = line(x)
}
table listed(x: int) exists {
  x
  7
}
table line(x: int) -> decimal interpolate linear on x extend {
  x | y
  0 | 1
  2 | 2
}
output { risky = policy.risky, y = policy.y }
"#;
    let rulebook = Rulebook::compile(&MemorySource::new().with("t.lutine", text));
    let rulebook = rulebook.expect("the rulebook is sound");
    let shown = |risk: &str| {
        let worksheet = rulebook.explain(risk).worksheet;
        worksheet.expect("the risk is sound").to_text()
    };
    let beyond = shown(r#"{"x": 3}"#);
    let line = "line(x 3) beyond, on the line through x 0 = 1 and x 2 = 2, weight 1.5";
    assert!(beyond.contains(line), "{beyond}");
    assert!(
        beyond.contains("listed(x 3) = false  t.lutine, where no row fits"),
        "{beyond}"
    );
    let inside = shown(r#"{"x": 1}"#);
    assert!(
        inside.contains("line(x 1) between x 0 = 1 and x 2 = 2, weight 0.5"),
        "{inside}"
    );
}
