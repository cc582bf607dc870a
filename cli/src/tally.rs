//! How many risks were answered, for whoever looks after a long run.

use lutine::Answer;

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
            risks => anstream::eprintln!(
                "{risks} risks: {} answered, {} with errors, {} refused",
                self.answered,
                self.in_error,
                self.refused
            ),
        }
    }
}
