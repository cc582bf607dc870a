//! Numbers in a compiled bundle: coefficient and scale, as short as they go, so that equal numbers are equal bytes.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Decimal;

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (coefficient, scale) = self.normalised();
        (coefficient, u8::try_from(scale).unwrap_or(u8::MAX)).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (coefficient, scale) = <(i128, u8)>::deserialize(deserializer)?;
        Self::new(coefficient, u32::from(scale)).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_are_equal_bytes() {
        let write = |text: &str| serde_json::to_string(&text.parse::<Decimal>().unwrap()).unwrap();
        assert_eq!(write("-12.50"), "[-125,1]");
        assert_eq!(write("-12.50"), write("-12.5"));
        assert_eq!(write("-0"), "[0,0]");
    }

    #[test]
    fn what_no_decimal_can_be_is_refused() {
        let read =
            |text: &str| serde_json::from_str::<Decimal>(text).map(|number| number.to_string());
        assert_eq!(read("[-125,1]").unwrap(), "-12.5");
        assert_eq!(
            read("[-79228162514264337593543950335,0]").unwrap(),
            "-79228162514264337593543950335"
        );
        for text in [
            "[79228162514264337593543950336,0]",
            "[1,29]",
            "[1,255]",
            "[1,256]",
            "1.5",
            "[1]",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
