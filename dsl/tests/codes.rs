//! The pages of the codes, `docs/codes/E0101.md`: each says what the code means, and proves it by an example that has exactly this fault
//! and by its mend, which has none.
//!
//! A page is written so:
//!
//! ````text
//! # E0101: a name that stands for nothing here
//!
//! What it means, in the words of whoever writes rulebooks.
//!
//! ## Example
//!
//! ```lutine,fails
//! a whole rulebook with this fault
//! ```
//!
//! ```text
//! what is reported
//! ```
//!
//! ## Mend
//!
//! Where the example does not say it all, what is to be done.
//!
//! ```lutine
//! the same rulebook without the fault
//! ```
//! ````
//!
//! A block ```` ```csv,rates.csv ```` is a file beside the rulebook that follows it, ```` ```lutine,terms/terms.lutine ```` one of a module. `⟨text⟩×n` is the text n times, `#` in it being the number, from 1.
//! `INSTA_UPDATE=always` writes what is reported into the pages, and the index `docs/codes/README.md`.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::string_slice
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use lutine_dsl::diagnostics::Code;
use lutine_dsl::render::render;
use lutine_dsl::source::MemorySource;

/// The codes whose page shows no example: a file that is too large is refused before it is read (`syntax_limits.rs` has it), too many
/// faults have each their own code, a table of ten thousand ranges would fill a book, and a defect of Lutine that is known is mended.
const NOT_SHOWN: [Code; 5] = [
    Code::FileTooLarge,
    Code::TooManyFaults,
    Code::NotProven,
    Code::LayoutDefect,
    Code::Unexplained,
];

/// The longest line of a report on a page; longer ones are cut.
const WIDEST: usize = 120;

/// A fenced block of a page.
struct Block {
    kind: String,
    text: String,
}

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "docs/codes"].iter().collect()
}

fn updating() -> bool {
    std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always")
}

fn blocks(page: &str) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut open = false;
    for line in page.lines() {
        match (line.strip_prefix("```"), open) {
            (Some(_), true) => open = false,
            (Some(kind), false) => {
                found.push(Block {
                    kind: kind.to_owned(),
                    text: String::new(),
                });
                open = true;
            }
            (None, true) => {
                let text = &mut found.last_mut().unwrap().text;
                text.push_str(line);
                text.push('\n');
            }
            (None, false) => {}
        }
    }
    found
}

/// A text with each `⟨text⟩×n` written out.
fn written_out(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('⟨') {
        let (part, behind) = behind.split_once("⟩×").unwrap();
        let digits = behind.len()
            - behind
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        out.push_str(before);
        for number in 1..=behind[..digits].parse::<usize>().unwrap() {
            out.push_str(&part.replace('#', &number.to_string()));
        }
        rest = &behind[digits..];
    }
    out + rest
}

/// What is said about a rulebook with the files beside it: the codes, and the text as it is shown.
fn reported(text: &str, files: &[(String, String)]) -> (Vec<Code>, String) {
    let mut source = MemorySource::new().with("motor.lutine", written_out(text));
    for (name, content) in files {
        source = source.with(name, content.as_str());
    }
    let checked = lutine_dsl::check(&source).unwrap();
    let codes = checked.diagnostics.iter().map(|found| found.code).collect();
    let shown = checked.diagnostics.iter();
    let shown = shown.map(|found| render(found, &checked.sources, false));
    let shown = shown.collect::<Vec<_>>().join("\n\n");
    let lines = shown
        .lines()
        .map(|line| match line.char_indices().nth(WIDEST) {
            Some((end, _)) => format!("{}…\n", &line[..end]),
            None => format!("{line}\n"),
        });
    (codes, lines.collect())
}

