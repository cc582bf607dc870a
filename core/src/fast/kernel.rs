//! The operations over columns of words. Total on every word: lanes that mean nothing hold anything.

use super::divisor::Divisor;
use super::lookup::BLANK;
use super::program::{Fold, One, Two};
use crate::date::{Date, days_between, months_between, years_by_february_28};
use crate::graph::Choice;
use crate::number::{MAX_COEFFICIENT, Mode};
use std::cell::Cell;

pub(super) type Column<'c> = &'c [Cell<i64>];

#[inline]
pub(super) fn at(column: Column<'_>, lane: usize) -> i64 {
    column.get(lane).map_or(0, Cell::get)
}

#[inline]
pub(super) fn map(to: Column<'_>, a: Column<'_>, f: impl Fn(i64) -> i64) {
    for (to, a) in to.iter().zip(a) {
        to.set(f(a.get()));
    }
}

#[inline]
pub(super) fn zip(to: Column<'_>, a: Column<'_>, b: Column<'_>, f: impl Fn(i64, i64) -> i64) {
    for ((to, a), b) in to.iter().zip(a).zip(b) {
        to.set(f(a.get(), b.get()));
    }
}

#[inline]
pub(super) fn gather(to: Column<'_>, from: Column<'_>, lanes: impl Iterator<Item = usize>) {
    for (to, lane) in to.iter().zip(lanes) {
        to.set(at(from, lane));
    }
}

#[inline]
pub(super) fn select(to: Column<'_>, c: Column<'_>, a: Column<'_>, b: Column<'_>) {
    for (((to, c), a), b) in to.iter().zip(c).zip(a).zip(b) {
        to.set(if c.get() != 0 { a.get() } else { b.get() });
    }
}

/// An operation on one word.
#[inline]
pub(super) fn single(one: One, a: i64) -> i64 {
    match one {
        One::Not => a ^ 1,
        One::Neg => a.wrapping_neg(),
        One::Abs => a.wrapping_abs(),
        One::Calendar => day(a).map_or(0, calendar),
        One::Year => a >> YEAR,
        One::Month => day(a).map_or(0, |day| day.month().into()),
        One::Day => day(a).map_or(0, |day| day.day().into()),
    }
}

/// Calls a function of columns with an operation that is decided before the first lane is.
macro_rules! decided {
    ($operation:expr, [$($kind:ident :: $name:ident),*], $decided:ident => $then:expr) => {
        match $operation {
            $($kind::$name => {
                let $decided = $kind::$name;
                $then
            })*
        }
    };
}

pub(super) fn one(one: One, to: Column<'_>, a: Column<'_>) {
    decided!(
        one,
        [One::Not, One::Neg, One::Abs, One::Calendar, One::Year, One::Month, One::Day],
        one => map(to, a, |a| single(one, a))
    );
}

/// The day that a word stands for.
pub(super) fn day(word: i64) -> Option<Date> {
    Date::from_days(i32::try_from(word).ok()?)
}

/// How far the year stands above month and day.
const YEAR: u32 = 9;

/// Year, month and day in one word, which is the larger the later the day is.
pub(super) fn calendar(date: Date) -> i64 {
    let (year, month, day) = date.parts();
    i64::from(year) << YEAR | i64::from(month) << 5 | i64::from(day)
}

/// The day that so many years, months and days make of another.
pub(super) fn shifted(word: i64, [years, months, days]: [i64; 3]) -> Option<i64> {
    let moved = day(word)?.add_period(years, months, days)?;
    Some(moved.days().into())
}

/// An operation that is known to fit.
#[inline]
pub(super) fn sure(two: Two, a: i64, b: i64) -> i64 {
    match two {
        Two::Add => a.wrapping_add(b),
        Two::Sub => a.wrapping_sub(b),
        Two::Mul => a.wrapping_mul(b),
        Two::Min => a.min(b),
        Two::Max => a.max(b),
        Two::Equal => i64::from(a == b),
        Two::NotEqual => i64::from(a != b),
        Two::Less => i64::from(a < b),
        Two::LessOrEqual => i64::from(a <= b),
        Two::And => a & b,
        Two::Or => a | b,
        Two::Rem | Two::Years | Two::YearsByFebruary28 | Two::Months | Two::Days => {
            checked(two, a, b).unwrap_or(0)
        }
    }
}

pub(super) fn two(two: Two, to: Column<'_>, a: Column<'_>, b: Column<'_>) {
    decided!(
        two,
        [
            Two::Add, Two::Sub, Two::Mul, Two::Min, Two::Max, Two::Equal, Two::NotEqual, Two::Less,
            Two::LessOrEqual, Two::And, Two::Or, Two::Rem, Two::Years, Two::YearsByFebruary28,
            Two::Months, Two::Days
        ],
        two => zip(to, a, b, |a, b| sure(two, a, b))
    );
}

