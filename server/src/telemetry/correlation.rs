//! The id under which a request is found in all logs.

use crate::clock::{Clock, new_id};
use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// The header that carries it, in and out.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The longest that is taken over.
const LONGEST: usize = 128;

/// That of the caller: the trace of a `traceparent`, or an `X-Request-Id`; else a new one.
pub(crate) fn correlation_id(headers: &HeaderMap, clock: &dyn Clock) -> HeaderValue {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let trace = text("traceparent").and_then(trace_id);
    let given = || text("x-request-id").filter(|id| is_id(id));
    if let Some(id) = trace.or_else(given) {
        return HeaderValue::from_str(id).unwrap_or(HeaderValue::from_static("unknown"));
    }
    let made = new_id(clock, clock.now()).map(|id| id.to_string());
    let made = made.ok().and_then(|id| HeaderValue::from_str(&id).ok());
    made.unwrap_or(HeaderValue::from_static("unknown"))
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
            correlation_id(&headers, &MachineClock)
                .to_str()
                .expect("it is text")
                .to_owned()
        };
        let trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        assert_eq!(id("traceparent", trace), "4bf92f3577b34da6a3ce929d0e0e4736");
        assert_eq!(id("x-request-id", "quote-7/3"), "quote-7/3");
        for wrong in ["", "a b", "a\"b", "{}"] {
            assert_eq!(id("x-request-id", wrong).len(), 36, "{wrong}");
        }
        assert_eq!(id("traceparent", "00-0-0-0").len(), 36);
    }
}
