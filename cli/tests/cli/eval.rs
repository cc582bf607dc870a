use crate::command::{lutine, root, run, run_with};
use insta::assert_snapshot;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

const FEES: &str = "eval cli/tests/rulebooks/fees.lutine --input -";

/// Four groups: sound, in error, faulty, sound again.
const GROUPS: &str = r#"{"name": "a", "members": 4, "budget": 100}
{"name": "b", "members": 0, "budget": "100.00"}
{"name": "c", "members": 1.5, "budget": 1e9, "seats": 3}
{"name": "d", "members": 501, "budget": 100}
"#;

#[test]
fn one_risk_gives_one_answer() {
    let outcome = run_with(FEES, br#"{"name": "a", "members": 4, "budget": 100}"#);
    assert_eq!(outcome.status, 0);
    let answer = r#"{"name":"a","acceptance":"accept","reasons":[],"share":"25.00","fee":"25.00"}"#;
    assert_eq!(outcome.stdout, format!("{answer}\n"));
    assert_eq!(outcome.stderr, "");
}

#[test]
fn one_faulty_risk_has_no_line_to_be_told_by() {
    let outcome = run_with(FEES, br#"{"name": "a", "members": 4}"#);
    assert_eq!(outcome.status, 1);
    assert_eq!(
        outcome.stdout,
        "{\"errors\":[{\"code\":\"missing_field\",\"pointer\":\"\",\"message\":\"budget is missing\"}]}\n"
    );
}

#[test]
fn a_faulty_risk_leaves_its_neighbours_untouched() {
    assert_snapshot!(run_with(FEES, GROUPS.as_bytes()));
}

#[test]
fn answers_for_people() {
    assert_snapshot!(run_with(
        &format!("{FEES} --format text"),
        GROUPS.as_bytes()
    ));
    let home = "examples/homeowners/cases/many_losses.json";
    let home = run(&format!(
        "eval examples/homeowners --input {home} --format text"
    ));
    assert_snapshot!(home);
}

#[test]
fn worksheets_behind_the_answers() {
    let explained = run_with(&format!("{FEES} --explain"), GROUPS.as_bytes());
    assert_snapshot!(explained);
    let json = run_with(
        &format!("{FEES} --explain --format json"),
        GROUPS.as_bytes(),
    );
    assert_snapshot!(json);
}

#[test]
fn broken_text_costs_the_risk_that_it_stands_in() {
    let input = "{\"name\": \"a\", \"members\": 4, \"budget\": 100}\n{\"name\": \"b\", \n\nnull\n\
                 {\"name\": \"d\",\n  \"members\": 4,\n  \"budget\": 100}";
    let outcome = run_with(FEES, input.as_bytes());
    assert_eq!(outcome.status, 1);
    let lines: Vec<&str> = outcome.stdout.lines().collect();
    assert_eq!(lines.len(), 4, "{}", outcome.stdout);
    assert!(lines[0].starts_with(r#"{"name":"a","#));
    assert!(lines[1].starts_with(r#"{"line":2,"errors":[{"code":"not_json","#));
    assert!(lines[2].starts_with(r#"{"line":4,"errors":[{"code":"wrong_type","#));
    assert!(lines[3].starts_with(r#"{"name":"d","#));
    assert_eq!(
        outcome.stderr,
        "4 risks: 2 answered, 0 with errors, 2 refused\n"
    );
}

#[test]
fn text_that_is_not_utf_8_costs_its_risk() {
    let outcome = run_with(
        FEES,
        b"{\"name\": \"\xff\"}\n{\"name\": \"d\", \"members\": 4, \"budget\": 1}",
    );
    assert_eq!(outcome.status, 1);
    assert!(
        outcome
            .stdout
            .starts_with(r#"{"line":1,"errors":[{"code":"not_json","#)
    );
    assert_eq!(outcome.stdout.lines().count(), 2);
}

#[test]
fn no_risk_is_said_and_no_fault() {
    let outcome = run_with(FEES, b" \n");
    assert_eq!(outcome.status, 0);
    assert_eq!(
        (&*outcome.stdout, &*outcome.stderr),
        ("", "the input holds no risk\n")
    );
}

#[test]
fn an_input_that_cannot_be_read() {
    let missing = run("eval cli/tests/rulebooks/fees.lutine --input no_such_file.json");
    assert_eq!((missing.status, &*missing.stdout), (2, ""));
    let message = "error: the input no_such_file.json cannot be read: ";
    assert!(missing.stderr.starts_with(message), "{}", missing.stderr);
    assert_eq!(
        run("eval cli/tests/rulebooks/fees.lutine --input examples").status,
        2
    );
}

#[test]
fn a_rulebook_with_faults_answers_nothing() {
    let outcome = run_with("eval cli/tests/rulebooks/faulty.lutine --input -", b"{}");
    assert_eq!((outcome.status, &*outcome.stdout), (1, ""));
    assert!(
        outcome.stderr.contains("error[E0102]"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn whoever_has_read_enough_may_go() {
    let book = "examples/homeowners/cases/book.jsonl";
    let book = fs::read_to_string(root().join(book)).expect("the book is there");
    let many = std::env::temp_dir().join(format!("lutine-{}.jsonl", std::process::id()));
    fs::write(&many, book.repeat(40)).expect("it can be written");
    let mut command = lutine("eval examples/homeowners --input");
    let command = command
        .arg(&many)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    let mut first = String::new();
    let stdout = child.stdout.take().expect("it has an output");
    BufReader::new(stdout)
        .read_line(&mut first)
        .expect("it can be read");
    let output = child.wait_with_output().expect("the command ends");
    fs::remove_file(&many).expect("it can be removed");
    assert!(first.starts_with(r#"{"id":"H-001","#), "{first}");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
