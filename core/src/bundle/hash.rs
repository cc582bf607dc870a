use sha2::{Digest, Sha256};
use std::fmt;

/// A SHA-256 hash. As text it is 64 hexadecimal digits.
///
/// ```
/// use lutine_core::bundle::Hash;
/// let hash = Hash::of(b"abc");
/// assert!(hash.to_string().starts_with("ba7816bf8f01cfea"));
/// assert_eq!(hash.short(), "ba7816bf8f01");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; Hash::BYTES]);

impl Hash {
    /// How many bytes it has.
    pub const BYTES: usize = 32;

    /// The hash of bytes: of a whole file it is the bundle hash.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// Its first 12 digits, for people.
    #[must_use]
    pub fn short(&self) -> String {
        self.to_string().chars().take(12).collect()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
