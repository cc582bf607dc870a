//! API keys: 256 random bits, shown once and kept as their SHA-256. So many random bits need no slow hash, which would be a way to keep the service busy.

use super::{Permission, Roles};
use crate::clock::{Clock, NoRandomness, Time};
use crate::hex;
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::{Arc, LazyLock};

/// How every key begins, so that scanners of sources know one.
const PREFIX: &str = "lutine_";

/// How many hexadecimal digits the id of a key has.
const ID_DIGITS: usize = 16;

/// What a caller sends.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// The text of it, to be shown once.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A key as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// Names it; the part of the secret before the dot.
    pub id: Arc<str>,
    /// What somebody called it. It stands in records and in the audit trail as who did something.
    pub name: Arc<str>,
    /// The SHA-256 of the secret.
    pub secret_hash: [u8; 32],
    /// What it may be used for.
    pub roles: Roles,
    /// Who made it.
    pub created_by: Arc<str>,
    /// When it was made.
    pub created_at: Time,
    /// From when it is no longer taken.
    pub expires_at: Option<Time>,
    /// When it was revoked.
    pub revoked_at: Option<Time>,
}

/// What is asked for when a key is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewKey {
    /// What it is called.
    pub name: String,
    /// What it may be used for.
    pub roles: Roles,
    /// From when it is no longer taken.
    pub expires_at: Option<Time>,
}

impl Key {
    /// Makes a key, and the secret that is not kept.
    ///
    /// # Errors
    /// [`NoRandomness`].
    pub fn make(new: NewKey, by: &str, clock: &dyn Clock) -> Result<(Self, Secret), NoRandomness> {
        let (mut id, mut secret) = ([0; ID_DIGITS / 2], [0; 32]);
        clock.fill(&mut id)?;
        clock.fill(&mut secret)?;
        let id = hex::encode(&id);
        let secret = Secret(format!("{PREFIX}{id}.{}", hex::encode(&secret)));
        let key = Self {
            id: id.into(),
            name: new.name.into(),
            secret_hash: Sha256::digest(secret.text()).into(),
            roles: new.roles,
            created_by: by.into(),
            created_at: clock.now(),
            expires_at: new.expires_at,
            revoked_at: None,
        };
        Ok((key, secret))
    }

    /// The id in what a caller sent; nothing if that is no key.
    #[must_use]
    pub fn id_in(sent: &str) -> Option<&str> {
        let (id, _) = sent.strip_prefix(PREFIX)?.split_once('.')?;
        (id.len() == ID_DIGITS).then_some(id)
    }

    /// Whether what a caller sent is this key, and may be used now. It takes as long for a wrong secret as for a right one.
    #[must_use]
    pub fn accepts(&self, sent: &str, now: Time) -> bool {
        let hash: [u8; 32] = Sha256::digest(sent).into();
        let differing = hash
            .iter()
            .zip(self.secret_hash)
            .fold(0, |differing, (a, b)| differing | (a ^ b));
        let expired = self.expires_at.is_some_and(|at| now >= at);
        differing == 0 && !expired && self.revoked_at.is_none()
    }
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The id of the key; empty where the service is open.
    pub key: Arc<str>,
    /// The name of the key; `anybody` where the service is open.
    pub name: Arc<str>,
    /// What they may do.
    pub roles: Roles,
}

impl Caller {
    /// Who asks an open service.
    #[must_use]
    pub fn anybody() -> Arc<Self> {
        static ANYBODY: LazyLock<Arc<Caller>> = LazyLock::new(|| Arc::new(Caller::nobody_known()));
        Arc::clone(&ANYBODY)
    }

    fn nobody_known() -> Self {
        Self {
            key: "".into(),
            name: "anybody".into(),
            roles: Roles::all(),
        }
    }

    /// Somebody without a key, who has the machine of the service.
    #[must_use]
    pub fn at_the_machine(name: &str) -> Self {
        Self {
            name: name.into(),
            ..Self::nobody_known()
        }
    }

    /// Whether nobody can be told apart, because the service is open.
    #[must_use]
    pub fn is_anybody(&self) -> bool {
        self.key.is_empty()
    }

    /// Whether they may do something.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.roles.allow(permission)
    }

    /// As it stands in records and in the audit trail: the name may be given twice, the id is not.
    #[must_use]
    pub fn signature(&self) -> String {
        if self.is_anybody() {
            return self.name.to_string();
        }
        format!("{} ({})", self.name, self.key)
    }
}
