//! Shares that add up: a total handed out in whole steps, by weight.

use dashu_int::UBig;
use dashu_int::ops::DivRem;

use super::nearest::Long;
use super::{Decimal, NumberError};

/// A total handed out: the shares, and how each came about.
///
/// Every share is first the exact one, total × weight ÷ sum of the weights, taken down (towards zero) to a whole step. The steps that are
/// then left go one each to the shares that lost most, of equal ones to the first. So a share is never a whole step away from the exact
/// one, they add up to the total, and a weight of zero gets nothing. A negative total is handed out as the positive one is.
///
/// ```
/// use lutine_core::number::{Allocation, Decimal};
/// let [one, two] = [1, 2].map(Decimal::from_i64);
/// let cent = Decimal::new(1, 2)?;
/// let shares = Allocation::of(Decimal::from_i64(10), &[one, two, Decimal::ZERO], cent)?.shares()?;
/// let shares: Vec<String> = shares.iter().map(|share| share.to_string()).collect();
/// assert_eq!(shares, ["3.33", "6.67", "0"]);
/// // The largest number there is, in steps of which it has more than can be counted, for one.
/// let most = Decimal::new(79_228_162_514_264_337_593_543_950_335, 0)?;
/// let shares = Allocation::of(most, &[one], Decimal::new(1, 10)?)?.shares()?;
/// assert_eq!(shares, [most]);
/// # Ok::<(), lutine_core::number::NumberError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Allocation {
    step: Decimal,
    negative: bool,
    /// The steps of the total.
    steps: UBig,
    /// The weights at one scale, and their sum.
    weights: Vec<UBig>,
    places: u32,
    sum: UBig,
    parts: Vec<Part>,
}

#[derive(Debug, Clone)]
struct Part {
    /// Whole steps of the exact share.
    whole: UBig,
    /// What is left of it, in parts of the sum of the weights.
    rest: UBig,
    /// Whether it got one of the steps that were left.
    has_more: bool,
}

impl Allocation {
    /// Hands a total out.
    ///
    /// # Errors
    /// In this order: [`NumberError::StepNotPositive`]; [`NumberError::NotInSteps`] of a total that is not a whole number of steps;
    /// [`NumberError::NegativeWeight`]; [`NumberError::NoWeight`] where the weights add up to 0 and the total is not 0. Of a total of 0
    /// all shares are 0, whatever the weights.
    #[allow(clippy::arithmetic_side_effects, reason = "integers without a limit")]
    pub fn of(total: Decimal, weights: &[Decimal], step: Decimal) -> Result<Self, NumberError> {
        if step.is_zero() || step.is_negative() {
            return Err(NumberError::StepNotPositive);
        }
        let negative = total.is_negative();
        let [total, unit] = at_one_scale([total, step]);
        let (steps, rest) = total.div_rem(&unit);
        if !rest.is_zero() {
            return Err(NumberError::NotInSteps);
        }
        if weights.iter().any(|weight| weight.is_negative()) {
            return Err(NumberError::NegativeWeight);
        }
        let places = weights.iter().map(|weight| weight.scale()).max();
        let places = places.unwrap_or(0);
        let weights = weights.iter().map(|weight| scaled(*weight, places));
        let weights: Vec<UBig> = weights.collect();
        let sum = weights.iter().fold(UBig::ZERO, |sum, weight| sum + weight);
        if sum.is_zero() && !steps.is_zero() {
            return Err(NumberError::NoWeight);
        }
        let mut left = steps.clone();
        let mut parts = Vec::with_capacity(weights.len());
        for weight in &weights {
            let (whole, rest) = if sum.is_zero() {
                (UBig::ZERO, UBig::ZERO)
            } else {
                (&steps * weight).div_rem(&sum)
            };
            left -= &whole;
            parts.push(Part {
                whole,
                rest,
                has_more: false,
            });
        }
        // As many as all rests come to together, hence fewer than there are rests above zero.
        let left = usize::try_from(left).unwrap_or(0);
        let mut by_rest: Vec<&mut Part> = parts.iter_mut().collect();
        by_rest.sort_by(|a, b| b.rest.cmp(&a.rest));
        for part in by_rest.into_iter().take(left) {
            part.has_more = true;
        }
        Ok(Self {
            step,
            negative,
            steps,
            weights,
            places,
            sum,
            parts,
        })
    }

    /// What the weights add up to; nothing where that has more digits than a number.
    #[must_use]
    pub fn sum(&self) -> Option<Decimal> {
        let sum = i128::try_from(&self.sum).ok()?;
        Decimal::new(sum, self.places).ok()
    }

