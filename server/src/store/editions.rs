//! Editions, and the lines that say from which date each decides.

use super::{Change, Store, StoreError};
use crate::business::Business;
use crate::clock::Time;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// How far an edition has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Uploaded: it can be evaluated by its name, to try it, and decides nothing.
    Draft,
    /// Approved by somebody else than its author.
    Approved,
    /// It decides from some date on.
    Active,
    /// It decides nothing any more; its decisions can be replayed.
    Retired,
}

impl State {
    const ALL: [Self; 4] = [Self::Draft, Self::Approved, Self::Active, Self::Retired];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Approved => "approved",
            Self::Active => "active",
            Self::Retired => "retired",
        }
    }

    /// Whether it may decide.
    #[must_use]
    pub const fn decides(self) -> bool {
        matches!(self, Self::Approved | Self::Active)
    }
}

/// What is known of an edition, beside its bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct EditionEntry {
    /// Its name: the hash of its bundle.
    pub edition: String,
    /// The rulebook that it is one of.
    pub rulebook: String,
    /// The version in its header.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub version: Option<String>,
    /// Two editions with the same meaning hash answer alike.
    pub meaning_hash: String,
    /// How far it has come.
    pub state: State,
    /// Who uploaded it.
    pub author: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub uploaded_at: Time,
    /// Who approved it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub approver: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub approved_at: Option<Time>,
    /// Who retired it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub retired_by: Option<String>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime, nullable = false)]
    pub retired_at: Option<Time>,
}

/// A line of a rulebook's timeline: from a date on, an edition decides for one kind of business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Line {
    /// Of two lines of one date the one with the greater number counts.
    #[serde(skip)]
    pub number: i64,
    /// Of which rulebook.
    #[serde(skip)]
    pub rulebook: String,
    /// For which business.
    pub business: Business,
    /// From which date on.
    #[schema(format = Date)]
    pub from: String,
    /// Which edition.
    pub edition: String,
}

type Row = (
    String,
    String,
    String,
    String,
    String,
    String,
    i64,
    String,
    i64,
    String,
    i64,
);

macro_rules! columns {
    ($rest:literal) => {
        concat!(
            "SELECT hash, rulebook, version, meaning_hash, state, author, uploaded_at, approver, approved_at, retired_by, retired_at FROM edition ",
            $rest
        )
    };
}

impl Store {
    /// The names of the rulebooks behind a name, sorted.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn rulebooks(&self, behind: &str, most: i64) -> Result<Vec<String>, StoreError> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT DISTINCT rulebook FROM edition WHERE rulebook > $1 ORDER BY rulebook LIMIT $2",
        )
        .bind(behind)
        .bind(most)
        .fetch_all(&self.read)
        .await?;
        Ok(rows.into_iter().map(|row| row.0).collect())
    }

    /// The editions of a rulebook uploaded before one (time and hash), the latest first; of a state, or of any.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn editions(
        &self,
        rulebook: &str,
        state: Option<State>,
        before: (i64, &str),
        most: i64,
    ) -> Result<Vec<EditionEntry>, StoreError> {
        let rows: Vec<Row> = sqlx::query_as(columns!(
            "WHERE rulebook = $1 AND ($2 = '' OR state = $2) AND (uploaded_at < $3 OR (uploaded_at = $3 AND hash < $4)) \
             ORDER BY uploaded_at DESC, hash DESC LIMIT $5"
        ))
        .bind(rulebook)
        .bind(state.map_or("", State::name))
        .bind(before.0)
        .bind(before.1)
        .bind(most)
        .fetch_all(&self.read)
        .await?;
        rows.into_iter().map(edition).collect()
    }

    /// An edition of a rulebook.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn edition(
        &self,
        rulebook: &str,
        hash: &str,
    ) -> Result<Option<EditionEntry>, StoreError> {
        let row: Option<Row> = sqlx::query_as(columns!("WHERE rulebook = $1 AND hash = $2"))
            .bind(rulebook)
            .bind(hash)
            .fetch_optional(&self.read)
            .await?;
        row.map(edition).transpose()
    }

    /// The bundle of an edition.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn bundle(&self, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let row: Option<(Vec<u8>,)> = sqlx::query_as("SELECT bundle FROM edition WHERE hash = $1")
            .bind(hash)
            .fetch_optional(&self.read)
            .await?;
        Ok(row.map(|row| row.0))
    }

    /// All lines of all rulebooks, in their order, and whether the edition of each may decide.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn lines(&self) -> Result<Vec<(Line, State)>, StoreError> {
        let rows: Vec<(i64, String, String, String, String, String)> = sqlx::query_as(
            "SELECT a.number, a.rulebook, a.business, a.from_date, a.edition, e.state \
             FROM activation a JOIN edition e ON e.hash = a.edition ORDER BY a.rulebook, a.business, a.from_date, a.number",
        )
        .fetch_all(&self.read)
        .await?;
        let line = |(number, rulebook, business, from, edition, state): (
            i64,
            String,
            String,
            String,
            String,
            String,
        )| {
            let business =
                Business::named(&business).ok_or_else(|| StoreError::Unreadable(business))?;
            let state = state_named(&state)?;
            Ok((
                Line {
                    number,
                    rulebook,
                    business,
                    from,
                    edition,
                },
                state,
            ))
        };
        rows.into_iter().map(line).collect()
    }
}

