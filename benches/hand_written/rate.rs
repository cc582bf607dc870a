//! Rating and underwriting.

use super::{Driver, Marital, Number, Policy, Tables, Use, Vehicle};

/// The premiums of a vehicle.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs, reason = "named as in the rulebook")]
pub struct Premiums<N> {
    pub covers: [N; 4],
    pub total: N,
}

/// What a policy costs, and why it is written or not.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "named as in the rulebook")]
pub struct Quote<N> {
    pub count: usize,
    pub vehicles: [Premiums<N>; 4],
    pub subtotal: N,
    pub total: N,
    /// A bit for each reason, in the order of the rules.
    pub reasons: u16,
}

/// Rates a policy.
#[inline]
#[must_use]
pub fn quote<N: Number>(tables: &Tables<N>, policy: &Policy) -> Quote<N> {
    let none = Premiums {
        covers: [tables.none; 4],
        total: tables.none,
    };
    let mut vehicles = [none; 4];
    let mut sum = tables.none;
    for (place, vehicle) in policy.vehicles.iter().enumerate() {
        let driver = &policy.drivers[place % policy.drivers.len()];
        vehicles[place] = vehicle_premiums(tables, policy, vehicle, driver);
        sum = sum.plus(vehicles[place].total);
    }
    let state = policy.state as usize;
    let subtotal = sum.at_least(tables.minimum_premium[state]);
    Quote {
        count: policy.vehicles.len(),
        vehicles,
        subtotal,
        total: subtotal.plus(tables.policy_fee[state]),
        reasons: reasons(policy),
    }
}

#[inline]
fn band(ends: &[i32], value: i32) -> usize {
    ends.iter().position(|end| value < *end).unwrap_or(0)
}

#[inline]
const fn limit_row(limit: i32) -> usize {
    match limit {
        25 => 0,
        50 => 1,
        100 => 2,
        _ => 3,
    }
}

#[inline]
const fn deductible_row(deductible: i32) -> usize {
    match deductible {
        100 => 0,
        250 => 1,
        500 => 2,
        _ => 3,
    }
}

#[inline]
const fn age(policy: &Policy, driver: &Driver) -> i32 {
    (policy.effective - driver.birth_date) / 10_000
}

#[inline]
fn vehicle_premiums<N: Number>(
    tables: &Tables<N>,
    policy: &Policy,
    vehicle: &Vehicle,
    driver: &Driver,
) -> Premiums<N> {
    let state = policy.state as usize;
    let age = age(policy, driver);
    let vehicle_age = (policy.effective / 10_000 - vehicle.model_year).max(0);
    let territory = &tables.territory[usize::from(vehicle.territory) - 1];
    let is_married = usize::from(driver.marital == Marital::Married);
    let class = tables.driver_class[band(&tables.ages, age)][is_married];
    let points = tables.points[usize::from(driver.points)];
    let student = if driver.good_student && age < 25 {
        tables.good_student
    } else {
        tables.one
    };
    let symbol = &tables.symbol[usize::from(vehicle.symbol) - 1];
    let [liability, damage] = tables.vehicle_age[band(&tables.vehicle_ages, vehicle_age)];
    let mileage = tables.mileage[band(&tables.miles, vehicle.annual_miles)];
    let used = tables.used[vehicle.used as usize];
    let credit = tables.credit[usize::from(policy.credit_tier) - 1][state];
    let prior = if policy.prior_insurance {
        tables.one
    } else {
        tables.no_prior_insurance
    };
    let cars = if policy.vehicles.len() > 1 {
        tables.multi_car
    } else {
        tables.one
    };
    let driven = |cover: usize| territory[cover].times(class).times(points).times(student);
    let behind = |factor: N| factor.times(credit).times(prior).times(cars);
    let liable = |cover: usize, limit: N| {
        let factor = driven(cover).times(liability).times(mileage).times(used);
        tables.base_rate[state][cover].rated(behind(factor.times(limit)))
    };
    let physical = |cover: usize, deductible: Option<i32>| {
        let Some(deductible) = deductible else {
            return tables.none;
        };
        let factor = driven(cover).times(symbol[cover - 2]).times(damage);
        let factor = factor.times(mileage).times(used);
        let factor = factor.times(tables.deductible[deductible_row(deductible)][cover - 2]);
        tables.base_rate[state][cover].rated(behind(factor))
    };
    let covers = [
        liable(0, tables.limit[limit_row(vehicle.bi_limit)][0]),
        liable(1, tables.limit[limit_row(vehicle.pd_limit)][1]),
        physical(2, vehicle.comp_ded),
        physical(3, vehicle.coll_ded),
    ];
    let [bi, pd, comp, coll] = covers;
    Premiums {
        covers,
        total: bi.plus(pd).plus(comp).plus(coll),
    }
}

/// The rules that apply, a bit each.
#[must_use]
pub fn reasons(policy: &Policy) -> u16 {
    let year = policy.effective / 10_000;
    let (drivers, vehicles) = (&policy.drivers, &policy.vehicles);
    let points: u32 = drivers.iter().map(|driver| u32::from(driver.points)).sum();
    let any_young = drivers.iter().any(|driver| age(policy, driver) < 25);
    let rules = [
        drivers.iter().any(|driver| !driver.licensed),
        drivers.iter().all(|driver| age(policy, driver) < 18),
        points > 12,
        vehicles.iter().any(|vehicle| {
            let is_insured = vehicle.comp_ded.is_some() || vehicle.coll_ded.is_some();
            year - vehicle.model_year > 25 && is_insured
        }),
        vehicles
            .iter()
            .any(|vehicle| vehicle.used == Use::Business && vehicle.territory >= 450),
        points > 8,
        drivers.iter().any(|driver| driver.points >= 6),
        !policy.prior_insurance && policy.credit_tier >= 9,
        vehicles.iter().any(|vehicle| vehicle.annual_miles > 30_000),
        any_young
            && vehicles
                .iter()
                .any(|vehicle| vehicle.symbol >= 26 && vehicle.coll_ded.is_some()),
    ];
    let bits = rules.iter().enumerate();
    bits.fold(0, |bits, (place, applies)| {
        bits | (u16::from(*applies) << place)
    })
}
