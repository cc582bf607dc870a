//! Inputs that fuzzing kept are asked again, so that what was found once stays found.

use lutine_oracles::targets::TARGETS;
use std::fs;
use std::path::{Path, PathBuf};

fn folder(target: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    root.join("corpus").join(target)
}

#[test]
fn every_kept_input_holds() {
    for target in TARGETS {
        let entries = fs::read_dir(folder(target.name)).expect("a corpus for each target");
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
        files.sort();
        assert!(!files.is_empty(), "{} has no inputs", target.name);
        for file in files {
            // Named before it is asked, should it end the process.
            println!("{}", file.display());
            (target.ask)(&fs::read(&file).expect("an input"));
        }
    }
}

/// A target that nothing calls would be no target.
#[test]
fn every_target_has_its_program() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/Cargo.toml");
    let manifest = fs::read_to_string(manifest).expect("the manifest");
    for target in TARGETS {
        let name = format!("path = \"fuzz_targets/{}.rs\"", target.name);
        assert!(manifest.contains(&name), "{}", target.name);
    }
    assert_eq!(manifest.matches("[[bin]]").count(), TARGETS.len());
}
