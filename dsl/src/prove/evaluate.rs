//! The fact of an expression, kind by kind, and the places in it that can fail.

use std::rc::Rc;

use lutine_core::facts::{Computed, Dates, Numbers};
use lutine_core::graph::{DatePart, Domain, Maths};
use lutine_core::number::Decimal;

use super::claim::ClaimKind;
use super::fact::{Fact, places};
use super::list::counts;
use super::lookup::rows_of;
use super::prover::Prover;
use super::term::{days_between, is_place, term};
use crate::source::Span;
use crate::typed::{Arithmetic, Expr, ExprKind, Literal, Part, TextPiece, Type};

/// Expressions that stand deeper are not looked into: nothing is known of them but their type.
const MOST_LEVELS: u32 = 128;
/// When so many expressions were looked at, no more are: conditions in conditions are looked at again at each level.
const MOST_WORK: u64 = 1_000_000;
/// As how many expressions a part of a domain counts: each is two comparisons of facts.
const OF_A_PART: u64 = 2;
/// Expressions that are looked at as fast as the ends of a root, a power or the like are computed.
const MATHS: u64 = 256;

impl<'r> Prover<'r> {
    /// What is known of an expression here.
    pub(super) fn fact(&mut self, expr: &'r Expr) -> Fact {
        if self.depth >= MOST_LEVELS || self.work >= MOST_WORK {
            self.give_up(expr);
            return Fact::of_type(self.rulebook, &expr.ty);
        }
        self.depth = self.depth.saturating_add(1);
        self.work = self.work.saturating_add(1);
        let fact = self.fact_of_kind(expr);
        self.depth = self.depth.saturating_sub(1);
        self.with_what_is_known(expr, fact)
    }

    /// Counts what it takes to hold a value against a domain, which may have ten thousands of parts and be read as often.
    pub(super) fn weigh(&mut self, domain: &Domain) {
        let parts = u64::try_from(domain.intervals.len()).unwrap_or(u64::MAX);
        let weight = parts.saturating_mul(OF_A_PART);
        self.work = self.work.saturating_add(weight);
    }

    pub(super) fn with_what_is_known(&self, expr: &Expr, fact: Fact) -> Fact {
        if !is_place(expr) || !self.known.has_facts() {
            return fact;
        }
        match term(expr) {
            Some(term) => self.known.of(&term, fact),
            None => fact,
        }
    }

