//! Every example of the language reference, the chapters in `docs/src/reference`, compiles: the whole rulebook as it stands, declarations behind
//! its end, attributes inside its first entity.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use lutine_dsl::render::render;
use lutine_dsl::source::MemorySource;
use std::fs;
use std::path::{Path, PathBuf};

struct Snippet {
    kind: String,
    text: String,
}

/// The chapters, in the order of their names.
fn chapters() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/src/reference");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut pages: Vec<PathBuf> = files.collect();
    pages.sort();
    pages
}

/// The fenced blocks of a page whose language is `lutine`.
fn snippets(page: &str) -> Vec<Snippet> {
    let mut found: Vec<Snippet> = Vec::new();
    let mut open = false;
    for line in page.lines() {
        match (line.strip_prefix("```"), open) {
            (Some(_), true) => open = false,
            (Some(fence), false) if fence.starts_with("lutine") => {
                let kind = fence.strip_prefix("lutine,").unwrap_or("whole").to_owned();
                found.push(Snippet {
                    kind,
                    text: String::new(),
                });
                open = true;
            }
            (None, true) => {
                let text = &mut found.last_mut().unwrap().text;
                text.push_str(line);
                text.push('\n');
            }
            _ => {}
        }
    }
    found
}

/// Examples show what can be written; not all of it is answered by the rulebook in which they are put together.
const UNUSED: &str = "W06";

fn check(text: &str, needless: bool) {
    let source = MemorySource::new().with("page.lutine", text);
    let checked = lutine_dsl::check(&source).unwrap();
    let shown: Vec<String> = checked
        .diagnostics
        .iter()
        .filter(|d| !(needless && d.code.as_str().starts_with(UNUSED)))
        .map(|d| render(d, &checked.sources, false))
        .collect();
    assert!(shown.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn the_reference_compiles() {
    let pages = chapters();
    let pages = pages.iter().map(|page| fs::read_to_string(page).unwrap());
    let snippets: Vec<Snippet> = pages.flat_map(|page| snippets(&page)).collect();
    let whole = snippets
        .iter()
        .find(|s| s.kind == "whole")
        .unwrap()
        .text
        .clone();
    let behind_policy = "sum(p.premium for p in parts)\n";
    assert!(whole.contains(behind_policy));
    let declarations: String = snippets
        .iter()
        .filter(|s| s.kind == "declarations")
        .map(|s| s.text.as_str())
        .collect();
    let attributes: String = snippets
        .iter()
        .filter(|s| s.kind == "attributes")
        .map(|s| s.text.as_str())
        .collect();
    check(&whole, false);
    // All together, so that an example may use another; a fault shows its text.
    let all = whole.replace(behind_policy, &format!("{behind_policy}{attributes}"));
    check(&format!("{all}\n{declarations}"), true);
    assert!(snippets.len() > 12);
    let kinds = ["whole", "declarations", "attributes"];
    assert!(snippets.iter().all(|s| kinds.contains(&s.kind.as_str())));
    assert_eq!(snippets.iter().filter(|s| s.kind == "whole").count(), 1);
}
