//! Files that must parse and files that must not, found by themselves in `syntax/ok` and `syntax/bad`.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use lutine_dsl::diagnostics::Diagnostic;
use lutine_dsl::parse_file;
use lutine_dsl::render::render;
use lutine_dsl::source::SourceMap;
use lutine_dsl::syntax::File;

/// Every fixture of a folder with its name, sorted.
fn fixtures(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/syntax")
        .join(folder);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "lutine"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    files
        .iter()
        .map(|path| (name(path), fs::read_to_string(path).unwrap()))
        .collect()
}

fn parse(name: &str, text: &str) -> (File, Vec<Diagnostic>, SourceMap) {
    let mut sources = SourceMap::default();
    let file = sources.add(format!("{name}.lutine"), text);
    let (tree, diagnostics) = parse_file(file, text);
    (tree, diagnostics, sources)
}

fn shown(diagnostics: &[Diagnostic], sources: &SourceMap) -> String {
    let rendered: Vec<String> = diagnostics
        .iter()
        .map(|fault| render(fault, sources, false))
        .collect();
    rendered.join("\n\n")
}

#[test]
fn what_must_parse_parses() {
    for (name, text) in fixtures("ok") {
        let (tree, diagnostics, sources) = parse(&name, &text);
        assert!(
            diagnostics.is_empty(),
            "{name}:\n{}",
            shown(&diagnostics, &sources)
        );
        assert!(!tree.declarations.is_empty(), "{name} is empty");
    }
}
