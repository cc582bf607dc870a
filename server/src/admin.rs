//! What is done beside a service that is at work, by whoever has its machine: the first key, the log.

use crate::access::{Caller, Key, NewKey};
use crate::clock::{Clock, Time};
use crate::config::Config;
use crate::log::{Defect, Record, Verified, verify};
use crate::store::{Store, StoreError};
use serde::Serialize;
use std::io::{self, Write};

/// How many records are read at once.
const PAGE: i64 = 1_000;

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum AdminError {
    /// The storage cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A secret cannot be made.
    #[error(transparent)]
    Randomness(#[from] crate::clock::NoRandomness),
    /// The export cannot be written, or nothing can run here.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// A record as an export has it, a JSON object a line. `docs/src/reference/server.md` says how it is hashed.
#[derive(Debug, Serialize)]
struct Exported<'r> {
    seq: i64,
    id: &'r str,
    /// Microseconds since 1970, which is what is hashed.
    at: i64,
    by: &'r str,
    rulebook: &'r str,
    edition: &'r str,
    business: &'r str,
    date: &'r str,
    reference: &'r str,
    outcome_kind: &'r str,
    outcome: &'r str,
    input: &'r str,
    answer: &'r str,
    previous_hash: &'r str,
    hash: &'r str,
}

/// Makes a key; gives its id and its secret.
///
/// # Errors
/// [`AdminError`].
pub fn make_key(
    config: &Config,
    new: NewKey,
    clock: &dyn Clock,
) -> Result<(String, String), AdminError> {
    let opened = Store::open(&config.database_url, config.durability);
    with_store(opened, async |store| {
        let by = at_the_machine();
        let (key, secret) = Key::make(new, &by.name, clock)?;
        let mut change = store.change(clock.now()).await?;
        change.add_key(&key).await?;
        let detail = format!("{}: {}", key.name, key.roles);
        change
            .commit(&by, ("key.make", &key.id, &detail), None)
            .await?;
        Ok((key.id.to_string(), secret.text().to_owned()))
    })
}

/// Reads the whole log and says whether it holds. `known` is a head that was printed once and kept elsewhere.
///
/// # Errors
/// [`AdminError`] where it cannot be read; what is wrong with it is a [`Defect`].
pub fn verify_log(
    config: &Config,
    known: Option<&str>,
) -> Result<Result<Verified, Defect>, AdminError> {
    with_store(existing(config), async |store| {
        Ok(verify(store, known).await?)
    })
}

/// Writes records as JSON lines, from a place on; how many.
///
/// # Errors
/// [`AdminError`].
pub fn export_log(config: &Config, from: i64, out: &mut impl Write) -> Result<u64, AdminError> {
    with_store(existing(config), async |store| {
        let (mut next, mut written) = (from, 0_u64);
        loop {
            let page = store.records_from(next, PAGE).await?;
            let Some(last) = page.last() else {
                out.flush()?;
                return Ok(written);
            };
            next = last.seq.saturating_add(1);
            for record in &page {
                serde_json::to_writer(&mut *out, &Exported::of(record)).map_err(io::Error::from)?;
                out.write_all(b"\n")?;
                written = written.saturating_add(1);
            }
        }
    })
}

/// Takes away the records before the first that is not older than a time; how many.
///
/// # Errors
/// [`AdminError`].
pub fn retain_log(config: &Config, from: Time, clock: &dyn Clock) -> Result<u64, AdminError> {
    with_store(existing(config), async |store| {
        let mut change = store.change(clock.now()).await?;
        let gone = change.forget_before(from).await?;
        let detail = format!("{gone} records");
        change
            .commit(
                &at_the_machine(),
                ("log.retain", &from.to_string(), &detail),
                None,
            )
            .await?;
        Ok(gone)
    })
}

impl<'r> Exported<'r> {
    fn of(record: &'r Record) -> Self {
        let decided = &record.decided;
        Self {
            seq: record.seq,
            id: &decided.id,
            at: decided.at.0,
            by: &decided.by,
            rulebook: &decided.rulebook,
            edition: &decided.edition,
            business: decided.business.name(),
            date: &decided.date,
            reference: &decided.reference,
            outcome_kind: decided.outcome_kind.name(),
            outcome: &decided.outcome,
            input: &decided.input,
            answer: &decided.answer,
            previous_hash: &record.previous_hash,
            hash: &record.hash,
        }
    }
}

/// Who works at the machine of the service, without a key.
fn at_the_machine() -> Caller {
    Caller::at_the_machine("somebody at the machine")
}

/// A storage that is there: a name that is misspelt is no empty log.
fn existing(config: &Config) -> impl Future<Output = Result<Store, StoreError>> {
    Store::open_existing(&config.database_url, config.durability)
}

fn with_store<T>(
    opened: impl Future<Output = Result<Store, StoreError>>,
    work: impl AsyncFnOnce(&Store) -> Result<T, AdminError>,
) -> Result<T, AdminError> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let store = opened.await?;
        let done = work(&store).await;
        store.close().await;
        done
    })
}
