//! What a shell and `man` are given.

use crate::command::run;
use crate::new::scratch;
use insta::assert_snapshot;
use std::fs;

#[test]
fn every_shell_completes_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let outcome = run(&format!("completions {shell}"));
        assert_eq!(
            (outcome.status, outcome.stderr.as_str()),
            (0, ""),
            "{shell}"
        );
        for word in [
            "lutine",
            "check",
            "explain-code",
            "completions",
            "sarif",
            "deny-warnings",
        ] {
            // Windows' shells are not told the values of options.
            let told = word != "sarif" || !["powershell", "elvish"].contains(&shell);
            assert_eq!(outcome.stdout.contains(word), told, "{shell}: {word}");
        }
    }
    assert_eq!(run("completions tcsh").status, 2);
}

#[test]
fn the_manual_page() {
    let outcome = run("man");
    assert_eq!((outcome.status, outcome.stderr.as_str()), (0, ""));
    let text = outcome.stdout.replace(env!("CARGO_PKG_VERSION"), "VERSION");
    let (first, commands) = text
        .split_once(".SH SUBCOMMANDS")
        .expect("it lists the commands");
    assert_snapshot!(first);
    assert!(
        commands.contains("check") && commands.contains("Exit status:"),
        "{commands}"
    );
}

#[test]
fn a_manual_page_for_each_command() {
    let folder = scratch("manual");
    let pages = folder.join("man1");
    assert_eq!(run(&format!("man --output {}", pages.display())).status, 0);
    for page in [
        "lutine.1",
        "lutine-check.1",
        "lutine-explain-code.1",
        "lutine-new.1",
    ] {
        let text = fs::read_to_string(pages.join(page)).expect("the page is written");
        assert!(text.contains(".SH NAME"), "{page}");
    }
    let check = fs::read_to_string(pages.join("lutine-check.1")).expect("the page is written");
    assert!(
        check.contains("SARIF") && check.contains("Exit status"),
        "{check}"
    );
    fs::write(folder.join("file"), "").expect("the folder is there");
    let taken = run(&format!("man --output {}", folder.join("file").display()));
    assert_eq!(taken.status, 2);
    assert!(
        taken.stderr.contains("cannot be written"),
        "{}",
        taken.stderr
    );
}
