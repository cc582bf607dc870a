//! The rulebooks that must be refused, found by themselves, with what is said about each.

use std::fs;
use std::path::{Path, PathBuf};

use lutine_dsl::diagnostics::Diagnostic;
use lutine_dsl::parse_file;
use lutine_dsl::source::{FolderSource, SourceMap};

/// A rulebook, or a file of rules that is only read.
pub struct Fixture {
    /// Where it is, from the folder of the tests on.
    pub name: String,
    pub diagnostics: Vec<Diagnostic>,
    pub sources: SourceMap,
}

/// All of them, by name.
pub fn bad() -> Vec<Fixture> {
    let checked = entries("check/bad").into_iter().map(|(name, path)| {
        let checked = lutine_dsl::check(&FolderSource::open(&path).unwrap()).unwrap();
        Fixture {
            name,
            diagnostics: checked.diagnostics,
            sources: checked.sources,
        }
    });
    let read = entries("syntax/bad").into_iter().map(|(name, path)| {
        let text = fs::read_to_string(&path).unwrap();
        let mut sources = SourceMap::default();
        let file = sources.add(&name, text.as_str());
        let (_, diagnostics) = parse_file(file, &text);
        Fixture {
            name,
            diagnostics,
            sources,
        }
    });
    checked.chain(read).collect()
}

fn entries(folder: &str) -> Vec<(String, PathBuf)> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut found: Vec<PathBuf> = fs::read_dir(tests.join(folder))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() || path.extension().is_some_and(|ending| ending == "lutine"))
        .collect();
    found.sort();
    let name = |path: &Path| {
        path.strip_prefix(&tests)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/")
    };
    found.into_iter().map(|path| (name(&path), path)).collect()
}
