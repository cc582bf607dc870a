//! Keys whose cells say only where a line begins or ends: each line reaches to its neighbour of the same other keys.

use std::collections::HashMap;

use lutine_core::graph::{Bound, Constant, Interval};
use lutine_core::table::{KeyCell, Row};

use super::faults::Faults;
use super::interval::{is_empty, key_cell, on_grid};
use super::sheet::{Place, Sheet};
use super::value::Values;
use crate::diagnostics::table as faults;

/// Which end of a line its cell says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// `from column c`
    Low,
    /// `up to column c`
    High,
}

/// A key of such lines.
pub(super) struct Band<'b> {
    /// Its position among the keys of the rows.
    pub(super) key: usize,
    pub(super) column: usize,
    pub(super) side: Side,
    pub(super) values: &'b Values<'b>,
}

impl Band<'_> {
    /// What each row matches. In `rows` the key's cell is the end as it is written, `_` for none.
    ///
    /// Within the same other keys the ends must rise from row to row: an amount that lost a digit would
    /// otherwise move the ends of its neighbours in silence.
    pub(super) fn cells(
        &self,
        rows: &[Row],
        places: &[Place],
        sheet: &Sheet<'_>,
        collected: &mut Faults<'_>,
    ) -> Vec<KeyCell> {
        let mut intervals: Vec<Interval> = Vec::with_capacity(rows.len());
        let mut last_of: HashMap<Vec<&KeyCell>, usize> = HashMap::new();
        for (at, row) in rows.iter().enumerate() {
            if collected.are_enough() {
                break;
            }
            let others = row
                .keys
                .iter()
                .enumerate()
                .filter(|(key, _)| *key != self.key);
            let before = last_of.insert(others.map(|(_, cell)| cell).collect(), at);
            let end = row.keys.get(self.key).and_then(written_end);
            let end_before = before.map(|before| {
                let row = rows.get(before);
                row.and_then(|row| row.keys.get(self.key))
                    .and_then(written_end)
            });
            if !self.rises(end_before, end) {
                let span = |at: usize| {
                    places
                        .get(at)
                        .map_or(sheet.header_span(), |p| sheet.cell_span(*p, self.column))
                };
                let before = span(before.unwrap_or(at));
                collected.error(faults::out_of_order(
                    span(at),
                    before,
                    &self.values.what,
                    end_before == Some(end),
                ));
            }
            match self.side {
                Side::High => intervals.push(self.up_to(end_before.flatten(), end)),
                Side::Low => {
                    if let Some(before) = before.and_then(|before| intervals.get_mut(before)) {
                        before.high = end.map(|end| bound(end, false));
                    }
                    let low = end.map(|end| bound(end, true));
                    intervals.push(Interval { low, high: None });
                }
            }
        }
        let cell = |interval: Interval| match interval {
            Interval {
                low: None,
                high: None,
            } => KeyCell::Any,
            ends => key_cell(vec![on_grid(ends, self.values.ty)]),
        };
        intervals.into_iter().map(cell).collect()
    }

    /// Whether an end may stand below another; nothing is no limit: below the least, or above the greatest.
    fn rises(&self, before: Option<Option<&Constant>>, end: Option<&Constant>) -> bool {
        match (before, end, self.side) {
            (None, ..) => true,
            (Some(Some(before)), Some(end), _) => before < end,
            (Some(Some(_)), None, Side::High) | (Some(None), Some(_), Side::Low) => true,
            _ => false,
        }
    }

    /// From behind the end of the row before (the key's least value for the first row) up to its own.
    fn up_to(&self, before: Option<&Constant>, end: Option<&Constant>) -> Interval {
        let low = match before {
            Some(before) => Some(bound(before, false)),
            None => {
                let parts = self.values.permitted.as_deref().unwrap_or_default();
                parts.first().and_then(|least| least.low.clone())
            }
        };
        let high = end.map(|end| bound(end, true));
        // A row that ends below the key's least value is warned of as one that is never hit.
        let below_all = high
            .as_ref()
            .is_some_and(|high| is_empty(low.as_ref(), high));
        Interval {
            low: low.filter(|_| !below_all),
            high,
        }
    }
}

fn written_end(cell: &KeyCell) -> Option<&Constant> {
    match cell {
        KeyCell::One(value) => Some(value),
        KeyCell::Any | KeyCell::Intervals(_) => None,
    }
}

fn bound(value: &Constant, inclusive: bool) -> Bound {
    Bound {
        value: value.clone(),
        inclusive,
    }
}
