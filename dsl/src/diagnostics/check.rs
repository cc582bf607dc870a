//! What the checker says: faults of names (`E01xx`), types (`E02xx`), units, currency and rounding (`E03xx`), tables
//! (`E04xx`), and of cycles and structure (`E05xx`).

use super::spelling::Measure;

mod allocated;
mod banded;
mod carried;
mod expression;
mod literal;
mod mismatch;
mod module;
mod name;
mod other_words;
mod proof;
mod rows;
mod sorted;
mod structure;
mod test;
mod unused;
mod variants;

pub(crate) use allocated::*;
pub(crate) use banded::*;
pub(crate) use carried::*;
pub(crate) use expression::*;
pub(crate) use literal::*;
pub(crate) use mismatch::*;
pub(crate) use module::*;
pub(crate) use name::*;
pub(crate) use other_words::*;
pub(crate) use proof::*;
pub(crate) use rows::*;
pub(crate) use sorted::*;
pub(crate) use structure::*;
pub(crate) use test::*;
pub(crate) use unused::*;
pub(crate) use variants::*;

/// How many cells of tables of distances are computed for one suggestion: thousands of names of usual length, few of very long ones.
const MOST_WORK: usize = 1 << 17;

/// The nearest of some names to a misspelt one, if one is near. Of very many names that are alike only the first are compared.
///
/// ```
/// use lutine_dsl::diagnostics::nearest;
///
/// assert_eq!(nearest("territroy", ["use", "territory"]), Some("territory"));
/// ```
pub fn nearest<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let wrong = wrong.to_lowercase();
    let limit = wrong.chars().count().div_ceil(3).max(1);
    let mut measure = Measure::of(&wrong);
    let mut work = 0_usize;
    let mut best: Option<(usize, &str)> = None;
    for name in names {
        let least = best.map_or(limit, |(far, _)| far.saturating_sub(1));
        // A character has at most four bytes, so that this leaves out only what is farther.
        let (long, short) = (wrong.len().max(name.len()), wrong.len().min(name.len()));
        if long.saturating_sub(short) > limit.saturating_mul(4) {
            continue;
        }
        work = work.saturating_add(wrong.len().saturating_mul(name.len()));
        if work > MOST_WORK {
            break;
        }
        let far = measure.distance(name);
        if far <= least && best.is_none_or(|(nearest, _)| far < nearest) {
            best = Some((far, name));
            if far == 0 {
                break;
            }
        }
    }
    best.map(|(_, name)| name)
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
