//! Whether the log is what was written: every record in its place, with the hash of the one before and its own.

use super::{Record, hash_of};
use crate::store::{Head, Store, StoreError};
use thiserror::Error;

/// How many records are read at once.
const PAGE: i64 = 1_000;

/// A log that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many records there are.
    pub records: u64,
    /// Its end. Keep it elsewhere: what nothing inside can show is that the end of a log was cut off.
    pub head: Head,
}

/// The first thing that is wrong with a log.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Defect {
    /// A record is not there.
    #[error("record {seq} is missing")]
    Missing {
        /// Its place.
        seq: i64,
    },
    /// A record does not have the hash of the one before it.
    #[error("record {seq} ({id}) does not follow the record before it: that was altered or put in")]
    Broken {
        /// Its place.
        seq: i64,
        /// Its id.
        id: String,
    },
    /// A record is not what was hashed.
    #[error("record {seq} ({id}) was altered")]
    Altered {
        /// Its place.
        seq: i64,
        /// Its id.
        id: String,
    },
    /// The head is not the last record.
    #[error("the log ends with record {seq}, and its head says {head}")]
    Head {
        /// The place of the last record.
        seq: i64,
        /// The place in the head.
        head: i64,
    },
    /// A record that was the head once is not in the log.
    #[error(
        "no record has the hash {0}: the end of the log was cut off, or the log is another one"
    )]
    Cut(String),
}

/// Reads the whole log. `known` is a head that was printed once and kept elsewhere.
///
/// # Errors
/// [`StoreError`] where the storage does not answer; the [`Defect`] is no error of this function.
pub async fn verify(
    store: &Store,
    known: Option<&str>,
) -> Result<Result<Verified, Defect>, StoreError> {
    let ends = store.log_ends().await?;
    let mut chain = Chain {
        seq: ends.first_seq,
        previous_hash: ends.first_previous_hash.clone(),
        records: 0,
    };
    let mut found = known.is_none_or(|known| known == ends.first_previous_hash);
    loop {
        let page = store.records_from(chain.seq, PAGE).await?;
        if page.is_empty() {
            break;
        }
        for record in &page {
            // What was appended while this was reading is not looked at.
            if record.seq > ends.head.seq {
                return Ok(ended(chain, ends.head, found, known));
            }
            if let Err(defect) = chain.follow(record) {
                return Ok(Err(defect));
            }
            found |= known.is_some_and(|known| known == record.hash);
        }
    }
    Ok(ended(chain, ends.head, found, known))
}

fn ended(chain: Chain, head: Head, found: bool, known: Option<&str>) -> Result<Verified, Defect> {
    let last = chain.seq.saturating_sub(1);
    if last != head.seq || chain.previous_hash != head.hash {
        let (seq, head) = (last, head.seq);
        return Err(if head > seq {
            Defect::Missing { seq: chain.seq }
        } else {
            Defect::Head { seq, head }
        });
    }
    match known {
        Some(known) if !found => Err(Defect::Cut(known.to_owned())),
        _ => Ok(Verified {
            records: chain.records,
            head,
        }),
    }
}

/// How far the log was followed.
struct Chain {
    /// The place that must come next.
    seq: i64,
    /// The hash that the next record must have as that of the one before it.
    previous_hash: String,
    records: u64,
}

impl Chain {
    fn follow(&mut self, record: &Record) -> Result<(), Defect> {
        let Record {
            seq,
            decided,
            previous_hash,
            hash,
        } = record;
        let (seq, id) = (*seq, decided.id.clone());
        if seq != self.seq {
            return Err(Defect::Missing { seq: self.seq });
        }
        if *previous_hash != self.previous_hash {
            return Err(Defect::Broken { seq, id });
        }
        if *hash != hash_of(seq, decided, previous_hash) {
            return Err(Defect::Altered { seq, id });
        }
        self.seq = seq.saturating_add(1);
        self.previous_hash.clone_from(hash);
        self.records = self.records.saturating_add(1);
        Ok(())
    }
}
