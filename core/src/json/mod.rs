//! JSON text as events, and values as JSON text; no number ever becomes a float.
//!
//! The decoder of a risk reads [`Events`], so that JSON text ([`JsonText`]) and typed values ([`ValueEvents`]) go one way.
//! [`JsonStream`] takes a file of many risks apart.

mod error;
mod event;
mod lines;
mod scanner;
mod stream;
mod string;
mod text;
mod values;
mod write;

pub use error::{JsonError, JsonErrorKind, Place};
pub use event::{Event, Events};
pub use scanner::MAX_NESTING;
pub use stream::{JsonStream, MAX_VALUE_BYTES, StreamError, StreamValue};
pub use text::JsonText;
pub use values::ValueEvents;
pub use write::{append_text, append_value, append_value_pretty};
