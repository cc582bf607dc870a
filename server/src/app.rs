//! A service: its storage, what it knows, what it counts.

use crate::clock::Clock;
use crate::config::Config;
use crate::log::Recorder;
use crate::registry::Registry;
use crate::store::{Store, StoreError};
use crate::telemetry::{Correlations, Metrics};
use std::net::IpAddr;
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

/// A service that is at work.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// What the parts of a service share.
pub struct Inner {
    /// How it is set up.
    pub config: Config,
    /// Gives the time and ids.
    pub clock: Arc<dyn Clock>,
    /// Where everything is kept.
    pub store: Store,
    /// Which edition decides.
    pub registry: Arc<Registry>,
    /// Writes the log.
    pub recorder: Recorder,
    /// What is counted.
    pub metrics: Metrics,
    /// Gives ids to requests.
    pub correlations: Correlations,
    /// A place for each request at work.
    pub places: Arc<Semaphore>,
    /// Whether it is about to end: not ready for more.
    pub ending: std::sync::atomic::AtomicBool,
}

/// What runs beside the requests.
#[derive(Debug)]
pub struct Tasks {
    watch: JoinHandle<()>,
    write: JoinHandle<()>,
}

/// Why a service does not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The storage cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// It would be open to others.
    #[error(
        "without keys the service is open, so it listens on loopback only, and {0} is not: make a key first, `lutine keys make --name NAME --roles admin`"
    )]
    Open(IpAddr),
    /// It cannot listen.
    #[error("it cannot listen on {address}: {error}")]
    Listen {
        /// Where.
        address: std::net::SocketAddr,
        /// Why.
        error: std::io::Error,
    },
    /// A rulebook that it was told to load cannot be loaded.
    #[error("{path}: {why}", path = path.display())]
    Rulebook {
        /// Which.
        path: std::path::PathBuf,
        /// Why.
        why: String,
    },
    /// It cannot run.
    #[error("it cannot run: {0}")]
    Run(#[from] std::io::Error),
}

impl std::ops::Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl App {
    /// Opens the storage and begins to watch and to write.
    ///
    /// # Errors
    /// [`StartError`] where the storage cannot be used.
    pub async fn start(config: Config, clock: Arc<dyn Clock>) -> Result<(Self, Tasks), StartError> {
        let store = Store::open(&config.database_url, config.durability).await?;
        let registry = Registry::open(store.clone(), config.switch_delay()).await?;
        let (recorder, write) = Recorder::begin(store.clone());
        let watch = tokio::spawn(Arc::clone(&registry).watch());
        let places = usize::try_from(config.concurrency)
            .unwrap_or(usize::MAX)
            .min(Semaphore::MAX_PERMITS);
        let inner = Inner {
            places: Arc::new(Semaphore::new(places)),
            metrics: Metrics::default(),
            correlations: Correlations::new(&*clock),
            ending: false.into(),
            config,
            clock,
            store,
            registry,
            recorder,
        };
        Ok((Self(Arc::new(inner)), Tasks { watch, write }))
    }
}

impl Tasks {
    /// Ends them: what was handed in is written first. All other holders of the service must be gone.
    pub async fn end(self, app: App) {
        self.watch.abort();
        let store = app.store.clone();
        drop(app);
        // It ends when nobody can hand in any more.
        drop(self.write.await);
        store.close().await;
    }
}