    fn fact_of_kind(&mut self, expr: &'r Expr) -> Fact {
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(literal, &expr.ty),
            ExprKind::Variable(variable) => self.variable(*variable, &expr.ty),
            ExprKind::Attribute { of, attribute } => {
                self.fact(of);
                self.attribute(*attribute, &expr.ty)
            }
            ExprKind::Field { of, field } => self.field(of, *field, &expr.ty),
            ExprKind::Definition(definition) => self.definition(*definition, &expr.ty),
            ExprKind::Position(of) => {
                self.fact(of);
                self.position(&of.ty)
            }
            ExprKind::Call {
                function,
                arguments,
            } => self.call(*function, arguments, expr),
            ExprKind::Lookup { table, keys } => self.lookup(*table, keys, expr),
            ExprKind::Negate(of) => {
                let fact = self.fact(of);
                Fact::from_numbers(self.numbers(&fact, of).map(|n| n.negated()))
            }
            ExprKind::Absolute(of) => {
                let fact = self.fact(of);
                Fact::from_numbers(self.numbers(&fact, of).map(|n| n.absolute()))
            }
            ExprKind::Arithmetic { .. } => self.arithmetic(expr),
            ExprKind::Shift { date, period, back } => self.shift(date, period, *back, expr),
            ExprKind::Period {
                years,
                months,
                days,
            } => self.period([years, months, days]),
            ExprKind::Not(of) => {
                let (yes, no) = self.fact(of).truth();
                Fact::bool(no, yes)
            }
            ExprKind::Compare { .. }
            | ExprKind::And(..)
            | ExprKind::Or(..)
            | ExprKind::In { .. }
            | ExprKind::InRange { .. }
            | ExprKind::InList { .. }
            | ExprKind::IsGiven(_) => self.condition(expr),
            ExprKind::Coalesce(first, second) => self.coalesce(first, second),
            ExprKind::Wrap(of) => {
                let fact = self.fact(of);
                Fact::maybe(false, fact)
            }
            ExprKind::Unwrap(of) => self.fact(of).optional().1,
            ExprKind::Widen(of) => self.fact(of),
            ExprKind::Check { value, domain, .. } => {
                self.weigh(domain);
                let fact = self.fact(value);
                let left = fact.inside(domain);
                let fails = (
                    !fact.is_inside(&domain.intervals),
                    self.is_lost(&fact, &left),
                );
                self.note(ClaimKind::Range, expr.span, expr.span, fails, || {
                    format!("it is {}", Self::shown(&fact))
                });
                left
            }
            ExprKind::If { .. } => self.choice(expr),
            ExprKind::Match {
                value,
                arms,
                otherwise,
            } => self.matched(value, arms, otherwise),
            ExprKind::Variants { values, .. } => {
                let facts = values.iter().map(|value| self.fact(value));
                facts.fold(Fact::Never, |all, one| all.join(&one))
            }
            ExprKind::Let { .. } => self.named(expr),
            ExprKind::Aggregate { .. } => self.aggregate(expr),
            ExprKind::Pick { .. } => self.pick(expr),
            ExprKind::Sorted {
                clause,
                condition,
                by,
            } => self.sorted(clause, condition.as_deref(), by),
            ExprKind::Joined { list, separator } => {
                self.fact(list);
                self.fact(separator);
                Fact::of_type(self.rulebook, &expr.ty)
            }
            ExprKind::Rows(rows) => rows_of(rows),
            ExprKind::Fitting { rows, keys, value } => self.fitting(rows, keys, *value),
            ExprKind::Numbers { from, to, max, .. } => {
                let (least, most, numbers) = self.counted_numbers((from, to), *max, expr.span);
                Fact::List {
                    least,
                    most,
                    item: Rc::new(numbers.0),
                }
            }
            ExprKind::Place(variable) => {
                let most = self.most_places.get(variable).copied();
                Fact::Number(counts(1, most.unwrap_or(u32::MAX).max(1)))
            }
            ExprKind::Index { list, index } => self.index(list, index, expr),
            ExprKind::ItemFor { list, key } => self.item_for(list, key, expr),
            ExprKind::Final { list, attribute } => {
                self.fact(list);
                match crate::lower::order::attribute(self.rulebook, *attribute) {
                    Some(attribute) => self.carried(attribute),
                    None => Fact::Unknown,
                }
            }
            ExprKind::Allocated {
                item,
                total,
                weight,
                step,
            } => self.allocated([item, total, weight, step], expr),
            ExprKind::Round { value, mode, step } => {
                let (value_fact, step_fact) = (self.fact(value), self.fact(step));
                let (number, steps) = (
                    self.numbers(&value_fact, value),
                    self.numbers(&step_fact, step),
                );
                match number.zip(steps) {
                    Some((number, steps)) => {
                        let rounded = number.rounded(*mode, &steps);
                        self.note_rounding(&rounded, expr.span, step.span);
                        Fact::from_numbers(rounded.values)
                    }
                    None => Fact::Never,
                }
            }
            ExprKind::Maths { function, of } => self.maths(*function, of, expr),
            ExprKind::Least(all) => self.extreme(all, Numbers::least),
            ExprKind::Greatest(all) => self.extreme(all, Numbers::greatest),
            ExprKind::DatePart { part, date } => {
                let fact = self.fact(date);
                let dates = Self::dates(&fact);
                Fact::from_numbers(dates.map(|dates| match part {
                    DatePart::Year => dates.years(),
                    DatePart::Month => dates.months(),
                    DatePart::Day => dates.days(),
                }))
            }
            ExprKind::Between { unit, from, to } => self.between(*unit, from, to, expr),
            ExprKind::Steps {
                each_rounded,
                lines,
            } => self.steps(each_rounded.as_ref(), lines),
            ExprKind::Record { fields, .. } => {
                Fact::Record(fields.iter().map(|field| self.fact(field)).collect())
            }
            ExprKind::With { of, fields } => self.with(of, fields),
            ExprKind::Format(pieces) => {
                for piece in pieces {
                    if let TextPiece::Value(value) = piece {
                        self.fact(value);
                    }
                }
                Fact::Unknown
            }
            ExprKind::Item(_) | ExprKind::Decision(_) | ExprKind::Reasons(_) => {
                Fact::of_type(self.rulebook, &expr.ty)
            }
        }
    }

    fn literal(&self, literal: &Literal, ty: &Type) -> Fact {
        match literal {
            Literal::Bool(value) => Fact::bool(*value, !*value),
            Literal::Number(number) => Fact::Number(Numbers::one(*number)),
            Literal::Date(date) => Fact::Date(Dates::between(*date, *date)),
            Literal::Enum(member) => Fact::Members(Rc::new(std::iter::once(*member).collect())),
            Literal::Text(_) => Fact::Unknown,
            Literal::None => match ty {
                Type::Optional(_) => Fact::maybe(true, Fact::Never),
                _ => Fact::Unknown,
            },
        }
    }

    /// The numbers that an expression can be; nothing where it never has a value.
    pub(super) fn numbers(&self, fact: &Fact, expr: &Expr) -> Option<Numbers> {
        self.numbers_of(fact, &expr.ty)
    }

    pub(super) fn numbers_of(&self, fact: &Fact, ty: &Type) -> Option<Numbers> {
        match fact {
            Fact::Never => None,
            fact => Some(
                fact.numbers()
                    .unwrap_or_else(|| Numbers::all(places(&self.rulebook.currencies, ty.given()))),
            ),
        }
    }

    pub(super) fn dates(fact: &Fact) -> Option<Dates> {
        match fact {
            Fact::Never => None,
            Fact::Date(dates) => Some(*dates),
            _ => Some(Dates::all()),
        }
    }

    /// Whether a value that there is, is lost by what is done to it.
    pub(super) const fn is_lost(&self, before: &Fact, after: &Fact) -> bool {
        !before.is_never() && after.is_never()
    }

    /// `a + b - c`, from the left, however long.
    fn arithmetic(&mut self, expr: &'r Expr) -> Fact {
        let (mut spine, mut first) = (Vec::new(), expr);
        loop {
            match &first.kind {
                ExprKind::Arithmetic { left, .. } => {
                    spine.push(first);
                    first = left;
                }
                ExprKind::Widen(of) if matches!(of.kind, ExprKind::Arithmetic { .. }) => first = of,
                _ => break,
            }
        }
        let mut so_far = self.fact(first);
        while let Some(operation) = spine.pop() {
            let found = self.operation(so_far, operation);
            so_far = self.with_what_is_known(operation, found);
        }
        so_far
    }

    /// One operation on what is known of its left operand.
    fn operation(&mut self, left_fact: Fact, expr: &'r Expr) -> Fact {
        let ExprKind::Arithmetic {
            operation,
            left,
            right,
        } = &expr.kind
        else {
            return left_fact;
        };
        let right_fact = self.fact(right);
        let (Some(a), Some(mut b)) = (
            self.numbers(&left_fact, left),
            self.numbers(&right_fact, right),
        ) else {
            return Fact::Never;
        };
        if matches!(operation, Arithmetic::Divide | Arithmetic::Remainder) {
            let fails = (b.can_be_zero(), b.low().is_zero() && b.high().is_zero());
            let shown = Self::shown(&right_fact);
            self.note(ClaimKind::Divisor, expr.span, right.span, fails, || {
                format!("it is {shown}")
            });
            let Some(rest) = b.without_zero() else {
                return Fact::Never;
            };
            b = rest;
        }
        if matches!(operation, Arithmetic::Power) {
            return self.power(&a, &b, expr);
        }
        let computed = apply(*operation, &a, &b);
        if !matches!(operation, Arithmetic::Remainder) {
            self.note_overflow(&computed, expr.span);
        }
        if matches!(operation, Arithmetic::Multiply) && (is_money(&left.ty) || is_money(&right.ty))
        {
            self.note_exact(&computed, expr.span);
        }
        let found = Fact::from_numbers(computed.values);
        if matches!(operation, Arithmetic::Subtract) {
            return self.difference(found, left, right);
        }
        found
    }

    fn power(&mut self, a: &Numbers, b: &Numbers, expr: &Expr) -> Fact {
        self.work = self.work.saturating_add(MATHS);
        let reason = |shown: &str| shown.to_owned();
        let zero = (a.zero_to_negative(b), false);
        self.note(ClaimKind::Divisor, expr.span, expr.span, zero, || {
            reason("zero may be taken to a negative power")
        });
        let power = a.power(b);
        let refused = (power.refused, false);
        self.note(ClaimKind::Maths, expr.span, expr.span, refused, || {
            reason("a negative number may be taken to a fractional power")
        });
        self.note_overflow(&power, expr.span);
        Fact::from_numbers(power.values)
    }

    fn maths(&mut self, function: Maths, of: &'r Expr, expr: &'r Expr) -> Fact {
        self.work = self.work.saturating_add(MATHS);
        let fact = self.fact(of);
        let Some(numbers) = self.numbers(&fact, of) else {
            return Fact::Never;
        };
        let computed = match function {
            Maths::Root => numbers.root(),
            Maths::Exponential => numbers.exponential(),
            Maths::Logarithm => numbers.logarithm(),
        };
        if function == Maths::Exponential {
            self.note_overflow(&computed, expr.span);
        } else {
            let fails = (computed.refused, computed.values.is_none());
            self.note(ClaimKind::Maths, expr.span, expr.span, fails, || {
                format!("it is of {}", Self::shown(&fact))
            });
        }
        Fact::from_numbers(computed.values)
    }

    pub(super) fn note_overflow(&mut self, computed: &Computed, span: Span) {
        let fails = (
            computed.overflow,
            computed.values.is_none() && computed.overflow,
        );
        self.note(ClaimKind::Overflow, span, span, fails, || {
            "the result may be too large".to_owned()
        });
    }

    pub(super) fn note_rounding(&mut self, computed: &Computed, span: Span, step: Span) {
        let never = computed.values.is_none();
        let fails = (computed.refused, never && computed.refused);
        self.note(ClaimKind::Step, span, step, fails, || {
            "it may be zero or less".to_owned()
        });
        self.note_overflow(computed, span);
    }

    pub(super) fn note_exact(&mut self, computed: &Computed, span: Span) {
        let fails = (computed.inexact, false);
        self.note(ClaimKind::ExactProduct, span, span, fails, || {
            "the exact product may need more than 28 digits".to_owned()
        });
    }

    fn extreme(&mut self, all: &'r [Expr], of_two: fn(&Numbers, &Numbers) -> Numbers) -> Fact {
        if all.iter().any(|one| !one.ty.is_number()) {
            // The first or last of dates is one of them.
            let facts = all.iter().map(|one| self.fact(one));
            return facts.fold(Fact::Never, |all, one| all.join(&one));
        }
        let mut so_far: Option<Numbers> = None;
        let mut never = false;
        for one in all {
            let fact = self.fact(one);
            match self.numbers(&fact, one) {
                Some(next) => so_far = Some(so_far.map_or(next, |before| of_two(&before, &next))),
                None => never = true,
            }
        }
        Fact::from_numbers(so_far.filter(|_| !never))
    }

    fn period(&mut self, parts: [&'r Expr; 3]) -> Fact {
        let mut found = [Numbers::one(Decimal::ZERO); 3];
        let mut never = false;
        for (slot, part) in found.iter_mut().zip(parts) {
            let fact = self.fact(part);
            match self.numbers(&fact, part) {
                Some(numbers) => *slot = numbers,
                None => never = true,
            }
        }
        if never {
            return Fact::Never;
        }
        Fact::Period(Rc::new(found))
    }

    fn shift(&mut self, date: &'r Expr, period: &'r Expr, back: bool, expr: &'r Expr) -> Fact {
        let (date_fact, period_fact) = (self.fact(date), self.fact(period));
        let Some(dates) = Self::dates(&date_fact) else {
            return Fact::Never;
        };
        let [years, months, days] = match period_fact {
            Fact::Never => return Fact::Never,
            Fact::Period(parts) => *parts,
            _ => [Numbers::all(0); 3],
        };
        let moved = if back {
            dates.moved(&years.negated(), &months.negated(), &days.negated())
        } else {
            dates.moved(&years, &months, &days)
        };
        let fails = (moved.refused, moved.values.is_none());
        self.note(ClaimKind::DateYears, expr.span, expr.span, fails, || {
            "the date may lie outside".to_owned()
        });
        Fact::from_dates(moved.values)
    }

    fn between(&mut self, unit: Part, from: &'r Expr, to: &'r Expr, expr: &'r Expr) -> Fact {
        let (from_fact, to_fact) = (self.fact(from), self.fact(to));
        let dates = Self::dates(&from_fact).zip(Self::dates(&to_fact));
        let Some((first, second)) = dates else {
            return Fact::Never;
        };
        let in_order = self.is_at_most(from, to);
        let found = match unit {
            Part::Years | Part::YearsByFebruary28 | Part::OfYear(_) => {
                let years = match unit {
                    Part::OfYear(_) => first.part_of_year_to(&second),
                    Part::YearsByFebruary28 => first.years_by_february_28_to(&second),
                    _ => first.years_to(&second),
                };
                let fails = (years.refused && !in_order, years.values.is_none());
                self.note(ClaimKind::DateOrder, expr.span, expr.span, fails, || {
                    format!(
                        "from {} to {}",
                        Self::shown(&from_fact),
                        Self::shown(&to_fact)
                    )
                });
                return Fact::from_numbers(years.values);
            }
            Part::Months => first.months_to(&second),
            Part::Days => first.days_to(&second),
        };
        let mut found = Fact::Number(found);
        if unit == Part::Days {
            found = self.within_longer(found, from, to);
        }
        if in_order {
            let zero = Fact::Number(Numbers::one(Decimal::ZERO));
            return found.beside(&zero, false, true);
        }
        found
    }
}

