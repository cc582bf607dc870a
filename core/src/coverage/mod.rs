//! What of a computation was needed for its results.
//!
//! The executor computes every column for every lane, both arms of a choice included, and selects. [`Needed`] goes back from what was
//! asked for (fields of the output of some risks, and all requirements) along the operands, and says of each node in which lanes its
//! value was needed: the condition of a choice, and of its arms the one that it takes; of `a and b` b only where a is true; behind an
//! operand in error nothing more; of a fold the lanes up to the one that decides. It is the laziness of the language, lane by lane, so
//! that an arm inside an arm that was not taken does not count as taken.
//!
//! Nothing of this is computed unless it is asked for.

mod fold;
mod needed;
mod root;

pub use needed::{Needed, Part};
