use crate::command::run;
use lutine::{AnswerCode, Code};

#[test]
fn a_code_is_explained_by_its_page() {
    for name in ["E0301", "e0301"] {
        let outcome = run(&format!("explain-code {name}"));
        assert_eq!(outcome.status, 0);
        assert_eq!(outcome.stdout, Code::UnroundedMoney.page());
        assert_eq!(outcome.stderr, "");
    }
}

#[test]
fn a_code_of_an_answer_is_explained_too() {
    let outcome = run("explain-code no_row");
    assert_eq!(outcome.status, 0);
    assert!(outcome.stdout.starts_with("# `no_row`: a table without"));
    let near = run("explain-code missing_feild");
    assert!(
        near.stderr
            .ends_with("did you mean missing_field, a field that is left out?\n"),
        "{}",
        near.stderr
    );
}

#[test]
fn all_codes_have_a_line_in_the_list() {
    let outcome = run("explain-code --list");
    let lines: Vec<&str> = outcome.stdout.lines().collect();
    let messages = Code::ALL.iter().map(|code| code.as_str());
    let answers = AnswerCode::ALL.iter().map(|code| code.as_str());
    let wanted: Vec<&str> = messages.chain(answers).collect();
    let shown: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.split("  ").next())
        .collect();
    assert_eq!(shown, wanted);
    assert_eq!(lines[0], "E0001  a text that is not closed");
}

#[test]
fn a_code_that_is_none_suggests_the_nearest() {
    let outcome = run("explain-code E301");
    assert_eq!(outcome.status, 2);
    assert_eq!(outcome.stdout, "");
    assert_eq!(
        outcome.stderr,
        "error: no message has the code `E301`; did you mean E0301, unrounded money where money is needed?\n"
    );
    let far = run("explain-code rounding");
    assert_eq!(
        far.stderr,
        "error: no message has the code `rounding`; --list shows all\n"
    );
    assert_eq!(run("explain-code").status, 2);
}
