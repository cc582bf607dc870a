//! What a service takes from its machine and an answer never sees: the time, and randomness for ids and secrets.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use serde::{Serialize, Serializer};
use std::fmt;
use std::time::{SystemTime, UNIX_EPOCH};
use uuid::{Builder, Uuid};

/// Gives the time, and bytes that nobody can guess. Tests have one of their own, so that what they see is always the same.
pub trait Clock: Send + Sync + 'static {
    /// Now.
    fn now(&self) -> Time;

    /// Fills bytes with randomness.
    ///
    /// # Errors
    /// Where the machine has none: a secret must not be made then.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness>;
}

/// The machine gives no randomness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this machine gives no randomness for ids and secrets")]
pub struct NoRandomness;

/// A point in time, in microseconds since 1970-01-01 UTC. As text it is as RFC 3339 writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Time(pub i64);

impl Time {
    /// The day, in UTC.
    #[must_use]
    pub fn day(self) -> NaiveDate {
        self.utc().date_naive()
    }

    /// So many seconds later.
    #[must_use]
    pub const fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds.saturating_mul(1_000_000)))
    }

    /// Reads what RFC 3339 writes, or a day alone, which is its beginning in UTC.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(day) = day(text) {
            return Some(Self(
                day.and_time(chrono::NaiveTime::MIN)
                    .and_utc()
                    .timestamp_micros(),
            ));
        }
        let time = DateTime::parse_from_rfc3339(text).ok()?;
        Some(Self(time.timestamp_micros()))
    }

    fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp_micros(self.0).unwrap_or_default()
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.utc().to_rfc3339_opts(SecondsFormat::Micros, true))
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A day such as 2025-12-31, and nothing else.
#[must_use]
pub fn day(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    (day.to_string() == text).then_some(day)
}

/// A new id (UUID version 7): those made later sort behind those made before, but for those of one millisecond.
///
/// # Errors
/// [`NoRandomness`].
pub fn new_id(clock: &dyn Clock, at: Time) -> Result<Uuid, NoRandomness> {
    let mut random = [0; 10];
    clock.fill(&mut random)?;
    let milliseconds = u64::try_from(at.0.div_euclid(1_000)).unwrap_or(0);
    Ok(Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid())
}

/// The clock and the randomness of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> Time {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        let micros = since.map_or(0, |since| since.as_micros());
        Time(i64::try_from(micros).unwrap_or(i64::MAX))
    }

    fn fill(&self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        getrandom::fill(bytes).map_err(|_| NoRandomness)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_and_read() {
        let time = Time::parse("2026-11-28T12:00:00.000001Z").expect("a time");
        assert_eq!(time.to_string(), "2026-11-28T12:00:00.000001Z");
        assert_eq!(
            Time::parse("2026-11-28"),
            Time::parse("2026-11-28T01:00:00+01:00")
        );
        for wrong in [
            "",
            "2026-13-01",
            "2026-1-1",
            "26-01-01",
            "2026-11-28T12:00:00",
            "+2026-01-01",
        ] {
            assert_eq!(Time::parse(wrong), None, "{wrong}");
        }
    }
}
