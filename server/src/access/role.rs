//! What a key may be used for.

use super::Permission;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use utoipa::ToSchema;

/// What a key may be used for. No role contains another.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Sees rulebooks, sources, decisions and worksheets; replays.
    Reader,
    /// Evaluates and decides.
    Evaluator,
    /// Uploads editions.
    Author,
    /// Approves editions of others, activates and retires.
    Approver,
    /// Makes and revokes keys, reads the audit trail.
    Admin,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 5] = [
        Self::Reader,
        Self::Evaluator,
        Self::Author,
        Self::Approver,
        Self::Admin,
    ];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Evaluator => "evaluator",
            Self::Author => "author",
            Self::Approver => "approver",
            Self::Admin => "admin",
        }
    }

    /// Whether it allows something.
    #[must_use]
    pub const fn allows(self, permission: Permission) -> bool {
        use Permission as P;
        match permission {
            P::Anybody => true,
            P::SeeRulebooks => !matches!(self, Self::Admin),
            P::SeeSources => matches!(self, Self::Reader | Self::Author | Self::Approver),
            P::SeeDecisions => matches!(self, Self::Reader),
            P::Evaluate => matches!(self, Self::Evaluator),
            P::Upload => matches!(self, Self::Author),
            P::Release => matches!(self, Self::Approver),
            P::Administer => matches!(self, Self::Admin),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// There is no such role.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no role `{0}`; the roles are reader, evaluator, author, approver, admin")]
pub struct NoSuchRole(String);

impl FromStr for Role {
    type Err = NoSuchRole;

    fn from_str(text: &str) -> Result<Self, NoSuchRole> {
        let role = Self::ALL.into_iter().find(|role| role.name() == text);
        role.ok_or_else(|| NoSuchRole(text.to_owned()))
    }
}

/// The roles of a key.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Roles(pub BTreeSet<Role>);

impl Roles {
    /// All of them: what everybody has where there are no keys.
    #[must_use]
    pub fn all() -> Self {
        Self(Role::ALL.into())
    }

    /// Whether one of them allows something.
    #[must_use]
    pub fn allow(&self, permission: Permission) -> bool {
        self.0.iter().any(|role| role.allows(permission))
    }
}

impl fmt::Display for Roles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.0.iter().map(|role| role.name()).collect();
        f.write_str(&names.join(","))
    }
}

impl FromStr for Roles {
    type Err = NoSuchRole;

    fn from_str(text: &str) -> Result<Self, NoSuchRole> {
        let names = text
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        Ok(Self(names.map(str::parse).collect::<Result<_, _>>()?))
    }
}
