//! What the dependencies may be: `cargo deny`, which is installed beside what cargo builds and kept there.

use crate::step::{Outcome, cargo, root, run, succeeds};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The version that is installed; a newer one may know licences and faults that nobody here has looked at yet.
const VERSION: &str = "0.20.2";

/// Licences, bans and sources of the dependencies; known vulnerabilities where their list can be fetched.
pub(crate) fn check() -> Outcome {
    let deny = match installed() {
        Ok(deny) => deny,
        Err(why) => return why,
    };
    let mut check = deny();
    // All crates are here already, as a rule: then nobody need be asked for them, who may be far away.
    let metadata = ["metadata", "--offline", "--locked", "--format-version", "1"];
    if succeeds(cargo().args(metadata)) {
        check.arg("--offline");
    }
    let checked = run(check.args(["check", "licenses", "bans", "sources"]));
    if checked != Outcome::Passed {
        return checked;
    }
    if !succeeds(deny().args(["fetch", "db"])) {
        println!("advisories were NOT looked at: their list cannot be fetched here");
        return Outcome::Passed;
    }
    run(deny().args(["check", "--disable-fetch", "advisories"]))
}

/// How the command begins: what is installed already, here or by whoever runs this, or else what is installed now.
fn installed() -> Result<impl Fn() -> Command, Outcome> {
    let folder = folder();
    let own = folder.join("bin").join("cargo-deny");
    let begin = |program: &Path| {
        let mut command = Command::new(program);
        command.current_dir(root());
        command
    };
    let is_there = |program: &Path| {
        let output = begin(program).arg("--version").output();
        output.is_ok_and(|output| {
            let said = String::from_utf8_lossy(&output.stdout);
            said.trim().ends_with(VERSION)
        })
    };
    let known = [PathBuf::from("cargo-deny"), own.clone()];
    let program = match known.into_iter().find(|program| is_there(program)) {
        Some(program) => program,
        None => {
            install(&folder)?;
            own
        }
    };
    Ok(move || begin(&program))
}

/// Builds it into a folder: a few minutes, once.
fn install(folder: &Path) -> Result<(), Outcome> {
    println!("installing cargo-deny {VERSION} into {}", folder.display());
    let mut install = cargo();
    install.args(["install", "--locked", "--quiet", "cargo-deny"]);
    install.args(["--version", VERSION]);
    // Built as it is quickest to build: it has a second of work to do. It needs no git of its own and no list of all crates.
    install.args(["--debug", "--no-default-features"]);
    install.env("CARGO_PROFILE_DEV_DEBUG", "0");
    install.arg("--root").arg(folder);
    install.env("CARGO_TARGET_DIR", folder.join("build"));
    let outcome = run(&mut install);
    // What it was built from is ten times its size.
    drop(std::fs::remove_dir_all(folder.join("build")));
    match outcome {
        Outcome::Passed => Ok(()),
        other => Err(other),
    }
}

/// Below cargo's own folder, which is kept between runs.
fn folder() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map(PathBuf::from);
    let target = target.unwrap_or_else(|| root().join("target"));
    root().join(target).join("tools")
}
