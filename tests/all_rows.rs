//! Look-ups that give all rows that fit: values worked out by hand, what is shown of them, and what of them is hit.
#![allow(clippy::expect_used, clippy::panic)]

use lutine::{MemorySource, Rulebook};

const TEXT: &str = r#"rulebook all_rows version "1"
currency USD
enum Use { pleasure, commute, business }
input Policy
entity Policy {
  age  : int 16..99
  use  : Use default commute
  zero : decimal default 1
  cars : list of Car (0..3)
  discount : decimal = sum(discounts(age, use))
  names    : list of text = collect(r.name for r in remarks(age))
  second   : decimal = discounts(age, use)[2]
  groups   : list of Group for each percent in distinct(discounts(age, use))
}
entity Car within Policy {
  value : money
  loads : decimal = sum(loadings(value))
  fails : decimal = max(loadings(round(value / policy.zero half up to 1))) ?? -1
}
entity Group within Policy { twice : decimal = percent * 2 }
table discounts(age: int 16..99, use: Use) -> decimal collect {
  age    | use                 | percent
  50..   | _                   | 5%
  _      | pleasure            | 3%
  18..60 | {pleasure, commute} | 2%
  65..   | business            | 5%
}
table remarks(age: int) -> (name: text, note: text?) collect {
  age  | name      | note
  ..25 | "young"   | "x"
  ..40 | "not old" |
  60.. | "old"     |
}
table loadings(value: money) -> decimal collect {
  value    | loading
  10_000.. | 0.1
  20_000.. | 0.2
  30_000.. | 0.3
}
function best(of: list of decimal) -> decimal = max(of) ?? 0
output {
  discount = policy.discount
  best     = best(discounts(policy.age, policy.use))
  second   = policy.second
  names    = policy.names
  said     = joined("{r.name} to {r.age.to}" for r in sorted(r in remarks(policy.age) by descending r.age.to ?? 0), " / ")
  notes    = count(r for r in remarks(policy.age) where r.note is given)
  groups   = collect(g.twice for g in policy.groups)
  cars     = for c in policy.cars { loads = c.loads, count = count(loadings(c.value)), fails = c.fails }
  pairs    = count(l for c in policy.cars for l in loadings(c.value) where l in discounts(policy.age, policy.use))
}
"#;

fn rulebook() -> Rulebook {
    let source = MemorySource::new().with("all_rows.lutine", TEXT);
    Rulebook::compile(&source).expect("the rulebook is sound")
}

const YOUNG: &str =
    r#"{"age": 20, "use": "pleasure", "cars": [{"value": 25000}, {"value": 5000}]}"#;
const OLD: &str = r#"{"age": 70, "use": "business", "zero": 0, "cars": [{"value": 45000}]}"#;
const NONE: &str = r#"{"age": 45, "use": "business", "cars": []}"#;

#[test]
fn a_list_of_what_fits_in_the_order_of_the_rows() {
    let answers = rulebook().evaluate_many([YOUNG, OLD, NONE]);
    let answers: Vec<String> = answers.iter().map(lutine::Answer::to_json).collect();
    let error = |code: &str, path: &str, message: &str, line: u32| {
        format!(
            r#"{{"code":"{code}","path":"{path}","message":"{message}","file":"all_rows.lutine","line":{line}}}"#
        )
    };
    assert_eq!(
        answers,
        [
            concat!(
                r#"{"discount":"0.05","best":"0.03","second":"0.02","names":["young","not old"],"said":"not old to 40 / young to 25","notes":1,"#,
                r#""groups":["0.06","0.04"],"cars":[{"loads":"0.3","count":2,"fails":"0.2"},{"loads":"0","count":0,"fails":"-1"}],"pairs":0}"#
            )
            .to_owned(),
            format!(
                concat!(
                    r#"{{"discount":"0.1","best":"0.05","second":"0.05","names":["old"],"said":"old to none","notes":0,"#,
                    r#""groups":["0.1"],"cars":[{{"loads":"0.6","count":3}}],"pairs":0,"errors":[{}]}}"#
                ),
                error("division_by_zero", "policy.cars[1].fails", "a division by zero", 18)
            ),
            format!(
                concat!(
                    r#"{{"discount":"0","best":"0","names":[],"said":"","notes":0,"groups":[],"cars":[],"pairs":0,"#,
                    r#""errors":[{}]}}"#
                ),
                error(
                    "no_item",
                    "policy.second",
                    "the list has 0 items, number 2 was asked for",
                    12
                )
            ),
        ]
    );
}

#[test]
fn a_bundle_gives_the_same() {
    let rulebook = rulebook();
    let loaded = Rulebook::from_bundle(&rulebook.bundle().expect("written")).expect("read");
    for risk in [YOUNG, OLD, NONE] {
        assert_eq!(
            loaded.evaluate(risk).to_json(),
            rulebook.evaluate(risk).to_json()
        );
    }
}

#[test]
fn worksheets_show_each_row_that_fits() {
    let shown = |risk: &str| {
        let explained = rulebook().explain(risk);
        let worksheet = explained.worksheet.expect("the risk is sound");
        worksheet.to_text()
    };
    insta::assert_snapshot!(format!("{}\n\n{}", shown(YOUNG), shown(OLD)));
}

#[test]
fn all_rows_that_fit_are_hit() {
    let tests = r#"
test "young" {
  with   policy.age = 20
  with   policy.use = pleasure
  with   policy.cars[1].value = 25_000
  expect policy.discount = 0.05
  expect policy.cars[1].loads = 0.3
}
"#;
    let source = MemorySource::new().with("all_rows.lutine", format!("{TEXT}{tests}"));
    let rulebook = Rulebook::compile(&source).expect("the rulebook is sound");
    let (report, coverage) = rulebook.test_covered("").expect("its source is known");
    assert!(report.tests.iter().all(lutine::TestResult::passed));
    let tables = coverage.tables.iter().map(|table| {
        let hits: Vec<u64> = table.rows.iter().map(|row| row.hits).collect();
        format!("{} {hits:?}", table.name)
    });
    let tables: Vec<String> = tables.collect();
    assert_eq!(
        tables,
        [
            "discounts [0, 1, 1, 0]",
            "remarks [1, 1, 0]",
            "loadings [1, 1, 0]"
        ]
    );
}
