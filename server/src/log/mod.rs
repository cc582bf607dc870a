//! The decision log: what was decided, by which edition, from which input; append-only, each record with the hash of the one before.

mod chain;
mod record;
mod recorder;
mod verify;

pub use chain::hash_of;
pub use record::{Decided, OutcomeKind, Record};
pub(crate) use recorder::chained;
pub use recorder::{Recorder, ToRecord};
pub use verify::{Defect, Verified, verify};
