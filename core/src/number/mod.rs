//! The numbers of a rulebook: exact decimals, their arithmetic and their roundings.
//!
//! `int`, `decimal` and `money` are all a [`Decimal`]: c·10⁻ˢ with |c| < 2⁹⁶ and 0 ≤ s ≤ 28. An operation gives the exact
//! result rounded half-even to as many places as fit (in these pages: Q), or a [`NumberError`]. Nothing passes through a float.

mod allocate;
mod arithmetic;
mod decimal;
mod error;
mod format;
mod nearest;
mod parse;
mod power;
mod real;
mod rounding;
mod serial;
mod wide;

pub use allocate::Allocation;
pub use decimal::{Decimal, MAX_COEFFICIENT, MAX_SCALE};
pub use error::{NumberError, ParseError};
pub use format::Fixed;
pub use rounding::Mode;
