//! The arithmetic of numbers against big integers, over random and edge values.
//!
//! The oracle works on fractions of big integers and its own Q; it shares nothing with the library.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic
)]

use lutine_core::number::{Decimal, MAX_COEFFICIENT, Mode, NumberError};
use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, Zero};
use proptest::prelude::*;

/// A fraction with a positive divisor, not reduced.
#[derive(Debug, Clone)]
struct Exact {
    over: BigInt,
    under: BigInt,
}

fn ten(exponent: u32) -> BigInt {
    BigInt::from(10).pow(exponent)
}

fn exact(number: Decimal) -> Exact {
    Exact {
        over: BigInt::from(number.coefficient()),
        under: ten(number.scale()),
    }
}

/// The integer nearest to `over` ÷ `under` (positive), half-way to the even one.
fn nearest_even(over: &BigInt, under: &BigInt) -> BigInt {
    let (quotient, remainder) = over.div_mod_floor(under);
    let twice = remainder * 2;
    if twice > *under || (twice == *under && quotient.is_odd()) {
        quotient + 1
    } else {
        quotient
    }
}

/// Q of the numbers section: coefficient and scale, shortened, or overflow.
fn q(value: &Exact) -> Result<(BigInt, u32), NumberError> {
    let limit = BigInt::from(MAX_COEFFICIENT);
    let found = (0..=28).rev().find_map(|scale| {
        let coefficient = nearest_even(&(&value.over * ten(scale)), &value.under);
        (coefficient.abs() <= limit).then_some((coefficient, scale))
    });
    found.map(shortest).ok_or(NumberError::Overflow)
}

fn shortest((mut coefficient, mut scale): (BigInt, u32)) -> (BigInt, u32) {
    while scale > 0 && coefficient.is_multiple_of(&BigInt::from(10)) {
        coefficient /= 10;
        scale -= 1;
    }
    (coefficient, scale)
}

fn seen(result: Result<Decimal, NumberError>) -> Result<(BigInt, u32), NumberError> {
    result.map(|number| {
        let parts = (BigInt::from(number.coefficient()), number.scale());
        let negative = parts.0.sign() == Sign::Minus;
        assert_eq!(number.is_negative(), negative, "the sign of {number}");
        assert_eq!(number.to_string().starts_with('-'), negative);
        assert_eq!(number.to_string().parse(), Ok(number));
        parts
    })
}

fn check(a: Decimal, b: Decimal) {
    let (x, y) = (exact(a), exact(b));
    let crossed = (&x.over * &y.under, &y.over * &x.under, &x.under * &y.under);
    let sum = Exact {
        over: &crossed.0 + &crossed.1,
        under: crossed.2.clone(),
    };
    assert_eq!(seen(a.add(b)), q(&sum), "{a} + {b}");
    let difference = Exact {
        over: &crossed.0 - &crossed.1,
        under: crossed.2.clone(),
    };
    assert_eq!(seen(a.sub(b)), q(&difference), "{a} - {b}");
    let product = Exact {
        over: &x.over * &y.over,
        under: crossed.2,
    };
    assert_eq!(seen(a.mul(b)), q(&product), "{a} * {b}");
    assert_eq!(a.cmp(&b), crossed.0.cmp(&crossed.1), "{a} against {b}");
    if y.over.is_zero() {
        assert_eq!(a.div(b), Err(NumberError::DivisionByZero));
        assert_eq!(a.rem(b), Err(NumberError::DivisionByZero));
        return;
    }
    let flip = if y.over.is_negative() {
        -BigInt::one()
    } else {
        BigInt::one()
    };
    let quotient = Exact {
        over: &x.over * &y.under * &flip,
        under: &y.over * &x.under * flip,
    };
    assert_eq!(seen(a.div(b)), q(&quotient), "{a} / {b}");
    let remainder = Exact {
        over: &crossed.0 - &crossed.1 * (&crossed.0 / &crossed.1),
        under: &x.under * &y.under,
    };
    assert_eq!(seen(a.rem(b)), q(&remainder), "{a} mod {b}");
    assert_eq!(a.is_multiple_of(b), remainder.over.is_zero());
}

/// The multiple of `step` that the mode's words ask for, written independently of the library.
fn rounded(value: &Exact, step: &Exact, mode: Mode) -> Result<(BigInt, u32), NumberError> {
    let (over, under) = (&value.over * &step.under, &value.under * &step.over);
    let floor = over.div_floor(&under);
    let twice_above: BigInt = (&over - &floor * &under) * 2;
    let ceiling = if twice_above.is_zero() {
        floor.clone()
    } else {
        &floor + 1
    };
    let (inner, outer) = if over.is_negative() {
        (&ceiling, &floor)
    } else {
        (&floor, &ceiling)
    };
    let nearer = match twice_above.cmp(&under) {
        std::cmp::Ordering::Less => Some(&floor),
        std::cmp::Ordering::Greater => Some(&ceiling),
        std::cmp::Ordering::Equal => None,
    };
    let count = match mode {
        Mode::Floor => &floor,
        Mode::Ceiling => &ceiling,
        Mode::Up => outer,
        Mode::Down => inner,
        Mode::HalfUp => nearer.unwrap_or(outer),
        Mode::HalfDown => nearer.unwrap_or(inner),
        Mode::HalfEven => nearer.unwrap_or(if floor.is_even() { &floor } else { &ceiling }),
    };
    let scale = u32::try_from(step.under.to_string().len() - 1).unwrap();
    let (coefficient, scale) = shortest((count * &step.over, scale));
    if coefficient.abs() > BigInt::from(MAX_COEFFICIENT) {
        return Err(NumberError::Overflow);
    }
    Ok((coefficient, scale))
}

