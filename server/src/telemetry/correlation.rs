//! The id under which a request is found in all logs.

use crate::clock::Clock;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use std::sync::atomic::{AtomicU64, Ordering};

/// The header that carries it, in and out.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The longest that is taken over.
const LONGEST: usize = 128;

/// Gives ids to requests that come without: what this process drew when it began, and a number.
#[derive(Debug)]
pub struct Correlations {
    drawn: u64,
    next: AtomicU64,
}

impl Correlations {
    /// Draws what tells this process from others.
    #[must_use]
    pub fn new(clock: &dyn Clock) -> Self {
        let mut drawn = [0; 8];
        // Without randomness the time must do: nothing is kept secret by it.
        if clock.fill(&mut drawn).is_err() {
            drawn = clock.now().0.to_be_bytes();
        }
        Self {
            drawn: u64::from_be_bytes(drawn),
            next: AtomicU64::new(1),
        }
    }

    /// The id of a request: that of the caller, the trace of a `traceparent` or an `X-Request-Id`; else a new one.
    pub(crate) fn id(&self, headers: &HeaderMap) -> HeaderValue {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let trace = text("traceparent").and_then(trace_id);
        let given = || text("x-request-id").filter(|id| is_id(id));
        let id = match trace.or_else(given) {
            Some(id) => HeaderValue::from_str(id),
            None => {
                let number = self.next.fetch_add(1, Ordering::Relaxed);
                HeaderValue::try_from(format!("{:016x}{number:016x}", self.drawn))
            }
        };
        id.unwrap_or(HeaderValue::from_static("unknown"))
    }
}

/// The trace id of a W3C `traceparent`: version, trace, parent, flags.
fn trace_id(parent: &str) -> Option<&str> {
    let mut parts = parent.split('-');
    let (version, trace, span) = (parts.next()?, parts.next()?, parts.next()?);
    let hex = |text: &str, length| {
        text.len() == length
            && text
                .bytes()
                .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
    };
    let sound = hex(version, 2) && version != "ff" && hex(trace, 32) && hex(span, 16);
    (sound && trace.bytes().any(|b| b != b'0')).then_some(trace)
}

/// Whether a text is plain enough to be written into logs.
fn is_id(text: &str) -> bool {
    let plain = |byte: u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'_' | b'.' | b':' | b'/' | b'=' | b'+')
    };
    (1..=LONGEST).contains(&text.len()) && text.bytes().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MachineClock;

    #[test]
    fn the_callers_id_is_kept_if_it_is_one() {
        let id = |name: &'static str, value: &'static str| {
            let headers = HeaderMap::from_iter([(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            )]);
            Correlations::new(&MachineClock)
                .id(&headers)
                .to_str()
                .expect("it is text")
                .to_owned()
        };
        let trace = "00-4bf92f3577b34da6a3ce929d0e0e4732-00f067aa0ba902b7-01";
        assert_eq!(id("traceparent", trace), "4bf92f3577b34da6a3ce929d0e0e4732");
        assert_eq!(id("x-request-id", "quote-7/3"), "quote-7/3");
        for wrong in ["", "a b", "a\"b", "{}"] {
            assert_eq!(id("x-request-id", wrong).len(), 32, "{wrong}");
        }
        assert_eq!(id("traceparent", "00-0-0-0").len(), 32);
    }
}
