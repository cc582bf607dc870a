//! Which lines of a file have which value in a column: a file that holds the rows of many tables, told apart by a filter, is gone through
//! once for all of them.

use std::collections::BTreeMap;

use super::csv_text::{LinePlace, Records};
use super::filter::{Condition, Wanted};

/// The lines of a file by the value of one of its columns.
#[derive(Debug)]
pub(super) struct LineIndex {
    by_value: BTreeMap<Wanted, Vec<LinePlace>>,
    /// How many lines there are.
    count: usize,
}

/// The lines that may belong to a table, and how many others there are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidates<'i> {
    pub(super) lines: &'i [LinePlace],
    pub(super) others: usize,
}

impl LineIndex {
    /// The lines by what a condition compares. Nothing of a file with a fault, which is found by reading it.
    pub(super) fn of(text: &str, condition: &Condition) -> Option<Self> {
        let mut records = Records::new(text);
        let width = records.next()?.ok()?.fields.len();
        let (mut by_value, mut count) = (BTreeMap::<Wanted, Vec<LinePlace>>::new(), 0_usize);
        while let Some(record) = records.next() {
            let record = record.ok().filter(|record| record.fields.len() == width)?;
            let value = condition.of_cell(record.field(condition.column)?)?;
            by_value.entry(value).or_default().push(record.place());
            count = count.saturating_add(1);
        }
        Some(Self { by_value, count })
    }

    /// The lines that have a value.
    pub(super) fn candidates(&self, wanted: &Wanted) -> Candidates<'_> {
        let lines = self.by_value.get(wanted);
        let lines = lines.map_or([].as_slice(), Vec::as_slice);
        Candidates {
            lines,
            others: self.count.saturating_sub(lines.len()),
        }
    }
}
