//! Whether a table, as it is declared, can be read: what comes with later versions, and types that no cell can hold.

use super::core_ty;
use super::faults::Faults;
use crate::check::signature::TableSignature;
use crate::diagnostics::check::not_yet;
use crate::diagnostics::table::exists_with_results;
use crate::syntax::{self, HitPolicy, TableResults};
use crate::typed::Type;

/// Refuses what this version of the language does not know yet.
pub(super) fn is_known(table: &syntax::Table, collected: &mut Faults<'_>) -> bool {
    let mut unknown = Vec::new();
    if let Some(policy) = table.policy {
        match policy.kind {
            HitPolicy::Unique | HitPolicy::First | HitPolicy::Exists => {}
            HitPolicy::Collect => unknown.push((policy.span, "a `collect` table")),
        }
    }
    if let Some(interpolation) = &table.interpolation {
        unknown.push((interpolation.span, "`interpolate`"));
    }
    let mut is_known = unknown.is_empty();
    let exists = table
        .policy
        .filter(|policy| policy.kind == HitPolicy::Exists);
    if let (Some(policy), false) = (exists, matches!(table.results, TableResults::Nothing)) {
        collected.error(exists_with_results(policy.span));
        is_known = false;
    }
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
