//! Risks for the personal auto tariff: the same ones in every run.

use crate::hand_written::{Driver, Marital, Policy, State, Use, Vehicle};
use std::fmt::Write;

/// A source of numbers (splitmix64).
#[derive(Debug, Clone)]
pub struct Source(u64);

impl Source {
    /// One that begins at a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below((high - low + 1) as u64) as i32
    }

    fn is_one_in(&mut self, count: u64) -> bool {
        self.below(count) == 0
    }

    fn one_of<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }

    fn date(&mut self, from: i32, to: i32) -> i32 {
        self.between(from, to) * 10_000 + self.between(1, 12) * 100 + self.between(1, 28)
    }
}

/// Policies of so many vehicles and drivers each.
#[must_use]
pub fn policies(count: u64, vehicles: usize, drivers: usize) -> Vec<Policy> {
    let mut source = Source::new(count ^ (vehicles as u64) << 32);
    let policy = |id| policy(&mut source, id, (vehicles, drivers));
    (0..count).map(policy).collect()
}

fn policy(source: &mut Source, id: u64, (vehicles, drivers): (usize, usize)) -> Policy {
    use State::{CA, FL, IL, NY, OH, TX};
    Policy {
        id,
        state: source.one_of(&[CA, FL, IL, NY, OH, TX]),
        effective: source.date(2025, 2025),
        prior_insurance: !source.is_one_in(7),
        credit_tier: source.between(1, 10) as u8,
        vehicles: (0..vehicles).map(|_| vehicle(source)).collect(),
        drivers: (0..drivers).map(|_| driver(source)).collect(),
    }
}

fn vehicle(source: &mut Source) -> Vehicle {
    let deductibles = [None, Some(100), Some(250), Some(500), Some(500), Some(1000)];
    Vehicle {
        model_year: if source.is_one_in(20) {
            source.between(1985, 2000)
        } else {
            source.between(2001, 2025)
        },
        symbol: source.between(1, 30) as u8,
        annual_miles: if source.is_one_in(30) {
            source.between(30_001, 45_000)
        } else {
            source.between(2_000, 24_000)
        },
        used: source.one_of(&[Use::Pleasure, Use::Commute, Use::Business, Use::Farm]),
        territory: source.between(1, 500) as u16,
        bi_limit: source.one_of(&[25, 50, 100, 250]),
        pd_limit: source.one_of(&[25, 50, 100, 250]),
        comp_ded: source.one_of(&deductibles),
        coll_ded: source.one_of(&deductibles),
    }
}

fn driver(source: &mut Source) -> Driver {
    let is_young = source.is_one_in(5);
    Driver {
        licensed: !source.is_one_in(100),
        licence_years: source.between(0, 40),
        points: if source.is_one_in(2) {
            source.between(0, 8) as u8
        } else {
            0
        },
        good_student: source.is_one_in(5),
        birth_date: if is_young {
            source.date(1999, 2009)
        } else {
            source.date(1940, 1998)
        },
        marital: source.one_of(&[Marital::Single, Marital::Married]),
    }
}

/// A policy as the text that a client would send.
#[must_use]
pub fn json(policy: &Policy) -> String {
    let date = |date: i32| {
        let (year, month, day) = (date / 10_000, date / 100 % 100, date % 100);
        format!("\"{year:04}-{month:02}-{day:02}\"")
    };
    let optional = |value: Option<i32>| value.map_or("null".to_owned(), |value| value.to_string());
    let used = |used| match used {
        Use::Pleasure => "pleasure",
        Use::Commute => "commute",
        Use::Business => "business",
        Use::Farm => "farm",
    };
    let mut text = format!(
        r#"{{"id":{},"state":"{:?}","effective":{},"prior_insurance":{},"credit_tier":{},"vehicles":["#,
        policy.id,
        policy.state,
        date(policy.effective),
        policy.prior_insurance,
        policy.credit_tier
    );
    for (place, vehicle) in policy.vehicles.iter().enumerate() {
        let comma = if place > 0 { "," } else { "" };
        let _ = write!(
            text,
            r#"{comma}{{"model_year":{},"symbol":{},"annual_miles":{},"use":"{}","territory":{},"bi_limit":{},"pd_limit":{},"comp_ded":{},"coll_ded":{}}}"#,
            vehicle.model_year,
            vehicle.symbol,
            vehicle.annual_miles,
            used(vehicle.used),
            vehicle.territory,
            vehicle.bi_limit,
            vehicle.pd_limit,
            optional(vehicle.comp_ded),
            optional(vehicle.coll_ded)
        );
    }
    text.push_str(r#"],"drivers":["#);
    for (place, driver) in policy.drivers.iter().enumerate() {
        let comma = if place > 0 { "," } else { "" };
        let marital = match driver.marital {
            Marital::Single => "single",
            Marital::Married => "married",
        };
        let _ = write!(
            text,
            r#"{comma}{{"licensed":{},"licence_years":{},"points":{},"good_student":{},"birth_date":{},"marital":"{marital}"}}"#,
            driver.licensed,
            driver.licence_years,
            driver.points,
            driver.good_student,
            date(driver.birth_date)
        );
    }
    text.push_str("]}");
    text
}
