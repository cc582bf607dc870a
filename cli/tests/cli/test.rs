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