    /// The shares, in the order of the weights.
    ///
    /// # Errors
    /// [`NumberError::Overflow`] where a share has more digits than a number: a large total in tiny steps.
    pub fn shares(&self) -> Result<Vec<Decimal>, NumberError> {
        let shares = self.parts.iter().map(|part| self.times_step(&part.steps()));
        shares.collect()
    }

    /// The exact share at a place, as near as a number can be to it.
    #[must_use]
    #[allow(clippy::arithmetic_side_effects, reason = "integers without a limit")]
    pub fn exact(&self, place: usize) -> Option<Decimal> {
        let weight = self.weights.get(place)?;
        if self.sum.is_zero() {
            return Some(Decimal::ZERO);
        }
        let (coefficient, scale) = self.step.normalised();
        let exact = &self.steps * weight * UBig::from(coefficient.unsigned_abs());
        self.quotient(&exact, scale)
    }

    /// The exact share at a place taken down to a whole step.
    #[must_use]
    pub fn taken_down(&self, place: usize) -> Option<Decimal> {
        self.times_step(&self.parts.get(place)?.whole).ok()
    }

    /// What is left of the exact share at a place when it is taken down: less than a step.
    #[must_use]
    #[allow(clippy::arithmetic_side_effects, reason = "integers without a limit")]
    pub fn rest(&self, place: usize) -> Option<Decimal> {
        let part = self.parts.get(place)?;
        if self.sum.is_zero() {
            return Some(Decimal::ZERO);
        }
        let (coefficient, scale) = self.step.normalised();
        let rest = &part.rest * UBig::from(coefficient.unsigned_abs());
        self.quotient(&rest, scale)
    }

    /// Whether the share at a place got one of the steps that were left.
    #[must_use]
    pub fn has_more(&self, place: usize) -> bool {
        self.parts.get(place).is_some_and(|part| part.has_more)
    }

    /// Q of n ÷ (sum × 10^scale), with the sign of the total.
    #[allow(clippy::arithmetic_side_effects, reason = "integers without a limit")]
    fn quotient(&self, n: &UBig, scale: u32) -> Option<Decimal> {
        // More digits than a number keeps, and one behind them that stands for all others.
        let (digits, rest) = (n * power(QUOTIENT_DIGITS)).div_rem(&self.sum);
        let sticky = UBig::from(u8::from(!rest.is_zero()));
        let places = isize::try_from(QUOTIENT_DIGITS.checked_add(scale)?.checked_add(1)?).ok()?;
        let quotient = Long {
            negative: self.negative,
            magnitude: digits * UBig::from(10_u8) + sticky,
            exponent: places.checked_neg()?,
        };
        quotient.nearest().ok()
    }

    /// So many steps, if a number has exactly this value.
    #[allow(clippy::arithmetic_side_effects, reason = "integers without a limit")]
    fn times_step(&self, steps: &UBig) -> Result<Decimal, NumberError> {
        let (coefficient, mut scale) = self.step.normalised();
        let mut magnitude = steps * UBig::from(coefficient.unsigned_abs());
        let ten = UBig::from(10_u8);
        while scale > 0 {
            let (tenth, rest) = (&magnitude).div_rem(&ten);
            if !rest.is_zero() {
                break;
            }
            magnitude = tenth;
            scale = scale.wrapping_sub(1);
        }
        let magnitude = i128::try_from(&magnitude).map_err(|_| NumberError::Overflow)?;
        let signed = if self.negative {
            magnitude.wrapping_neg()
        } else {
            magnitude
        };
        Decimal::new(signed, scale).map_err(|_| NumberError::Overflow)
    }
}

impl Part {
    #[allow(clippy::arithmetic_side_effects, reason = "integers without a limit")]
    fn steps(&self) -> UBig {
        &self.whole + UBig::from(u8::from(self.has_more))
    }
}

/// Digits behind the point to which a quotient is taken before it is rounded.
const QUOTIENT_DIGITS: u32 = 60;

/// The magnitudes of two numbers at one scale.
fn at_one_scale(numbers: [Decimal; 2]) -> [UBig; 2] {
    let places = numbers.iter().map(|number| number.scale()).max();
    numbers.map(|number| scaled(number, places.unwrap_or(0)))
}

/// The magnitude of a number at a scale that is no smaller than its own.
#[allow(clippy::arithmetic_side_effects, reason = "integers without a limit")]
fn scaled(number: Decimal, places: u32) -> UBig {
    let (coefficient, scale) = number.normalised();
    UBig::from(coefficient.unsigned_abs()) * power(places.saturating_sub(scale))
}

fn power(exponent: u32) -> UBig {
    UBig::from(10_u8).pow(exponent as usize)
}
