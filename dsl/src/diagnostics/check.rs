//! What the checker says: faults of names (`E01xx`), types (`E02xx`), units, currency and rounding (`E03xx`), tables
//! (`E04xx`), and of cycles and structure (`E05xx`).

use super::Diagnostic;

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

/// How many cells of tables of distances are computed for one suggestion: thousands of names of usual length, few of very long ones.
const MOST_WORK: usize = 1 << 17;

/// The most names that a help lists.
const MOST_LISTED: usize = 20;

/// The nearest of some names to a misspelt one, if one is near. Of very many names that are alike only the first are compared.
pub(crate) fn nearest<'n>(
    wrong: &str,
    names: impl IntoIterator<Item = &'n str>,
) -> Option<&'n str> {
    let wrong = wrong.to_lowercase();
    let limit = wrong.chars().count().div_ceil(3).max(1);
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
        let far = distance(&wrong, &name.to_lowercase());
        if far <= least && best.is_none_or(|(nearest, _)| far < nearest) {
            best = Some((far, name));
            if far == 0 {
                break;
            }
        }
    }
    best.map(|(_, name)| name)
}

/// How many characters must be changed, added or taken away to make one name of the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut above_left = i;
        let mut left = i.saturating_add(1);
        let mut next = vec![left];
        for (y, above) in b.iter().zip(row.iter().skip(1)) {
            let changed = above_left.saturating_add(usize::from(x != *y));
            left = changed
                .min(above.saturating_add(1))
                .min(left.saturating_add(1));
            above_left = *above;
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

fn did_you_mean<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    nearest(wrong, names).map(|name| format!("did you mean `{name}`?"))
}

fn with_optional_help(diagnostic: Diagnostic, help: Option<String>) -> Diagnostic {
    match help {
        Some(help) => diagnostic.with_help(help),
        None => diagnostic,
    }
}

fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut names = names.into_iter();
    let mut listed: Vec<String> = (names.by_ref().take(MOST_LISTED))
        .map(|n| format!("`{n}`"))
        .collect();
    let left_out = names.count();
    if left_out > 0 {
        listed.push(format!("{left_out} more"));
    }
    listed.join(", ")
}
