//! Files that must parse, files that must not, and trees, found by themselves in `syntax/ok`, `bad` and `tree`.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use lutine_dsl::diagnostics::Diagnostic;
use lutine_dsl::parse_file;
use lutine_dsl::render::render;
use lutine_dsl::source::SourceMap;
use lutine_dsl::syntax::{DeclarationKind, File};

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

/// Compares with the snapshot beside the fixture.
fn assert_snapshot(folder: &str, name: &str, content: String) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("syntax/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name.to_owned(), content));
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
        for declaration in tree.declarations {
            assert!(
                declaration.unread.is_empty(),
                "{name}: {:?}",
                declaration.unread
            );
            assert!(
                !matches!(declaration.kind, DeclarationKind::Unread(_)),
                "{name}: {:?}",
                declaration.span
            );
        }
    }
}

#[test]
fn what_must_not_parse_is_explained() {
    for (name, text) in fixtures("bad") {
        let (_, diagnostics, sources) = parse(&name, &text);
        assert!(!diagnostics.is_empty(), "{name} has no fault");
        assert_snapshot("bad", &name, shown(&diagnostics, &sources));
    }
}

#[test]
fn trees_hold_what_was_written() {
    for (name, text) in fixtures("tree") {
        let (tree, ..) = parse(&name, &text);
        assert_snapshot("tree", &name, format!("{tree:#?}"));
    }
}

#[test]
fn ten_independent_faults_are_all_reported() {
    let (_, text) = fixtures("bad")
        .into_iter()
        .find(|(name, _)| name == "ten_faults")
        .unwrap();
    let (tree, diagnostics, sources) = parse("ten_faults", &text);
    assert_eq!(diagnostics.len(), 10, "{}", shown(&diagnostics, &sources));
    let policy = tree
        .declarations
        .iter()
        .find_map(|declaration| match &declaration.kind {
            DeclarationKind::Entity(entity) => Some((entity, &declaration.unread)),
            _ => None,
        });
    let (policy, unread) = policy.unwrap();
    let names: Vec<&str> = unread
        .iter()
        .map(|item| item.name.as_ref().unwrap().text.as_str())
        .collect();
    assert_eq!(policy.items.len(), 2);
    assert_eq!(names, ["a", "d", "e"]);
}
