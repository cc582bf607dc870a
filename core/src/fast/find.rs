//! Rows, cells and items that are looked for.

use super::kernel;
use super::lookup::BLANK;
use super::program::{Instr, Op, Reg, Watch};
use super::run::Machine;
use crate::batch::Batch;

impl Machine<'_> {
    pub(super) fn cells(&self, number: u32) -> &[i64] {
        let cells = self.program.cells.get(number as usize);
        cells.map(Vec::as_slice).unwrap_or_default()
    }

    pub(super) fn look_up(&self, instr: &Instr, number: u32, keys: &[Reg]) {
        let Some(look_up) = self.program.lookups.get(number as usize) else {
            return;
        };
        let row = |row: i64| (row != crate::table::WholeGrid::SEVERAL).then_some(row);
        match (&look_up.grid, keys) {
            (Some(grid), [a]) => {
                let a = self.column(*a);
                self.watched(instr, |lane| {
                    row(grid.find([kernel::at(a, lane)].into_iter()))
                });
            }
            (Some(grid), [a, b]) => {
                let (a, b) = (self.column(*a), self.column(*b));
                self.watched(instr, |lane| {
                    row(grid.find([kernel::at(a, lane), kernel::at(b, lane)].into_iter()))
                });
            }
            _ => {
                let texts = self.warm.texts.borrow();
                self.watched(instr, |lane| {
                    let words = keys.iter().map(|key| kernel::at(self.column(*key), lane));
                    row(look_up.find(&self.plan.tables, &texts.all, words))
                });
            }
        }
    }

    pub(super) fn flat(&self, instr: &Instr, number: u32, keys: &[Reg]) {
        let Some(flat) = self.program.flats.get(number as usize) else {
            return;
        };
        let to = self.column(instr.into);
        if flat.find_all(to, keys.iter().map(|key| self.column(*key))) {
            self.watch_blanks(instr);
        }
    }

    /// Fills a column with cells that may be blank.
    #[inline]
    pub(super) fn cells_of(&self, instr: &Instr, cell: impl Fn(usize) -> i64) {
        for (lane, to) in self.column(instr.into).iter().enumerate() {
            to.set(cell(lane));
        }
        self.watch_blanks(instr);
    }

    /// What is done with the lanes of a column that hold blank cells.
    fn watch_blanks(&self, instr: &Instr) {
        if instr.watch == Watch::Never {
            return;
        }
        let to = self.column(instr.into);
        if to.iter().any(|word| word.get() == BLANK) {
            self.watched(instr, |lane| {
                Some(kernel::at(to, lane)).filter(|word| *word != BLANK)
            });
        }
    }

    /// Items of lists: by their place, or by what they were made for.
    pub(super) fn found(&self, instr: &Instr, batch: &Batch) {
        let graph = &self.plan.graph;
        let items = |list, owner: i64| {
            let owner = u32::try_from(owner).unwrap_or(u32::MAX);
            self.warm.spaces.items(graph, batch, list, owner)
        };
        match &instr.op {
            Op::At(list, owner, place) => {
                let (owner, place) = (self.column(*owner), self.column(*place));
                self.watched(instr, |lane| {
                    let segment = items(*list, kernel::at(owner, lane));
                    let before = kernel::at(place, lane).checked_sub(1)?;
                    let before = u32::try_from(before).ok()?;
                    let item = segment.start.wrapping_add(before);
                    (before < segment.len).then_some(i64::from(item))
                });
            }
            Op::AtMember(list, owner, key) => {
                let (owner, key) = (self.column(*owner), self.column(*key));
                let known = graph.list(*list);
                let made = known.and_then(|list| self.warm.spaces.get(list.items));
                let keys = made.map(|lanes| lanes.keys.as_slice()).unwrap_or_default();
                self.watched(instr, |lane| {
                    let segment = items(*list, kernel::at(owner, lane));
                    let key = kernel::at(key, lane);
                    let mut own = (0..segment.len).map(|n| segment.start.wrapping_add(n));
                    let item = own.find(|item| keys.get(*item as usize) == Some(&key));
                    item.map(i64::from)
                });
            }
            _ => {}
        }
    }
}
