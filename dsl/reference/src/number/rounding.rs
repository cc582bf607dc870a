use super::{NoNumber, Number, Result, ten_to};
use lutine_core::number::Mode;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::Signed;
use std::cmp::Ordering;

impl Number {
    /// The multiple of the step that the mode chooses, from the exact quotient.
    pub fn rounded(&self, mode: Mode, step: &Self) -> Result {
        if *step <= Self::zero() {
            return Err(NoNumber::StepNotPositive);
        }
        let (value, unit, _) = self.aligned(step);
        let multiple = integer_near(&value, &unit, mode);
        Self::new(multiple * &step.coefficient, step.scale).ok_or(NoNumber::Overflow)
    }

    /// Whether it has no more than so many decimal places.
    #[must_use]
    pub fn is_on_grid(&self, places: u8) -> bool {
        (&self.coefficient * ten_to(places.into())).is_multiple_of(&ten_to(self.scale))
    }
}

/// The integer beside n ÷ d (d above zero) that the mode chooses.
fn integer_near(n: &BigInt, d: &BigInt, mode: Mode) -> BigInt {
    let (lesser, rest) = n.div_mod_floor(d);
    if rest == BigInt::ZERO {
        return lesser;
    }
    let greater = &lesser + 1;
    let (nearer_zero, farther) = if n.is_negative() {
        (&greater, &lesser)
    } else {
        (&lesser, &greater)
    };
    let at_half = match mode {
        Mode::Floor => return lesser,
        Mode::Ceiling => return greater,
        Mode::Down => return nearer_zero.clone(),
        Mode::Up => return farther.clone(),
        Mode::HalfUp => farther,
        Mode::HalfDown => nearer_zero,
        Mode::HalfEven if lesser.is_even() => &lesser,
        Mode::HalfEven => &greater,
    };
    match (&rest + &rest).cmp(d) {
        Ordering::Less => lesser,
        Ordering::Equal => at_half.clone(),
        Ordering::Greater => greater,
    }
}
