//! What is known of values before any risk is seen: between which ends a number lies, how many decimal places it needs, between which
//! days a date.
//!
//! Facts are plain data and hold for every value that an expression can have; an operation on facts gives what holds for every result
//! of the operation on such values, and says which errors it can have. Ends are always outward: a fact may be wider than the truth,
//! never narrower. Proofs of a rulebook stand on it, and so may a plan that computes with integers where facts say that they fit.
//!
//! Every number is between −(2⁹⁶−1) and 2⁹⁶−1 and has at most 28 places, so that "nothing is known" is an interval like any other. The
//! ends go through the same arithmetic as the values: Q, the rounding of every result, never turns the order of two numbers round.

mod arithmetic;
mod dates;
mod fold;
mod numbers;
mod powers;
mod rounding;

#[cfg(test)]
mod tests;

pub use arithmetic::Computed;
pub use dates::{Dates, Spans};
pub use numbers::Numbers;
