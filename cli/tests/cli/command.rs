//! Runs the command.

use std::fmt;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The root of the repository, in which the command is run.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// What came of the command. As text it is what a snapshot holds.
pub(crate) struct Outcome {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (status, stdout, stderr) = (self.status, &self.stdout, &self.stderr);
        write!(
            f,
            "status {status}\n--- stdout\n{stdout}--- stderr\n{stderr}"
        )
    }
}

/// The command with arguments that are separated by blanks.
pub(crate) fn lutine(arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lutine"));
    command.args(arguments.split_whitespace());
    command.current_dir(root());
    // What a terminal would ask for is not to be seen here.
    command.env_remove("COLUMNS").env_remove("CLICOLOR_FORCE");
    command
}

/// Runs the command.
pub(crate) fn run(arguments: &str) -> Outcome {
    run_with(arguments, b"")
}

/// Runs the command with an input.
pub(crate) fn run_with(arguments: &str, input: &[u8]) -> Outcome {
    let mut command = lutine(arguments);
    let piped = command.stdin(Stdio::piped());
    let piped = piped.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = piped.spawn().expect("the command starts");
    let mut stdin = child.stdin.take().expect("it has an input");
    let input = input.to_vec();
    // Beside reading what comes out, so that neither waits for the other.
    let writer = std::thread::spawn(move || {
        // The command may end without reading all.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().expect("the command ends");
    writer.join().expect("the input is written");
    Outcome {
        status: output.status.code().expect("it ends by itself"),
        stdout: String::from_utf8(output.stdout).expect("it writes text"),
        stderr: String::from_utf8(output.stderr).expect("it writes text"),
    }
}
