//! Instructions in a space of one lane, as nearly all are of a risk that is answered alone: words instead of columns.

use super::input::expected_word;
use super::kernel;
use super::lookup::BLANK;
use super::program::{Fold, Instr, Op, Part, Reg, Watch};
use super::run::Machine;
use crate::batch::Batch;
use crate::column::Values;
use std::cell::Cell;

/// The words of a run.
#[derive(Clone, Copy)]
struct Words<'m>(&'m [Cell<i64>]);

impl Words<'_> {
    #[inline]
    fn get(self, reg: Reg) -> i64 {
        self.0.get(reg.slot as usize).map_or(0, Cell::get)
    }

    #[inline]
    fn set(self, reg: Reg, word: i64) {
        if let Some(to) = self.0.get(reg.slot as usize) {
            to.set(word);
        }
    }
}

impl Machine<'_> {
    /// Goes through instructions whose space has one lane.
    pub(super) fn go_through_one(&self, instrs: &[Instr], batch: &Batch) {
        let words = Words(self.warm.spaces.memory.words());
        for instr in instrs {
            if !self.step_one(words, instr, batch) {
                self.step(instr, batch);
            }
        }
    }

    /// Does an instruction; false where it is done as others are.
    #[inline]
    fn step_one(&self, words: Words<'_>, instr: &Instr, batch: &Batch) -> bool {
        let of = |reg: &Reg| words.get(*reg);
        let is_sure = instr.watch == Watch::Never;
        let word = match &instr.op {
            Op::One(one, a) => Some(kernel::single(*one, of(a))),
            Op::Two(two, a, b) if is_sure => Some(kernel::sure(*two, of(a), of(b))),
            Op::Two(two, a, b) => kernel::checked(*two, of(a), of(b)),
            Op::Select(c, a, b) => Some(if of(c) != 0 { of(a) } else { of(b) }),
            Op::Product(a, b, divisor, 1) if is_sure => {
                Some(divisor.steps(of(a).wrapping_mul(of(b))))
            }
            Op::ProductIf(a, b, divisor, c) => {
                let a = of(a);
                Some(if of(c) == 0 {
                    a
                } else {
                    divisor.steps(a.wrapping_mul(of(b)))
                })
            }
            Op::Chain(start, factors) => {
                let mut product = of(start);
                for one in factors {
                    if one
                        .condition
                        .is_none_or(|condition| words.get(condition) != 0)
                    {
                        let factor = words.get(one.factor);
                        product = one.divisor.steps(product.wrapping_mul(factor));
                    }
                }
                Some(product)
            }
            Op::Scale(a, factor) => of(a).checked_mul(*factor),
            Op::Round(a, divisor, units) => divisor.steps(of(a)).checked_mul(*units),
            Op::In(a, set) => Some(i64::from(kernel::is_in(of(a), set))),
            Op::Within(a, set) => Some(of(a)).filter(|word| kernel::is_in(*word, set)),
            Op::Flat(number, keys) => {
                let Some(flat) = self.program.flats.get(*number as usize) else {
                    return false;
                };
                let word = match **keys {
                    [key] => flat.find_one(words.get(key)),
                    _ => flat.find(keys.iter().map(|key| words.get(*key))),
                };
                Some(word).filter(|word| *word != BLANK)
            }
            Op::Cell(cells, row) => {
                let word = kernel::cell(self.cells(*cells), of(row));
                Some(word).filter(|word| *word != BLANK)
            }
            Op::Input(input, scale, range) => match batch.inputs.get(input.index()) {
                Some(Values::Number(from)) => from
                    .first()
                    .and_then(|number| expected_word(*number, *scale, *range))
                    .or_else(|| {
                        self.mark(instr.into.space, 0);
                        Some(0)
                    }),
                Some(Values::Bool(from)) => from.first().map(|value| i64::from(*value)),
                Some(Values::Date(from)) => from.first().map(|value| i64::from(value.days())),
                Some(Values::Enum(from)) => from.first().map(|value| i64::from(*value)),
                _ => return false,
            },
            Op::Given(input) => {
                let given = batch.given.get(input.index());
                let given = given.and_then(|given| given.first()).copied();
                Some(i64::from(given.unwrap_or(false)))
            }
            Op::Own => Some(0),
            Op::Gather(lane, from) => {
                let lane = usize::try_from(of(lane)).unwrap_or(usize::MAX);
                Some(kernel::at(self.column(*from), lane))
            }
            Op::Fold(fold, climb, value, None)
                if self
                    .program
                    .climbs
                    .get(*climb as usize)
                    .is_some_and(|climb| self.warm.spaces.count(climb.from) == 1) =>
            {
                Some(match fold {
                    Fold::Count => 1,
                    _ => value.map_or(0, |value| words.get(value)),
                })
            }
            Op::Across(fold, parts) => {
                let counts = |part: &&Part| part.keep.is_none_or(|keep| words.get(keep) != 0);
                let kept = parts
                    .iter()
                    .filter(counts)
                    .map(|part| words.get(part.value));
                let folded = kept.fold(fold.of_none(), |before, word| fold.with(before, word));
                Some(fold.end(folded))
            }
            Op::Up(from, _) if self.warm.spaces.count(from.space) == 1 => Some(of(from)),
            Op::Trouble(Some(noted), _) => return of(noted) == 0,
            _ => return false,
        };
        match (word, instr.watch) {
            (Some(word), _) => words.set(instr.into, word),
            (None, Watch::Never) => words.set(instr.into, 0),
            (None, Watch::Mark) => {
                words.set(instr.into, 0);
                self.mark(instr.into.space, 0);
            }
            (None, Watch::Note(noted)) => {
                words.set(instr.into, 0);
                words.set(noted, 1);
            }
        }
        true
    }
}
