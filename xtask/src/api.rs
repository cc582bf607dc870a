//! Every operation of the API as its description says: a service is asked what schemathesis makes up.

use crate::step::{Outcome, cargo, root, run, succeeds, target};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const VERSION: &str = "4.32.5";

/// What must hold of every response.
const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

/// How many requests are made up for each operation.
const EXAMPLES: &str = "40";

/// Asks a service with the example of personal auto, by a key that may do everything.
pub(crate) fn check() -> Outcome {
    if !succeeds(Command::new("python3").arg("--version")) {
        return Outcome::Skipped("schemathesis needs python3, which is not installed".to_owned());
    }
    let schemathesis = match installed() {
        Ok(program) => program,
        Err(why) => return why,
    };
    let built = run(cargo().args(["build", "--quiet", "--package", "lutine-cli"]));
    if built != Outcome::Passed {
        return built;
    }
    let folder = target()
        .join("tmp")
        .join(format!("api-{}", std::process::id()));
    let outcome = match asked(&schemathesis, &folder) {
        Ok(outcome) => outcome,
        Err(error) => Outcome::Failed(format!("the service cannot be asked: {error}")),
    };
    drop(fs::remove_dir_all(&folder));
    outcome
}

fn asked(schemathesis: &Path, folder: &Path) -> std::io::Result<Outcome> {
    fs::create_dir_all(folder)?;
    let database = format!("sqlite:{}", folder.join("lutine.db").display());
    let (serving, address, edition) = Serving::start(&database)?;
    // Half of the made up requests are about what there is.
    let parameters = folder.join("schemathesis.toml");
    let known = format!("[parameters]\nname = \"personal_auto\"\nedition = \"{edition}\"\n");
    fs::write(&parameters, known)?;
    for known in [true, false] {
        let mut command = Command::new(schemathesis);
        command.current_dir(folder);
        if known {
            command.arg("--config-file").arg(&parameters);
        }
        command.args([
            "run",
            &format!("http://{address}/openapi.json"),
            "--checks",
            CHECKS,
        ]);
        command.args(["--max-examples", EXAMPLES, "--seed", "1"]);
        if known {
            // Else it takes its own key away, and sees no more than that it has none.
            command.args(["--exclude-method", "DELETE"]);
        }
        let key = key(&database)?;
        command.args(["-H", &format!("Authorization: Bearer {key}")]);
        let outcome = run(&mut command);
        if outcome != Outcome::Passed {
            return Ok(Outcome::Failed(
                "an operation answers what its description does not say".to_owned(),
            ));
        }
    }
    drop(serving);
    Ok(Outcome::Passed)
}

/// A key that may do everything; the service takes it within the delay of a switch.
fn key(database: &str) -> std::io::Result<String> {
    let mut make = lutine();
    make.args(["keys", "make", "--name", "schemathesis"]);
    make.args(["--roles", "reader,evaluator,author,approver,admin"]);
    let secret = make.args(["--database-url", database]).output()?.stdout;
    std::thread::sleep(Duration::from_secs(2));
    Ok(String::from_utf8_lossy(&secret).trim().to_owned())
}

/// A service that ends with its owner.
struct Serving(Child);

impl Serving {
    /// Starts it on a free port; gives its address and the edition of personal auto.
    fn start(database: &str) -> std::io::Result<(Self, String, String)> {
        let mut command = lutine();
        command.args([
            "serve",
            "--rulebook",
            "examples/personal_auto",
            "--listen",
            "127.0.0.1:0",
            "--log",
            "error",
        ]);
        let mut child = command
            .args(["--database-url", database])
            .stderr(Stdio::piped())
            .spawn()?;
        let said = child
            .stderr
            .take()
            .ok_or_else(|| std::io::Error::other("it says nothing"))?;
        let serving = Self(child);
        let mut edition = String::new();
        for line in BufReader::new(said).lines() {
            let line = line?;
            if let Some(said) = line.strip_prefix("personal_auto decides by edition ") {
                said.clone_into(&mut edition);
            }
            if let Some(address) = line.strip_prefix("serving on http://") {
                return Ok((serving, address.to_owned(), edition));
            }
        }
        Err(std::io::Error::other("it does not start"))
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.0.kill());
        drop(self.0.wait());
    }
}

fn lutine() -> Command {
    let mut command = Command::new(target().join("debug/lutine"));
    command.current_dir(root());
    command
}

/// Schemathesis in a folder of its own, installed when it is first asked for.
fn installed() -> Result<PathBuf, Outcome> {
    let folder = target()
        .join("tools")
        .join(format!("schemathesis-{VERSION}"));
    let program = folder.join("bin/schemathesis");
    if succeeds(Command::new(&program).arg("--version")) {
        return Ok(program);
    }
    println!(
        "installing schemathesis {VERSION} into {}",
        folder.display()
    );
    let mut made = run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
    if made == Outcome::Passed {
        let mut pip = Command::new(folder.join("bin/pip"));
        pip.args(["install", "--quiet", "--disable-pip-version-check"]);
        made = run(pip.arg(format!("schemathesis=={VERSION}")));
    }
    match made {
        Outcome::Passed => Ok(program),
        other => Err(other),
    }
}