fn check_rounding(value: Decimal, step: Decimal) {
    for mode in Mode::ALL {
        let result = value.round(mode, step);
        if step <= Decimal::ZERO {
            assert_eq!(result, Err(NumberError::StepNotPositive));
            continue;
        }
        let expected = rounded(&exact(value), &exact(step), mode);
        assert_eq!(seen(result), expected, "round({value} {mode} to {step})");
    }
}

/// Coefficients near every border that arithmetic can trip over.
fn edges() -> Vec<i128> {
    let mut edges = vec![0_i128, 1, 2, 3, 4, 5, 6, 9, 15, 25];
    for bits in [16, 31, 32, 33, 62, 63, 64, 65, 94, 95, 96] {
        let power = 1_i128 << bits;
        edges.extend([
            power - 2,
            power - 1,
            power,
            power + 1,
            power / 5,
            power / 10 * 10 + 5,
        ]);
    }
    for exponent in 1..=28 {
        let power = 10_i128.pow(exponent);
        edges.extend([
            power - 1,
            power,
            power + 1,
            power / 2,
            power * 5,
            power * 15,
        ]);
    }
    let limit = i128::try_from(MAX_COEFFICIENT).unwrap();
    edges.retain(|edge| *edge <= limit);
    edges.sort_unstable();
    edges.dedup();
    edges
}

fn scale() -> impl Strategy<Value = u32> {
    prop_oneof![4 => 0_u32..=28, 2 => 0_u32..=6, 1 => Just(28_u32), 1 => Just(27_u32)]
}

fn number() -> impl Strategy<Value = Decimal> {
    let any_size = (any::<u128>(), 0_u32..=96).prop_map(|(bits, width)| {
        let mask = if width == 0 { 0 } else { (1_u128 << width) - 1 };
        i128::try_from(bits & mask & MAX_COEFFICIENT).unwrap()
    });
    let coefficient = prop_oneof![3 => any_size, 2 => prop::sample::select(edges())];
    (coefficient, scale(), any::<bool>()).prop_map(|(coefficient, scale, negative)| {
        let signed = if negative { -coefficient } else { coefficient };
        Decimal::new(signed, scale).unwrap()
    })
}

/// 4,096 cases a property, or what `PROPTEST_CASES` says.
fn cases() -> ProptestConfig {
    ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(4096)
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn operations_are_q_of_the_exact_result(a in number(), b in number()) {
        check(a, b);
    }

    #[test]
    fn operations_on_near_values(a in number(), b in number(), times in 0_i64..1000) {
        // A product with a small number and its negative: results that cancel or tie.
        if let Ok(near) = a.mul(Decimal::from_i64(times)) {
            check(a, near);
            check(near, a.neg());
            check(near, b);
        }
        if let Ok(near) = a.add(b) {
            check(near, b);
            check(near, a.neg());
        }
    }

    #[test]
    fn rounding_is_exact(value in number(), step in number()) {
        check_rounding(value, step);
        check_rounding(value, step.abs());
    }

    #[test]
    fn rounding_at_ties(count in -1000_i64..1000, step in number()) {
        // Odd multiples of half a step, and their neighbours one last place away.
        let half = step.abs().div(Decimal::from_i64(2)).unwrap();
        if let Ok(tie) = half.mul(Decimal::from_i64(count)) {
            let last_place = Decimal::new(1, tie.scale()).unwrap();
            check_rounding(tie, step);
            check_rounding(tie, step.abs());
            if let (Ok(above), Ok(below)) = (tie.add(last_place), tie.sub(last_place)) {
                check_rounding(above, step.abs());
                check_rounding(below, step.abs());
            }
        }
    }
}

#[test]
fn every_pair_of_edges() {
    let edges = edges();
    let mut pairs = 0_u32;
    for scale in [0, 1, 14, 27, 28] {
        for other in [0, 2, 13, 28] {
            for a in edges.iter().step_by(5) {
                for b in edges.iter().skip(1).step_by(7) {
                    let (a, b) = (
                        Decimal::new(*a, scale).unwrap(),
                        Decimal::new(*b, other).unwrap(),
                    );
                    check(a, b);
                    check(b.neg(), a);
                    pairs += 2;
                }
            }
        }
    }
    eprintln!("{pairs} pairs of edges");
}
