//! Programs that the tasks call and that are no dependency: installed beside what cargo builds, and kept there.

use crate::step::{Outcome, cargo, root, run, target};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A program that is installed with cargo when it is first asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tool {
    /// Its name, and that of its package.
    pub(crate) name: &'static str,
    /// The version that is installed: a newer one may do something that nobody here has looked at yet.
    pub(crate) version: &'static str,
    /// What asks for its version.
    pub(crate) version_of: &'static [&'static str],
}

impl Tool {
    /// How the command begins: what is installed already, here or by whoever runs this, or else what is installed now.
    pub(crate) fn installed(self) -> Result<impl Fn() -> Command, Outcome> {
        let folder = folder();
        let own = folder.join("bin").join(self.name);
        let known = [PathBuf::from(self.name), own.clone()];
        let program = match known.into_iter().find(|program| self.is(program)) {
            Some(program) => program,
            None => {
                self.install(&folder)?;
                own
            }
        };
        Ok(move || begin(&program))
    }

    /// Whether a program is there, in this version.
    fn is(self, program: &Path) -> bool {
        let output = begin(program).args(self.version_of).output();
        output.is_ok_and(|output| {
            let said = String::from_utf8_lossy(&output.stdout);
            said.trim().ends_with(self.version)
        })
    }

    /// Builds it into a folder: a few minutes, once.
    fn install(self, folder: &Path) -> Result<(), Outcome> {
        let Self { name, version, .. } = self;
        println!("installing {name} {version} into {}", folder.display());
        let mut install = cargo();
        install.args(["install", "--locked", "--quiet", name]);
        install.args(["--version", version]);
        // Built as it is quickest to build: it has a second of work to do. None needs a part that can be left out.
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
}

fn begin(program: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Below cargo's own folder, which is kept between runs.
fn folder() -> PathBuf {
    target().join("tools")
}
