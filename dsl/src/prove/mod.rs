//! What can be known of a rulebook before the first quote.
//!
//! A [`Claim`] is something that a rulebook should never do, said of one place in its text: this divisor is never zero, these keys of the
//! table always have a row. It is *proven* over all risks that the input accepts, *refuted* by a risk for which it fails, or *not proven*,
//! with the reason.

mod claim;

pub use claim::{Claim, ClaimKind, Status, Witness};
