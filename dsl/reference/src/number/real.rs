//! Roots, exponentials, logarithms and powers: series over integers that stand for so many decimal places that what is cut off behind
//! them cannot move a result.

use super::{NoNumber, Number, Result, ten_to};
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// Decimal places of the series. A result keeps at most 28, of numbers with at most 29 digits before the point.
const PLACES: u32 = 160;

/// e⁶⁷ is too large, e⁻⁶⁶ rounds to 0.
const LARGEST: i32 = 67;
const SMALLEST: i32 = -66;

/// How often an exponent is halved before its series, and its result squared behind it.
const HALVINGS: u32 = 12;

/// The highest root of a coefficient below 2⁹⁶.
const HIGHEST_ROOT: u32 = 96;

/// Exponents up to which a power is multiplied out.
const MULTIPLIED_OUT: u32 = 10_000;

fn one() -> BigInt {
    ten_to(PLACES)
}

/// Q of a number with [`PLACES`] places whose last digits may be wrong: never half-way.
fn cut(value: &BigInt) -> Result {
    Number::nearest(&(value * 2 + 1), &(one() * 2))
}

impl Number {
    /// The square root.
    pub fn root(&self) -> Result {
        if self.coefficient.is_negative() {
            return Err(NoNumber::NoSuchNumber);
        }
        let square = self.series_value() * one();
        let root = square.sqrt();
        if &root * &root == square {
            return Self::nearest(&root, &one());
        }
        cut(&root)
    }

    /// e to the power of this number.
    pub fn exponential(&self) -> Result {
        exponential(&self.series_value())
    }

    /// The natural logarithm.
    pub fn logarithm(&self) -> Result {
        if !self.coefficient.is_positive() {
            return Err(NoNumber::NoSuchNumber);
        }
        if *self == Self::whole(1) {
            return Ok(Self::zero());
        }
        cut(&logarithm(&self.series_value()))
    }

    /// This number to the power of `exponent`.
    pub fn power(&self, exponent: &Self) -> Result {
        if exponent.is_zero() {
            return Ok(Self::whole(1));
        }
        if self.is_zero() {
            let negative = exponent.coefficient.is_negative();
            return if negative {
                Err(NoNumber::DivisionByZero)
            } else {
                Ok(Self::zero())
            };
        }
        if !self.coefficient.is_negative() {
            return self.power_of_positive(exponent);
        }
        let whole = exponent.integer().ok_or(NoNumber::NoSuchNumber)?;
        let power = self.absolute().power_of_positive(exponent)?;
        Ok(if whole.is_odd() {
            power.negated()
        } else {
            power
        })
    }

    fn power_of_positive(&self, exponent: &Self) -> Result {
        if *self == Self::whole(1) {
            return Ok(Self::whole(1));
        }
        let denominator = ten_to(exponent.scale);
        let common = exponent.coefficient.gcd(&denominator);
        let (times, root) = (&exponent.coefficient / &common, denominator / common);
        let times_of_root = times
            .to_i32()
            .filter(|n| n.unsigned_abs() <= MULTIPLIED_OUT);
        if let (Some(times), Some((n, d))) = (times_of_root, self.fraction_root(&root)) {
            let (n, d) = (n.pow(times.unsigned_abs()), d.pow(times.unsigned_abs()));
            return if times > 0 {
                Self::nearest(&n, &d)
            } else {
                Self::nearest(&d, &n)
            };
        }
        let product = exponent.series_value() * logarithm(&self.series_value()) / one();
        exponential(&product)
    }

    /// The root as a fraction, if it is one.
    fn fraction_root(&self, degree: &BigInt) -> Option<(BigInt, BigInt)> {
        let degree = degree.to_u32().filter(|degree| *degree <= HIGHEST_ROOT)?;
        let (n, d) = (self.coefficient.clone(), ten_to(self.scale));
        let common = n.gcd(&d);
        let (n, d) = (n / &common, d / common);
        let (root_n, root_d) = (n.nth_root(degree), d.nth_root(degree));
        (root_n.pow(degree) == n && root_d.pow(degree) == d).then_some((root_n, root_d))
    }

    /// The number with [`PLACES`] places.
    fn series_value(&self) -> BigInt {
        &self.coefficient * ten_to(PLACES - self.scale)
    }
}

fn exponential(x: &BigInt) -> Result {
    if x.is_zero() {
        return Ok(Number::whole(1));
    }
    if *x > one() * LARGEST {
        return Err(NoNumber::Overflow);
    }
    if *x < one() * SMALLEST {
        return Ok(Number::zero());
    }
    let x = x >> HALVINGS;
    let (mut sum, mut term, mut n) = (BigInt::zero(), one(), 1);
    while !term.is_zero() && term != BigInt::from(-1) {
        sum += &term;
        term = (&term * &x / one()) / n;
        n += 1;
    }
    for _ in 0..HALVINGS {
        sum = &sum * &sum / one();
    }
    cut(&sum)
}

/// ln x = k ln 2 + ln m, with m near 1.
fn logarithm(x: &BigInt) -> BigInt {
    let (mut m, mut k) = (x.clone(), 0);
    while m > one() * 4 / 3 {
        m >>= 1_u32;
        k += 1;
    }
    while m < one() * 2 / 3 {
        m <<= 1_u32;
        k -= 1;
    }
    let ln_two = logarithm_near_one(&one(), &(one() * 3));
    ln_two * k + logarithm_near_one(&(&m - one()), &(&m + one()))
}

/// ln((d + n) ÷ (d − n)) = 2 (z + z³/3 + z⁵/5 + …) with z = n ÷ d.
fn logarithm_near_one(n: &BigInt, d: &BigInt) -> BigInt {
    let z = n * one() / d;
    let square = &z * &z / one();
    let (mut sum, mut power, mut place) = (BigInt::zero(), z, BigInt::one());
    while !power.is_zero() {
        sum += &power / &place;
        power = &power * &square / one();
        place += 2;
    }
    sum * 2
}
