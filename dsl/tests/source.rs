//! Rulebooks in memory and on disk.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use lutine_dsl::source::{
    FolderSource, LineColumn, MemorySource, SOURCE_FILE_LIMIT, Source, SourceError, SourceMap,
    Span, resolve,
};

/// A folder of its own for a test, with some files.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    for (file, content) in files {
        let path = root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    root
}

fn names(source: &dyn Source) -> Vec<String> {
    source
        .rulebook_files()
        .unwrap()
        .into_iter()
        .map(|(name, _)| name)
        .collect()
}

const FILES: [(&str, &[u8]); 5] = [
    ("b.lutine", b"define b : int = 1"),
    ("a/z.lutine", b"define z : int = 1"),
    ("a/t.csv", b"x,y\n"),
    ("a.lutine", b"define a : int = 1"),
    (".hidden/c.lutine", b"define c : int = 1"),
];

#[test]
fn a_folder_and_memory_say_the_same() {
    let on_disk = FolderSource::open(folder("source_same", &FILES)).unwrap();
    let in_memory: MemorySource = FILES
        .iter()
        .filter(|(name, _)| !name.starts_with('.'))
        .map(|(name, content)| ((*name).to_owned(), content.to_vec()))
        .collect();
    assert_eq!(names(&on_disk), ["a.lutine", "a/z.lutine", "b.lutine"]);
    assert_eq!(on_disk.rulebook_files(), in_memory.rulebook_files());
    for path in [
        "a/t.csv",
        "a/../a/t.csv",
        "none.csv",
        "/etc/passwd",
        "",
        "a\\t.csv",
        "..",
    ] {
        assert_eq!(on_disk.read(path), in_memory.read(path), "{path}");
    }
}

#[test]
fn one_file_is_a_rulebook() {
    let root = folder("source_single", &FILES);
    let source = FolderSource::open(root.join("b.lutine")).unwrap();
    assert_eq!(names(&source), ["b.lutine"]);
    assert_eq!(source.read("a/t.csv").unwrap(), b"x,y\n");
    let absent = FolderSource::open(root.join("none.lutine"));
    assert!(matches!(absent, Err(SourceError::NotFound { .. })));
}

#[test]
fn what_cannot_be_read_is_said() {
    let large = vec![b' '; SOURCE_FILE_LIMIT + 1];
    let cases: [(&[u8], SourceError); 2] = [
        (
            b"ab\xFF",
            SourceError::NotText {
                path: "a.lutine".to_owned(),
                at: 2,
            },
        ),
        (
            &large,
            SourceError::TooLarge {
                path: "a.lutine".to_owned(),
                size: 1_048_577,
                limit: 1_048_576,
            },
        ),
    ];
    for (content, fault) in cases {
        let root = folder("source_faults", &[("a.lutine", content)]);
        assert_eq!(
            FolderSource::open(root).unwrap().rulebook_files(),
            Err(fault.clone())
        );
        assert_eq!(
            MemorySource::new()
                .with("a.lutine", content)
                .rulebook_files(),
            Err(fault)
        );
    }
}

#[test]
fn names_are_relative_to_the_file_that_names_them() {
    assert_eq!(resolve("a/b/c.lutine", "../d.csv").unwrap(), "a/d.csv");
    assert_eq!(
        resolve("c.lutine", "../shared/./d.csv").unwrap(),
        "../shared/d.csv"
    );
    assert_eq!(resolve("../m/c.lutine", "d.csv").unwrap(), "../m/d.csv");
    for refused in ["/d.csv", "C:d.csv", "a\\d.csv", "", "..", ".", "a/.."] {
        assert!(resolve("c.lutine", refused).is_err(), "{refused}");
    }
}

#[test]
fn lines_and_columns_count_characters() {
    let mut sources = SourceMap::default();
    let file = sources.add("a.lutine", "ab\nä€x\n\ny");
    let place = |start| sources.line_column(Span::new(file, start, start));
    for (start, line, column) in [
        (0, 1, 1),
        (2, 1, 3),
        (3, 2, 1),
        (5, 2, 2),
        (8, 2, 3),
        (10, 3, 1),
        (11, 4, 1),
        (99, 4, 2),
    ] {
        assert_eq!(place(start), LineColumn { line, column }, "{start}");
    }
    assert_eq!(sources.text(Span::new(file, 3, 8)), "ä€");
    assert_eq!(sources.text(Span::new(file, 4, 99)), "");
}
