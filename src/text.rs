//! What is known of the text of a rulebook: its typed tree, its sources, its warnings.

use crate::recording::Recording;
use crate::{CompileError, Findings};
use lutine_core::bundle::{Bundle, SourceFile};
use lutine_core::engine::Limits;
use lutine_core::graph::Graph;
use lutine_dsl::prove::Claim;
use lutine_dsl::source::Source;
use lutine_dsl::source::{MemorySource, SourceMap};
use lutine_dsl::typed;
use std::sync::Arc;
use thiserror::Error;

/// For what a rulebook that was accepted is turned into: its hash, its tests.
pub(crate) const NO_LIMITS: Limits = Limits {
    bytes: u64::MAX,
    cost: u64::MAX,
};

/// A rulebook's text, checked.
pub(crate) struct Text {
    pub(crate) typed: typed::Rulebook,
    pub(crate) sources: Arc<SourceMap>,
    pub(crate) warnings: Findings,
    /// What is claimed of it, and what came of each claim without running it.
    pub(crate) claims: Vec<Claim>,
    /// All files that were read: rules, tables, cases.
    pub(crate) files: Vec<SourceFile>,
}

/// Why a rulebook cannot be tested or shown as text: it came as a compiled bundle.
#[derive(Debug, Clone, Error)]
#[non_exhaustive]
pub enum NoSource {
    /// The bundle was built without its source.
    #[error("the bundle was built without its source; build it again without `--no-source`")]
    LeftOut,
    /// The source in the bundle has faults for this version of Lutine.
    #[error("the source in the bundle cannot be compiled by this version of Lutine:\n\n{0}")]
    Faults(Findings),
    /// The source in the bundle means something else than its rules.
    #[error(
        "the source in the bundle is not what its rules were compiled from, or another version of Lutine compiled them; build it again"
    )]
    Differs,
}

impl NoSource {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::LeftOut => "source_left_out",
            Self::Faults(_) => "source_faults",
            Self::Differs => "source_differs",
        }
    }
}

impl Text {
    /// Checks a text: what is known of it, and its graph.
    pub(crate) fn check(
        source: &dyn Source,
        limits: Limits,
    ) -> Result<(Self, Graph), CompileError> {
        let source = Recording::new(source);
        let checked = lutine_dsl::check_within(&source, limits)?;
        let sources = Arc::new(checked.sources);
        let findings = Findings::new(checked.diagnostics, Arc::clone(&sources));
        let (Some(typed), Some(graph)) = (checked.rulebook, checked.graph) else {
            return Err(CompileError::Faults(findings));
        };
        let text = Self {
            typed,
            sources,
            warnings: findings,
            claims: checked.claims,
            files: source.files(),
        };
        Ok((text, graph))
    }

    /// Checks the source in a bundle, and that it is what the bundle's graph was made of: what a test says of the text must hold for
    /// what is run.
    pub(crate) fn of_bundle(
        source: Option<&[SourceFile]>,
        graph: &Graph,
        limits: Limits,
    ) -> Result<Self, NoSource> {
        let files = source.ok_or(NoSource::LeftOut)?.iter();
        let files = files.map(|file| (file.name.to_string(), file.text.as_bytes().to_vec()));
        let (text, compiled) = match Self::check(&files.collect::<MemorySource>(), limits) {
            Ok(checked) => checked,
            Err(CompileError::Faults(findings)) => return Err(NoSource::Faults(findings)),
            Err(_) => return Err(NoSource::Differs),
        };
        let written = |graph| {
            let bundle = Bundle {
                graph,
                source: None,
            };
            bundle.write().ok()
        };
        match (written(compiled), written(graph.clone())) {
            (Some(compiled), Some(shipped)) if compiled == shipped => Ok(text),
            _ => Err(NoSource::Differs),
        }
    }
}
