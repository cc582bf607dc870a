use crate::command::run;
use insta::assert_snapshot;

#[test]
fn a_sound_rulebook_is_said_to_be_one() {
    let outcome = run("check examples/personal_auto");
    assert_eq!(outcome.status, 0);
    assert_eq!(outcome.stdout, "");
    assert_eq!(outcome.stderr, "personal_auto 2025.1: no findings\n");
}

#[test]
fn faults_are_shown_with_their_source_and_their_mend() {
    assert_snapshot!(run("check cli/tests/rulebooks/faulty.lutine"));
}

#[test]
fn warnings_leave_a_rulebook_usable_unless_they_are_denied() {
    let warned = "cli/tests/rulebooks/warned.lutine";
    assert_snapshot!(run(&format!("check {warned}")));
    assert_eq!(run(&format!("check {warned} --deny-warnings")).status, 1);
    assert_eq!(run("check examples/homeowners --deny-warnings").status, 0);
}

#[test]
fn a_rulebook_that_cannot_be_read_is_another_matter() {
    assert_snapshot!(run("check examples/no_such_rulebook"));
}
