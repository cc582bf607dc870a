//! A rulebook's files, read and checked as a whole.

use crate::check::cost::too_costly;
use crate::diagnostics::{Diagnostic, Shown, check as faults, independent};
use crate::lower::lower;
use crate::module;
use crate::prove::{Claim, prove};
use crate::source::{Source, SourceError, SourceMap, Span};
use crate::typed::Rulebook;
use lutine_core::engine::Limits;
use lutine_core::graph::Graph;

/// What reading and checking a rulebook gives.
#[derive(Debug)]
pub struct Checked {
    /// The rulebook; none if a diagnostic is an error.
    pub rulebook: Option<Rulebook>,
    /// Its evaluation graph; none if a diagnostic is an error.
    pub graph: Option<Graph>,
    /// What is claimed of it, and what came of each claim without running it.
    pub claims: Vec<Claim>,
    /// What was found, by file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that spans point into, tables included.
    pub sources: SourceMap,
}

/// Reads all files of a rulebook and checks it. Many faults are found in one run: see [`Checked::diagnostics`].
///
/// ```
/// use lutine_dsl::source::MemorySource;
///
/// let source = MemorySource::new().with(
///     "fee.lutine",
///     "rulebook fee\ncurrency USD\ninput Policy\n\
///      entity Policy { vehicles: int 1..4 }\n\
///      output { fee = 12.50 USD * policy.vehicles }\n",
/// );
/// let checked = lutine_dsl::check(&source)?;
/// assert!(checked.diagnostics.is_empty());
/// assert_eq!(checked.rulebook.map(|r| r.name).as_deref(), Some("fee"));
/// # Ok::<(), lutine_dsl::source::SourceError>(())
/// ```
///
/// # Errors
/// Where the files cannot be read. A table or case that cannot be read is a diagnostic instead.
pub fn check(source: &dyn Source) -> Result<Checked, SourceError> {
    check_within(source, Limits::default())
}

/// The same for a host with limits of its own on what one risk may cost.
///
/// # Errors
/// As for [`check`].
pub fn check_within(source: &dyn Source, limits: Limits) -> Result<Checked, SourceError> {
    let mut sources = SourceMap::default();
    let mut shown = Shown::default();
    let mut imports = Vec::new();
    let mut unread = |faults| shown.add(faults);
    let modules = module::load(source, &mut sources, &mut unread, &mut imports)?;
    let unread = shown.has_error();
    let (rulebook, found) = crate::check::check((&modules, !unread), imports, &mut sources, source);
    let found = independent(shown.found(), found, &sources);
    shown.add(found);
    let mut rulebook = rulebook.filter(|_| !unread);
    let (claims, found) = rulebook.as_ref().map(prove).unwrap_or_default();
    if found.iter().any(Diagnostic::is_error) {
        rulebook = None;
    }
    shown.add(found);
    let mut graph = rulebook.as_ref().map(|rulebook| lower(rulebook, &sources));
    if let Some((checked, lowered)) = rulebook.as_ref().zip(graph.as_ref())
        && let Some(fault) = too_costly(checked, lowered, limits)
    {
        shown.add(vec![fault]);
        (rulebook, graph) = (None, None);
    }
    let mut diagnostics = shown.finish();
    if rulebook.is_none() && !diagnostics.iter().any(Diagnostic::is_error) {
        // Silence would be the worst answer to a rulebook that cannot be used.
        diagnostics.push(faults::unexplained(Span::default()));
    }
    Ok(Checked {
        rulebook,
        graph,
        claims,
        diagnostics,
        sources,
    })
}