/// An operation that may not fit, or not be possible.
#[inline]
pub(super) fn checked(two: Two, a: i64, b: i64) -> Option<i64> {
    match two {
        Two::Add => a.checked_add(b),
        Two::Sub => a.checked_sub(b),
        Two::Mul => a.checked_mul(b),
        Two::Rem => a.checked_rem(b),
        // A year is complete when month and day are reached, and 29 February comes before 1 March.
        Two::Years => (a <= b).then(|| b.wrapping_sub(a) >> YEAR),
        Two::YearsByFebruary28 => years_by_february_28(day(a)?, day(b)?),
        Two::Months => Some(months_between(day(a)?, day(b)?)),
        Two::Days => Some(days_between(day(a)?, day(b)?)),
        Two::Min
        | Two::Max
        | Two::Equal
        | Two::NotEqual
        | Two::Less
        | Two::LessOrEqual
        | Two::And
        | Two::Or => Some(sure(two, a, b)),
    }
}

/// Calls with the rounding of a divisor; on the ways that nearly all tariffs go with one in which nothing is left to decide.
macro_rules! by_way {
    ($divisor:expr, $steps:ident => $then:expr) => {
        match ($divisor.bias(), $divisor.mode) {
            (Some(bias), _) => {
                let $steps = |number| $divisor.steps_above_0(number, bias);
                $then
            }
            (None, Mode::HalfUp) => {
                let $steps = |number| $divisor.steps_in(Mode::HalfUp, number);
                $then
            }
            (None, mode) => {
                let $steps = |number| $divisor.steps_in(mode, number);
                $then
            }
        }
    };
}

pub(super) fn rounded(to: Column<'_>, a: Column<'_>, divisor: Divisor) {
    by_way!(divisor, steps => map(to, a, steps));
}

/// Rounded products that are known to fit.
pub(super) fn product(to: Column<'_>, a: Column<'_>, b: Column<'_>, divisor: Divisor) {
    by_way!(divisor, steps => zip(to, a, b, |a, b| steps(a.wrapping_mul(b))));
}

/// The same where a condition holds, else the first factor.
pub(super) fn product_if(
    to: Column<'_>,
    c: Column<'_>,
    a: Column<'_>,
    b: Column<'_>,
    divisor: Divisor,
) {
    by_way!(divisor, steps => for (((to, c), a), b) in to.iter().zip(c).zip(a).zip(b) {
        let (c, a, b) = (c.get(), a.get(), b.get());
        to.set(if c != 0 { steps(a.wrapping_mul(b)) } else { a });
    });
}

/// A rounded product of two words, if it is one, and a decimal holds the product before it is rounded.
#[inline]
pub(super) fn rounded_product(a: i64, b: i64, divisor: Divisor) -> Option<i64> {
    match a.checked_mul(b) {
        Some(product) => Some(divisor.steps(product)),
        None => {
            let product = i128::from(a).checked_mul(i128::from(b))?;
            if product.unsigned_abs() > MAX_COEFFICIENT {
                return None;
            }
            divisor.steps_wide(product)
        }
    }
}

#[inline]
pub(super) fn contained(to: Column<'_>, a: Column<'_>, set: &[(i64, i64)]) {
    map(to, a, |a| i64::from(is_in(a, set)));
}

/// Copies words. Whether all of them are in a set.
pub(super) fn within(to: Column<'_>, a: Column<'_>, set: &[(i64, i64)]) -> bool {
    let mut all = true;
    for (to, a) in to.iter().zip(a) {
        let word = a.get();
        all &= is_in(word, set);
        to.set(word);
    }
    all
}

/// How many ranges are looked at one and all, which for few is faster than to stop at the right one.
const FEW: usize = 8;

#[inline]
pub(super) fn is_in(word: i64, set: &[(i64, i64)]) -> bool {
    let inside = |(low, high): &(i64, i64)| (*low <= word) & (word <= *high);
    if set.len() > FEW {
        return set.iter().any(inside);
    }
    set.iter().fold(false, |found, part| found | inside(part))
}

#[inline]
pub(super) fn cell(cells: &[i64], row: i64) -> i64 {
    let row = usize::try_from(row).ok();
    row.and_then(|row| cells.get(row)).copied().unwrap_or(BLANK)
}

/// The lanes of a space that are folded into those of one above.
#[derive(Debug, Clone, Copy)]
pub(super) struct Below<'c> {
    /// The lane above of each.
    pub above: &'c [u32],
    /// Whether that is its own number, and all have one.
    pub is_one_each: bool,
    /// The value of each, if it has one.
    pub value: Option<Column<'c>>,
    /// Which of them count; without it all.
    pub keep: Option<Column<'c>>,
}

