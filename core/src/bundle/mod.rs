//! The compiled bundle, `NAME.lutineb`: a checked rulebook as one file that this crate alone loads and runs.
//!
//! ```text
//! header    magic, format version, semantics version, meaning hash, table of sections
//! 1 schema  ┐ what a risk looks like
//! 2 graph   ├ the operations                     the meaning: what answers are made of
//! 3 tables  ┘ the rating tables
//! 4 notes   name and version, places in the source, labels, doc comments, formulas: what worksheets and schemas show
//! 5 source  the files of the rulebook; may be left out
//! ```
//!
//! `docs/src/reference/bundle.md` has the layout byte by byte. The sections are [postcard](https://postcard.jamesmunns.com/wire-format) of
//! the structs in `sections` and `notes`; everything else that an engine needs (indexes, plans) is computed when it is loaded.
//!
//! # What the two hashes say
//!
//! **The meaning hash** covers the semantics version and the sections schema, graph and tables. Two bundles with the same meaning hash
//! give the same answer to every risk, byte for byte but for `file` and `line` of `errors`: where something is written, how it is
//! laid out, its comments and labels, the header's name and version stand in the notes. So an edit of a comment that moves a hundred
//! lines is no change of what an insurer decides, and a decision can be replayed against the meaning hash that was stored with it.
//! A place is part of the meaning only as *the same place as another*, since an error of one place is answered once; the graph holds
//! the places' numbers, in order of first use, and the notes what they are.
//! **The bundle hash** covers all bytes and names the edition: with the same bundle hash answers, lines included, and worksheets are the
//! same to the byte.
//!
//! # When the graph changes
//!
//! Sections hold the types of [`crate::graph`], [`crate::schema`] and [`crate::table`] where these hold nothing but meaning, so an edit of
//! one of them can change the format. `tests/bundles/v1` has bundles that must load, give the answers beside them, and be rebuilt from their
//! source to the bit: an edit that breaks one of these is a change of the format.
//!
//! - A new variant *at the end* of an enum (a new operation) keeps old bundles readable. It needs nothing; an older reader says that the
//!   file is malformed.
//! - Everything else (a field, a variant in between, another order, another meaning of a number) needs a new [`FORMAT_VERSION`]: copy what
//!   changed as it was into `bundle/v1`, read old files through it, add `tests/bundles/v2` and leave those of v1 as they are.
//! - Lowering that gives another graph for the same text changes no format: write the bundles anew (`LUTINE_BLESS=1 cargo test -p lutine
//!   --test bundle`), the answers must stay.
//! - An operation that computes something else than before is another [`SEMANTICS_VERSION`].
//!
//! Version 1 is frozen with the first release of Lutine; until then it may change with its bundles.
//!
//! # Hostile files
//!
//! Nothing of a file is believed. Its size is limited before it is read ([`Limits`]); lengths inside cost memory only as far as bytes are there
//! to fill them; no type of the format is recursive (`flat`), so nesting is counted, not trusted to the stack; the hashes of all sections are
//! compared; the graph is verified before it is run, and refused where it could cost more than the host allows.

mod container;
mod error;
mod flat;
mod hash;
mod notes;
mod places;
mod sections;
mod texts;

pub use crate::verify::Limits;
pub use error::BundleError;
pub use hash::Hash;

use crate::engine::Engine;
use crate::graph::Graph;
use container::{Container, Section};
use sections::Parts;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The version of the format that this crate writes, and the only one that it reads.
pub const FORMAT_VERSION: u32 = 1;

/// The version of what operations mean: how numbers are rounded, how dates count. A decision is replayed under the version under
/// which it was made.
pub const SEMANTICS_VERSION: u32 = 1;

/// How a compiled bundle's file ends: `personal_auto.lutineb`.
pub const FILE_ENDING: &str = ".lutineb";

/// A compiled rulebook, as it is written to a file and read from one.
///
/// ```
/// use lutine_core::bundle::Bundle;
/// use lutine_core::risk::Risk;
///
/// let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bundles/v1/motor.lutineb"))?;
/// let engine = Bundle::read(&bytes)?.into_engine()?;
/// let answer = engine.answer(Risk::from(r#"{"use": "business", "value": 18250.50, "points": 7, "drivers": []}"#));
/// assert_eq!(answer.text("acceptance"), Some("refer"));
/// assert_eq!(answer.money("total").map(|total| total.to_string()).as_deref(), Some("615.95"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The rulebook as it is run.
    pub graph: Graph,
    /// The files that it was compiled from, so that it can be checked, tested and shown again; none where they were left out.
    pub source: Option<Vec<SourceFile>>,
}

