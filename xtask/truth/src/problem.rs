use lutine::CompileError;
use std::path::PathBuf;

/// Why a case could not be compared at all.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    /// The rulebook of the case.
    #[error("the rulebook does not compile: {0}")]
    Rulebook(#[from] CompileError),
    /// A file of the case.
    #[error("{} cannot be read: {why}", file.display())]
    File {
        /// Which.
        file: PathBuf,
        /// Why.
        why: String,
    },
    /// A column that a file does not have.
    #[error("{file} has no column `{column}`")]
    Column {
        /// The file.
        file: String,
        /// The column.
        column: String,
    },
    /// A cell that does not say what it should.
    #[error("{place}: {text} is not {wanted}")]
    Cell {
        /// File and line.
        place: String,
        /// What stands there.
        text: String,
        /// What should.
        wanted: &'static str,
    },
}
