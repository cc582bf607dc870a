//! The service as README.md starts and asks it, and what is done beside it.

use crate::command::{lutine, root, run};
use insta::assert_snapshot;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A folder that is gone with its owner.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("lutine-serve-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder can be made");
        Self(folder)
    }

    fn database(&self) -> String {
        format!("sqlite:{}", self.0.join("lutine.db").display())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(fs::remove_dir_all(&self.0));
    }
}

/// A service that ends with its owner.
struct Serving {
    child: Child,
    said: Vec<String>,
    address: String,
}

impl Serving {
    /// Starts `lutine serve …` on a free port.
    fn start(arguments: &str, folder: &Folder) -> Self {
        let mut command = lutine(arguments);
        command.args([
            "--listen",
            "127.0.0.1:0",
            "--log",
            "error",
            "--database-url",
            &folder.database(),
        ]);
        let mut child = command.stderr(Stdio::piped()).spawn().expect("it starts");
        let mut lines = BufReader::new(child.stderr.take().expect("it says something")).lines();
        let mut said = Vec::new();
        let address = loop {
            let line = lines
                .next()
                .expect("it says where it listens")
                .expect("it is text");
            let address = line
                .strip_prefix("serving on http://")
                .map(ToOwned::to_owned);
            said.push(line);
            if let Some(address) = address {
                break address;
            }
        };
        Self {
            child,
            said,
            address,
        }
    }

    /// Tells it to end, and waits until it has.
    fn end(mut self) {
        let id = self.child.id().to_string();
        let told = Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .expect("it can be told");
        assert!(told.success());
        assert!(self.child.wait().expect("it ends").success());
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn the_readme_starts_it_and_gets_a_premium_with_its_worksheet() {
    let readme = fs::read_to_string(root().join("README.md")).expect("it is there");
    let command = |start: &str| {
        readme
            .lines()
            .find_map(|line| line.strip_prefix(start))
            .expect("README.md shows it")
    };
    let folder = Folder::new("readme");
    let serving = Serving::start(
        &format!("serve --rulebook {}", command("lutine serve --rulebook ")),
        &folder,
    );
    assert!(
        serving
            .said
            .iter()
            .any(|line| line.starts_with("personal_auto decides by edition ")),
        "{:?}",
        serving.said
    );
    assert!(
        serving.said.iter().any(|line| line.starts_with("OPEN: ")),
        "{:?}",
        serving.said
    );
    let asked = command("curl ")
        .replace("localhost:8080", &serving.address)
        .replace('\'', "");
    let asked = Command::new("curl")
        .arg("--silent")
        .args(asked.split_whitespace())
        .current_dir(root())
        .output();
    let answered = asked.expect("curl is there");
    let answered: serde_json::Value = serde_json::from_slice(&answered.stdout).expect("it is JSON");
    assert_eq!(answered["answer"]["total"], "2666.97", "{answered}");
    assert!(
        answered["worksheet"]
            .to_string()
            .contains("tables/territory.csv")
    );
    serving.end();
}

#[test]
fn what_was_decided_is_verified_when_it_has_ended() {
    let folder = Folder::new("log");
    let serving = Serving::start("serve --rulebook examples/personal_auto", &folder);
    let url = format!(
        "http://{}/v1/rulebooks/personal_auto/decisions",
        serving.address
    );
    let risk = "@examples/personal_auto/cases/two_cars.json";
    for _ in 0..3 {
        let decided = Command::new("curl")
            .args(["--silent", "--fail", "--json", risk, &url])
            .current_dir(root())
            .output();
        assert!(decided.expect("curl is there").status.success());
    }
    serving.end();
    let database = folder.database();
    let verified = run(&format!("log verify --database-url {database}"));
    assert!(
        verified.stdout.starts_with("3 records hold\nhead "),
        "{verified}"
    );
    let exported = run(&format!("log export --from 2 --database-url {database}"));
    assert_eq!(
        (exported.status, exported.stdout.lines().count()),
        (0, 2),
        "{exported}"
    );
    let head = "0".repeat(63) + "1";
    let cut = run(&format!(
        "log verify --head {head} --database-url {database}"
    ));
    assert_eq!(
        (cut.status, cut.stdout.contains("no record has the hash")),
        (1, true),
        "{cut}"
    );
    let retained = run(&format!(
        "log retain --from 9999-01-01 --database-url {database}"
    ));
    assert_eq!(
        (retained.status, &*retained.stderr),
        (0, "3 records were taken away\n")
    );
    // Started again it finds the edition, and a key closes it.
    let key = run(&format!(
        "keys make --name ops --roles admin --database-url {database}"
    ));
    assert!(key.stdout.starts_with("lutine_"), "{key}");
    let serving = Serving::start("serve --rulebook examples/personal_auto", &folder);
    let url = format!(
        "http://{}/v1/rulebooks/personal_auto/decisions",
        serving.address
    );
    let denied = Command::new("curl")
        .args(["--silent", "--json", risk, &url])
        .current_dir(root())
        .output();
    let denied = denied.expect("curl is there");
    assert!(String::from_utf8_lossy(&denied.stdout).contains("/problems/unauthenticated"));
    serving.end();
}

#[test]
fn settings_are_printed() {
    assert_snapshot!(run(
        "serve --print-config --threads 2 --rulebook examples --database-url postgres://lutine:secret@db/lutine"
    ));
}

#[test]
fn what_it_cannot_start_with_is_said() {
    let folder = Folder::new("refused");
    let database = folder.database();
    let open = run(&format!(
        "serve --listen 0.0.0.0:0 --log error --database-url {database}"
    ));
    assert_eq!(open.status, 2);
    assert!(open.stderr.contains("make a key first"), "{open}");
    let missing = run(&format!(
        "serve --rulebook no_such_folder --log error --database-url {database}"
    ));
    assert_eq!(missing.status, 2);
    assert!(missing.stderr.contains("no_such_folder"), "{missing}");
    let elsewhere = run("serve --log error --database-url mysql://db");
    assert!(
        elsewhere.stderr.contains("sqlite:FILE or postgres://"),
        "{elsewhere}"
    );
    let log = run(&format!(
        "log verify --database-url sqlite:{}",
        folder.0.join("none.db").display()
    ));
    assert_eq!(log.status, 2, "{log}");
}
