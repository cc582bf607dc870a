//! Which edition decides, as this instance knows it: a snapshot that is exchanged as a whole.

mod fields;
mod loaded;
mod snapshot;

pub use loaded::{Answered, Loaded, Reply};
pub(crate) use snapshot::unknown_rulebook;
pub use snapshot::{Chosen, Snapshot};

use crate::problem::{Kind, Problem};
use crate::store::{Store, StoreError};
use arc_swap::ArcSwap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How many editions that decide nothing are kept in memory, for those who try or replay them.
const SPARE: usize = 16;

/// How often the storage is asked within the delay of a switch.
const ASKED_IN_A_DELAY: u32 = 4;

/// What this instance knows of the storage.
#[derive(Debug)]
pub struct Registry {
    store: Store,
    current: ArcSwap<Snapshot>,
    /// When the last asking began that the current snapshot is the answer to, in microseconds since `begun`.
    asked: AtomicU64,
    begun: Instant,
    delay: Duration,
    /// Held by whoever refreshes.
    refreshing: tokio::sync::Mutex<()>,
    /// Editions that decide nothing, the last used behind.
    spare: Mutex<Vec<Arc<Loaded>>>,
}

impl Registry {
    /// Reads what there is.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn open(store: Store, delay: Duration) -> Result<Arc<Self>, StoreError> {
        let registry = Arc::new(Self {
            store,
            current: ArcSwap::from_pointee(Snapshot::default()),
            asked: AtomicU64::new(0),
            begun: Instant::now(),
            delay,
            refreshing: tokio::sync::Mutex::new(()),
            spare: Mutex::new(Vec::new()),
        });
        registry.refresh().await?;
        Ok(registry)
    }

    /// What a request works with, from its beginning to its end.
    ///
    /// # Errors
    /// [`Kind::Unavailable`] where it may be older than the delay that was announced: an edition that should no longer decide might.
    pub fn current(&self) -> Result<Arc<Snapshot>, Problem> {
        let asked = Duration::from_micros(self.asked.load(Ordering::Acquire));
        if self.begun.elapsed().saturating_sub(asked) > self.delay {
            let detail = "this instance has not heard from the storage for too long to say which edition decides";
            return Err(Problem::new(Kind::Unavailable, detail));
        }
        Ok(self.current.load_full())
    }

    /// Whether there are keys, so that the service is not open.
    #[must_use]
    pub fn has_keys(&self) -> bool {
        self.current.load().has_keys()
    }

    /// Asks the storage whether anything has changed, and takes it over if so.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer: then everything stays as it is.
    pub async fn refresh(&self) -> Result<(), StoreError> {
        let _held = self.refreshing.lock().await;
        let begun = self.begun.elapsed();
        let generation = self.store.generation().await?;
        let current = self.current.load_full();
        if generation != current.generation {
            let next = Snapshot::read(&self.store, generation, &current).await?;
            self.current.store(Arc::new(next));
        }
        self.asked.store(
            u64::try_from(begun.as_micros()).unwrap_or(u64::MAX),
            Ordering::Release,
        );
        Ok(())
    }

    /// Asks again and again, until the task is ended.
    pub async fn watch(self: Arc<Self>) {
        let pause = self
            .delay
            .checked_div(ASKED_IN_A_DELAY)
            .unwrap_or(self.delay);
        loop {
            tokio::time::sleep(pause).await;
            if let Err(error) = self.refresh().await {
                tracing::warn!(%error, "the storage was not asked for changes");
            }
        }
    }

    /// An edition by its hash, whether it decides or not; nothing where the storage has none.
    ///
    /// # Errors
    /// [`Problem`] where the storage does not answer, or the edition cannot be loaded.
    pub async fn loaded(&self, hash: &str) -> Result<Option<Arc<Loaded>>, Problem> {
        if let Some(known) = self
            .current
            .load()
            .loaded(hash)
            .or_else(|| self.spare(hash))
        {
            return Ok(Some(known));
        }
        let Some(bundle) = self.store.bundle(hash).await? else {
            return Ok(None);
        };
        let loaded = Loaded::load(bundle)
            .await
            .map_err(|why| cannot_be_loaded(hash, &why))?;
        self.keep(Arc::clone(&loaded));
        Ok(Some(loaded))
    }

    fn spare(&self, hash: &str) -> Option<Arc<Loaded>> {
        let spare = self.spare.lock().ok()?;
        spare
            .iter()
            .find(|loaded| &*loaded.edition == hash)
            .cloned()
    }

    fn keep(&self, loaded: Arc<Loaded>) {
        let Ok(mut spare) = self.spare.lock() else {
            return;
        };
        spare.retain(|known| known.edition != loaded.edition);
        if spare.len() >= SPARE {
            spare.remove(0);
        }
        spare.push(loaded);
    }
}

pub(crate) fn cannot_be_loaded(hash: &str, why: &str) -> Problem {
    tracing::error!(edition = hash, why, "an edition cannot be loaded");
    Problem::new(
        Kind::Internal,
        format!("the edition {hash} cannot be loaded by this version: {why}"),
    )
}
