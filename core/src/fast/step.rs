//! What each instruction does with columns.

use super::kernel;
use super::lookup::BLANK;
use super::program::{Instr, Op, Reg, Watch};
use super::run::Machine;
use crate::batch::Batch;

impl Machine<'_> {
    pub(super) fn step(&self, instr: &Instr, batch: &Batch) {
        let own = self.warm.spaces.memory.columns(instr.into.space);
        let column = |reg: &Reg| own.of(*reg);
        let to = own.of(instr.into);
        let watched = instr.watch != Watch::Never;
        match &instr.op {
            Op::Layout(_) => {}
            Op::Require(condition) => {
                for (lane, condition) in column(condition).iter().enumerate() {
                    if condition.get() == 0 {
                        self.mark(instr.into.space, lane);
                    }
                }
            }
            Op::Trouble(noted, conditions) => {
                let noted = noted.as_ref().map(column);
                if noted.is_none_or(|noted| noted.iter().any(|lane| lane.get() != 0)) {
                    self.look_at(instr.into.space, noted, conditions);
                }
            }
            Op::Input(input, scale, range) => {
                self.read_input(batch, *input, (*scale, *range), instr.into);
            }
            Op::Given(input) => {
                let given = batch.given.get(input.index());
                let given = given.map(Vec::as_slice).unwrap_or_default();
                for (to, given) in to.iter().zip(given) {
                    to.set(i64::from(*given));
                }
            }
            Op::Position => self.positions(batch, instr.into),
            Op::Own => {
                for (lane, to) in (0..).zip(to) {
                    to.set(lane);
                }
            }
            Op::Key | Op::Item | Op::Merge(_) | Op::SideBySide(_) => {
                self.placed(&instr.op, instr.into)
            }
            Op::Up(from, climb) if self.is_one_each(*climb) => {
                kernel::map(to, self.column(*from), |word| word);
            }
            Op::Up(from, climb) => {
                let above = self.climb(*climb).iter();
                kernel::gather(to, self.column(*from), above.map(|lane| *lane as usize));
            }
            Op::Gather(reference, from) => {
                let lanes = column(reference).iter();
                let lanes = lanes.map(|lane| usize::try_from(lane.get()).unwrap_or(usize::MAX));
                kernel::gather(to, self.column(*from), lanes);
            }
            Op::At(..) | Op::AtMember(..) => self.found(instr, batch),
            Op::One(one, a) => kernel::one(*one, to, column(a)),
            Op::Two(two, a, b) => {
                let (a, b) = (column(a), column(b));
                if watched {
                    self.watched(instr, |lane| {
                        kernel::checked(*two, kernel::at(a, lane), kernel::at(b, lane))
                    });
                } else {
                    kernel::two(*two, to, a, b);
                }
            }
            Op::Scale(a, factor) => {
                let a = column(a);
                self.watched(instr, |lane| kernel::at(a, lane).checked_mul(*factor));
            }
            Op::Select(c, a, b) => kernel::select(to, column(c), column(a), column(b)),
            Op::Round(a, divisor, units) => {
                let a = column(a);
                if watched || *units != 1 {
                    self.watched(instr, |lane| {
                        divisor.steps(kernel::at(a, lane)).checked_mul(*units)
                    });
                } else {
                    kernel::rounded(to, a, *divisor);
                }
            }
            Op::Product(a, b, divisor, units) => {
                let (a, b) = (column(a), column(b));
                if watched || *units != 1 {
                    self.watched(instr, |lane| {
                        let (a, b) = (kernel::at(a, lane), kernel::at(b, lane));
                        kernel::rounded_product(a, b, *divisor)?.checked_mul(*units)
                    });
                } else {
                    kernel::product(to, a, b, *divisor);
                }
            }
            Op::ProductIf(a, b, divisor, c) => {
                kernel::product_if(to, column(c), column(a), column(b), *divisor);
            }
            Op::Chain(start, factors) => {
                let mut before = column(start);
                for one in factors {
                    let factor = column(&one.factor);
                    match &one.condition {
                        None => kernel::product(to, before, factor, one.divisor),
                        Some(c) => kernel::product_if(to, column(c), before, factor, one.divisor),
                    }
                    before = to;
                }
            }
            Op::Shift(date, by) => {
                let (date, [years, months, days]) = (column(date), by.map(|reg| self.column(reg)));
                self.watched(instr, |lane| {
                    let by = [years, months, days].map(|column| kernel::at(column, lane));
                    kernel::shifted(kernel::at(date, lane), by)
                });
            }
            Op::Quotient(a, b, quotient, units) => {
                let (a, b) = (column(a), column(b));
                self.watched(instr, |lane| {
                    let steps = quotient.steps(kernel::at(a, lane), kernel::at(b, lane))?;
                    steps.checked_mul(*units)
                });
            }
            Op::In(a, set) => kernel::contained(to, column(a), set),
            Op::Within(a, set) => {
                let a = column(a);
                // Nearly always all are, which is seen without a decision for each.
                if !kernel::within(to, a, set) {
                    self.watched(instr, |lane| {
                        let word = kernel::at(a, lane);
                        kernel::is_in(word, set).then_some(word)
                    });
                }
            }
            Op::Row(look_up, keys) => self.look_up(instr, *look_up, keys),
            Op::Flat(flat, keys) => self.flat(instr, *flat, keys),
            Op::Cell(cells, row) => {
                let cells = self.cells(*cells);
                let row = column(row);
                self.cells_of(instr, |lane| kernel::cell(cells, kernel::at(row, lane)));
            }
            Op::Blank(cells, row) => {
                let cells = self.cells(*cells);
                kernel::map(to, column(row), |row| {
                    i64::from(kernel::cell(cells, row) == BLANK)
                });
            }
            Op::Fold(fold, climb, value, keep) => {
                self.fold(instr, *fold, self.below(*climb, *value, *keep));
            }
            Op::Across(fold, parts) => {
                kernel::start(*fold, to);
                for part in parts {
                    kernel::with(
                        *fold,
                        to,
                        column(&part.value),
                        part.keep.as_ref().map(column),
                    );
                }
                kernel::end(*fold, to);
            }
            Op::Pick(choice, climb, by, keep) => {
                kernel::pick(*choice, to, self.below(*climb, *by, *keep));
            }
        }
    }

    /// Fills a column lane by lane with what may not be there.
    #[inline]
    pub(super) fn watched(&self, instr: &Instr, word: impl Fn(usize) -> Option<i64>) {
        let to = self.column(instr.into);
        match instr.watch {
            Watch::Never => {
                for (lane, to) in to.iter().enumerate() {
                    to.set(word(lane).unwrap_or(0));
                }
            }
            Watch::Mark => {
                for (lane, to) in to.iter().enumerate() {
                    match word(lane) {
                        Some(word) => to.set(word),
                        None => {
                            to.set(0);
                            self.mark(instr.into.space, lane);
                        }
                    }
                }
            }
            Watch::Note(noted) => {
                for (lane, (to, noted)) in to.iter().zip(self.column(noted)).enumerate() {
                    match word(lane) {
                        Some(word) => to.set(word),
                        None => {
                            to.set(0);
                            noted.set(1);
                        }
                    }
                }
            }
        }
    }
}
