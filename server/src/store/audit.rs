//! The audit trail: who changed what, and when.

use super::{Store, StoreError};
use crate::clock::Time;
use serde::Serialize;
use utoipa::ToSchema;

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AuditEntry {
    /// Its number; later changes have greater ones.
    pub number: i64,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub at: Time,
    /// Who made it: the name and the id of the key.
    pub by: String,
    /// What was done: `edition.upload`, `edition.approve`, `edition.activate`, `edition.retire`, `key.make`, `key.revoke`, `log.retain`.
    pub action: String,
    /// To what: the hash of an edition, the id of a key.
    pub subject: String,
    /// What else belongs to it.
    pub detail: String,
}

impl Store {
    /// Changes before a number, the latest first.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn audit(&self, before: i64, most: i64) -> Result<Vec<AuditEntry>, StoreError> {
        let rows: Vec<(i64, i64, String, String, String, String)> = sqlx::query_as(
            "SELECT number, at, by_whom, action, subject, detail FROM audit WHERE number < $1 ORDER BY number DESC LIMIT $2",
        )
        .bind(before)
        .bind(most)
        .fetch_all(&self.read)
        .await?;
        let entry = |(number, at, by, action, subject, detail)| AuditEntry {
            number,
            at: Time(at),
            by,
            action,
            subject,
            detail,
        };
        Ok(rows.into_iter().map(entry).collect())
    }
}
