use crate::command::{run, run_with};
use insta::assert_snapshot;

const CARS: &str =
    "explain examples/personal_auto --input examples/personal_auto/cases/two_cars.json";

#[test]
fn the_premium_of_one_coverage_line_by_line() {
    assert_snapshot!(run(&format!("{CARS} --of policy.vehicles[1].covers[BI]")));
}

#[test]
fn the_same_for_a_document() {
    let factor = "--of policy.vehicles[1].covers[BI].factor --format markdown";
    assert_snapshot!(run(&format!("{CARS} {factor}")));
}

#[test]
fn the_same_for_a_program() {
    let outcome = run(&format!(
        "{CARS} --of policy.vehicles[1].covers[BI] --format json"
    ));
    assert_eq!(outcome.status, 0);
    let sheet: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("it is JSON");
    let shown = sheet.to_string();
    assert!(
        shown.contains(r#""path":"policy.vehicles[1].covers[BI].premium","#),
        "{shown}"
    );
    assert!(
        shown.contains(r#"{"file":"tables/territory.csv","line":55}"#),
        "{shown}"
    );
}

#[test]
fn a_path_at_which_nothing_is_computed_is_a_slip() {
    let outcome = run(&format!("{CARS} --of policy.vehicles[3]"));
    assert_eq!((outcome.status, &*outcome.stdout), (2, ""));
    assert!(
        outcome.stderr.contains("`policy.vehicles[3]`"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_refused_risk_has_no_worksheet() {
    let input = b"{\"name\": \"a\", \"members\": 4, \"budget\": 100}\n{\"name\": 7}\n";
    let sheets = run_with(
        "explain cli/tests/rulebooks/fees.lutine --input - --of group.fee",
        input,
    );
    assert_snapshot!(sheets);
}
