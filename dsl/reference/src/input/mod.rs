//! Reading a risk: JSON to items and their given values, or everything that is wrong with it.

mod fault;
mod field;
mod object;
mod plain;
mod risk;

pub use fault::{Fault, below};
pub use risk::{Item, Owner, Risk};

use crate::json::{self, Json};
use lutine_dsl::typed::Rulebook;

/// Reads one risk, or says all that is wrong with it.
pub fn read(rulebook: &Rulebook, json: &[u8]) -> Result<Risk, Vec<Fault>> {
    read_all(rulebook, json).unwrap_or_else(|error| Err(vec![Fault::not_json(&error)]))
}

fn read_all(
    rulebook: &Rulebook,
    json: &[u8],
) -> Result<Result<Risk, Vec<Fault>>, serde_json::Error> {
    let mut reader = object::Reader {
        rulebook,
        risk: Risk::default(),
        faults: Vec::new(),
    };
    match Json::of(json::parse(json)?)? {
        Json::Object(entries) => {
            reader.item(rulebook.root, None, &entries, "")?;
        }
        other => reader
            .faults
            .push(Fault::wrong_type("", "an object", &other)),
    }
    Ok(if reader.faults.is_empty() {
        Ok(reader.risk)
    } else {
        Err(reader.faults)
    })
}
