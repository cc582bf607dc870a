//! What a personal auto policy is, and how its JSON is read.

use serde::{Deserialize, Deserializer};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[allow(missing_docs, reason = "the states of the tariff")]
pub enum State {
    CA,
    FL,
    IL,
    NY,
    OH,
    TX,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the uses of the tariff")]
pub enum Use {
    Pleasure,
    Commute,
    Business,
    Farm,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the two columns of the driver classes")]
pub enum Marital {
    Single,
    Married,
}

/// A policy of one to four vehicles and drivers.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "named as in the rulebook")]
pub struct Policy {
    pub id: u64,
    pub state: State,
    /// As a number of the form 20250131, as are all dates here.
    #[serde(deserialize_with = "date")]
    pub effective: i32,
    pub prior_insurance: bool,
    pub credit_tier: u8,
    pub vehicles: Vec<Vehicle>,
    pub drivers: Vec<Driver>,
}

/// A vehicle and its coverages.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "named as in the rulebook")]
pub struct Vehicle {
    pub model_year: i32,
    pub symbol: u8,
    pub annual_miles: i32,
    #[serde(rename = "use")]
    pub used: Use,
    pub territory: u16,
    pub bi_limit: i32,
    pub pd_limit: i32,
    pub comp_ded: Option<i32>,
    pub coll_ded: Option<i32>,
}

/// A driver.
#[derive(Debug, Clone, Deserialize)]
#[allow(missing_docs, reason = "named as in the rulebook")]
pub struct Driver {
    pub licensed: bool,
    pub licence_years: i32,
    pub points: u8,
    #[serde(default)]
    pub good_student: bool,
    #[serde(deserialize_with = "date")]
    pub birth_date: i32,
    pub marital: Marital,
}

fn date<'de, D: Deserializer<'de>>(from: D) -> Result<i32, D::Error> {
    let text = <&str>::deserialize(from)?;
    let digits = text.bytes().filter(|byte| byte.is_ascii_digit());
    Ok(digits.fold(0, |date, digit| date * 10 + i32::from(digit - b'0')))
}
