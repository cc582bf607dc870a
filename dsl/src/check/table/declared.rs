//! Whether a table, as it is declared, can be read: what does not go together, and types that no cell can hold.

use lutine_core::table::{Interpolation, Outside};

use super::core_ty;
use super::faults::Faults;
use crate::check::signature::TableSignature;
use crate::diagnostics::table::{self as words, exists_with_results};
use crate::source::Span;
use crate::syntax::{self, HitPolicy, KeyColumn, TableResults};
use crate::typed::Type;

/// Whether results, variants and hit policy of a table go together; reports what does not.
pub(super) fn is_whole(table: &TableSignature<'_>, collected: &mut Faults<'_>) -> bool {
    let Some(policy) = table.syntax.policy else {
        return true;
    };
    let fault = match policy.kind {
        HitPolicy::Exists if !matches!(table.syntax.results, TableResults::Nothing) => {
            Some(exists_with_results(policy.span))
        }
        HitPolicy::Collect if table.variant.is_some() => {
            Some(words::collect_with_variants(policy.span))
        }
        HitPolicy::Collect => match &table.syntax.results {
            // Of several results one may be absent: each row is a record.
            TableResults::Single(ty) => {
                let result = table
                    .results
                    .first()
                    .and_then(|(_, result)| result.as_ref());
                let is_optional = result.is_some_and(|it| matches!(it.ty, Type::Optional(_)));
                is_optional.then(|| words::collect_of_absent(ty.span))
            }
            TableResults::Named(_) | TableResults::Nothing => None,
        },
        HitPolicy::Unique | HitPolicy::First | HitPolicy::Exists => None,
    };
    let is_whole = fault.is_none();
    fault.into_iter().for_each(|fault| collected.error(fault));
    is_whole
}

/// How values between the rows are found, if the table says so; reports what such a table cannot have.
pub(super) fn interpolation(
    table: &TableSignature<'_>,
    collected: &mut Faults<'_>,
) -> Option<Interpolation> {
    let said = table.syntax.interpolation.as_ref()?;
    let policy = table
        .syntax
        .policy
        .filter(|policy| policy.kind != HitPolicy::Unique);
    if let Some(policy) = policy {
        collected.error(words::interpolated_policy(policy.span));
    }
    let axis = table
        .keys
        .iter()
        .position(|(name, _)| **name == *said.key.text);
    let Some(axis) = axis else {
        let keys = table.keys.iter().map(|(name, _)| &**name);
        collected.error(words::no_such_key(&said.key, keys));
        return None;
    };
    let written = table.syntax.keys.get(axis)?;
    let ty = table.keys.get(axis)?.1.as_ref().map(|key| &key.ty)?;
    let has_distance = ty.is_number() || *ty == Type::Date;
    let is_band = !matches!(written.column, KeyColumn::Own | KeyColumn::Named(_));
    if !has_distance || is_band {
        collected.error(words::interpolated_key(written.name.span));
    }
    for (name, result) in &table.results {
        let ty = result.as_ref().map(|result| result.ty.given());
        if !ty.is_none_or(|ty| matches!(ty, Type::Decimal | Type::Unrounded(_))) {
            let is_money = ty.is_some_and(|ty| matches!(ty, Type::Money(_)));
            let span = result_span(table.syntax, name);
            collected.error(words::interpolated_result(span, name, is_money));
        }
    }
    Some(Interpolation {
        axis: u32::try_from(axis).ok()?,
        outside: match said.outside {
            Some(syntax::Outside::Clamp) => Outside::Clamp,
            Some(syntax::Outside::Extend) => Outside::Extend,
            Some(syntax::Outside::Error) | None => Outside::Error,
        },
    })
}

/// Where a result is declared; a single one without a name, where the table is.
fn result_span(table: &syntax::Table, name: &str) -> Span {
    let named = match &table.results {
        TableResults::Named(results) => results.iter().find(|result| result.name.text == name),
        TableResults::Nothing | TableResults::Single(_) => None,
    };
    named.map_or(table.name.span, |result| result.name.span)
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