/// What is wrong with the examples of a code's page.
fn unproven(code: Code) -> Vec<String> {
    let page = code.page();
    let mut wrong = Vec::new();
    let mut files: Vec<(String, String)> = Vec::new();
    let (mut report, mut failing, mut mended) = (None, 0, 0);
    for block in blocks(page) {
        match block.kind.split_once(',') {
            Some(("csv" | "lutine", name)) if name != "fails" => {
                files.retain(|(known, _)| known != name);
                files.push((name.to_owned(), block.text));
            }
            Some(("lutine", "fails")) => {
                let (codes, shown) = reported(&block.text, &files);
                if codes != [code] {
                    wrong.push(format!(
                        "{code}: the example should have this fault alone\n{shown}"
                    ));
                }
                (report, failing) = (Some(shown), failing + 1);
            }
            None if block.kind == "lutine" => {
                let (codes, shown) = reported(&block.text, &files);
                if !codes.is_empty() {
                    wrong.push(format!(
                        "{code}: the mended rulebook should be sound\n{shown}"
                    ));
                }
                mended += 1;
            }
            None if block.kind == "text" => {
                let shown = report.take().unwrap_or_default();
                if updating() {
                    let before = format!("```text\n{}```", block.text);
                    let updated = page.replacen(&before, &format!("```text\n{shown}```"), 1);
                    fs::write(folder().join(format!("{code}.md")), updated).unwrap();
                } else if block.text != shown {
                    wrong.push(format!("{code}: the page does not show what is reported; INSTA_UPDATE=always writes it down\n{shown}"));
                }
            }
            _ => wrong.push(format!("{code}: no page has a block `{}`", block.kind)),
        }
    }
    if report.is_some() {
        wrong.push(format!(
            "{code}: a block of `text` behind the example shows what is reported"
        ));
    }
    let wanted = usize::from(!NOT_SHOWN.contains(&code));
    if (failing, mended) != (wanted, wanted) {
        wrong.push(format!("{code}: a page has one example and its mend"));
    }
    wrong
}

#[test]
fn every_page_is_proven_by_its_example_and_its_mend() {
    let wrong: Vec<String> = Code::ALL.iter().flat_map(|code| unproven(*code)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_page_is_in_the_form_of_a_page() {
    for code in Code::ALL {
        let page = code.page();
        let title = page
            .strip_prefix(&format!("# {code}: "))
            .and_then(|rest| rest.split_once('\n'));
        let (title, rest) = title.unwrap_or_else(|| {
            panic!("{code}: a page begins with `# {code}: ` and what it is about")
        });
        assert!(
            title.starts_with(|c: char| c.is_lowercase() || c == '`') && !title.ends_with('.'),
            "{code}: {title}"
        );
        assert_eq!(code.title(), title);
        let headings: Vec<&str> = rest
            .lines()
            .filter_map(|line| line.strip_prefix("## "))
            .collect();
        let wanted: &[&str] = if NOT_SHOWN.contains(code) {
            &["Mend"]
        } else {
            &["Example", "Mend"]
        };
        assert_eq!(headings, wanted, "{code}");
        let meaning = rest.split("\n## ").next().unwrap().trim();
        assert!(
            meaning.len() > 80 && meaning.ends_with('.'),
            "{code} says what it means before its example"
        );
    }
}

#[test]
fn no_page_is_without_a_code_and_the_index_names_all() {
    let names = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut wanted: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    wanted.insert("README.md".to_owned());
    assert_eq!(
        names.collect::<BTreeSet<_>>(),
        wanted,
        "a page for each code, and no page without one"
    );
    let mut index = "# The codes of Lutine's messages

Each message about a rulebook has a code. Its page says what it means, shows a rulebook that has the fault with what is reported, and the same rulebook
mended; the tests run both. `lutine explain-code E0101` prints a page, `lutine explain-code --list` this list.

`E00` are faults of the text, `E01` of names, `E02` of types, `E03` of units, currency and rounding, `E04` of tables, `E05` of structure. An error
keeps the rulebook from being used. `W` are warnings: the rulebook can be used, and probably does not mean what its writer thinks.

| code | |
| --- | --- |
".to_owned();
    for code in Code::ALL {
        index.push_str(&format!("| [{code}]({code}.md) | {} |\n", code.title()));
    }
    let path = folder().join("README.md");
    if updating() {
        fs::write(&path, &index).unwrap();
    }
    assert_eq!(
        fs::read_to_string(&path).unwrap_or_default(),
        index,
        "INSTA_UPDATE=always writes the index"
    );
}
