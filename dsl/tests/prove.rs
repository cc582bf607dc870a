//! What is proven of a rulebook without running it.
#![allow(clippy::unwrap_used)]

use lutine_dsl::Checked;
use lutine_dsl::prove::Status;
use lutine_dsl::render::render;
use lutine_dsl::source::FolderSource;
use std::fmt::Write;
use std::path::Path;

fn example(name: &str) -> Checked {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../examples")
        .join(name);
    lutine_dsl::check(&FolderSource::open(folder).unwrap()).unwrap()
}

/// What was found, and the claims, a line each.
fn shown(checked: &Checked) -> String {
    let mut text = String::new();
    for found in &checked.diagnostics {
        writeln!(text, "{}\n", render(found, &checked.sources, false)).unwrap();
    }
    for claim in &checked.claims {
        let at = checked.sources.line_column(claim.span);
        let status = match &claim.status {
            Status::Proven => "proven".to_owned(),
            Status::Refuted(witness) => format!("refuted: {}", witness.words),
            Status::NotProven(reason) => format!("not proven: {reason}"),
        };
        let (line, kind) = (at.line, claim.kind.as_str());
        writeln!(text, "{line} {kind} `{}`: {status}", claim.subject).unwrap();
    }
    text
}

#[test]
fn the_examples() {
    for name in ["personal_auto", "homeowners"] {
        let checked = example(name);
        println!("== {name}");
        print!("{}", shown(&checked));
    }
}
