//! What is told of a service at work: its log, its counts.

mod correlation;
mod logging;
mod metrics;

pub(crate) use correlation::{HEADER as CORRELATION_HEADER, correlation_id};
pub use logging::begin_logging;
pub use metrics::{Labels, Metrics};