impl Below<'_> {
    #[inline]
    pub(super) fn value(self, lane: usize) -> i64 {
        self.value.map_or(0, |value| at(value, lane))
    }

    /// The lanes that count, and the lane above of each.
    #[inline]
    pub(super) fn kept(&self) -> impl Iterator<Item = (usize, usize)> {
        let lanes = self.above.iter().map(|lane| *lane as usize).enumerate();
        lanes.filter(|(lane, _)| self.keep.is_none_or(|keep| at(keep, *lane) != 0))
    }

    #[inline]
    fn each(self, to: Column<'_>, with: impl Fn(i64, i64) -> i64) {
        match (self.value, self.keep) {
            (Some(value), None) => {
                for (over, value) in self.above.iter().zip(value) {
                    if let Some(to) = to.get(*over as usize) {
                        to.set(with(to.get(), value.get()));
                    }
                }
            }
            _ => {
                for (lane, over) in self.kept() {
                    if let Some(to) = to.get(over) {
                        to.set(with(to.get(), self.value(lane)));
                    }
                }
            }
        }
    }
}

impl Fold {
    /// What it comes to of none, before its end.
    #[inline]
    pub(super) const fn of_none(self) -> i64 {
        match self {
            Self::Sum | Self::Count | Self::Any => 0,
            Self::All => 1,
            // No value of a column is the least word, which is none at all.
            Self::Least | Self::Greatest => i64::MIN,
        }
    }

    /// With one word more.
    #[inline]
    pub(super) fn with(self, before: i64, word: i64) -> i64 {
        match self {
            Self::Sum => before.wrapping_add(word),
            Self::Count => before.wrapping_add(1),
            Self::Any => before | word,
            Self::All => before & word,
            Self::Least if before == i64::MIN => word,
            Self::Least => before.min(word),
            Self::Greatest => before.max(word),
        }
    }

    /// What it comes to at the end. Of none the least and the greatest are 0.
    #[inline]
    pub(super) const fn end(self, word: i64) -> i64 {
        match self {
            Self::Least | Self::Greatest if word == i64::MIN => 0,
            _ => word,
        }
    }
}

/// Calls with a fold that is decided before the first lane is.
macro_rules! by_fold {
    ($fold:expr, $decided:ident => $then:expr) => {
        decided!(
            $fold,
            [Fold::Sum, Fold::Count, Fold::Any, Fold::All, Fold::Least, Fold::Greatest],
            $decided => $then
        )
    };
}

/// A column before anything is folded into it.
pub(super) fn start(fold: Fold, to: Column<'_>) {
    to.iter().for_each(|to| to.set(fold.of_none()));
}

/// Folds one column more into another, lane by lane, where it counts.
pub(super) fn with(fold: Fold, to: Column<'_>, value: Column<'_>, keep: Option<Column<'_>>) {
    match keep {
        None => by_fold!(fold, fold => zip(to, to, value, |before, word| fold.with(before, word))),
        Some(keep) => by_fold!(fold, fold => {
            for ((to, value), keep) in to.iter().zip(value).zip(keep) {
                let (before, word) = (to.get(), value.get());
                to.set(if keep.get() != 0 { fold.with(before, word) } else { before });
            }
        }),
    }
}

/// Ends a column into which all has been folded.
pub(super) fn end(fold: Fold, to: Column<'_>) {
    if matches!(fold, Fold::Least | Fold::Greatest) {
        map(to, to, |word| fold.end(word));
    }
}

/// Folds the lanes of each lane above into it.
#[inline]
pub(super) fn fold(fold: Fold, to: Column<'_>, below: Below<'_>) {
    start(fold, to);
    by_fold!(fold, fold => below.each(to, |before, word| fold.with(before, word)));
    end(fold, to);
}

/// The lane that is chosen for each lane above; ties go to the first.
pub(super) fn pick(choice: Choice, to: Column<'_>, below: Below<'_>) {
    const NONE: i64 = -1;
    to.iter().for_each(|to| to.set(NONE));
    for (lane, over) in below.kept() {
        let Some(to) = to.get(over) else { continue };
        let held = to.get();
        let before = || below.value(usize::try_from(held).unwrap_or(usize::MAX));
        let better = held == NONE
            || match choice {
                Choice::First => false,
                Choice::Last => true,
                Choice::Greatest => below.value(lane) > before(),
                Choice::Least => below.value(lane) < before(),
            };
        if better {
            to.set(i64::try_from(lane).unwrap_or(i64::MAX));
        }
    }
    map(to, to, |lane| lane.max(0));
}
