//! What the checker says: faults of names (`E01xx`), types (`E02xx`), units, currency and rounding (`E03xx`), tables
//! (`E04xx`), and of cycles and structure (`E05xx`).

use super::spelling::distance;

mod expression;
mod literal;
mod mismatch;
mod name;
mod structure;
mod test;

pub(crate) use expression::*;
pub(crate) use literal::*;
pub(crate) use mismatch::*;
pub(crate) use name::*;
pub(crate) use structure::*;
pub(crate) use test::*;

/// The nearest of some names to a misspelt one, if one is near.
pub(crate) fn nearest<'n>(
    wrong: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let limit = wrong.chars().count().div_ceil(3).max(1);
    names
        .into_iter()
        .map(|name| (distance(&wrong.to_lowercase(), &name.to_lowercase()), name))
        .filter(|(far, _)| *far <= limit)
        .min_by_key(|(far, _)| *far)
        .map(|(_, name)| name)
}

fn did_you_mean<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    nearest(wrong, names).map(|name| format!("did you mean `{name}`?"))
}

/// How many names a help lists.
const LISTED: usize = 12;

/// The mend of a name that is near to none of those that there are.
fn one_of(names: &[&str]) -> String {
    match names {
        [] => "take it away: there is none that could be meant".to_owned(),
        [only] => format!("write `{only}`, the only one"),
        names => format!("write one of {}", listed(names.iter().copied())),
    }
}

/// `` `a`, `b`, `c` and 3 more ``
pub(crate) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    let more = names.len().saturating_sub(LISTED);
    let shown: Vec<&str> = names.iter().take(LISTED).map(String::as_str).collect();
    match more {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
