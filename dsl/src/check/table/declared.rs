//! Whether a table, as it is declared, can be read: what comes with later versions, and types that no cell can hold.

use super::core_ty;
use super::faults::Faults;
use crate::check::signature::TableSignature;
use crate::diagnostics::check::not_yet;
use crate::syntax::{self, HitPolicy, TableContent};
use crate::typed::Type;

/// Refuses what this version of the language does not know yet.
pub(super) fn is_known(table: &syntax::Table, collected: &mut Faults<'_>) -> bool {
    let mut unknown = Vec::new();
    if let Some(policy) = table.policy {
        match policy.kind {
            HitPolicy::Unique => {}
            HitPolicy::First => unknown.push((policy.span, "a `first` table")),
            HitPolicy::Collect => unknown.push((policy.span, "a `collect` table")),
            HitPolicy::Exists => unknown.push((policy.span, "an `exists` table")),
        }
    }
    if let Some(interpolation) = &table.interpolation {
        unknown.push((interpolation.span, "`interpolate`"));
    }
    let rows = match &table.content {
        TableContent::Rows { rows, .. } => rows.as_slice(),
        _ => &[],
    };
    let otherwise = table.otherwise.first().map(|value| value.span);
    let otherwise = otherwise.or(rows.iter().find(|row| row.otherwise).map(|row| row.span));
    if let Some(span) = otherwise {
        unknown.push((span, "`otherwise` in a table"));
    }
    let is_known = unknown.is_empty();
    for (span, what) in unknown {
        collected.error(not_yet(span, what));
    }
    is_known
}

/// Whether all keys and results have types that cells can hold. What has not, has its diagnostic already.
pub(super) fn has_plain_types(table: &TableSignature<'_>) -> bool {
    let plain = |ty: &Type| core_ty(ty).is_some();
    let keys = table.keys.iter().map(|(_, key)| key.as_ref());
    let results = table.results.iter().map(|(_, result)| result.as_ref());
    keys.into_iter()
        .all(|key| key.is_some_and(|key| key.ty == *key.ty.given() && plain(&key.ty)))
        && !table.results.is_empty()
        && results
            .into_iter()
            .all(|result| result.is_some_and(|result| plain(&result.ty)))
}
