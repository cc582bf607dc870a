//! How large records are, those in them written out.

use super::signature::RecordSignature;
use crate::typed::Type;

/// How large a record is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RecordSize {
    /// Its fields, and in place of a record in it the fields of that.
    pub(super) fields: u64,
    /// How many records stand within one another, itself included.
    pub(super) levels: u64,
}

/// The sizes of records, none of which holds itself.
pub(super) fn record_sizes(records: &[RecordSignature]) -> Vec<Option<RecordSize>> {
    let mut sizes: Vec<Option<RecordSize>> = vec![None; records.len()];
    for start in 0..records.len() {
        let mut open = vec![start];
        while let Some(at) = open.last().copied() {
            let unknown: Vec<usize> = held(records, at)
                .flatten()
                .filter(|inner| sizes.get(*inner) == Some(&None))
                .collect();
            if !unknown.is_empty() {
                open.extend(unknown);
                continue;
            }
            open.pop();
            let size = sum(held(records, at).map(|inner| sizes.get(inner?).copied().flatten()));
            if let Some(slot) = sizes.get_mut(at) {
                *slot = Some(size);
            }
        }
    }
    sizes
}

/// For each field the record that it is, if it is one.
fn held(records: &[RecordSignature], at: usize) -> impl Iterator<Item = Option<usize>> {
    let fields = records.get(at).map(|r| r.fields.as_slice());
    fields.unwrap_or_default().iter().map(|(_, declared)| {
        match declared.as_ref().map(|d| d.ty.given()) {
            Some(Type::Record(inner)) => Some(inner.index()),
            _ => None,
        }
    })
}

fn sum(fields: impl Iterator<Item = Option<RecordSize>>) -> RecordSize {
    let own = RecordSize {
        fields: 0,
        levels: 1,
    };
    fields.fold(own, |sum, field| RecordSize {
        fields: sum.fields.saturating_add(field.map_or(1, |f| f.fields)),
        levels: field.map_or(sum.levels, |f| sum.levels.max(f.levels.saturating_add(1))),
    })
}
