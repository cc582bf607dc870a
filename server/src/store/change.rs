//! A change of what is kept, beside the log: numbered, noted in the audit trail, whole or not at all.

use super::{Completion, Store, StoreError};
use crate::access::Caller;
use crate::clock::Time;
use sqlx::{Any, Transaction};

/// A change that is being made. It holds the number of the registry, so changes are made one after the other, whoever makes them; what is not committed has not
/// happened.
#[derive(Debug)]
pub struct Change {
    pub(super) transaction: Transaction<'static, Any>,
    /// Its number: that of the registry behind it.
    pub number: i64,
    /// When it is made.
    pub at: Time,
}

impl Store {
    /// Begins a change.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn change(&self, at: Time) -> Result<Change, StoreError> {
        let mut transaction = self.write.begin().await?;
        let number: (i64,) = sqlx::query_as(
            "UPDATE registry SET generation = generation + 1 WHERE one = 1 RETURNING generation",
        )
        .fetch_one(&mut *transaction)
        .await?;
        let number = number.0;
        Ok(Change {
            transaction,
            number,
            at,
        })
    }
}

impl Change {
    /// Notes it in the audit trail, completes the claim that it was made under, and commits it.
    ///
    /// # Errors
    /// [`StoreError`]: then it has not happened, unless the storage was lost while it was committing.
    pub async fn commit(
        mut self,
        by: &Caller,
        (action, subject, detail): (&str, &str, &str),
        completion: Option<Completion>,
    ) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO audit (number, at, by_whom, action, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)")
            .bind(self.number)
            .bind(self.at.0)
            .bind(by.signature())
            .bind(action)
            .bind(subject)
            .bind(detail)
            .execute(&mut *self.transaction)
            .await?;
        if let Some(completion) = completion {
            completion.write(&mut self.transaction).await?;
        }
        self.transaction.commit().await?;
        tracing::info!(by = by.signature(), action, subject, detail, "changed");
        Ok(())
    }
}
