//! What must hold for any text, any risk and any rulebook; and the texts that are made to break it.
//!
//! An *oracle* takes what somebody made up and panics where something that must stay true does not ([`text`]). Random tests and fuzz
//! targets are thin: they only make up, and ask. [`large`] has files of the largest size that were made to be slow.

pub mod agreement;
pub mod bundle;
pub mod large;
#[path = "../../tests/format/laws.rs"]
pub mod laws;
pub mod measure;
pub mod mutate;
pub mod nested;
pub mod targets;
pub mod text;
pub mod whole;
