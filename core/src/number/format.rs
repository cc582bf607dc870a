//! Numbers as text.

use std::fmt::{self, Write};

use super::Decimal;

/// The shortest text: no trailing zeros, no exponent, no `-0`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if f.width().is_some() {
            let text = Fixed {
                value: *self,
                places: 0,
            }
            .to_string();
            return f.pad(&text);
        }
        write_number(f, *self, 0)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Decimal {
    /// The number with exactly `places` decimals, as money of a currency is written.
    ///
    /// A number that needs more places keeps them all: no digit is ever lost in print.
    ///
    /// ```
    /// use lutine_core::number::Decimal;
    /// assert_eq!(Decimal::new(125, 1)?.fixed(2).to_string(), "12.50");
    /// assert_eq!(Decimal::new(12_505, 3)?.fixed(2).to_string(), "12.505");
    /// # Ok::<(), lutine_core::number::NumberError>(())
    /// ```
    #[must_use]
    pub fn fixed(self, places: u8) -> Fixed {
        Fixed {
            value: self,
            places,
        }
    }
}

/// A number that prints with a fixed number of decimals; from [`Decimal::fixed`].
#[derive(Debug, Clone, Copy)]
pub struct Fixed {
    value: Decimal,
    places: u8,
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = u32::from(self.places);
        if f.width().is_none() {
            return write_number(f, self.value, places);
        }
        let mut digits = String::new();
        write_number(&mut digits, self.value.abs(), places)?;
        f.pad_integral(!self.value.is_negative(), "", &digits)
    }
}

/// Writes `value` with at least `places` decimals, more only if it has more.
fn write_number(f: &mut impl Write, value: Decimal, places: u32) -> fmt::Result {
    let (coefficient, scale) = value.normalised();
    if coefficient < 0 {
        f.write_char('-')?;
    }
    let magnitude = coefficient.unsigned_abs();
    if scale == 0 {
        write!(f, "{magnitude}")?;
        if places > 0 {
            f.write_char('.')?;
        }
    } else {
        let unit = 10_u128.checked_pow(scale).ok_or(fmt::Error)?;
        let (whole, fraction) = (magnitude.checked_div(unit), magnitude.checked_rem(unit));
        let (whole, fraction) = whole.zip(fraction).ok_or(fmt::Error)?;
        let width = usize::try_from(scale).map_err(|_| fmt::Error)?;
        write!(f, "{whole}.{fraction:0width$}")?;
    }
    for _ in scale..places {
        f.write_char('0')?;
    }
    Ok(())
}
