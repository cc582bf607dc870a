//! A look-up that has a name, row by row: what is found hangs on the key, so that `amount - band(amount).over` is never below zero.

use super::fact::Fact;
use super::lookup::{can_hit, columns_of, inside_cell};
use super::prover::Prover;
use crate::typed::{Expr, ExprKind, Type, VariableId};

/// Of tables with more rows that can be hit what is found is not followed row by row.
const MOST_ROWS: usize = 32;
/// How many look-ups are followed row by row, one in what the other is for.
const MOST_WITHIN: u32 = 1;
/// When so many expressions were looked at, nothing is followed row by row any more: each row looks at all of them again.
const MOST_WORK: u64 = 100_000;

impl<'r> Prover<'r> {
    /// The rows that a look-up can hit, where these are few and there is always one, or an error.
    pub(super) fn rows_apart(&mut self, value: &'r Expr) -> Option<Vec<usize>> {
        let ExprKind::Lookup { table, keys } = &value.kind else {
            return None;
        };
        let table = self.rulebook.tables.get(table.index())?;
        let is_sure = !table
            .columns
            .iter()
            .any(|ty| matches!(ty, Type::Optional(_)));
        let is_small = table.data.rows.len() <= MOST_ROWS && table.data.interpolation.is_none();
        if !is_sure || !is_small || self.by_rows >= MOST_WITHIN || self.work >= MOST_WORK {
            return None;
        }
        let facts = self.quietly(|own| keys.iter().map(|key| own.fact(key)).collect::<Vec<_>>());
        let is_hit = |row: &usize| {
            let cells = table.data.rows.get(*row).map(|row| row.keys.as_slice());
            let mut cells = cells.unwrap_or_default().iter().zip(&facts);
            cells.all(|(cell, key)| can_hit(cell, key))
        };
        let rows: Vec<usize> = (0..table.data.rows.len()).filter(is_hit).collect();
        (rows.len() > 1).then_some(rows)
    }

    /// What an expression is for which a look-up has a name: for each row that is found, with what that says of the keys.
    pub(super) fn row_by_row(
        &mut self,
        variable: VariableId,
        value: &'r Expr,
        rows: &[usize],
        body: &'r Expr,
    ) -> Fact {
        let ExprKind::Lookup { table, keys } = &value.kind else {
            return Fact::Unknown;
        };
        let Some(table) = self.rulebook.tables.get(table.index()) else {
            return Fact::Unknown;
        };
        self.by_rows = self.by_rows.saturating_add(1);
        let mut all = Fact::Never;
        for row in rows {
            let mark = self.known.mark();
            let cells = table.data.rows.get(*row).map(|row| row.keys.as_slice());
            let mut possible = true;
            for (cell, key) in cells.unwrap_or_default().iter().zip(keys) {
                possible &= self.quietly(|own| {
                    let inside = inside_cell(cell, &own.fact(key));
                    own.learn_fact(key, inside)
                });
            }
            if possible {
                let columns = columns_of(table, |other| other == *row);
                let found = match (table.record, columns.as_slice()) {
                    (None, [only]) => only.clone(),
                    _ => Fact::Record(columns.into()),
                };
                self.bind(variable, found);
                let found = self.fact(body);
                all = all.join(&found);
            }
            self.known.forget(mark);
        }
        // Where no row is found the name is in error, which does no harm where it is not used.
        self.bind(variable, Fact::Never);
        let found = self.fact(body);
        all = all.join(&found);
        self.by_rows = self.by_rows.saturating_sub(1);
        all
    }

    /// Looks at something again, of which everything has been noted.
    fn quietly<T>(&mut self, look: impl FnOnce(&mut Self) -> T) -> T {
        self.quiet = self.quiet.saturating_add(1);
        let found = look(self);
        self.quiet = self.quiet.saturating_sub(1);
        found
    }
}
