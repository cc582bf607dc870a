//! Whether any keys hit two rows of a table, which may have one row for all keys.

use lutine_core::graph::{Constant, Ty};
use lutine_core::table::{Finding, KeySpace, Table, Units};

use super::faults::Faults;
use crate::check::Signatures;
use crate::diagnostics::table as words;
use crate::source::Span;

/// Reports the first two rows that the same keys hit.
pub(super) fn refuse(
    signatures: &Signatures<'_>,
    table: &Table,
    span_of: impl Fn(u32) -> Option<Span>,
    name: Span,
    collected: &mut Faults<'_>,
) {
    let units = Units {
        enumerations: &signatures.enumerations,
        currencies: &signatures.currencies,
    };
    let space = match KeySpace::new(table, units) {
        Ok(space) => space,
        Err(fault) => return collected.error(words::too_large(name, &fault.to_string())),
    };
    match space.overlap() {
        Finding::None => {}
        Finding::NotProven(_) => collected.warning(|| words::overlaps_not_excluded(name, &table.name)),
        Finding::Found(overlap) => {
            let span = |row| span_of(row).unwrap_or(name);
            let keys: Vec<String> = table
                .axes
                .iter()
                .zip(&overlap.witness)
                .map(|(axis, value)| format!("{} {}", axis.name, shown(signatures, axis.ty, value)))
                .collect();
            let (first, second) = overlap.rows;
            collected.error(words::overlap(span(second), span(first), &keys.join(", ")));
        }
    }
}

/// A value as the rulebook writes it.
fn shown(signatures: &Signatures<'_>, ty: Ty, value: &Constant) -> String {
    match (value, ty) {
        (Constant::Bool(value), _) => value.to_string(),
        (Constant::Number(value), Ty::Money(id)) => {
            let places = signatures
                .currency(id)
                .map_or(2, |currency| currency.places);
            value.fixed(places).to_string()
        }
        (Constant::Number(value), _) => value.to_string(),
        (Constant::Text(value), _) => format!("\"{value}\""),
        (Constant::Date(value), _) => value.to_string(),
        (Constant::Enum(ordinal), Ty::Enum(id)) => {
            let members = signatures.enumeration(id).map(|e| e.members.as_slice());
            let at = usize::try_from(*ordinal).unwrap_or(usize::MAX);
            let member = members.unwrap_or_default().get(at);
            member.map_or(String::new(), |member| member.name.to_string())
        }
        (Constant::Enum(_), _) => String::new(),
    }
}
