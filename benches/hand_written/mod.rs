//! The personal auto tariff as one writes it by hand in Rust, for a number type of one's choice: structs, arrays, and the rates in
//! code. It is generic over the number only, so that decimals, integers and floats do the same work.

mod number;
mod policy;
mod rate;
mod tables;
mod write;

pub use number::{Cents, Float, Number};
pub use policy::{Driver, Marital, Policy, State, Use, Vehicle};
pub use rate::{Premiums, Quote, quote};
pub use rust_decimal::Decimal;
pub use tables::Tables;
