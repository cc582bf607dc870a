//! A piece of real insurance: where its published results are, and which rulebook computes them.

use crate::comparison::{Comparison, Difference};
use crate::problem::Problem;
use lutine::Rulebook;
use std::path::Path;

/// How well an expected value is established.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Confidence {
    /// Printed by a source.
    Published,
    /// Computed from the published rule by whoever wrote the case down.
    Derived,
    /// Remembered, without a source at hand.
    Recalled,
}

impl Confidence {
    /// Every one.
    pub(crate) const ALL: [Self; 3] = [Self::Published, Self::Derived, Self::Recalled];

    /// As reports name it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Derived => "derived",
            Self::Recalled => "recalled",
        }
    }
}

/// A value of a source that is wrong by the source's own rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct SourceFault {
    /// File and line, as differences are shown: `expected.csv:7`.
    pub(crate) place: &'static str,
    /// Which value of that row.
    pub(crate) what: &'static str,
    /// Why the fault is the source's.
    pub(crate) evidence: &'static str,
}

/// A piece of real insurance.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Case {
    /// What it is called: the folder of its rulebook under `examples/`.
    pub(crate) name: &'static str,
    /// The folder of its results under `../shared/truth`.
    pub(crate) folder: &'static str,
    /// Asks the rulebook for every expected value.
    pub(crate) compare: fn(&mut Comparison) -> Result<(), Problem>,
    /// What differs by the source's fault.
    pub(crate) source_faults: &'static [SourceFault],
}

impl Case {
    /// Computes and compares everything.
    pub(crate) fn run(&self, root: &Path, truth: &Path) -> Result<Comparison, Problem> {
        let rulebook = Rulebook::load(root.join("examples").join(self.name))?;
        self.compare_with(rulebook, truth)
    }

    /// The same with another rulebook in place of the example.
    pub(crate) fn compare_with(
        &self,
        rulebook: Rulebook,
        truth: &Path,
    ) -> Result<Comparison, Problem> {
        let mut comparison = Comparison::new(rulebook, truth.join(self.folder));
        (self.compare)(&mut comparison)?;
        Ok(comparison)
    }

    /// Why a difference is the source's fault, if it is.
    pub(crate) fn excuse(&self, difference: &Difference) -> Option<&'static str> {
        let mut faults = self.source_faults.iter();
        let fault =
            faults.find(|fault| fault.place == difference.place && fault.what == difference.what);
        fault.map(|fault| fault.evidence)
    }
}
