//! Whatever an operation gives for values of which the facts hold, the fact of the result holds of it.

use super::*;
use crate::date::{Date, days_between, months_between, years_between};
use crate::number::{Decimal, MAX_COEFFICIENT, Mode, NumberError};
use proptest::prelude::*;

const LARGEST: i128 = MAX_COEFFICIENT as i128;

/// Coefficients at the edges and in between.
fn coefficient() -> impl Strategy<Value = i128> {
    prop_oneof![
        4 => -20_i128..=20,
        4 => -1_000_000_i128..=1_000_000,
        1 => prop::sample::select(vec![LARGEST, LARGEST - 1, -LARGEST, LARGEST / 2, LARGEST / 10 + 1, 1 << 64, 1 << 32]),
        2 => -LARGEST..=LARGEST,
    ]
}

fn places() -> impl Strategy<Value = u32> {
    prop_oneof![6 => 0_u32..=4, 1 => 5_u32..=28, 1 => Just(28)]
}

/// A fact and numbers of which it holds.
fn numbers() -> impl Strategy<Value = (Numbers, Vec<Decimal>)> {
    let ends = (coefficient(), coefficient(), places(), any::<bool>());
    let inside = prop::collection::vec((0_u8..=8, any::<u64>()), 1..8);
    (ends, inside).prop_map(|((a, b, places, without_zero), picks)| {
        let end = |c| Decimal::new(c, places).unwrap();
        let (low, high) = (a.min(b), a.max(b));
        let fact = Numbers::between(end(low), end(high), places);
        let fact = match fact.without_zero() {
            Some(fact) if without_zero => fact,
            _ => fact,
        };
        let pick = |(kind, random): (u8, u64)| match kind {
            0 => low,
            1 => high,
            2 => 0,
            3 => 1,
            4 => -1,
            5 => low.saturating_add(1),
            6 => high.saturating_sub(1),
            _ => {
                low + i128::from(random)
                    .wrapping_mul(1 << 31)
                    .rem_euclid((high - low).max(1))
            }
        };
        let picked = picks.into_iter().map(|p| end(pick(p).clamp(low, high)));
        (fact, picked.filter(|n| fact.contains(*n)).collect())
    })
}

fn date() -> impl Strategy<Value = Date> {
    let days = prop_oneof![
        4 => 730_000_i32..=740_000,
        1 => Date::MIN.days()..=Date::MIN.days() + 800,
        1 => Date::MAX.days() - 800..=Date::MAX.days(),
        1 => Date::MIN.days()..=Date::MAX.days(),
    ];
    days.prop_map(|days| Date::from_days(days).unwrap())
}

fn dates() -> impl Strategy<Value = (Dates, Date)> {
    (date(), date(), date()).prop_map(|(a, b, c)| {
        let mut all = [a, b, c];
        all.sort();
        (Dates::between(all[0], all[2]), all[1])
    })
}