impl Change {
    /// An edition as this change finds it.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn edition(
        &mut self,
        rulebook: &str,
        hash: &str,
    ) -> Result<Option<EditionEntry>, StoreError> {
        let row: Option<Row> = sqlx::query_as(columns!("WHERE rulebook = $1 AND hash = $2"))
            .bind(rulebook)
            .bind(hash)
            .fetch_optional(&mut *self.transaction)
            .await?;
        row.map(edition).transpose()
    }

    /// Keeps an edition.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn add_edition(
        &mut self,
        entry: &EditionEntry,
        warnings: &str,
        bundle: &[u8],
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO edition (hash, rulebook, version, meaning_hash, state, author, uploaded_at, approver, approved_at, retired_by, \
             retired_at, warnings, bundle) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '', 0, $10, $11)",
        )
        .bind(&entry.edition)
        .bind(&entry.rulebook)
        .bind(entry.version.as_deref().unwrap_or_default())
        .bind(&entry.meaning_hash)
        .bind(entry.state.name())
        .bind(&entry.author)
        .bind(entry.uploaded_at.0)
        .bind(entry.approver.as_deref().unwrap_or_default())
        .bind(entry.approved_at.map_or(0, |at| at.0))
        .bind(warnings)
        .bind(bundle)
        .execute(&mut *self.transaction)
        .await?;
        Ok(())
    }

    /// Marks an edition as approved.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn approve(&mut self, hash: &str, by: &str) -> Result<(), StoreError> {
        sqlx::query("UPDATE edition SET state = 'approved', approver = $2, approved_at = $3 WHERE hash = $1")
            .bind(hash)
            .bind(by)
            .bind(self.at.0)
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Marks an edition as retired.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn retire(&mut self, hash: &str, by: &str) -> Result<(), StoreError> {
        sqlx::query("UPDATE edition SET state = 'retired', retired_by = $2, retired_at = $3 WHERE hash = $1")
            .bind(hash)
            .bind(by)
            .bind(self.at.0)
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }

    /// Writes a line: from a date on, an edition decides for one kind of business. It is active from now on.
    ///
    /// # Errors
    /// [`StoreError`] where the storage does not answer.
    pub async fn activate(
        &mut self,
        (rulebook, hash): (&str, &str),
        business: Business,
        from: &str,
        by: &str,
    ) -> Result<(), StoreError> {
        sqlx::query("INSERT INTO activation (number, rulebook, business, from_date, edition, by_whom, at) VALUES ($1, $2, $3, $4, $5, $6, $7)")
            .bind(self.number)
            .bind(rulebook)
            .bind(business.name())
            .bind(from)
            .bind(hash)
            .bind(by)
            .bind(self.at.0)
            .execute(&mut *self.transaction)
            .await?;
        sqlx::query("UPDATE edition SET state = 'active' WHERE hash = $1")
            .bind(hash)
            .execute(&mut *self.transaction)
            .await?;
        Ok(())
    }
}

fn state_named(name: &str) -> Result<State, StoreError> {
    let state = State::ALL.into_iter().find(|state| state.name() == name);
    state.ok_or_else(|| StoreError::Unreadable(format!("the state {name}")))
}

fn edition(row: Row) -> Result<EditionEntry, StoreError> {
    let (
        edition,
        rulebook,
        version,
        meaning_hash,
        state,
        author,
        uploaded_at,
        approver,
        approved_at,
        retired_by,
        retired_at,
    ) = row;
    let text = |text: String| (!text.is_empty()).then_some(text);
    let time = |time: i64| (time != 0).then_some(Time(time));
    Ok(EditionEntry {
        edition,
        rulebook,
        version: text(version),
        meaning_hash,
        state: state_named(&state)?,
        author,
        uploaded_at: Time(uploaded_at),
        approver: text(approver),
        approved_at: time(approved_at),
        retired_by: text(retired_by),
        retired_at: time(retired_at),
    })
}
