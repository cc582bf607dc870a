//! The fast plan: the same answers in machine integers, for risks in which nothing is in error.
//!
//! Nearly every number of an insurance rulebook is an integer in disguise: an amount has the places of its currency, a factor those of its
//! table, a rounded product those of its rounding. So a column holds the coefficients of one scale, as 64-bit integers, and where the exact
//! executor computes with decimals this one multiplies, adds and compares words. Everything else is a word too: a date its day, a member its
//! ordinal, true 1, a text its number in a list, an item its lane.
//!
//! **What it assumes, it watches.** Where ranges of inputs, cells of tables and roundings prove that a result fits its word, nothing is
//! watched. Where they do not, and where an operation can be in error, the lane is noted, and at the end it is seen whether anybody looks at
//! it: a limit's factor only where the coverage has a limit. If so its risk is *troubled*: none of its answer is taken from here, and
//! the exact executor computes it again, with its errors. So a missing proof, and a missing operation, cost time and never a digit.
//!
//! **What a lane holds that nobody looks at** is any word. No operation fails on one.
//!
//! **No error is told apart here.** What asks about errors (`failed`, `recover`, the code of one) is answered as if there were none; where
//! there is one, its lane is noted like any other.
//!
//! **A list with an item for each of a few members** (the coverages of a vehicle) has no lanes: its values are columns of the space that it
//! stands in, a member at a time, so that what a member decides is decided in the plan (`compile/members.rs`).
//!
//! **One lane** is what most spaces of a single risk have, and a loop costs more than an addition: its instructions go the shorter way of
//! `one_lane.rs`, over the same functions of words.
//!
//! ```text
//! graph ─ demand ─┐
//!   tables ───────┴─ compile ── program ── run (memory, lanes, steps, kernels) ── output ── answer, text, columns
//! ```

mod answer;
mod compile;
mod demand;
mod digits;
mod divisor;
mod explain;
mod find;
mod flat;
mod input;
mod kernel;
mod lanes;
mod lists;
mod lookup;
mod memory;
mod one_lane;
mod output;
mod program;
mod quotient;
mod range;
mod run;
mod spare;
mod step;
mod worksheet;
mod write;

pub use compile::Unplanned;
pub use explain::{
    Computed, Doubt, NeededBy, NotInIntegers, PlanNotes, PlannedStep, PlannedValue, Rounded,
    Rounding, SourcePlace, StepKind, Watched, Within,
};
pub use output::{Field, Form, Held, Member, Output};
pub(crate) use program::{Program, Purpose};
pub(crate) use run::Machine;
pub(crate) use spare::Spare;
