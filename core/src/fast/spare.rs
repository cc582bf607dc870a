//! The memory of machines that are not at work, so that the next answer finds its columns laid out.

use super::program::Program;
use super::run::{Machine, Warm};
use crate::execute::Plan;
use std::sync::{Mutex, PoisonError};

/// How many machines' memory is kept, and of how many words at most: what a risk of a million items once needed is given back.
const MOST_KEPT: usize = 64;
const MOST_WORDS: usize = 1 << 20;

/// What machines of one program have left.
#[derive(Debug, Default)]
#[allow(
    clippy::vec_box,
    reason = "handed on at each answer, and large enough that moving them would be seen"
)]
pub(crate) struct Spare(Mutex<Vec<Box<Warm>>>);

/// A copy of an engine begins with none: it is no part of what the engine means.
impl Clone for Spare {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Spare {
    /// Lets a machine work. Several can at the same time.
    pub(crate) fn work<'p, T>(
        &self,
        plan: &'p Plan,
        program: &'p Program,
        work: impl FnOnce(&mut Machine<'p>) -> T,
    ) -> T {
        let warm = self.kept(Vec::pop);
        let mut machine = Machine::new(plan, program, warm);
        let done = work(&mut machine);
        let warm = machine.warm;
        if warm.words() <= MOST_WORDS {
            self.kept(|kept| {
                if kept.len() < MOST_KEPT {
                    kept.push(warm);
                }
            });
        }
        done
    }

    fn kept<T>(&self, change: impl FnOnce(&mut Vec<Box<Warm>>) -> T) -> T {
        // What is in it is whole, whoever failed while he held it.
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
