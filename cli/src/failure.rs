//! Why the command could not do what it was asked to.

use crate::load::summary;
use crate::status::Status;
use lutine::{BundleError, CompileError, NoSource};
use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Why the command could not do what it was asked to.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// There is no rulebook.
    #[error("{error}")]
    Compile {
        rulebook: PathBuf,
        error: CompileError,
    },
    /// The input cannot be read.
    #[error("the input {} cannot be read: {error}", input.display())]
    Input { input: PathBuf, error: io::Error },
    /// The answers cannot be written.
    #[error("the output cannot be written: {0}")]
    Output(io::Error),
    /// A new rulebook would write over something.
    #[error("{} is not empty; a new rulebook needs a folder of its own", folder.display())]
    NotEmpty { folder: PathBuf },
    /// No rulebook can be called so.
    #[error(
        "no rulebook can be called `{name}`: a name begins with a small letter, and has small letters, digits and `_`{}",
        instead(near)
    )]
    NotAName { name: String, near: String },
    /// A file, a folder or a report cannot be written.
    #[error("{} cannot be written: {error}", path.display())]
    Unwritable { path: PathBuf, error: io::Error },
    /// The bundle cannot be made.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// What is asked for can only be told from the rulebook's text.
    #[error(transparent)]
    NoSource(#[from] NoSource),
    /// A book cannot be read, or its answers not written.
    #[cfg(feature = "arrow")]
    #[error(transparent)]
    Book(#[from] lutine::arrow::BookError),
    /// Answers cannot be put into columns.
    #[cfg(feature = "arrow")]
    #[error("the answers cannot be put into columns: {0}")]
    Columns(lutine::arrow::ArrowError),
    /// The risks stand nowhere, or in several files.
    #[cfg(feature = "arrow")]
    #[error(
        "one file must hold the risks; a table of one of their lists is named `--input LIST=FILE`"
    )]
    OneBook,
    /// Nobody said how tables are to be joined.
    #[cfg(feature = "arrow")]
    #[error(
        "say by which column the tables are joined: --key id, or --key id=policy_id where the others call it so"
    )]
    NoKey,
    /// JSON lines hold their lists themselves.
    #[cfg(feature = "arrow")]
    #[error("{} holds its lists itself: no table can be joined to JSON lines", _0.display())]
    NoTable(PathBuf),
    /// There are no risks for it.
    #[error(
        "`{0}` is a module: it is given nothing and answers nothing; name a rulebook that imports it"
    )]
    Module(String),
    /// The settings of the service cannot be read.
    #[cfg(feature = "serve")]
    #[error(transparent)]
    Config(#[from] lutine_server::ConfigError),
    /// The service does not start.
    #[cfg(feature = "serve")]
    #[error(transparent)]
    Start(#[from] lutine_server::StartError),
    /// Something beside the service was not done.
    #[cfg(feature = "serve")]
    #[error(transparent)]
    Admin(#[from] lutine_server::AdminError),
    /// No test has this in its name.
    #[error("no test has `{0}` in its name")]
    NoSuchTest(String),
    /// No message has this code.
    #[error("no message has the code `{code}`{}", suggestion(*near))]
    NoSuchCode {
        code: String,
        near: Option<(&'static str, &'static str)>,
    },
    /// No attribute, definition or rule stands at this path.
    #[error(
        "nothing is computed at `{0}`: name an attribute, a definition or a rule; without --of the worksheet shows every path"
    )]
    NoSuchPath(String),
    /// Nothing in the rulebook is called so.
    #[error("nothing in the rulebook is called `{path}`{}", near.as_deref().map(|near| format!("; did you mean `{near}`?")).unwrap_or_default())]
    NotInRulebook { path: String, near: Option<String> },
}

fn instead(near: &str) -> String {
    match near {
        "" => String::new(),
        near => format!("; did you mean {near}?"),
    }
}

/// The nearest code with what it is about.
fn suggestion(near: Option<(&str, &str)>) -> String {
    near.map_or_else(
        || "; --list shows all".to_owned(),
        |(code, title)| format!("; did you mean {code}, {title}?"),
    )
}

impl Failure {
    /// Says on stderr what is wrong, and how the command ends.
    pub(crate) fn report(self) -> Status {
        match self {
            // Whoever read the output has seen enough.
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Status::Fine,
            Self::Compile {
                rulebook,
                error: CompileError::Faults(faults),
            } => {
                anstream::eprintln!("{}\n", faults.render(true));
                anstream::eprintln!("{}: {}", rulebook.display(), summary(&faults));
                Status::Findings
            }
            failure => {
                anstream::eprintln!("error: {failure}");
                Status::Unusable
            }
        }
    }
}
