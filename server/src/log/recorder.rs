//! Writes are grouped: whatever waits is written in one transaction, and acknowledged when that is committed.

use super::{Decided, Record, hash_of};
use crate::store::{Completion, Store, StoreError};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// The most records of a group.
const GROUP: usize = 512;

/// How many may wait; as many requests as are at work at once, as a rule fewer.
const WAITING: usize = 4_096;

/// A decision that is to be recorded.
#[derive(Debug)]
pub struct ToRecord {
    /// What was decided.
    pub decided: Decided,
    /// The codes under which it is found, beside its outcome.
    pub reasons: Vec<String>,
    /// The claim that it was made under.
    pub completion: Option<Completion>,
}

/// The one who writes.
#[derive(Debug, Clone)]
pub struct Recorder {
    queue: mpsc::Sender<Waiting>,
}

#[derive(Debug)]
struct Waiting {
    to_record: Vec<ToRecord>,
    done: oneshot::Sender<Result<(), Lost>>,
}

/// Why decisions are not recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Lost {
    Storage,
    Claim,
}

impl Recorder {
    /// Begins to write. The task ends when all that was handed in is written and nobody can hand in any more.
    #[must_use]
    pub fn begin(store: Store) -> (Self, JoinHandle<()>) {
        let (queue, waiting) = mpsc::channel(WAITING);
        (Self { queue }, tokio::spawn(write_all(store, waiting)))
    }

    /// Records decisions in one transaction. When this returns they are as durable as the settings say.
    ///
    /// # Errors
    /// [`StoreError`] where they are not recorded, or nobody knows whether they are, because the storage was lost while they were written.
    pub async fn record(&self, to_record: Vec<ToRecord>) -> Result<(), StoreError> {
        let (done, written) = oneshot::channel();
        let gone = || StoreError::Database(sqlx::Error::WorkerCrashed);
        self.queue
            .send(Waiting { to_record, done })
            .await
            .map_err(|_| gone())?;
        match written.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(Lost::Claim)) => Err(StoreError::ClaimLost),
            Ok(Err(Lost::Storage)) | Err(_) => Err(gone()),
        }
    }
}

async fn write_all(store: Store, mut waiting: mpsc::Receiver<Waiting>) {
    let mut group = Vec::with_capacity(GROUP);
    while waiting.recv_many(&mut group, GROUP).await > 0 {
        let mut acknowledged = Vec::with_capacity(group.len());
        let mut records = Vec::with_capacity(group.len());
        for Waiting { to_record, done } in group.drain(..) {
            acknowledged.push(done);
            records.push(to_record);
        }
        let written = store.append(records).await;
        if let Err(error) = &written {
            tracing::error!(%error, "decisions are not recorded");
        }
        for (place, done) in acknowledged.into_iter().enumerate() {
            let outcome = match &written {
                Ok(lost) if lost.contains(&place) => Err(Lost::Claim),
                Ok(_) => Ok(()),
                Err(_) => Err(Lost::Storage),
            };
            // Whoever waited may have gone; what is recorded is recorded.
            let _ = done.send(outcome);
        }
    }
}

/// Gives records their places behind a head.
pub(crate) fn chained(
    decided: impl IntoIterator<Item = Decided>,
    mut seq: i64,
    mut hash: String,
) -> Vec<Record> {
    let record = |decided: Decided| {
        seq = seq.saturating_add(1);
        let own = hash_of(seq, &decided, &hash);
        let previous_hash = std::mem::replace(&mut hash, own.clone());
        Record {
            seq,
            decided,
            previous_hash,
            hash: own,
        }
    };
    decided.into_iter().map(record).collect()
}
