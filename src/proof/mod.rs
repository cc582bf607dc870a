//! What is known of a rulebook before the first quote: its claims, those that the compiler could not prove tried on risks.

mod accepted;
mod candidates;
mod refute;
mod written;

use refute::within;
pub(crate) use refute::{Effort, Trial};
use written::Writer;

use lutine_dsl::prove::{Bound, Claim, ClaimKind, Status};
use lutine_dsl::source::SourceMap;
use std::cell::{Cell, OnceCell};
use std::fmt;
use std::rc::Rc;

/// What is claimed of a rulebook, in the order of its text.
#[derive(Debug, Clone, Default)]
pub struct Proofs {
    /// The claims.
    pub list: Vec<Proof>,
}

/// Something that should hold for every risk that the input accepts, at one place of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The stable code of what is claimed: `divisor`, `range`, `overflow`.
    pub kind: &'static str,
    /// What is claimed, in words that go behind the subject: `is never zero`.
    pub claim: &'static str,
    /// What it is about, as it is written.
    pub subject: String,
    /// The file, relative to the rulebook.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The character in its line, from 1.
    pub column: u32,
    /// What came of it.
    pub status: ProofStatus,
    /// Of a claim that something has a bound the bound in words, else empty.
    pub bound: String,
}

/// What came of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProofStatus {
    /// It holds for every risk that the input accepts.
    Proven,
    /// It does not, and this shows it.
    Refuted {
        /// The case in a few words.
        words: String,
        /// A test that shows it, ready to be pasted into the rulebook; empty where no test can, and where those before it are very long.
        test: String,
    },
    /// Neither could be shown.
    NotProven {
        /// Why not.
        reason: String,
    },
}

impl Proofs {
    pub(crate) fn new(
        claims: &[Claim],
        bounds: &[Bound],
        sources: &SourceMap,
        trial: &Trial<'_>,
    ) -> Self {
        let (writer, written) = (
            Writer::new(trial.rulebook),
            Cell::new(trial.effort.written()),
        );
        let refuted = trial.refute(claims, sources, (&writer, &written));
        let refuted = refuted.into_iter();
        let accepted = OnceCell::new();
        let claims = claims
            .iter()
            .zip(refuted)
            .map(|(claim, refuted)| (claim, refuted, ""));
        let bounds = bounds
            .iter()
            .map(|bound| (&bound.claim, None, bound.words.as_str()));
        let mut all: Vec<_> = claims.chain(bounds).collect();
        all.sort_by_key(|(claim, ..)| (claim.span.file, claim.span.start, claim.kind));
        let list = all.into_iter().map(|(claim, refuted, bound)| {
            let at = sources.line_column(claim.span);
            let status = match (refuted, &claim.status) {
                (Some((words, test)), _) => ProofStatus::Refuted { words, test },
                (None, Status::Proven) => ProofStatus::Proven,
                (None, Status::Refuted(witness)) => ProofStatus::Refuted {
                    words: witness.words.to_string(),
                    test: {
                        let risk = accepted.get_or_init(|| trial.accepted().map(Rc::new));
                        let test = |risk| writer.shown(risk, &claim.subject, witness);
                        let test = || risk.as_ref().and_then(test);
                        within(&written, test).unwrap_or_default()
                    },
                },
                (None, Status::NotProven(reason)) => ProofStatus::NotProven {
                    reason: reason.to_string(),
                },
            };
            let file = sources.file(claim.span.file);
            Proof {
                kind: claim.kind.as_str(),
                claim: ClaimKind::words(claim.kind),
                subject: claim.subject.to_string(),
                file: file.map_or("", |file| file.name()).to_owned(),
                line: at.line,
                column: at.column,
                status,
                bound: bound.to_owned(),
            }
        });
        Self {
            list: list.collect(),
        }
    }

    /// How many hold.
    #[must_use]
    pub fn proven(&self) -> usize {
        self.count(|status| *status == ProofStatus::Proven)
    }

    /// How many do not.
    #[must_use]
    pub fn refuted(&self) -> usize {
        self.count(|status| matches!(status, ProofStatus::Refuted { .. }))
    }

    /// Of how many neither is known.
    #[must_use]
    pub fn not_proven(&self) -> usize {
        self.count(|status| matches!(status, ProofStatus::NotProven { .. }))
    }

    fn count(&self, wanted: impl Fn(&ProofStatus) -> bool) -> usize {
        let found = self.list.iter();
        found.filter(|proof| wanted(&proof.status)).count()
    }
}

/// `proofs: 120 proven, 3 refuted, 0 not proven`
impl fmt::Display for Proofs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (proven, refuted, open) = (self.proven(), self.refuted(), self.not_proven());
        write!(
            f,
            "proofs: {proven} proven, {refuted} refuted, {open} not proven"
        )
    }
}

/// A line, and behind a refuted claim its test.
impl fmt::Display for Proof {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            kind,
            claim,
            subject,
            file,
            line,
            column,
            status,
            bound,
        } = self;
        let place = format!("{file}:{line}:{column}: {kind}: `{subject}`");
        match status {
            ProofStatus::Proven if bound.is_empty() => write!(f, "{place} {claim}: proven"),
            ProofStatus::Proven => write!(f, "{place} {claim}: proven: {bound}"),
            ProofStatus::NotProven { reason } => {
                write!(f, "{place} {claim}: not proven: {reason}")
            }
            ProofStatus::Refuted { words, test } => {
                write!(f, "{place} {claim}: refuted: {words}")?;
                test.lines().try_for_each(|line| write!(f, "\n  {line}"))
            }
        }
    }
}
