//! Rating tables looked up by words.

use super::kernel::day;
use crate::execute::LoadedTable;
use crate::graph::{TableId, Ty};
use crate::number::Decimal;
use crate::table::{Hit, Key, WholeGrid};
use std::sync::Arc;

/// What a column of cells holds where there is none.
pub(super) const BLANK: i64 = i64::MIN;

/// A look-up: a table, and how its keys are held.
#[derive(Debug, Clone)]
pub(super) struct Lookup {
    pub table: TableId,
    pub keys: Vec<(Ty, u32)>,
    /// The grid of its words; without one the keys are turned back into values.
    pub grid: Option<WholeGrid>,
}

impl Lookup {
    /// The row that keys hit; below 0 where that is not one.
    pub fn find(
        &self,
        tables: &[LoadedTable],
        texts: &[Arc<str>],
        words: impl Iterator<Item = i64>,
    ) -> i64 {
        if let Some(grid) = &self.grid {
            return grid.find(words);
        }
        let keys = self.keys.iter().zip(words);
        let keys = keys.map(|((ty, scale), word)| key(*ty, *scale, word, texts));
        let found = keys.collect::<Option<Vec<_>>>().and_then(|keys| {
            let table = tables.get(self.table.index())?;
            Some(table.find(&keys))
        });
        match found {
            Some(Hit::One(row)) => row.into(),
            Some(Hit::None) => WholeGrid::NONE,
            Some(Hit::Several(..)) | None => WholeGrid::SEVERAL,
        }
    }
}

/// The value that a word stands for.
fn key(ty: Ty, scale: u32, word: i64, texts: &[Arc<str>]) -> Option<Key<'_>> {
    Some(match ty {
        Ty::Bool => Key::Bool(word != 0),
        Ty::Int | Ty::Decimal | Ty::Money(_) | Ty::Unrounded(_) => {
            Key::Number(Decimal::new(word.into(), scale).ok()?)
        }
        Ty::Text => Key::Text(texts.get(usize::try_from(word).ok()?)?),
        Ty::Date => Key::Date(day(word)?),
        Ty::Enum(_) => Key::Enum(u32::try_from(word).ok()?),
        Ty::Ref(_) | Ty::Row(_) => return None,
    })
}
