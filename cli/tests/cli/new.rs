use crate::command::{root, run};
use std::fs;
use std::path::PathBuf;

/// An empty folder of this name, for one test.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("what the last run left goes");
    }
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

#[test]
fn a_new_rulebook_is_sound_passes_its_tests_and_answers() {
    let folder = scratch("new").join("motor_private");
    let shown = folder.display();
    let made = run(&format!("new {shown}"));
    assert_eq!((made.status, made.stdout.as_str()), (0, ""), "{made}");
    let checked = run(&format!("check {shown} --deny-warnings"));
    assert_eq!(checked.status, 0, "{checked}");
    let found = checked.stderr.lines().next();
    assert_eq!(found, Some("motor_private 1: no findings"));
    let tested = run(&format!("test {shown}"));
    assert_eq!(tested.stdout, "motor_private 1: 4 passed, 0 failed\n");
    let input = folder.join("cases/two_cars.json");
    let answered = run(&format!("eval {shown} --input {}", input.display()));
    assert_eq!((answered.status, answered.stderr.as_str()), (0, ""));
    assert_eq!(
        answered.stdout,
        "{\"underwriting\":\"accept\",\"reasons\":[],\"vehicles\":[{\"premium\":\"1036.80\"},{\"premium\":\"218.03\"}],\"total\":\"1254.83\"}\n"
    );
    let text = fs::read_to_string(folder.join("README.md")).expect("it has a README.md");
    assert!(
        text.starts_with("# motor_private\n") && !text.contains("starter"),
        "{text}"
    );
    // The commands that it names, as they stand there, with the folder in place of `.`.
    let commands = text.lines().filter_map(|line| line.strip_prefix("lutine "));
    let commands = commands.map(|line| line.split('#').next().unwrap_or_default());
    let mut ran = 0;
    for command in commands {
        let here = command.replace(" .", &format!(" {shown}"));
        let here = here.replace("cases/", &format!("{shown}/cases/"));
        assert_eq!(run(&here).status, 0, "{here}");
        ran += 1;
    }
    assert_eq!(ran, 6);
}

#[test]
fn nothing_is_written_over() {
    let folder = scratch("taken").join("motor");
    fs::create_dir_all(&folder).expect("a folder");
    assert_eq!(
        run(&format!("new {}", folder.display())).status,
        0,
        "an empty folder is free"
    );
    let again = run(&format!("new {}", folder.display()));
    assert_eq!(again.status, 2);
    assert!(
        again
            .stderr
            .contains("is not empty; a new rulebook needs a folder of its own"),
        "{again}"
    );
    let file = run("new README.md/motor");
    assert_eq!(file.status, 2, "{file}");
}

#[test]
fn a_folder_whose_name_is_none_suggests_one() {
    let cases = [
        ("Motor-Private", "; did you mean motor_private?\n"),
        ("2026", "and `_`\n"),
    ];
    for (name, end) in cases {
        let folder = scratch("names").join(name);
        let refused = run(&format!("new {}", folder.display()));
        assert_eq!(refused.status, 2);
        assert!(refused.stderr.ends_with(end), "{refused}");
        assert!(!folder.exists());
    }
}

#[test]
fn the_starter_has_no_file_that_is_not_written() {
    let made = scratch("all").join("starter_rulebook");
    assert_eq!(run(&format!("new {}", made.display())).status, 0);
    let starter = root().join("cli/starter");
    let mut folders = vec![PathBuf::new()];
    let mut files = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(starter.join(&folder)).expect("the starter's folders") {
            let name = folder.join(entry.expect("an entry").file_name());
            if starter.join(&name).is_dir() {
                folders.push(name);
                continue;
            }
            let read = |path: PathBuf| fs::read(path).expect("a file");
            assert_eq!(
                read(starter.join(&name)),
                read(made.join(&name)),
                "{}",
                name.display()
            );
            files += 1;
        }
    }
    assert_eq!(files, 5);
}
