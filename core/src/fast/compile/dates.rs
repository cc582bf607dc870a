//! Dates.

use super::{At, Compiler, Made, NO_OPERANDS, Val, whole};
use crate::fast::kernel::{calendar, day};
use crate::fast::program::{One, Op, Place, Reg, Two};
use crate::fast::range::Range;
use crate::graph::{DatePart, Op as GraphOp, SpaceId, Ty};

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
                let reg = match one {
                    One::Year => self.calendar(at.space, *a),
                    _ => self.reg(a.place, at.space),
                };
                Ok(Val::of(self.make(at.space, Op::One(one, reg)), range))
            }
            (GraphOp::Shift, [date, by @ ..]) => self.shift(at, *date, by),
            (_, [a, b]) => self.span(at, op, *a, *b),
            _ => Err(NO_OPERANDS),
        }
    }

    /// The calendar of a date, which is taken apart where it stands and not once more for each lane below.
    fn calendar(&mut self, space: SpaceId, date: Val) -> Reg {
        if let Some(word) = date.word() {
            let word = day(word).map_or(0, calendar);
            return self.reg(Place::Const(word), space);
        }
        let reg = self.reg(date.place, space);
        match self.ups.get(&reg).copied() {
            Some((from, climb)) => {
                let above = self.make(from.space, Op::One(One::Calendar, from));
                self.make(space, Op::Up(above, climb))
            }
            None => self.make(space, Op::One(One::Calendar, reg)),
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
        if two == Two::Years {
            let (a, b) = (self.calendar(at.space, a), self.calendar(at.space, b));
            let reg = self.watched(at, Op::Two(two, a, b), !sure);
            return Ok(Val::of(reg, range));
        }
        if sure {
            return Ok(self.pair(at.space, two, a, b, range));
        }
        let (a, b) = (self.reg(a.place, at.space), self.reg(b.place, at.space));
        Ok(Val::of(self.watched(at, Op::Two(two, a, b), true), range))
    }
}
