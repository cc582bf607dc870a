//! Values that stand in the graph: of the type that is said, on a grid that can be written.

use super::{Verified, Verifier, damaged, part};
use crate::graph::Ty;
use crate::number::MAX_SCALE;
use crate::table::Table;

impl Verifier<'_> {
    /// Currencies, and the cells of tables. Key cells are verified with the index that is made of them.
    pub(super) fn verify_values(&self) -> Verified {
        for currency in &self.graph.currencies {
            if u32::from(currency.places) > MAX_SCALE {
                return damaged(part("currency", &currency.code), "it has too many places");
            }
        }
        self.graph
            .tables
            .iter()
            .try_for_each(|table| self.table(table))
    }

    fn table(&self, table: &Table) -> Verified {
        for column in &table.columns {
            let place = || format!("table {}, column {}", table.name, column.name);
            let Some(kind) = self.kind(column.ty).filter(|_| is_plain(column.ty)) else {
                return damaged(place(), "it can hold no values of its type");
            };
            let mut cells = column.cells.iter().flatten();
            if !cells.all(|cell| self.is_of(cell, kind)) {
                return damaged(place(), "a cell is of another kind");
            }
        }
        for axis in &table.axes {
            if self.kind(axis.ty).is_none() {
                return damaged(part("table", &table.name), "the type of a key is missing");
            }
        }
        Ok(())
    }
}

const fn is_plain(ty: Ty) -> bool {
    !matches!(ty, Ty::Ref(_) | Ty::Row(_))
}
