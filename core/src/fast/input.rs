//! The columns of the input as words.

use super::program::Reg;
use super::range::Range;
use super::run::Machine;
use crate::batch::Batch;
use crate::column::Values;
use crate::graph::InputId;
use crate::number::Decimal;
use std::cell::Cell;
use std::collections::HashMap;
use std::sync::Arc;

/// The texts of a run by number: those of the rulebook, then those of the input.
#[derive(Debug, Default)]
pub(super) struct Texts {
    pub all: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, i64>,
    /// How many are the rulebook's.
    known: usize,
}

impl Texts {
    pub fn new(known: &[Arc<str>]) -> Self {
        let mut texts = Self::default();
        for text in known {
            texts.number(text);
        }
        texts.known = texts.all.len();
        texts
    }

    /// Forgets the texts of the input.
    pub fn start(&mut self) {
        for text in self.all.drain(self.known..) {
            self.numbers.remove(&text);
        }
    }

    /// The number of a text: the same for the same text.
    pub fn number(&mut self, text: &Arc<str>) -> i64 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = i64::try_from(self.all.len()).unwrap_or(i64::MAX);
        self.all.push(Arc::clone(text));
        self.numbers.insert(Arc::clone(text), number);
        number
    }
}

impl Machine<'_> {
    /// Fills a column from the input. What is no word of its range is trouble.
    pub(super) fn read_input(
        &self,
        batch: &Batch,
        input: InputId,
        (scale, range): (u32, Range),
        into: Reg,
    ) {
        let to = self.column(into);
        match batch.inputs.get(input.index()) {
            Some(Values::Number(from)) => {
                let mut all = true;
                for (to, number) in to.iter().zip(from) {
                    let word = expected_word(*number, scale, range);
                    all &= word.is_some();
                    to.set(word.unwrap_or(0));
                }
                if !all {
                    for (lane, number) in from.iter().enumerate() {
                        if expected_word(*number, scale, range).is_none() {
                            self.mark(into.space, lane);
                        }
                    }
                }
            }
            Some(Values::Bool(from)) => fill(to, from, |value| i64::from(*value)),
            Some(Values::Date(from)) => fill(to, from, |value| i64::from(value.days())),
            Some(Values::Enum(from) | Values::Ref(from) | Values::Row(from)) => {
                fill(to, from, |value| i64::from(*value));
            }
            Some(Values::Text(from)) => {
                let mut texts = self.warm.texts.borrow_mut();
                for (to, text) in to.iter().zip(from) {
                    to.set(texts.number(text));
                }
            }
            None => {}
        }
    }
}

fn fill<T>(to: &[Cell<i64>], from: &[T], word: impl Fn(&T) -> i64) {
    for (to, value) in to.iter().zip(from) {
        to.set(word(value));
    }
}

/// The word of a number at a scale; nothing where it is none of its range.
#[inline]
pub(super) fn expected_word(number: Decimal, scale: u32, range: Range) -> Option<i64> {
    let word = number.at_scale(scale);
    word.filter(|word| range.contains(*word))
}
