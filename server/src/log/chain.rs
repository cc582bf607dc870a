//! How a record is hashed. Written down in `docs/src/reference/server.md`, so that others can check an export without this program.

use super::Decided;
use crate::hex;
use sha2::{Digest, Sha256};

/// Which way of writing a record is hashed.
const FORM: &str = "lutine decision record 1";

/// The hash of a record: SHA-256 over its fields in order, each as its bytes behind their number as eight bytes, the greatest first. So no two records are
/// written alike.
#[must_use]
pub fn hash_of(seq: i64, decided: &Decided, previous_hash: &str) -> String {
    let Decided {
        id,
        at,
        by,
        rulebook,
        edition,
        business,
        date,
        reference,
        outcome_kind,
        outcome,
        input,
        answer,
    } = decided;
    let (seq, at) = (seq.to_string(), at.0.to_string());
    let fields: [&str; 15] = [
        FORM,
        previous_hash,
        &seq,
        id,
        &at,
        by,
        rulebook,
        edition,
        business.name(),
        date,
        reference,
        outcome_kind.name(),
        outcome,
        input,
        answer,
    ];
    let mut hash = Sha256::new();
    for field in fields {
        let length = u64::try_from(field.len()).unwrap_or(u64::MAX);
        hash.update(length.to_be_bytes());
        hash.update(field.as_bytes());
    }
    hex::encode(&hash.finalize())
}
