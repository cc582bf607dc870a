//! What of a rulebook can be evaluated, and what of it was.
//!
//! A *site* is a place at which there is something to evaluate: the expression of a declaration, the arms of a choice, the two sides of a
//! condition. A [`Mark`] says that one of its branches was taken. Only what a result needs counts: an arm inside an arm that was not
//! taken was not, nor `b` in `a and b` where a is false, nor an attribute that no result reads.

mod sites;

pub use sites::{Site, has_mark, sites};

use crate::source::Span;

/// That a branch of a site was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// The place of the site.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// Which of its branches, from 0.
    pub branch: u32,
}

/// What a site is. The place is that of what decides, so that no two sites of a kind share one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The expression of an attribute, a definition, a function or a field of the output; it has one branch.
    Value,
    /// The condition of an `if` or of a line of `choose`: true, false.
    If,
    /// What a `match` looks at: its arms in order.
    Match,
    /// What has variants: these in the order in which they are tried.
    Variants,
    /// The `when` of a line of `steps`: it applies, it does not.
    When,
    /// What stands behind `and`: it is looked at, it is not.
    And,
    /// What stands behind `or`: it is looked at, it is not.
    Or,
    /// What stands behind `??`: the value is given, this takes its place.
    Default,
    /// What stands behind `where`: the item counts, it does not.
    Where,
    /// The condition of a rule: it fires, it does not.
    Rule,
}
