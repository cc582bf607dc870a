//! Rows that overlap in a table that is too large to say so when it is checked: the look-up is in error, in the engine as in the reference.

use lutine::{Answer, MemorySource, Rulebook};

/// More rows than can be compared with each other pair by pair: for a zone of any class, and for a class of any zone.
const ROWS_OF_EACH_KIND: u32 = 8_200;

const RULES: &str = r#"
rulebook large version "1"
input Risk
entity Risk {
  zone  : int
  class : int
  rate  : int = factor(zone, class)
}
table factor(zone: int, class: int) -> int from "factor.csv"
output { rate = risk.rate }
"#;

fn source() -> MemorySource {
    let mut csv = "zone,class,factor\n".to_owned();
    for key in 0..ROWS_OF_EACH_KIND {
        csv += &format!("{key},_,{key}\n_,{key},{}\n", key + 10_000);
    }
    let files = [("main.lutine", RULES.to_owned()), ("factor.csv", csv)];
    files
        .into_iter()
        .map(|(name, text)| (name.to_owned(), text.into_bytes()))
        .collect()
}

#[test]
#[ignore = "slow without optimisation; runs with the differential suite"]
fn rows_that_overlap_where_it_could_not_be_excluded_are_an_error_of_the_look_up() {
    let source = source();
    let engine = Rulebook::compile(&source).unwrap();
    let checked = lutine_dsl::check(&source).unwrap();
    let rulebook = checked.rulebook.as_ref().unwrap();
    let error = |code: &str, message: &str| {
        format!(
            r#"{{"errors":[{{"code":"{code}","path":"risk.rate","message":"{message}","file":"main.lutine","line":7}}]}}"#
        )
    };
    let cases = [
        (r#"{"zone": 7, "class": -1}"#, r#"{"rate":7}"#.to_owned()),
        (
            r#"{"zone": -1, "class": 7}"#,
            r#"{"rate":10007}"#.to_owned(),
        ),
        (
            r#"{"zone": 8199, "class": 0}"#,
            error(
                "several_rows",
                "table factor has several rows for zone 8199, class 0",
            ),
        ),
        (
            r#"{"zone": 8200, "class": 8200}"#,
            error(
                "no_row",
                "table factor has no row for zone 8200, class 8200",
            ),
        ),
    ];
    let risks: Vec<&str> = cases.iter().map(|(risk, _)| *risk).collect();
    let answers: Vec<String> = engine
        .evaluate_many(risks)
        .iter()
        .map(Answer::to_json)
        .collect();
    for ((risk, expected), answer) in cases.iter().zip(answers) {
        assert_eq!(answer, *expected, "{risk}");
        let reference = lutine_reference::evaluate(rulebook, &checked.sources, risk.as_bytes());
        assert_eq!(reference, *expected, "{risk}");
    }
}
