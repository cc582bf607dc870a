//! A rulebook's files, read and checked as a whole.

use crate::diagnostics::{Diagnostic, independent};
use crate::parse_file;
use crate::prove::{Claim, prove};
use crate::source::{Source, SourceError, SourceMap};
use crate::typed::Rulebook;

/// What reading and checking a rulebook gives.
#[derive(Debug)]
pub struct Checked {
    /// The rulebook; none if a diagnostic is an error.
    pub rulebook: Option<Rulebook>,
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
    let mut sources = SourceMap::default();
    let mut diagnostics = Vec::new();
    let mut files = Vec::new();
    for (name, text) in source.rulebook_files()? {
        let id = sources.add(name, text);
        let text = sources.file(id).map_or("", |f| f.text());
        let (file, faults) = parse_file(id, text);
        files.push(file);
        diagnostics.extend(faults);
    }
    let unread = diagnostics.iter().any(Diagnostic::is_error);
    let (rulebook, found) = crate::check::check(&files, &mut sources, source);
    let found = independent(&diagnostics, found, &sources);
    diagnostics.extend(found);
    let (claims, found) = rulebook
        .as_ref()
        .map(|rulebook| prove(rulebook, &sources))
        .unwrap_or_default();
    let refused = found.iter().any(Diagnostic::is_error);
    diagnostics.extend(found);
    diagnostics.sort_by_key(|d| (d.span.file, d.span.start));
    Ok(Checked {
        rulebook: rulebook.filter(|_| !unread && !refused),
        claims,
        diagnostics,
        sources,
    })
}
