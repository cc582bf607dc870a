//! What README.md and the language reference show is what happens.

use crate::command::{lutine, root};
use std::fs;

const LUTINE: &str = "$ cargo run --release -- ";

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md is there")
}

/// The lines of the fenced blocks of a language.
fn blocks(page: &str, language: &str) -> Vec<Vec<String>> {
    let mut blocks: Vec<Vec<String>> = Vec::new();
    let (mut inside, mut wanted) = (false, false);
    for line in page.lines() {
        if let Some(fence) = line.strip_prefix("```") {
            inside = !inside;
            wanted = inside && fence == language;
            if wanted {
                blocks.push(Vec::new());
            }
        } else if wanted {
            blocks
                .last_mut()
                .expect("a block is open")
                .push(line.to_owned());
        }
    }
    blocks
}

/// Every line occurs among the others, in its order; directly behind the one before, unless `...` stands between them.
fn assert_shown(shown: &[String], real: &[&str]) {
    let mut real = real.iter();
    let mut elided = false;
    for line in shown {
        if line == "..." {
            elided = true;
            continue;
        }
        let found = if elided {
            real.any(|real| real == line)
        } else {
            real.next().is_some_and(|real| real == line)
        };
        assert!(found, "a page shows what does not happen: {line}");
        elided = false;
    }
    assert!(elided || real.next().is_none(), "a page ends too early");
}

#[test]
fn the_commands_print_what_is_shown() {
    let reference = fs::read_to_string(root().join("docs/src/reference/checks.md"));
    let reference = reference.expect("the reference is there");
    let pages = [readme(), reference].map(|page| blocks(&page, "console"));
    assert!(
        pages.iter().all(|blocks| !blocks.is_empty()),
        "each page shows a command"
    );
    for block in pages.into_iter().flatten() {
        let (command, shown) = block.split_first().expect("a block holds a command");
        let arguments = command.strip_prefix(LUTINE).expect("it runs the command");
        let output = lutine(arguments).output().expect("the command runs");
        assert!(output.status.success(), "{command}");
        let real = String::from_utf8(output.stdout).expect("it writes text");
        assert_shown(shown, &real.lines().collect::<Vec<_>>());
    }
}

#[test]
fn the_rules_stand_in_the_example() {
    let example = root().join("examples/personal_auto/personal_auto.lutine");
    let example = fs::read_to_string(example).expect("the example is there");
    let blocks = blocks(&readme(), "lutine");
    assert!(!blocks.is_empty(), "README.md shows rules");
    for line in blocks.iter().flatten().filter(|line| line.trim() != "…") {
        let stands = example.lines().any(|known| known.trim() == line.trim());
        assert!(stands, "the example has no such line: {line}");
    }
}
