//! The graphs of small rulebooks, by snapshot.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use lutine_dsl::lower::lower;
use lutine_dsl::render::render;
use lutine_dsl::source::FolderSource;

#[test]
fn graphs_are_as_they_were() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/lower/graph");
    let mut found = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "lutine") {
            continue;
        }
        found += 1;
        let checked = lutine_dsl::check(&FolderSource::open(&path).unwrap()).unwrap();
        let faults: Vec<String> = checked
            .diagnostics
            .iter()
            .map(|fault| render(fault, &checked.sources, false))
            .collect();
        let rulebook = checked.rulebook.unwrap_or_else(|| panic!("{}", faults.join("\n")));
        let graph = lower(&rulebook, &checked.sources).to_string();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        insta::with_settings!({ snapshot_path => "lower/graph", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, graph);
        });
    }
    assert!(found > 0);
}
