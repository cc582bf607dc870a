//! Whether a table, as it is declared, can be read: what comes with later versions, and types that no cell can hold.

use super::core_ty;
use super::faults::Faults;
use crate::check::signature::{Signatures, TableSignature};
use crate::diagnostics::table as words;
use crate::syntax::{self, HitPolicy as WrittenPolicy, TableContent, TableResults, TypeExpression};
use crate::typed::Type;

/// Refuses what this version of the language does not know yet.
pub(super) fn is_known(table: &syntax::Table, collected: &mut Faults<'_>) -> bool {
    let mut later = |span, what: &str| collected.error(words::later(span, what));
    let mut known = true;
    if let Some(policy) = table.policy {
        let word = match policy.kind {
            WrittenPolicy::Unique => None,
            WrittenPolicy::First => Some("`first` tables"),
            WrittenPolicy::Collect => Some("`collect` tables"),
            WrittenPolicy::Exists => Some("`exists` tables"),
        };
        if let Some(word) = word {
            known = false;
            later(policy.span, word);
        }
    } else if table.results == TableResults::Nothing {
        known = false;
        later(table.name.span, "tables without results (`exists`)");
    }
    if let Some(interpolation) = &table.interpolation {
        known = false;
        later(interpolation.span, "`interpolate`");
    }
    let rows = match &table.content {
        TableContent::Rows { rows, .. } => rows.as_slice(),
        _ => &[],
    };
    let otherwise = table.otherwise.first().map(|value| value.span);
    let otherwise = otherwise.or(rows.iter().find(|row| row.otherwise).map(|row| row.span));
    if let Some(span) = otherwise {
        known = false;
        later(span, "`otherwise` in tables");
    }
    if let TableContent::Variants(variants) = &table.content {
        known = false;
        let span = variants
            .first()
            .map_or(table.name.span, |variant| variant.span);
        later(span, "rows that vary with time or place");
    }
    known
}

/// Whether all keys and results have types that a table can hold. What has none has its diagnostic.
pub(super) fn has_plain_types(
    signatures: &Signatures<'_>,
    table: &TableSignature<'_>,
    collected: &mut Faults<'_>,
) -> bool {
    let keys = table.syntax.keys.iter().map(|key| &key.ty);
    let results: Vec<&TypeExpression> = match &table.syntax.results {
        TableResults::Nothing => Vec::new(),
        TableResults::Single(ty) => vec![ty],
        TableResults::Named(results) => results.iter().map(|result| &result.ty).collect(),
    };
    let mut fit = true;
    for ((_, declared), written) in table.keys.iter().zip(keys) {
        match declared.as_ref().map(|declared| &declared.ty) {
            Some(ty @ Type::Optional(_)) => {
                fit = false;
                collected.error(words::optional_key(
                    written.span,
                    &signatures.type_text(ty.given()),
                ));
            }
            ty => fit &= plain(signatures, ty, written, collected),
        }
    }
    for ((_, declared), written) in table.results.iter().zip(results) {
        fit &= plain(
            signatures,
            declared.as_ref().map(|declared| &declared.ty),
            written,
            collected,
        );
    }
    fit
}

fn plain(
    signatures: &Signatures<'_>,
    ty: Option<&Type>,
    written: &TypeExpression,
    collected: &mut Faults<'_>,
) -> bool {
    let is_plain = ty.is_some_and(|ty| core_ty(ty).is_some());
    if let Some(ty) = ty.filter(|_| !is_plain) {
        collected.error(words::not_plain(written.span, &signatures.type_text(ty)));
    }
    is_plain
}
