//! Lists, a page at a time.

use super::extract::malformed;
use crate::hex;
use crate::problem::Problem;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How many items a page has if nobody says.
const USUAL: i64 = 50;

/// How many it has at most.
const MOST: i64 = 500;

/// Part of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub(super) struct Page<T> {
    /// The items.
    pub(super) items: Vec<T>,
    /// What to ask for as `cursor` to get the next page; not there on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) next: Option<String>,
}

/// Which part of a list is asked for.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Paging {
    /// `next` of the page before.
    #[param(required = false, nullable = false)]
    pub(super) cursor: Option<String>,
    /// How many items a page has at most.
    #[param(required = false, nullable = false, minimum = 1, maximum = 500)]
    pub(super) limit: Option<i64>,
}

impl Paging {
    /// How many items are wanted.
    pub(super) fn most(&self) -> Result<i64, Problem> {
        most(self.limit)
    }

    /// Behind what the page begins, as [`Page::of`] said it.
    pub(super) fn cursor(&self) -> Result<Option<String>, Problem> {
        cursor(self.cursor.as_deref())
    }
}

/// How many items are wanted.
pub(super) fn most(limit: Option<i64>) -> Result<i64, Problem> {
    match limit.unwrap_or(USUAL) {
        limit @ 1..=MOST => Ok(limit),
        _ => Err(malformed(format!("`limit` must be from 1 to {MOST}"))),
    }
}

/// What a cursor stands for.
pub(super) fn cursor(cursor: Option<&str>) -> Result<Option<String>, Problem> {
    let read = |text: &str| {
        let pairs = text.as_bytes().chunks(2);
        let byte = |pair: &[u8]| u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok();
        let plain = text.len().is_multiple_of(2) && text.bytes().all(|b| b.is_ascii_hexdigit());
        let bytes: Option<Vec<u8>> = plain.then(|| pairs.map(byte).collect()).flatten();
        bytes.and_then(|bytes| String::from_utf8(bytes).ok())
    };
    cursor
        .map(|text| read(text).ok_or_else(unknown_cursor))
        .transpose()
}

/// A cursor that no page has given.
pub(super) fn unknown_cursor() -> Problem {
    malformed("`cursor` is not the `next` of a page")
}

impl<T> Page<T> {
    /// A page of items of which one more was asked for than there are on it, so that it is known whether there is another.
    pub(super) fn of(mut items: Vec<T>, most: i64, place: impl Fn(&T) -> String) -> Self {
        let most = usize::try_from(most).unwrap_or(usize::MAX);
        let more = items.len() > most;
        items.truncate(most);
        let next = items
            .last()
            .filter(|_| more)
            .map(|last| hex::encode(place(last).as_bytes()));
        Self { items, next }
    }
}
