//! Dates.

use super::{At, Compiler, Made, NO_OPERANDS, Val, whole};
use crate::fast::kernel::day;
use crate::fast::program::{One, Op, Two};
use crate::fast::range::Range;
use crate::graph::{DatePart, Op as GraphOp, Ty};

impl Compiler<'_> {
    pub(super) fn date(&mut self, at: At, op: &GraphOp, args: &[Val]) -> Made {
        match (op, args) {
            (GraphOp::DatePart(part), [a]) => {
                let year = |word| day(word).map_or(0, |day| i64::from(day.year()));
                let (one, range) = match part {
                    DatePart::Year => (
                        One::Year,
                        Range {
                            low: year(a.range.low),
                            high: year(a.range.high),
                        },
                    ),
                    DatePart::Month => (One::Month, Range { low: 1, high: 12 }),
                    DatePart::Day => (One::Day, Range { low: 1, high: 31 }),
                };
                let reg = self.reg(a.place, at.space);
                Ok(Val::of(self.make(at.space, Op::One(one, reg)), range))
            }
            (GraphOp::Shift, [date, by @ ..]) => self.shift(at, *date, by),
            (_, [a, b]) => self.span(at, op, *a, *b),
            _ => Err(NO_OPERANDS),
        }
    }

    fn shift(&mut self, at: At, date: Val, by: &[Val]) -> Made {
        let [years, months, days] = by else {
            return Err(NO_OPERANDS);
        };
        if by.iter().any(|by| by.scale != 0) {
            return Err("a date moved by a part of a day");
        }
        let regs = [*years, *months, *days].map(|by| self.reg(by.place, at.space));
        let date = self.reg(date.place, at.space);
        let reg = self.watched(at, Op::Shift(date, regs), true);
        Ok(Val::of(reg, whole(self.graph, Ty::Date)))
    }

    /// The time between two dates.
    fn span(&mut self, at: At, op: &GraphOp, a: Val, b: Val) -> Made {
        let (least, most) = (
            b.range.low.saturating_sub(a.range.high),
            b.range.high.saturating_sub(a.range.low),
        );
        let in_order = least >= 0;
        // No year has less than 365 days, no month less than 28.
        let (two, range, sure) = match op {
            GraphOp::Days => (
                Two::Days,
                Range {
                    low: least,
                    high: most,
                },
                true,
            ),
            GraphOp::Months => (
                Two::Months,
                Range {
                    low: least.wrapping_div(28).saturating_sub(1),
                    high: most.wrapping_div(28).saturating_add(1),
                },
                true,
            ),
            _ => (
                match op {
                    GraphOp::Years => Two::Years,
                    _ => Two::YearsByFebruary28,
                },
                Range {
                    low: 0,
                    high: most.wrapping_div(365).saturating_add(1).max(0),
                },
                in_order,
            ),
        };
        if sure {
            return Ok(self.pair(at.space, two, a, b, range));
        }
        let (a, b) = (self.reg(a.place, at.space), self.reg(b.place, at.space));
        Ok(Val::of(self.watched(at, Op::Two(two, a, b), true), range))
    }
}
