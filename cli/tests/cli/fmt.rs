use crate::command::{run, run_with};
use insta::assert_snapshot;
use std::fs;
use std::path::PathBuf;

const UNTIDY: &str = "// a car\nenum Use{pleasure,business} // how it is used\ninput Policy\n\n\n\nentity Policy{use:Use\n}\n";
const TIDY: &str = "// a car\nenum Use { pleasure, business }  // how it is used\ninput Policy\n\nentity Policy {\n  use : Use\n}\n";

/// A folder of its own below the target folder, with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    for (name, text) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it has a folder")).expect("it is made");
        fs::write(path, text).expect("it is written");
    }
    folder
}

#[test]
fn the_examples_have_the_layout() {
    let outcome = run("fmt --check examples");
    assert_eq!((outcome.status, outcome.stdout.as_str()), (0, ""));
    assert!(outcome.stderr.starts_with("0 files would change, "));
}

#[test]
fn a_folder_is_formatted_and_what_cannot_be_read_is_not_touched() {
    let faulty = "define fee : money == 35.00\n";
    let files = [
        ("a.lutine", UNTIDY),
        ("below/b.lutine", faulty),
        ("c.lutine", TIDY),
        ("d.txt", UNTIDY),
    ];
    let folder = folder("fmt_folder", &files);
    let read = |name: &str| fs::read_to_string(folder.join(name)).expect("it is there");
    let outcome = run(&format!("fmt {}", folder.display()));
    assert_eq!((outcome.status, outcome.stdout.as_str()), (1, ""));
    assert!(
        outcome.stderr.contains("below/b.lutine:1:20"),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome
            .stderr
            .ends_with("1 file changed, 1 has the layout, 1 cannot be read\n")
    );
    assert_eq!(read("a.lutine"), TIDY);
    assert_eq!(read("below/b.lutine"), faulty);
    assert_eq!(read("d.txt"), UNTIDY);
    fs::remove_file(folder.join("below/b.lutine")).expect("it is removed");
    let again = run(&format!("fmt {}", folder.display()));
    assert_eq!(
        (again.status, again.stderr.as_str()),
        (0, "0 files changed, 2 have the layout\n")
    );
}

#[test]
fn check_changes_nothing_and_shows_what_would_change() {
    let folder = folder("fmt_check", &[("a.lutine", UNTIDY), ("b.lutine", TIDY)]);
    let outcome = run(&format!("fmt --check {}", folder.display()));
    let shown = folder.display().to_string();
    assert_snapshot!(outcome.to_string().replace(&shown, "FOLDER"));
    let text = fs::read_to_string(folder.join("a.lutine")).expect("it is there");
    assert_eq!(text, UNTIDY);
}

#[test]
fn standard_input_goes_to_standard_output() {
    let outcome = run_with("fmt -", UNTIDY.as_bytes());
    assert_eq!(
        (
            outcome.status,
            outcome.stdout.as_str(),
            outcome.stderr.as_str()
        ),
        (0, TIDY, "")
    );
    let faulty = run_with("fmt -", b"define fee : money == 35.00");
    assert_eq!((faulty.status, faulty.stdout.as_str()), (1, ""));
    assert!(faulty.stderr.contains("<stdin>:1:20"), "{}", faulty.stderr);
    assert_eq!(run_with("fmt - --check", TIDY.as_bytes()).status, 0);
    assert_eq!(run_with("fmt - --check", UNTIDY.as_bytes()).status, 1);
}

#[test]
fn what_is_not_there_cannot_be_formatted() {
    assert_eq!(run("fmt examples/no_such_rulebook").status, 2);
}

#[test]
fn a_new_rulebook_has_the_layout() {
    let folder = folder("fmt_new", &[]);
    let target = folder.join("motor");
    fs::create_dir_all(&folder).expect("it is made");
    assert_eq!(run(&format!("new {}", target.display())).status, 0);
    let outcome = run(&format!("fmt --check {}", target.display()));
    assert_eq!(outcome.status, 0, "{outcome}");
}

/// A file keeps its permissions and a link stays one; nothing is left beside it.
#[cfg(unix)]
#[test]
fn a_file_is_replaced_whole() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder("fmt_whole", &[("kept/a.lutine", UNTIDY)]);
    let file = folder.join("kept/a.lutine");
    let mode = |path: &PathBuf| {
        fs::metadata(path)
            .expect("it is there")
            .permissions()
            .mode()
            & 0o777
    };
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("it is ours");
    let link = folder.join("b.lutine");
    symlink(&file, &link).expect("it is made");
    let outcome = run(&format!("fmt {}", link.display()));
    assert_eq!(outcome.status, 0, "{outcome}");
    assert_eq!(fs::read_to_string(&file).expect("it is there"), TIDY);
    assert_eq!(mode(&file), 0o640);
    assert!(
        fs::symlink_metadata(&link)
            .expect("it is there")
            .is_symlink()
    );
    let left = fs::read_dir(folder.join("kept")).expect("it is there");
    assert_eq!(left.count(), 1);
}
