use crate::command::run;
use insta::assert_snapshot;
use std::path::PathBuf;

const FEES: &str = "cli/tests/rulebooks/fees.lutine";

#[test]
fn how_each_step_is_computed() {
    assert_snapshot!("plan_text", run(&format!("plan {FEES}")));
    assert_snapshot!("plan_json", run(&format!("plan {FEES} --format json")));
}

#[test]
fn only_what_one_thing_needs() {
    let auto = "examples/personal_auto";
    let of = run(&format!("plan {auto} --of policy.drivers[1].age"));
    assert_snapshot!("plan_of", of);
    let unknown = run(&format!("plan {auto} --of policy.drivers[1].aeg"));
    assert_eq!(unknown.status, 2);
    assert_eq!(
        unknown.stderr,
        "error: nothing in the rulebook is called `policy.drivers[1].aeg`; did you mean `driver.age`?\n"
    );
}

#[test]
fn a_bundle_has_the_same_plan_with_its_source_and_the_places_without() {
    let stopped = "examples/cancellation";
    let bundle = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("stopped.lutineb");
    let bundle = bundle.display();
    let source = run(&format!("plan {stopped}"));
    assert_eq!(run(&format!("build {stopped} --output {bundle}")).status, 0);
    let built = run(&format!("plan {bundle}"));
    assert_eq!((built.status, &built.stdout), (0, &source.stdout));
    let shorter = format!("build {stopped} --output {bundle} --no-source");
    assert_eq!(run(&shorter).status, 0);
    let built = run(&format!("plan {bundle}"));
    assert_eq!(built.status, 0);
    let head: Vec<&str> = built.stdout.lines().take(3).collect();
    assert_eq!(
        head,
        [
            "note: every risk of `cancellation` is computed in decimals, none in machine integers",
            "  --> cancellation.lutine:47:30",
            "   = a quotient that is not rounded",
        ]
    );
}

#[test]
fn a_module_by_itself_has_none() {
    let module = run("plan examples/oasis_terms");
    assert_eq!((module.status, module.stdout.as_str()), (2, ""));
    assert!(module.stderr.contains("is a module"), "{}", module.stderr);
}
