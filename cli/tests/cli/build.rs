use crate::command::{root, run};
use std::fs;
use std::path::PathBuf;

fn temporary(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Builds an example under a name of its own.
fn built(example: &str, name: &str, more: &str) -> (PathBuf, String) {
    let file = temporary(name);
    let outcome = run(&format!(
        "build {example} --output {} {more}",
        file.display()
    ));
    assert_eq!((outcome.status, &*outcome.stderr), (0, ""));
    (file, outcome.stdout)
}

#[test]
fn the_same_rulebook_gives_the_same_bytes() {
    let (first, said) = built("examples/homeowners", "first.lutineb", "");
    let (second, again) = built("examples/homeowners", "second.lutineb", "");
    let bytes = fs::read(&first).expect("it is written");
    assert_eq!(bytes, fs::read(&second).expect("it is written"));
    assert_eq!(said.replace("first", "second"), again);
    let lines: Vec<&str> = said.lines().collect();
    assert!(lines[0].starts_with("homeowners 2025.1: "), "{said}");
    assert!(
        lines[1].starts_with("meaning ") && lines[1].len() == 8 + 64,
        "{said}"
    );
    assert!(
        lines[2].starts_with("bundle  ") && lines[2].len() == 8 + 64,
        "{said}"
    );
    let size = format!(": {} bytes, with its source", bytes.len());
    assert!(lines[3].ends_with(&size), "{said}");
    assert!(!temporary("first.lutineb.partial").exists());
    // A bundle is a rulebook too.
    let (third, _) = built(&first.display().to_string(), "third.lutineb", "");
    assert_eq!(bytes, fs::read(&third).expect("it is written"));
}

#[test]
fn every_command_takes_a_bundle() {
    let (bundle, _) = built("examples/personal_auto", "auto.lutineb", "");
    let bundle = bundle.display();
    let input = "--input examples/personal_auto/cases/two_cars.json";
    for arguments in [
        "check RULEBOOK".to_owned(),
        "test RULEBOOK".to_owned(),
        "schema RULEBOOK".to_owned(),
        format!("eval RULEBOOK {input}"),
        format!("explain RULEBOOK {input} --of policy.total"),
    ] {
        let of_folder = run(&arguments.replace("RULEBOOK", "examples/personal_auto"));
        let of_bundle = run(&arguments.replace("RULEBOOK", &bundle.to_string()));
        assert_eq!(of_folder.status, 0, "{arguments}");
        assert_eq!(of_folder.to_string(), of_bundle.to_string(), "{arguments}");
    }
}

#[test]
fn without_its_source_a_bundle_answers_but_is_not_tested() {
    let (bundle, said) = built("examples/personal_auto", "bare.lutineb", "--no-source");
    assert!(said.trim_end().ends_with("without its source"), "{said}");
    let bundle = bundle.display();
    let input = "--input examples/personal_auto/cases/two_cars.json";
    let answer = run(&format!("eval {bundle} {input}"));
    assert_eq!(answer.status, 0);
    assert_eq!(
        answer.stdout,
        run(&format!("eval examples/personal_auto {input}")).stdout
    );
    for command in ["check", "test"] {
        let outcome = run(&format!("{command} {bundle}"));
        assert_eq!((outcome.status, &*outcome.stdout), (2, ""));
        let said = "error: the bundle was built without its source; build it again without `--no-source`\n";
        assert_eq!(outcome.stderr, said);
    }
}

#[test]
fn what_is_wrong_is_said() {
    let bad = temporary("bad.lutine");
    fs::write(&bad, "rulebook fee\ninput Policy\n").expect("a file");
    let bundle = temporary("bad.lutineb");
    // What an earlier run left.
    let _ = fs::remove_file(&bundle);
    let outcome = run(&format!(
        "build {} --output {}",
        bad.display(),
        bundle.display()
    ));
    assert_eq!((outcome.status, &*outcome.stdout), (1, ""));
    assert!(outcome.stderr.contains("error[E"), "{}", outcome.stderr);
    assert!(!bundle.exists());

    fs::write(&bundle, "no bundle").expect("a file");
    let outcome = run(&format!("schema {}", bundle.display()));
    assert_eq!(outcome.status, 2);
    let said = "error: this is no compiled bundle; make one with `lutine build`\n";
    assert_eq!(outcome.stderr, said);

    let nowhere = temporary("no_such_folder/fee.lutineb");
    let outcome = run(&format!(
        "build examples/homeowners --output {}",
        nowhere.display()
    ));
    assert_eq!(outcome.status, 2);
    assert!(
        outcome.stderr.contains("cannot be written"),
        "{}",
        outcome.stderr
    );
    assert!(root().join("examples/homeowners").is_dir());
}
