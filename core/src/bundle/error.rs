use super::{FORMAT_VERSION, SEMANTICS_VERSION};
use crate::verify::LoadError;
use thiserror::Error;

/// Why a file cannot be loaded as a compiled bundle.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum BundleError {
    /// It does not begin as a bundle does.
    #[error("this is no compiled bundle; make one with `lutine build`")]
    NotABundle,
    /// It is written in a version of the format that is not known here.
    #[error(
        "the bundle has format version {found}, and {FORMAT_VERSION} is the one that is known here; build it again from its source, or use the release of Lutine that wrote it"
    )]
    UnknownVersion {
        /// The version that it states.
        found: u32,
    },
    /// Its operations mean what this version does not compute.
    #[error(
        "the bundle decides by semantics version {found}, and {SEMANTICS_VERSION} is the one that is known here; use a release of Lutine that knows it"
    )]
    UnknownSemantics {
        /// The version that it states.
        found: u32,
    },
    /// Its end is missing.
    #[error("the bundle is cut: it has {found} bytes of {expected}; copy it again")]
    Truncated {
        /// How many bytes it has.
        found: u64,
        /// How many it should have at least.
        expected: u64,
    },
    /// Something stands behind its end.
    #[error("the bundle has {found} bytes where its header says {expected}; copy it again")]
    TooLong {
        /// How many bytes it has.
        found: u64,
        /// How many it should have.
        expected: u64,
    },
    /// It is larger than the host allows.
    #[error("the bundle has {size} bytes; {limit} are the most that are allowed here")]
    TooLarge {
        /// How many bytes it has.
        size: u64,
        /// How many it may have.
        limit: u64,
    },
    /// The table of sections is not one of this version: a section is missing, unknown, or in the wrong place.
    #[error(
        "the bundle is damaged: its list of sections is not one of format version {FORMAT_VERSION}; copy it again"
    )]
    Sections,
    /// A part is not what was written.
    #[error(
        "the bundle is altered: its {section} does not have the hash that its header states; copy it again"
    )]
    HashMismatch {
        /// Which part: `graph`, `meaning`.
        section: &'static str,
    },
    /// A part holds what it cannot hold.
    #[error(
        "the bundle is damaged: its {section} cannot be read: {problem}; build it again from its source"
    )]
    Malformed {
        /// Which part.
        section: &'static str,
        /// What is wrong with it.
        problem: String,
    },
    /// It holds a rulebook that contradicts itself, or costs too much.
    #[error(transparent)]
    Invalid(#[from] LoadError),
}

impl BundleError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotABundle => "not_a_bundle",
            Self::UnknownVersion { .. } => "bundle_version",
            Self::UnknownSemantics { .. } => "bundle_semantics",
            Self::Truncated { .. } => "bundle_truncated",
            Self::TooLong { .. } => "bundle_too_long",
            Self::TooLarge { .. } => "bundle_too_large",
            Self::Sections => "bundle_sections",
            Self::HashMismatch { .. } => "bundle_altered",
            Self::Malformed { .. } => "bundle_malformed",
            Self::Invalid(error) => error.code(),
        }
    }
}
