//! What can be known of a rulebook before the first quote.
//!
//! A [`Claim`] is something that a rulebook should always do, said of one place in its text: this divisor is never zero, these keys of the
//! table always have a row. It is *proven* over all risks that the input accepts, *refuted* by a risk for which it fails, or *not proven*,
//! with the reason.
//!
//! The proofs go over the typed tree once, every attribute behind what it reads, with a `Fact` for each expression: between which
//! ends a number lies (the arithmetic of these is core's), whether a condition can be true, how many items a list has. What a guard says
//! (`if`, `when`, `where`, `and`, `match`, `require`) narrows the facts of what it guards (`known`, `condition`): of a value by its
//! place in the risk, and how two values compare. Functions are followed into with what is known of their arguments.
//!
//! Facts are never narrower than the truth, so that what follows from them is proven. What does not follow may still hold: a claim that
//! is left is tried on risks by whoever can run them. This crate runs nothing.
//!
//! No size of a rulebook makes it slow: every expression is looked at a bounded number of times, and what stands too deep, is called too
//! often or has too many rows counts as unknown.
//!
//! A number of the input without a written range is any that a number can be, for that is what the input accepts. Only whether a product
//! is rounded without being told to is asked of usual amounts (up to 10¹²): asked of all numbers it would always be possible.

mod allocated;
mod bound;
mod choice;
mod claim;
mod condition;
mod evaluate;
mod fact;
mod known;
mod list;
mod lookup;
mod prover;
mod row;
mod site;
mod term;
mod variants;

pub use bound::{Bound, bounds};
pub use claim::{About, Claim, ClaimKind, Status, Witness};

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, check as faults};
use crate::source::{FileId, Span};
use crate::typed::Rulebook;
use prover::{Prover, Unwritten};
use site::{Place, Site, Sites};

/// What is claimed of a checked rulebook, in the order of its text, and what its writer should look at.
pub(crate) fn prove(rulebook: &Rulebook) -> (Vec<Claim>, Vec<Diagnostic>) {
    let any = Prover::given(rulebook, Unwritten::Any);
    let usual = Prover::given(rulebook, Unwritten::Usual);
    let usual = (!usual.knows_the_same(&any)).then_some(usual);
    let (mut sites, facts) = any.sites();
    if let Some(usual) = usual.filter(|_| sites.failing.iter().any(rounds)) {
        let (mut usual, _) = usual.sites();
        let mut usual = |at: &(Place, ClaimKind)| usual.failing.remove(at);
        sites.failing.retain(|at, site| {
            !rounds((at, site)) || usual(at).map(|found| *site = found).is_some()
        });
    }
    let of_places = sites
        .failing
        .iter()
        .map(|((_, kind), site)| claim(*kind, site));
    let of_tables = rulebook
        .tables
        .iter()
        .flat_map(|table| table.claims.clone());
    // Which variant of a table a test asks hangs on its risk.
    let of_tables = of_tables.map(|mut claim| {
        if let (About::Named(table), Status::Refuted(witness)) = (&claim.about, &mut claim.status)
            && !witness.expect.is_empty()
        {
            witness.with = variants::given(rulebook, &facts, table);
        }
        claim
    });
    let (of_variants, found) = variants::prove(rulebook, &facts);
    let mut claims: Vec<Claim> = of_places.chain(of_tables).chain(of_variants).collect();
    claims.sort_by_key(|claim| (claim.span.file, claim.span.start, claim.kind));
    (claims, [diagnostics(rulebook, &sites), found].concat())
}

/// Whether a product may be rounded there without being told to, which is asked of usual amounts alone.
fn rounds(((_, kind), site): (&(Place, ClaimKind), &Site)) -> bool {
    *kind == ClaimKind::ExactProduct && site.can_fail
}

fn claim(kind: ClaimKind, site: &Site) -> Claim {
    let status = if site.can_fail {
        Status::NotProven(site.reason.as_str().into())
    } else {
        Status::Proven
    };
    Claim {
        kind,
        span: site.span,
        at: site.at,
        about: About::Written,
        status,
    }
}

fn diagnostics(rulebook: &Rulebook, sites: &Sites) -> Vec<Diagnostic> {
    // What a function decides is for all its callers; today's may leave one side out.
    let bodies = rulebook.functions.iter().map(|function| function.body.span);
    let bodies: BTreeMap<(FileId, u32), u32> = bodies
        .map(|body| ((body.file, body.start), body.end))
        .collect();
    let in_function = |span: Span| {
        // No two bodies lie in one another.
        let before = bodies.range(..=(span.file, span.start)).next_back();
        before.is_some_and(|((file, _), end)| *file == span.file && span.end <= *end)
    };
    let failing = sites
        .failing
        .iter()
        .filter_map(|((_, kind), site)| match kind {
            ClaimKind::Divisor if site.must_fail => Some(faults::divisor_always_zero(site.span)),
            ClaimKind::Divisor if site.can_fail => {
                Some(faults::divisor_may_be_zero(site.span, &site.reason))
            }
            ClaimKind::ExactProduct if site.can_fail => Some(faults::implicit_rounding(site.span)),
            _ => None,
        });
    // One that is never decided stands where nothing is computed.
    let constant = sites
        .conditions
        .values()
        .filter(|decision| decision.yes != decision.no);
    let conditions = constant
        .filter(|decision| !in_function(decision.span))
        .map(|decision| faults::constant_condition(decision.span, decision.yes));
    let arms = sites
        .arms
        .values()
        .filter(|arm| !arm.yes && !in_function(arm.span))
        .map(|arm| faults::arm_never_taken(arm.span));
    failing.chain(conditions).chain(arms).collect()
}
