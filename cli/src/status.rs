//! How the command ends, for scripts.

use std::process::ExitCode;

/// How the command ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Everything is fine.
    Fine,
    /// The rulebook has faults, a test failed, a risk has an error.
    Findings,
    /// The command cannot do what it was asked to: a file cannot be read, the arguments make no sense.
    Unusable,
}

impl Status {
    /// [`Status::Findings`] if there are any.
    pub(crate) const fn findings(any: bool) -> Self {
        if any { Self::Findings } else { Self::Fine }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Fine => 0,
            Status::Findings => 1,
            Status::Unusable => 2,
        })
    }
}
