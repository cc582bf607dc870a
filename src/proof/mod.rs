//! What is known of a rulebook before the first quote: its claims, those that the compiler could not prove tried on risks.

mod accepted;
mod allowance;
mod candidates;
mod naming;
mod open;
mod pasted;
mod refute;
mod written;

pub(crate) use pasted::Pasted;
pub(crate) use refute::{Effort, Trial};

use lutine_dsl::prove::{Bound, Claim, ClaimKind, Status, Witness};
use lutine_dsl::source::SourceMap;
use pasted::Draft;
use refute::Refuted;
use std::cell::OnceCell;
use std::fmt;

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
        /// A test that shows it, ready to be pasted into the rulebook; empty where no test can.
        test: String,
    },
    /// Neither could be shown.
    NotProven {
        /// Why not.
        reason: String,
    },
}

/// Of how many claims what came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProofCounts {
    /// How many hold.
    pub proven: usize,
    /// How many do not.
    pub refuted: usize,
    /// Of how many neither is known.
    pub not_proven: usize,
}

impl ProofCounts {
    /// Counts the claims. Those that are left are tried.
    pub(crate) fn new(
        claims: &[Claim],
        bounds: &[Bound],
        sources: &SourceMap,
        trial: &Trial<'_>,
    ) -> Self {
        let bounds = bounds.iter().map(|bound| &bound.claim);
        let all = claims.iter().chain(bounds);
        let count =
            |is_one: fn(&Status) -> bool| all.clone().filter(|claim| is_one(&claim.status)).count();
        let shown = trial.count(claims, sources);
        Self {
            proven: count(|status| *status == Status::Proven),
            refuted: count(|status| matches!(status, Status::Refuted(_))).saturating_add(shown),
            not_proven: count(|status| matches!(status, Status::NotProven(_)))
                .saturating_sub(shown),
        }
    }
}

impl Proofs {
    pub(crate) fn new(
        claims: &[Claim],
        bounds: &[(Bound, String)],
        sources: &SourceMap,
        trial: &Trial<'_>,
        pasted: &Pasted<'_>,
    ) -> Self {
        let mut refuted = trial.refute(claims, sources);
        let accepted = OnceCell::new();
        for (claim, refuted) in claims.iter().zip(&mut refuted) {
            if let (None, Status::Refuted(witness)) = (&refuted, &claim.status) {
                let risks = || accepted.get_or_init(|| trial.accepted()).as_slice();
                *refuted = Some(shown(&claim.subject(sources), witness, risks));
            }
        }
        let drafts = refuted.iter().map(|refuted| match refuted {
            Some(refuted) => refuted.drafts.clone(),
            None => Vec::new(),
        });
        let tests = pasted.first_that_pass(&drafts.collect::<Vec<_>>());
        let refuted = refuted.into_iter().zip(tests).map(|(refuted, test)| {
            let Refuted { mut words, drafts } = refuted?;
            if test.is_none() && !drafts.is_empty() {
                words.push_str("; no test can name it");
            }
            let test = test.map(|draft| draft.text()).unwrap_or_default();
            Some(ProofStatus::Refuted { words, test })
        });
        let claims = claims
            .iter()
            .zip(refuted)
            .map(|(claim, refuted)| (claim, refuted, ""));
        let bounds = bounds
            .iter()
            .map(|(bound, words)| (&bound.claim, None, words.as_str()));
        let mut all: Vec<_> = claims.chain(bounds).collect();
        all.sort_by_key(|(claim, ..)| (claim.span.file, claim.span.start, claim.kind));
        let list = all.into_iter().map(|(claim, refuted, bound)| {
            let at = sources.line_column(claim.span);
            let status = match (refuted, &claim.status) {
                (Some(refuted), _) => refuted,
                (None, Status::Proven) => ProofStatus::Proven,
                (None, Status::Refuted(witness)) => ProofStatus::Refuted {
                    words: witness.words.to_string(),
                    test: String::new(),
                },
                (None, Status::NotProven(reason)) => ProofStatus::NotProven {
                    reason: reason.to_string(),
                },
            };
            let file = sources.file(claim.span.file);
            Proof {
                kind: claim.kind.as_str(),
                claim: ClaimKind::words(claim.kind),
                subject: claim.subject(sources).into_owned(),
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

    /// Of how many claims what came.
    #[must_use]
    pub fn counts(&self) -> ProofCounts {
        let count = |is_one: fn(&ProofStatus) -> bool| {
            let found = self.list.iter();
            found.filter(|proof| is_one(&proof.status)).count()
        };
        ProofCounts {
            proven: count(|status| *status == ProofStatus::Proven),
            refuted: count(|status| matches!(status, ProofStatus::Refuted { .. })),
            not_proven: count(|status| matches!(status, ProofStatus::NotProven { .. })),
        }
    }
}

/// What the compiler has refuted: its test starts from a risk that the input accepts, given what the witness needs.
fn shown<'a>(subject: &str, witness: &Witness, risks: impl FnOnce() -> &'a [String]) -> Refuted {
    let mut words = witness.words.to_string();
    let Some(code) = witness
        .expect
        .rsplit(' ')
        .next()
        .filter(|code| !code.is_empty())
    else {
        words.push_str("; it is no error of a risk that a test could show");
        let drafts = Vec::new();
        return Refuted { words, drafts };
    };
    let with = witness.with.as_deref().unwrap_or_default();
    let hangs_on_risk = subject.contains(' ');
    let most = if hangs_on_risk { usize::MAX } else { 1 };
    let drafts = risks().iter().take(most).map(|given| Draft {
        name: format!("{subject} fails with {code}"),
        lines: format!(
            "{}  {}\n",
            written::given_otherwise(given, with),
            witness.expect
        ),
    });
    Refuted {
        drafts: drafts.collect(),
        words,
    }
}

/// `proofs: 120 proven, 3 refuted, 0 not proven`
impl fmt::Display for ProofCounts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            proven,
            refuted,
            not_proven,
        } = self;
        write!(
            f,
            "proofs: {proven} proven, {refuted} refuted, {not_proven} not proven"
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