/// The exact result can be held: nothing was rounded.
fn holds(computed: &Computed, result: Result<Decimal, NumberError>) -> Result<(), TestCaseError> {
    match result {
        Ok(value) => {
            let inside = computed.values.is_some_and(|values| values.contains(value));
            prop_assert!(inside, "{value} is not in {computed:?}");
        }
        Err(NumberError::Overflow) => prop_assert!(computed.overflow, "{computed:?}"),
        Err(_) => prop_assert!(computed.refused, "{computed:?}"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_result_of_an_operation_is_inside((a, xs) in numbers(), (b, ys) in numbers()) {
        for (x, y) in xs.iter().flat_map(|x| ys.iter().map(move |y| (*x, *y))) {
            holds(&a.plus(&b), x.add(y))?;
            holds(&a.minus(&b), x.sub(y))?;
            holds(&a.times(&b), x.mul(y))?;
            holds(&a.divided_by(&b), x.div(y))?;
            holds(&a.remainder(&b), x.rem(y))?;
            prop_assert!(a.least(&b).contains(x.min(y)));
            prop_assert!(a.greatest(&b).contains(x.max(y)));
            prop_assert!(a.join(&b).contains(x) && a.join(&b).contains(y));
            if b.contains(x) {
                prop_assert!(a.meet(&b).is_some_and(|met| met.contains(x)));
            }
            for mode in Mode::ALL {
                holds(&a.rounded(mode, &b), x.round(mode, y))?;
            }
        }
        for x in xs {
            prop_assert!(a.negated().contains(x.neg()));
            prop_assert!(a.absolute().contains(x.abs()));
            prop_assert!(x.is_zero() || a.without_zero().is_some_and(|rest| rest.contains(x)));
        }
    }

    /// Steps of one value: places, which no rounding to them overflows, and others.
    #[test]
    fn what_is_rounded_to_one_step_is_inside((a, xs) in numbers(), places in 0_u32..=28, coefficient in prop::sample::select(vec![1, 1, 1, 5, 25])) {
        let step = Decimal::new(coefficient, places).unwrap();
        for x in xs {
            for mode in Mode::ALL {
                let rounded = a.rounded(mode, &Numbers::one(step));
                prop_assert!(coefficient != 1 || !rounded.overflow);
                holds(&rounded, x.round(mode, step))?;
            }
            let one = Numbers::one(Decimal::ONE);
            prop_assert!(!a.times(&one).inexact && !one.times(&a).overflow);
            holds(&a.times(&one), x.mul(Decimal::ONE))?;
        }
    }

    /// Where a fact says that nothing is rounded, nothing is: what was multiplied comes back by division, what was added by subtraction.
    #[test]
    fn what_is_called_exact_is_exact((a, xs) in numbers(), (b, ys) in numbers()) {
        for (x, y) in xs.iter().flat_map(|x| ys.iter().map(move |y| (*x, *y))) {
            if !a.times(&b).inexact {
                let product = x.mul(y).unwrap();
                prop_assert_eq!(product.scale().min(28), product.scale());
                prop_assert!(y.is_zero() || product.div(y) == Ok(x) || !x.div(y).is_ok_and(|q| q.mul(y) == Ok(x)));
                let exact = x.coefficient().checked_mul(y.coefficient());
                let same = exact.and_then(|c| Decimal::new(c, x.scale() + y.scale()).ok());
                prop_assert!(same.is_none_or(|same| same == product));
                prop_assert!(exact.is_none() || same.is_some());
            }
            if !a.plus(&b).inexact {
                prop_assert_eq!(x.add(y).unwrap().sub(y), Ok(x));
            }
        }
    }

    #[test]
    fn a_comparison_leaves_what_meets_it((a, xs) in numbers(), end in coefficient(), places in places(), inclusive in any::<bool>()) {
        let end = Decimal::new(end, places).unwrap();
        for x in xs {
            if x > end || (inclusive && x == end) {
                prop_assert!(a.from_on(end, inclusive).is_some_and(|rest| rest.contains(x)));
            }
            if x < end || (inclusive && x == end) {
                prop_assert!(a.up_to(end, inclusive).is_some_and(|rest| rest.contains(x)));
            }
        }
    }

    #[test]
    fn folds_of_lists_are_inside((a, xs) in numbers(), least in 0_u32..4, more in prop_oneof![3 => 0_u32..8, 1 => 60_u32..80], picks in prop::collection::vec(any::<prop::sample::Index>(), 90)) {
        prop_assume!(!xs.is_empty());
        let most = least + more;
        for count in [least, most, (least + most) / 2] {
            let items = picks.iter().take(count as usize).map(|pick| *pick.get(&xs));
            let items: Vec<Decimal> = items.collect();
            let sum = items.iter().try_fold(Decimal::ZERO, |sum, x| sum.add(*x));
            holds(&a.sum(least, most), sum)?;
            holds(&a.product(least, most), items.iter().try_fold(Decimal::ONE, |all, x| all.mul(*x)))?;
            if count > 0 {
                holds(&a.average(least, most), sum.and_then(|sum| sum.div(count.into())))?;
            }
        }
    }

    #[test]
    fn spans_between_dates_are_inside((a, x) in dates(), (b, y) in dates()) {
        let number = Decimal::from_i64;
        let years = a.years_to(&b);
        match years_between(x, y) {
            Some(between) => prop_assert!(years.values.is_some_and(|v| v.contains(number(between))), "{years:?} {between}"),
            None => prop_assert!(years.refused),
        }
        prop_assert!(a.months_to(&b).contains(number(months_between(x, y))));
        prop_assert!(a.days_to(&b).contains(number(days_between(x, y))));
        prop_assert!(a.years().contains(number(x.year().into())));
        prop_assert!(a.months().contains(number(x.month().into())));
        prop_assert!(a.days().contains(number(x.day().into())));
        if b.contains(x) {
            prop_assert!(a.meet(&b).is_some_and(|met| met.contains(x)));
        }
        prop_assert!(a.join(&b).contains(x));
    }

    #[test]
    fn moved_dates_are_inside((a, x) in dates(), periods in prop::collection::vec((-9_i64..9, 0_i64..9), 3), at in prop::collection::vec(0_i64..9, 3), scale in prop::sample::select(vec![1_i64, 400])) {
        let fact = |(low, wide): (i64, i64)| Numbers::between((low * scale).into(), ((low + wide) * scale).into(), 0);
        let pick = |((low, wide), at): ((i64, i64), i64)| (low + at.min(wide)) * scale;
        let moved = a.moved(&fact(periods[0]), &fact(periods[1]), &fact(periods[2]));
        match x.add_period(pick((periods[0], at[0])), pick((periods[1], at[1])), pick((periods[2], at[2]))) {
            Some(date) => prop_assert!(moved.values.is_some_and(|dates| dates.contains(date))),
            None => prop_assert!(moved.refused),
        }
    }
}

/// Found by the properties: the multiple above the largest number is too large though the interval ends before it.
#[test]
fn a_rounding_at_the_end_of_numbers_can_overflow() {
    let most = Numbers::all(0);
    let steps = Numbers::between(0.into(), 9.into(), 0);
    assert!(most.rounded(Mode::HalfUp, &steps).overflow);
}

/// The same at numbers that are chosen by hand: roots and powers of large numbers take long.
#[test]
fn roots_and_powers_are_inside() {
    let numbers: Vec<Decimal> = [
        "-40", "-2.5", "-1", "0", "0.0001", "0.5", "1", "1.5", "3", "40",
    ]
    .iter()
    .map(|text| text.parse().unwrap())
    .collect();
    let pairs = || {
        let all = numbers.iter();
        all.flat_map(|low| numbers.iter().map(move |high| (*low, *high)))
            .filter(|(low, high)| low <= high)
    };
    for (low, high) in pairs() {
        let fact = Numbers::between(low, high, 4);
        for x in numbers.iter().filter(|x| fact.contains(**x)) {
            holds(&fact.root(), x.sqrt()).unwrap();
            holds(&fact.exponential(), x.exp()).unwrap();
            holds(&fact.logarithm(), x.ln()).unwrap();
            for y in &numbers {
                let exponent = Numbers::between(*y, *y, 4);
                match x.pow(*y) {
                    Err(NumberError::DivisionByZero) => {
                        assert!(fact.zero_to_negative(&exponent));
                    }
                    result => holds(&fact.power(&exponent), result).unwrap(),
                }
            }
        }
    }
}
