use crate::command::run;
use insta::assert_snapshot;

#[test]
fn help_texts() {
    assert_snapshot!("help", run("--help"));
    for command in [
        "new",
        "check",
        "explain-code",
        "fmt",
        "test",
        "eval",
        "batch",
        "explain",
        "graph",
        "plan",
        "schema",
        "serve",
        "keys",
        "keys make",
        "log",
        "log verify",
        "log export",
        "log retain",
        "completions",
        "man",
    ] {
        assert_snapshot!(
            format!("help_{}", command.replace(' ', "_")),
            run(&format!("{command} --help"))
        );
    }
}

#[test]
fn arguments_that_make_no_sense() {
    assert_eq!(run("").status, 2);
    assert_eq!(run("evaluate examples/homeowners").status, 2);
    assert_eq!(run("eval examples/homeowners").status, 2);
    assert_eq!(
        run("eval examples/homeowners --input - --format xml").status,
        2
    );
}

#[test]
fn nothing_is_coloured_that_no_terminal_shows() {
    let outcome = run("check cli/tests/rulebooks/faulty.lutine");
    assert!(!outcome.stderr.contains('\u{1b}'), "{}", outcome.stderr);
}
