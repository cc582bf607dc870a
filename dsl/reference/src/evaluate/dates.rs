//! Dates, periods, and the time between dates.

use super::attribute::integer;
use super::{Evaluator, Scope};
use crate::date::{Date, Period};
use crate::failure::Outcome;
use crate::number::Number;
use crate::value::{Value, ill_typed};
use lutine_core::graph::{DatePart, DayCount};
use lutine_dsl::source::Span;
use lutine_dsl::typed::{Expr, Part};

impl<'a> Evaluator<'a> {
    pub(super) fn period(
        &mut self,
        years: &'a Expr,
        months: &'a Expr,
        days: &'a Expr,
        scope: &Scope,
    ) -> Outcome {
        Ok(Value::Period(Period {
            years: integer(&self.number(years, scope)?),
            months: integer(&self.number(months, scope)?),
            days: integer(&self.number(days, scope)?),
        }))
    }

    pub(super) fn shift(
        &mut self,
        date: &'a Expr,
        period: &'a Expr,
        back: bool,
        span: Span,
        scope: &Scope,
    ) -> Outcome {
        let date = self.date(date, scope)?;
        let period = match self.evaluate(period, scope)? {
            Value::Period(period) if back => period.negated(),
            Value::Period(period) => period,
            other => ill_typed(&format!("{other:?} where a period is needed")),
        };
        match date.shifted(&period) {
            Ok(date) => Ok(Value::Date(date)),
            Err(_) => self.fail(
                "date_out_of_range",
                "the date is outside the years 1 to 9999",
                span,
            ),
        }
    }

    pub(super) fn date_part(&mut self, part: DatePart, date: &'a Expr, scope: &Scope) -> Outcome {
        let date = self.date(date, scope)?;
        Ok(whole(match part {
            DatePart::Year => date.year(),
            DatePart::Month => date.month(),
            DatePart::Day => date.day(),
        }))
    }

    pub(super) fn between(
        &mut self,
        unit: Part,
        from: &'a Expr,
        to: &'a Expr,
        span: Span,
        scope: &Scope,
    ) -> Outcome {
        let from = self.date(from, scope)?;
        let to = self.date(to, scope)?;
        match unit {
            Part::Days => Ok(whole(from.days_to(to))),
            Part::Months => Ok(whole(from.months_to(to))),
            _ if to < from => {
                let message = format!("the second date, {to}, is before the first, {from}");
                self.fail("date_order", message, span)
            }
            Part::Years => Ok(whole(from.years_to(to).unwrap_or_default())),
            Part::YearsByFebruary28 => Ok(whole(from.years_by_february_28(to))),
            Part::OfYear(basis) => Ok(Value::Number(part_of_year(basis, from, to))),
        }
    }
}

/// Days in leap years and in other years, gone through year by year; or the months and days by their numbers.
fn part_of_year(basis: DayCount, from: Date, to: Date) -> Number {
    let share = |days: i64, of: u32| {
        let days = Number::new(days, 0);
        let share = days.and_then(|days| days.divided_by(&Number::whole(of)).ok());
        share.unwrap_or_else(|| ill_typed("a count of days is no number"))
    };
    match basis {
        DayCount::Actual365 => share(from.days_to(to), 365),
        DayCount::ActualActual => {
            let (mut leap, mut other) = (0, 0);
            let mut at = from;
            while at < to {
                let next = Date::new(at.year() + 1, 1, 1).map_or(to, |next| next.min(to));
                let days = at.days_to(next);
                if Date::new(at.year(), 2, 29).is_some() {
                    leap += days;
                } else {
                    other += days;
                }
                at = next;
            }
            let sum = share(leap, 366).plus(&share(other, 365));
            sum.unwrap_or_else(|_| ill_typed("a part of a year is no number"))
        }
        DayCount::Thirty360 => {
            let mut days = [from.day(), to.day()];
            if days[0] == 31 {
                days[0] = 30;
            }
            if days[1] == 31 && days[0] == 30 {
                days[1] = 30;
            }
            let years = 360 * (to.year() - from.year());
            let months = 30 * (to.month() - from.month());
            share(years + months + days[1] - days[0], 360)
        }
    }
}

fn whole(value: i64) -> Value {
    let number = Number::new(value, 0);
    Value::Number(number.unwrap_or_else(|| ill_typed("a count of days is no number")))
}
