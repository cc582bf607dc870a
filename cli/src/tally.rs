//! How many risks were answered, for whoever looks after a long run.

use lutine::Answer;
use std::fmt;
#[cfg(feature = "arrow")]
use std::time::Duration;

/// How many risks were answered, and how.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    answered: u64,
    in_error: u64,
    refused: u64,
}

impl Tally {
    /// Counts an answer.
    pub(crate) fn count(&mut self, answer: &Answer) {
        let count = if answer.is_refused() {
            &mut self.refused
        } else if answer.is_ok() {
            &mut self.answered
        } else {
            &mut self.in_error
        };
        *count = count.saturating_add(1);
    }

    /// Counts risks that were answered without errors.
    #[cfg(feature = "arrow")]
    pub(crate) fn count_answered(&mut self, risks: usize) {
        let risks = u64::try_from(risks).unwrap_or(u64::MAX);
        self.answered = self.answered.saturating_add(risks);
    }

    /// Counts what another one has counted.
    #[cfg(feature = "arrow")]
    pub(crate) const fn add(&mut self, other: &Self) {
        self.answered = self.answered.saturating_add(other.answered);
        self.in_error = self.in_error.saturating_add(other.in_error);
        self.refused = self.refused.saturating_add(other.refused);
    }

    /// How many risks there were.
    pub(crate) const fn risks(&self) -> u64 {
        self.answered
            .saturating_add(self.in_error)
            .saturating_add(self.refused)
    }

    /// Whether every risk was answered in full.
    pub(crate) const fn is_fine(&self) -> bool {
        self.in_error == 0 && self.refused == 0
    }

    /// Says on stderr what a person must know: that there was nothing to do, or that not all of many risks were answered in full.
    pub(crate) fn report(&self) {
        match self.risks() {
            0 => anstream::eprintln!("the input holds no risk"),
            1 => {}
            _ if self.is_fine() => {}
            _ => anstream::eprintln!("{self}"),
        }
    }

    /// The same for a book, of which one wants to know it in any case, and how long it took.
    #[cfg(feature = "arrow")]
    pub(crate) fn report_book(&self, took: Duration) {
        match self.risks() {
            0 => self.report(),
            risks => anstream::eprintln!("{self}, {} rows/s", per_second(risks, took)),
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} risks: {} answered, {} with errors, {} refused",
            self.risks(),
            self.answered,
            self.in_error,
            self.refused
        )
    }
}

/// How many there were in a second.
#[cfg(feature = "arrow")]
pub(crate) fn per_second(count: u64, took: Duration) -> u128 {
    let millis = took.as_millis().max(1);
    u128::from(count)
        .saturating_mul(1_000)
        .checked_div(millis)
        .unwrap_or(0)
}
