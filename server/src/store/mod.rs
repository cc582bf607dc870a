//! What is kept, on SQLite or PostgreSQL: one set of statements, with types that both have.

mod audit;
mod change;
mod decisions;
mod editions;
mod idempotency;
mod keys;
mod migrations;

pub use audit::AuditEntry;
pub use change::Change;
pub use decisions::{DecisionFilter, Head};
pub use editions::{EditionEntry, Line, State};
pub use idempotency::{Claim, Completed, Completion};

use crate::config::{Durability, without_password};
use crate::problem::{Kind, Problem};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyConnection, AnyPool, Executor};
use std::str::FromStr;
use std::sync::Once;
use std::time::Duration;

/// How many connections read a SQLite file, beside the one that writes.
const SQLITE_READERS: u32 = 4;

/// How many connections an instance has to PostgreSQL.
const POSTGRES_CONNECTIONS: u32 = 12;

/// How long a request waits for a connection.
const CONNECTION_WAIT: Duration = Duration::from_secs(5);

/// Where everything is kept.
#[derive(Debug, Clone)]
pub struct Store {
    /// For what only reads.
    read: AnyPool,
    /// For what writes; of SQLite one connection, for it has one writer.
    write: AnyPool,
    /// Whether values of a statement have numbers there, as those of PostgreSQL must.
    numbered: bool,
}

/// Why something could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The database refuses, or cannot be reached.
    #[error("the storage: {0}")]
    Database(#[from] sqlx::Error),
    /// The tables are not what this version knows.
    #[error("the tables of the storage: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// It is neither SQLite nor PostgreSQL.
    #[error("`{0}` is no place to store in: say sqlite:FILE or postgres://USER@HOST/DATABASE")]
    NoSuchKind(String),
    /// What is read back is not what was written.
    #[error("the storage holds what this version cannot have written: {0}")]
    Unreadable(String),
    /// The work under an `Idempotency-Key` took so long that somebody else has begun it anew.
    #[error("the claim of an Idempotency-Key was lost")]
    ClaimLost,
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "storage failed");
        match error {
            StoreError::Database(
                sqlx::Error::ColumnDecode { .. }
                | sqlx::Error::Decode(_)
                | sqlx::Error::ColumnNotFound(_),
            )
            | StoreError::Unreadable(_) => {
                Self::new(Kind::Internal, "what is stored cannot be read")
            }
            _ => Self::new(Kind::Unavailable, "the storage does not answer"),
        }
    }
}

impl Store {
    /// Opens it, and makes its tables or brings them up to date.
    ///
    /// # Errors
    /// [`StoreError`] where it cannot be opened, or is of a newer version.
    pub async fn open(url: &str, durability: Durability) -> Result<Self, StoreError> {
        Self::open_in(url, durability, "rwc").await
    }

    /// Opens one that is there: a file that is not is not made.
    ///
    /// # Errors
    /// As for [`Store::open`].
    pub async fn open_existing(url: &str, durability: Durability) -> Result<Self, StoreError> {
        Self::open_in(url, durability, "rw").await
    }

    async fn open_in(url: &str, durability: Durability, mode: &str) -> Result<Self, StoreError> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let store = match url.split(':').next() {
            Some("sqlite") => Self::open_sqlite(url, durability, mode).await?,
            Some("postgres" | "postgresql") => Self::open_postgres(url, durability).await?,
            _ => return Err(StoreError::NoSuchKind(without_password(url))),
        };
        Ok(store)
    }

    async fn open_sqlite(
        url: &str,
        durability: Durability,
        mode: &str,
    ) -> Result<Self, StoreError> {
        let url = if url.contains('?') {
            url.to_owned()
        } else {
            format!("{url}?mode={mode}")
        };
        let options = AnyConnectOptions::from_str(&url)?;
        let setting = match durability {
            Durability::Disk => "PRAGMA synchronous = FULL",
            Durability::Process => "PRAGMA synchronous = NORMAL",
        };
        let pool = |most| {
            pool(most).after_connect(move |connection, _| {
                Box::pin(async move {
                    connection.execute("PRAGMA busy_timeout = 5000").await?;
                    connection.execute("PRAGMA journal_mode = WAL").await?;
                    connection.execute("PRAGMA foreign_keys = ON").await?;
                    // Written back to the file in larger pieces than SQLite's own, which under load come several times a second.
                    connection
                        .execute("PRAGMA wal_autocheckpoint = 8000")
                        .await?;
                    connection.execute(setting).await?;
                    Ok(())
                })
            })
        };
        let write = pool(1).connect_with(options.clone()).await?;
        migrations::SQLITE.run(&write).await?;
        let read = pool(SQLITE_READERS).connect_with(options).await?;
        let numbered = false;
        Ok(Self {
            read,
            write,
            numbered,
        })
    }

    async fn open_postgres(url: &str, durability: Durability) -> Result<Self, StoreError> {
        let options = AnyConnectOptions::from_str(url)?;
        let setting = match durability {
            Durability::Disk => "SET synchronous_commit = on",
            Durability::Process => "SET synchronous_commit = off",
        };
        let connect =
            pool(POSTGRES_CONNECTIONS).after_connect(move |connection: &mut AnyConnection, _| {
                Box::pin(async move { connection.execute(setting).await.map(|_| ()) })
            });
        let write = connect.connect_with(options).await?;
        migrations::POSTGRES.run(&write).await?;
        let (read, numbered) = (write.clone(), true);
        Ok(Self {
            read,
            write,
            numbered,
        })
    }

    /// Whether it answers.
    ///
    /// # Errors
    /// [`StoreError`] if it does not.
    pub async fn generation(&self) -> Result<i64, StoreError> {
        let row: (i64,) = sqlx::query_as("SELECT generation FROM registry WHERE one = 1")
            .fetch_one(&self.read)
            .await?;
        Ok(row.0)
    }

    /// Lets go of all connections; what is being written is written.
    pub async fn close(&self) {
        self.write.close().await;
        self.read.close().await;
    }
}

fn pool(most: u32) -> AnyPoolOptions {
    sqlx::pool::PoolOptions::<Any>::new()
        .max_connections(most)
        .acquire_timeout(CONNECTION_WAIT)
        .test_before_acquire(false)
}