/// How many dates around a span are looked at.
const MOST_AROUND: usize = 8;

impl Prover<'_> {
    /// What is left of the days between two dates where one before the first and one behind the second are known not to be further apart.
    fn within_longer(&self, found: Fact, from: &Expr, to: &Expr) -> Fact {
        if !self.known.has_orders() || !self.known.has_facts() {
            return found;
        }
        let Some((from, to)) = term(from).zip(term(to)) else {
            return found;
        };
        let before = self.known.at_most(&from).take(MOST_AROUND);
        let before: Vec<&str> = std::iter::once(&*from).chain(before).collect();
        let behind = self.known.at_least(&to).take(MOST_AROUND);
        let behind: Vec<&str> = std::iter::once(&*to).chain(behind).collect();
        let pairs = before
            .iter()
            .flat_map(|a| behind.iter().map(move |b| (a, b)));
        pairs.fold(found, |found, (a, b)| {
            let any = Fact::Number(Numbers::all(0));
            let longer = self.known.of(&days_between(a, b), any);
            found.beside(&longer, true, true)
        })
    }
}

pub(super) fn apply(operation: Arithmetic, a: &Numbers, b: &Numbers) -> Computed {
    match operation {
        Arithmetic::Add => a.plus(b),
        Arithmetic::Subtract => a.minus(b),
        Arithmetic::Multiply => a.times(b),
        Arithmetic::Divide => a.divided_by(b),
        Arithmetic::Remainder => a.remainder(b),
        Arithmetic::Power => a.power(b),
    }
}

pub(super) const fn is_money(ty: &Type) -> bool {
    matches!(ty, Type::Money(_) | Type::Unrounded(_))
}
