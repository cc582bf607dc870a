//! A decision as it is recorded.

use crate::business::Business;
use crate::clock::Time;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Whether everything that was asked is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum OutcomeKind {
    /// Every field of the answer.
    Answered,
    /// Some fields are in error, and the answer says why.
    Errors,
}

impl OutcomeKind {
    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::Errors => "errors",
        }
    }

    /// The one of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Answered, Self::Errors]
            .into_iter()
            .find(|kind| kind.name() == name)
    }
}

/// What was decided, before it has its place in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// Its id, a UUID.
    pub id: String,
    /// When.
    pub at: Time,
    /// By whom: the name and the id of the key.
    pub by: String,
    /// By which rulebook.
    pub rulebook: Arc<str>,
    /// By which of its editions.
    pub edition: Arc<str>,
    /// For which business the edition was chosen.
    pub business: Business,
    /// For which date.
    pub date: String,
    /// What the caller calls it; empty if nothing.
    pub reference: String,
    /// Whether everything is answered.
    pub outcome_kind: OutcomeKind,
    /// What was decided: the first field of the answer that is one of an enumeration; empty if there is none.
    pub outcome: String,
    /// The risk, as it was received.
    pub input: String,
    /// The answer, byte for byte.
    pub answer: String,
}

/// A record of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its place, from 1, without holes.
    pub seq: i64,
    /// What was decided.
    pub decided: Decided,
    /// The hash of the record before.
    pub previous_hash: String,
    /// The hash of this record.
    pub hash: String,
}
