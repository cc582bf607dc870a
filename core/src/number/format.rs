//! Numbers as text.

use std::fmt::{self, Write};

use super::Decimal;

/// The shortest text: no trailing zeros, no exponent, no `-0`.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.fixed(0), f)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn shortest() {
        for text in [
            "0",
            "-1",
            "1000",
            "0.5",
            "-0.05",
            "12.5",
            "0.0000000000000000000000000001",
        ] {
            assert_eq!(number(text).to_string(), text);
        }
        assert_eq!(number("1.500").to_string(), "1.5");
        assert_eq!(number("-0.00").to_string(), "0");
    }

    #[test]
    fn a_fixed_number_of_places() {
        let cases = [
            ("12.5", 2, "12.50"),
            ("-0.5", 2, "-0.50"),
            ("7", 3, "7.000"),
            ("7", 0, "7"),
            ("0", 2, "0.00"),
            ("1.2345", 2, "1.2345"),
            ("100", 30, "100.000000000000000000000000000000"),
        ];
        for (text, places, shown) in cases {
            assert_eq!(number(text).fixed(places).to_string(), shown);
        }
    }

    #[test]
    fn a_width_pads_and_never_cuts() {
        assert_eq!(format!("[{:>8}]", number("-1.25")), "[   -1.25]");
        assert_eq!(format!("[{:8}]", number("1.25").fixed(3)), "[   1.250]");
        assert_eq!(format!("[{:4.1}]", number("1.25")), "[1.25]");
    }
}
