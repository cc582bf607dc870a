//! Dates, periods, and the time between dates.

use super::attribute::integer;
use super::{Evaluator, Scope};
use crate::date::Period;
use crate::failure::Outcome;
use crate::number::Number;
use crate::value::{Value, ill_typed};
use lutine_core::graph::DatePart;
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
            Part::Years => match from.years_to(to) {
                Some(years) => Ok(whole(years)),
                None => {
                    let message = format!("the second date, {to}, is before the first, {from}");
                    self.fail("date_order", message, span)
                }
            },
        }
    }
}

fn whole(value: i64) -> Value {
    let number = Number::new(value, 0);
    Value::Number(number.unwrap_or_else(|| ill_typed("a count of days is no number")))
}
