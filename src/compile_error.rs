//! Why there is no rulebook.

use crate::Findings;
use lutine_core::bundle::BundleError;
use lutine_core::engine::LoadError;
use lutine_dsl::source::SourceError;
use thiserror::Error;

/// Why a rulebook could not be compiled. As text it is what a terminal shows.
#[derive(Debug, Clone, Error)]
#[non_exhaustive]
pub enum CompileError {
    /// Its files cannot be read.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Its text has faults: all that were found, warnings among them.
    #[error("{0}")]
    Faults(Findings),
    /// It is a compiled bundle, and that cannot be loaded.
    #[error(transparent)]
    Bundle(#[from] BundleError),
    /// The compiler made something that it refuses itself. The fault is Lutine's, not the rulebook's.
    #[error("this is a defect of Lutine, please report it: {0}")]
    Defect(LoadError),
}

impl CompileError {
    /// The stable code of this error; each of the faults has one of its own.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Source(_) => "source_unreadable",
            Self::Faults(_) => "rulebook_faults",
            Self::Bundle(error) => error.code(),
            Self::Defect(_) => "compiler_defect",
        }
    }
}
