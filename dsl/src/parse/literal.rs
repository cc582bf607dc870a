//! Numbers, dates, literals, and ranges and sets of them.

use super::found::Pair;
use super::grammar::Rule;
use super::reader::{Reader, child, children, inner};
use crate::diagnostics::syntax::{malformed_number, no_such_date};
use crate::syntax::{Date, Literal, LiteralKind, Number, PeriodUnit, Range, SetMember};

impl Reader<'_> {
    /// `1_000`, `15%`, `12.50 USD`
    pub fn number(&self, pair: &Pair<'_>) -> Option<Number> {
        let mut number = Number {
            digits: String::new(),
            percent: false,
            currency: None,
            span: self.span(pair),
        };
        for part in pair.parts() {
            match part.as_rule() {
                Rule::percent => {
                    number.percent = true;
                    number.digits = self.digits(&part)?;
                }
                Rule::plain_number => number.digits = self.digits(&part)?,
                Rule::currency_code => number.currency = Some(self.name(&part)),
                _ => {}
            }
        }
        Some(number)
    }

    /// The digits of a number without the `_` between them.
    fn digits(&self, pair: &Pair<'_>) -> Option<String> {
        let text = pair.as_str().trim_end_matches('%');
        let is_grouped = text.split('.').all(|part| {
            let stands_between = !part.starts_with('_') && !part.ends_with('_');
            stands_between && !part.contains("__")
        });
        if is_grouped {
            return Some(text.replace('_', ""));
        }
        let help = "put `_` between two digits, or take it away";
        self.report(malformed_number(self.span(pair), text, help));
        None
    }

    /// `2025-01-31`
    pub fn date(&self, pair: &Pair<'_>) -> Option<Date> {
        let text = pair.as_str();
        let date = calendar_date(text).map(|(year, month, day)| Date {
            year,
            month,
            day,
            span: self.span(pair),
        });
        if date.is_none() {
            self.report(no_such_date(self.span(pair), text));
        }
        date
    }

    pub fn period_unit(&self, pair: &Pair<'_>) -> PeriodUnit {
        match pair.as_str() {
            "years" | "year" => PeriodUnit::Years,
            "months" | "month" => PeriodUnit::Months,
            _ => PeriodUnit::Days,
        }
    }

    /// A [`Rule::literal`], or an end of a range.
    pub fn literal(&self, pair: &Pair<'_>) -> Option<Literal> {
        let negative = child(pair, Rule::minus).is_some();
        let value = pair.parts().find(|part| part.as_rule() != Rule::minus)?;
        let kind = match value.as_rule() {
            Rule::number => LiteralKind::Number {
                negative,
                number: self.number(&value)?,
            },
            Rule::literal_period => self.literal_period(negative, &value)?,
            Rule::date if negative => {
                let help = "take the sign away: a date has none";
                self.report(malformed_number(self.span(pair), pair.as_str(), help));
                return None;
            }
            Rule::date => LiteralKind::Date(self.date(&value)?),
            Rule::text => LiteralKind::Text(self.text_literal(&value)),
            Rule::boolean => LiteralKind::Bool(value.as_str() == "true"),
            Rule::none => LiteralKind::None,
            Rule::path | Rule::range_low_name => LiteralKind::Name(self.path(&value)),
            _ => return None,
        };
        Some(Literal {
            kind,
            span: self.span(pair),
        })
    }

    fn literal_period(&self, negative: bool, pair: &Pair<'_>) -> Option<LiteralKind> {
        let number = child(pair, Rule::plain_number)?;
        let unit = child(pair, Rule::period_unit)?;
        Some(LiteralKind::Period {
            negative,
            number: Number {
                digits: self.digits(&number)?,
                percent: false,
                currency: None,
                span: self.span(&number),
            },
            unit: self.period_unit(&unit),
        })
    }

    /// `a..b`, `a..<b`, `a..`, `..b`
    pub fn literal_range(&self, pair: &Pair<'_>) -> Option<Range<Literal>> {
        let end = |rule| match child(pair, rule) {
            Some(end) => self.literal(&end).map(Some),
            None => Some(None),
        };
        Some(Range {
            low: end(Rule::range_low)?,
            high: end(Rule::range_high)?,
            excludes_high: child(pair, Rule::dots)?.as_str() == "..<",
            span: self.span(pair),
        })
    }

    /// `{1, 2, 5..9}`
    pub fn literal_set(&self, pair: &Pair<'_>) -> Option<Vec<SetMember>> {
        let members = children(pair, Rule::set_member);
        members.map(|member| self.set_member(&member)).collect()
    }

    fn set_member(&self, pair: &Pair<'_>) -> Option<SetMember> {
        let member = inner(pair)?;
        match member.as_rule() {
            Rule::literal_range => self.literal_range(&member).map(SetMember::Range),
            _ => self.literal(&member).map(SetMember::Value),
        }
    }
}

/// Year, month and day of `2025-01-31`, if the calendar has that day.
fn calendar_date(text: &str) -> Option<(u16, u8, u8)> {
    let mut parts = text.split('-');
    let year: u16 = parts.next()?.parse().ok()?;
    let month: u8 = parts.next()?.parse().ok()?;
    let day: u8 = parts.next()?.parse().ok()?;
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (year > 0 && (1..=days).contains(&day)).then_some((year, month, day))
}
