//! The kinds of business for which editions come into force on different dates.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a decision is about: a policy that begins, or one that goes on for another term.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Default,
    Serialize,
    Deserialize,
    ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Business {
    /// A policy that begins.
    #[default]
    New,
    /// A policy that goes on for another term.
    Renewal,
}

impl Business {
    /// Both.
    pub const ALL: [Self; 2] = [Self::New, Self::Renewal];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Renewal => "renewal",
        }
    }

    /// The one of a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|business| business.name() == name)
    }
}
