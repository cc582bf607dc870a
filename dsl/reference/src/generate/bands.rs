//! Tables of bands from 0 on, and what is taken apart by them.

use super::expression::{Code, Generator};
use super::model::Ty;
use super::program::Piece;
use super::scope::Scope;

impl Generator {
    /// A table of bands that stand on one another.
    pub fn bands(&mut self) -> Piece {
        let name = self.model.fresh("b");
        let key = self.random.pick(&[Ty::Decimal, Ty::Money, Ty::Int]).clone();
        let steps: &[&str] = match key {
            Ty::Int => &["1", "2", "10", "1000"],
            Ty::Money => &["0.01", "5", "99.99", "10_000"],
            _ => &["0.001", "0.5", "7", "1_000_000"],
        };
        let count = self.random.between(0, 3) as usize;
        let edges: Vec<&str> = {
            let first = self.random.below(steps.len() - count.min(steps.len() - 1));
            steps[first..].iter().copied().take(count).collect()
        };
        let written = self.model.written(&key);
        let way = if key == Ty::Int { 2 } else { 3 };
        let (column, head, mut cells): (&str, &str, Vec<String>) = match self.random.below(way) {
            0 => {
                let mut cells: Vec<String> = edges.iter().map(|edge| (*edge).to_owned()).collect();
                if cells.is_empty() || self.random.chance(60) {
                    cells.push("_".to_owned());
                }
                (" up to column top", "top", cells)
            }
            1 => {
                let begins = std::iter::once("0").chain(edges.iter().copied());
                (
                    " from column begins",
                    "begins",
                    begins.map(str::to_owned).collect(),
                )
            }
            _ => {
                let lows = std::iter::once("0").chain(edges.iter().copied());
                let highs = edges.iter().map(|edge| format!("<{edge}"));
                let top = self.random.word(&["", "2_000_000"]);
                let highs = highs.chain([top]);
                let ranges = lows.zip(highs).map(|(low, high)| format!("{low}..{high}"));
                ("", "x", ranges.collect())
            }
        };
        if head == "x" && cells[0] != "0.." && self.random.chance(30) {
            // What is below 0 lies in no band, whether the table says so or not.
            cells[0] = cells[0].replacen('0', "", 1);
        }
        let mut pieces = vec![Piece::Text(format!("{head} | rate"))];
        for cell in cells {
            let rate = self.random.word(&["0", "0.1", "37.5%", "-0.25", "1.0001"]);
            pieces.push(Piece::Text(format!("{cell} | {rate}")));
        }
        self.model.bands.push((name.clone(), key));
        Piece::Block {
            open: format!("table {name}(x: {written} 0..{column}) -> decimal {{"),
            pieces,
        }
    }

    /// `banded(x, table)`
    pub(super) fn banded(&mut self, ty: &Ty, scope: &Scope, depth: u32) -> Option<Code> {
        let fits = |key: &Ty| match ty {
            Ty::Unrounded => *key == Ty::Money,
            _ => matches!(key, Ty::Int | Ty::Decimal),
        };
        let tables = self.model.bands.iter().filter(|(_, key)| fits(key));
        let tables: Vec<(String, Ty)> = tables.cloned().collect();
        let (table, key) = self.random.one_of(&tables)?;
        let fragile = self.fragile_in(15, &key, scope, depth);
        let value = fragile.unwrap_or_else(|| self.expression(&key, scope, depth));
        Some(Code::whole(format!("banded({}, {table})", value.text)))
    }
}
