//! PostgreSQL, which the tests of the service start by themselves.

use crate::step::{Outcome, run};
use std::path::Path;
use std::process::Command;

/// Installs it where it is not, as far as this machine lets us.
pub(crate) fn installed() -> Outcome {
    if is_there() {
        return Outcome::Passed;
    }
    println!("installing postgresql");
    drop(Command::new("apt-get").args(["update", "--quiet"]).status());
    let mut install = Command::new("apt-get");
    install.args([
        "install",
        "--yes",
        "--quiet",
        "--no-install-recommends",
        "postgresql",
    ]);
    match run(install.env("DEBIAN_FRONTEND", "noninteractive")) {
        Outcome::Passed if is_there() => Outcome::Passed,
        _ => Outcome::Failed(
            "the tests of the service need PostgreSQL: install the package `postgresql`".to_owned(),
        ),
    }
}

fn is_there() -> bool {
    let versions = Path::new("/usr/lib/postgresql")
        .read_dir()
        .into_iter()
        .flatten()
        .flatten();
    versions
        .map(|version| version.path().join("bin/pg_ctl"))
        .any(|program| program.exists())
}
