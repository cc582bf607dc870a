use crate::command::run;
use insta::assert_snapshot;

#[test]
fn tests_that_fail_say_what_was_expected_and_what_is() {
    assert_snapshot!(run("test cli/tests/rulebooks/failing.lutine"));
}

#[test]
fn tests_that_pass_are_counted() {
    let outcome = run("test examples/homeowners");
    assert_eq!(outcome.status, 0);
    assert!(
        outcome.stdout.ends_with(" passed, 0 failed\n"),
        "{}",
        outcome.stdout
    );
    assert!(!outcome.stdout.contains(" 0 passed"), "{}", outcome.stdout);
}

#[test]
fn a_filter_picks_tests_by_name() {
    let outcome = run("test cli/tests/rulebooks/failing.lutine --filter should");
    assert_eq!(outcome.status, 0);
    assert_eq!(outcome.stdout, "failing: 1 passed, 0 failed\n");
}

#[test]
fn a_filter_that_picks_nothing_is_a_slip() {
    let outcome = run("test cli/tests/rulebooks/failing.lutine --filter shuold");
    assert_eq!(outcome.status, 2);
    assert_eq!(outcome.stderr, "error: no test has `shuold` in its name\n");
}

#[test]
fn coverage_lists_what_was_never_needed() {
    assert_snapshot!(run("test cli/tests/rulebooks/covered.lutine --coverage"));
}

#[test]
fn lcov_has_a_record_for_each_file() {
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/covered.info");
    let outcome = run(&format!(
        "test cli/tests/rulebooks/covered.lutine --lcov {file}"
    ));
    assert_eq!(outcome.stdout, "covered: 2 passed, 0 failed\n");
    let lcov = std::fs::read_to_string(file).expect("it was written");
    assert_snapshot!(lcov);
}

#[test]
fn a_report_that_cannot_be_written_is_said() {
    let outcome = run("test cli/tests/rulebooks/covered.lutine --lcov no/such/folder/tests.info");
    assert_eq!(outcome.status, 2);
    assert!(
        outcome
            .stderr
            .starts_with("error: no/such/folder/tests.info cannot be written: ")
    );
}

#[test]
fn cases_that_differ_show_the_first_number_at_fault_and_how_it_came_about() {
    assert_snapshot!(run("test cli/tests/rulebooks/golden"));
}

#[test]
fn all_faults_of_files_of_cases_are_said_with_their_lines() {
    assert_snapshot!(run("check cli/tests/rulebooks/golden_faults"));
}

#[test]
fn tests_are_listed_with_their_places() {
    let outcome = run("test cli/tests/rulebooks/golden --list --filter book");
    assert_eq!(outcome.status, 0);
    assert_snapshot!(outcome.stdout);
}

#[test]
fn junit_holds_every_test_and_every_failure() {
    let file = concat!(env!("CARGO_TARGET_TMPDIR"), "/golden.xml");
    let outcome = run(&format!("test cli/tests/rulebooks/golden --junit {file}"));
    assert_eq!(outcome.status, 1);
    let junit = std::fs::read_to_string(file).expect("it was written");
    assert_snapshot!(junit);
}
