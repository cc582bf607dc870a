//! Keys, by their hashes.

use super::{Change, Store, StoreError};
use crate::access::Key;
use crate::clock::Time;
use crate::hex;

type Row = (String, String, String, String, String, i64, i64, i64);

const COLUMNS: &str = "SELECT id, name, secret_hash, roles, created_by, created_at, expires_at, revoked_at FROM api_key ORDER BY id";

impl Store {
    /// All keys, by their ids.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn keys(&self) -> Result<Vec<Key>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(COLUMNS).fetch_all(&self.read).await?;
        rows.into_iter().map(key).collect()
    }
}

impl Change {
    /// Keeps a key.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn add_key(&mut self, key: &Key) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO api_key (id, name, secret_hash, roles, created_by, created_at, expires_at, revoked_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
        )
        .bind(&*key.id)
        .bind(&*key.name)
        .bind(hex::encode(&key.secret_hash))
        .bind(key.roles.to_string())
        .bind(&*key.created_by)
        .bind(key.created_at.0)
        .bind(key.expires_at.map_or(0, |at| at.0))
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Revokes a key; whether there is one. One that is revoked stays so.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn revoke_key(&mut self, id: &str) -> Result<bool, StoreError> {
        let done = sqlx::query("UPDATE api_key SET revoked_at = CASE WHEN revoked_at = 0 THEN $2 ELSE revoked_at END WHERE id = $1")
            .bind(id)
            .bind(self.at.0)
            .execute(&mut *self.transaction)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}

fn key(
    (id, name, secret_hash, roles, created_by, created_at, expires_at, revoked_at): Row,
) -> Result<Key, StoreError> {
    let unreadable = |what: &str| StoreError::Unreadable(format!("{what} of the key {id}"));
    let some = |time: i64| (time != 0).then_some(Time(time));
    Ok(Key {
        secret_hash: hex::decode_32(&secret_hash).ok_or_else(|| unreadable("the hash"))?,
        roles: roles.parse().map_err(|_| unreadable("the roles"))?,
        id: id.into(),
        name: name.into(),
        created_by: created_by.into(),
        created_at: Time(created_at),
        expires_at: some(expires_at),
        revoked_at: some(revoked_at),
    })
}
