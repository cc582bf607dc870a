//! The meaning of a rulebook, said as plainly as possible: a walk over the typed tree on integers of any size.
//!
//! The engine (`lutine-core`) computes columns, folds spaces, indexes tables and keeps errors in words of memory. This crate does none
//! of that. It evaluates one risk at a time, looks tables up row by row, and writes the answer from values. It is slow, and
//! it is there to be right: where the two differ, one of them is wrong, and reading this one tells which.
//!
//! Only plain data are shared with the engine: the typed tree and the constants, domains and table rows in it.
//!
//! | module | what it says |
//! | --- | --- |
//! | [`number`] | what numbers are, and how a result is fitted into one |
//! | [`date`] | the calendar |
//! | [`input`] | what a risk may look like, and what is said of one that does not |
//! | [`mod@evaluate`] | what each expression means |
//! | [`answer`] | how the answer is written |
//! | [`generate`] | random rulebooks and risks |
//! | [`coverage`] | which branches a risk takes |
//! | [`census`] | which constructs were seen to give values and errors |
//!
//! ```
//! # fn main() {}
//! # fn example(rulebook: &lutine_dsl::typed::Rulebook, sources: &lutine_dsl::source::SourceMap) {
//! let answer = lutine_reference::evaluate(rulebook, sources, br#"{"id": 1}"#);
//! println!("{answer}");
//! # }
//! ```

pub mod answer;
pub mod census;
pub mod coverage;
pub mod date;
pub mod evaluate;
pub mod failure;
pub mod generate;
pub mod input;
pub mod number;
pub mod value;

mod json;

use census::Census;
use lutine_dsl::source::SourceMap;
use lutine_dsl::typed::Rulebook;

/// The answer to one risk, as JSON text.
#[must_use]
pub fn evaluate(rulebook: &Rulebook, sources: &SourceMap, json: &[u8]) -> String {
    evaluate_counted(rulebook, sources, json, &mut Census::default())
}

/// The answer to one risk, as JSON text; the census counts what was evaluated for it.
#[must_use]
pub fn evaluate_counted(
    rulebook: &Rulebook,
    sources: &SourceMap,
    json: &[u8],
    census: &mut Census,
) -> String {
    match input::read(rulebook, json) {
        Ok(risk) => answer::answer(rulebook, sources, risk, census),
        Err(faults) => {
            for fault in &faults {
                census.fault(fault.code);
            }
            answer::refused(faults.into_iter().map(answer::Refusal::Fault).collect())
        }
    }
}
