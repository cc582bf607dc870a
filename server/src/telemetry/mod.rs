//! What is told of a service at work: its log, its counts.

mod correlation;
mod logging;
mod metrics;

pub use correlation::Correlations;
pub(crate) use correlation::HEADER as CORRELATION_HEADER;
pub use logging::begin_logging;
pub use metrics::{Labels, Metrics};
