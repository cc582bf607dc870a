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