/// A file of a rulebook: rules, a table, a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Its name relative to the rulebook, with `/` between folders.
    pub name: Arc<str>,
    /// Its text.
    pub text: Arc<str>,
}

impl Bundle {
    /// The bytes of the file. The same rulebook gives the same bytes, on every machine.
    ///
    /// # Errors
    /// [`BundleError::Malformed`] where the graph contradicts itself so far that it cannot be written; one that an engine runs can be.
    pub fn write(&self) -> Result<Vec<u8>, BundleError> {
        let parts = Parts::split(self.graph.clone())?;
        let mut sections = parts.encode()?;
        if let Some(source) = &self.source {
            sections.push(container::encode(Section::Source, source)?);
        }
        Ok(container::write(&sections))
    }

    /// Reads a file of at most as many bytes as [`Limits::default`] allows.
    ///
    /// What it holds is not yet verified: [`Bundle::into_engine`] does that.
    ///
    /// # Errors
    /// [`BundleError`] where the file is no bundle, is of another version, is cut or altered, or holds no rulebook.
    pub fn read(bytes: &[u8]) -> Result<Self, BundleError> {
        Self::read_within(bytes, Limits::default())
    }

    /// Reads a file of at most as many bytes as the host allows.
    ///
    /// # Errors
    /// As for [`Bundle::read`].
    pub fn read_within(bytes: &[u8], limits: Limits) -> Result<Self, BundleError> {
        let container = Container::read(bytes, limits)?;
        Ok(Self {
            graph: Parts::decode(&container)?.join()?,
            source: source(&container)?,
        })
    }

    /// Reads the source in a file and nothing else, so that a rulebook can be built again that this version cannot run.
    ///
    /// # Errors
    /// As for [`Bundle::read`].
    pub fn read_source(bytes: &[u8]) -> Result<Option<Vec<SourceFile>>, BundleError> {
        source(&Container::read(bytes, Limits::default())?)
    }

    /// Verifies the rulebook, indexes its tables and makes it ready to answer.
    ///
    /// # Errors
    /// [`BundleError::Invalid`] where it contradicts itself, or costs more than [`Limits::default`] allows.
    pub fn into_engine(self) -> Result<Engine, BundleError> {
        self.into_engine_within(Limits::default())
    }

    /// The same for a host with limits of its own.
    ///
    /// # Errors
    /// As for [`Bundle::into_engine`].
    pub fn into_engine_within(self, limits: Limits) -> Result<Engine, BundleError> {
        Ok(Engine::within(self.graph, limits)?)
    }

    /// What decisions are replayed against: see the [module page](self).
    ///
    /// # Errors
    /// As for [`Bundle::write`].
    pub fn meaning_hash(&self) -> Result<Hash, BundleError> {
        let sections = Parts::split(self.graph.clone())?.encode()?;
        Ok(container::meaning_hash(SEMANTICS_VERSION, &sections))
    }
}

fn source(container: &Container<'_>) -> Result<Option<Vec<SourceFile>>, BundleError> {
    let bytes = container.section(Section::Source);
    bytes
        .map(|bytes| container::decode(Section::Source, bytes))
        .transpose()
}

/// What a file says of itself, its hashes compared with its bytes.
///
/// ```
/// # let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bundles/v1/motor.lutineb"))?;
/// use lutine_core::bundle::{Hash, Identity};
/// let identity = Identity::of(&bytes)?;
/// assert_eq!((identity.format, identity.semantics), (1, 1));
/// assert_eq!(identity.bundle_hash, Hash::of(&bytes));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Identity {
    /// The version of its format.
    pub format: u32,
    /// The version of what its operations mean.
    pub semantics: u32,
    /// What decisions are replayed against.
    pub meaning_hash: Hash,
    /// What names this edition.
    pub bundle_hash: Hash,
}

impl Identity {
    /// Reads the header of a file, and hashes its sections.
    ///
    /// # Errors
    /// As for [`Bundle::read`], but for what its sections hold.
    pub fn of(bytes: &[u8]) -> Result<Self, BundleError> {
        Self::within(bytes, Limits::default())
    }

    /// The same for a file of at most as many bytes as the host allows.
    ///
    /// # Errors
    /// As for [`Identity::of`].
    pub fn within(bytes: &[u8], limits: Limits) -> Result<Self, BundleError> {
        Ok(Self {
            format: FORMAT_VERSION,
            semantics: SEMANTICS_VERSION,
            meaning_hash: Container::read(bytes, limits)?.meaning_hash(),
            bundle_hash: Hash::of(bytes),
        })
    }
}
