use crate::command::run;
use lutine::Code;

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
fn all_codes_have_a_line_in_the_list() {
    let outcome = run("explain-code --list");
    let lines: Vec<&str> = outcome.stdout.lines().collect();
    assert_eq!(lines.len(), Code::ALL.len());
    assert_eq!(lines[0], "E0001  a text that is not closed");
    assert!(
        lines
            .iter()
            .zip(Code::ALL)
            .all(|(line, code)| line.starts_with(code.as_str()))
    );
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
