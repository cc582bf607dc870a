//! What requests with an `Idempotency-Key` came to, so that asking again changes nothing.

use super::{Store, StoreError};
use crate::clock::Time;
use sqlx::{Any, Transaction};

/// How long a claim holds whose process did not live to complete it.
const CLAIM_SECONDS: i64 = 60;

/// How long a key is remembered.
const MEMORY_SECONDS: i64 = 24 * 3_600;

/// What became of claiming a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// It is ours: do the work, and complete it in the same transaction.
    Ours,
    /// The work was done: this is what it came to.
    Done(Completed),
    /// Somebody is at it.
    InFlight,
    /// It was used for another request.
    OtherRequest,
}

/// What a request came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completed {
    /// The status of the response.
    pub status: i64,
    /// The `Location` of what was made.
    pub location: String,
    /// The body of the response, JSON.
    pub body: String,
}

/// What a request came to, to be written with its work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// Which key.
    pub scope: String,
    /// Whose claim: one that has fallen due meanwhile completes nothing.
    pub claim: String,
    /// What it came to.
    pub completed: Completed,
}

impl Store {
    /// Claims a key of a caller (`scope`) for a request (`hash`) under a name that is used once (`claim`).
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn claim(
        &self,
        scope: &str,
        hash: &str,
        claim: &str,
        now: Time,
    ) -> Result<Claim, StoreError> {
        let mut transaction = self.write.begin().await?;
        sqlx::query("DELETE FROM idempotency WHERE claimed_at < $1 OR (scope = $2 AND status = 0 AND claimed_at < $3)")
            .bind(now.plus_seconds(-MEMORY_SECONDS).0)
            .bind(scope)
            .bind(now.plus_seconds(-CLAIM_SECONDS).0)
            .execute(&mut *transaction)
            .await?;
        let made = sqlx::query(
            "INSERT INTO idempotency (scope, request_hash, claimed_at, claim, status, location, body) \
             VALUES ($1, $2, $3, $4, 0, '', '') ON CONFLICT (scope) DO NOTHING",
        )
        .bind(scope)
        .bind(hash)
        .bind(now.0)
        .bind(claim)
        .execute(&mut *transaction)
        .await?;
        let (known, status, location, body): (String, i64, String, String) = sqlx::query_as(
            "SELECT request_hash, status, location, body FROM idempotency WHERE scope = $1",
        )
        .bind(scope)
        .fetch_one(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(match (made.rows_affected(), status) {
            (1, _) => Claim::Ours,
            _ if known != hash => Claim::OtherRequest,
            (_, 0) => Claim::InFlight,
            _ => Claim::Done(Completed {
                status,
                location,
                body,
            }),
        })
    }

    /// Gives a claim back under which nothing was done.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer: then it falls due by itself.
    pub async fn give_back(&self, scope: &str, claim: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM idempotency WHERE scope = $1 AND claim = $2 AND status = 0")
            .bind(scope)
            .bind(claim)
            .execute(&self.write)
            .await?;
        Ok(())
    }
}

impl Completion {
    /// Writes it with the work that it completes. Where the claim has fallen due meanwhile and is somebody else's, the work must not be done twice: that is an error.
    pub(crate) async fn write(
        &self,
        transaction: &mut Transaction<'static, Any>,
    ) -> Result<(), StoreError> {
        let Completed {
            status,
            location,
            body,
        } = &self.completed;
        let done = sqlx::query("UPDATE idempotency SET status = $3, location = $4, body = $5 WHERE scope = $1 AND claim = $2 AND status = 0")
            .bind(&self.scope)
            .bind(&self.claim)
            .bind(*status)
            .bind(location)
            .bind(body)
            .execute(&mut **transaction)
            .await?;
        if done.rows_affected() == 1 {
            Ok(())
        } else {
            Err(StoreError::ClaimLost)
        }
    }
}
