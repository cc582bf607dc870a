//! What items bring along, and what lists come to.

use super::kernel::{self, Below};
use super::program::{Fold, Instr, Op, Reg, Watch};
use super::run::Machine;
use crate::batch::Batch;
use crate::graph::RISK;

impl Machine<'_> {
    /// What the lanes of a space bring along.
    pub(super) fn placed(&self, op: &Op, into: Reg) {
        let Some(lanes) = self.warm.spaces.get(into.space) else {
            return;
        };
        let to = self.column(into);
        match op {
            Op::Key => {
                for (to, key) in to.iter().zip(&lanes.keys) {
                    to.set(*key);
                }
            }
            Op::SideBySide(columns) => {
                for (place, from) in columns.iter().enumerate() {
                    let lanes = to.iter().skip(place).step_by(columns.len());
                    for (to, from) in lanes.zip(self.column(*from)) {
                        to.set(from.get());
                    }
                }
            }
            Op::Merge(parts) => {
                let sources = lanes.parts.iter().zip(&lanes.items);
                for (to, (part, lane)) in to.iter().zip(sources) {
                    let column = parts.get(*part as usize).map(|part| self.column(*part));
                    to.set(column.map_or(0, |column| kernel::at(column, *lane as usize)));
                }
            }
            _ => {
                for (to, item) in to.iter().zip(&lanes.items) {
                    to.set(i64::from(*item));
                }
            }
        }
    }

    pub(super) fn positions(&self, batch: &Batch, into: Reg) {
        let to = self.column(into);
        if into.space == RISK {
            to.iter().for_each(|to| to.set(1));
            return;
        }
        let items = batch.items.get(into.space.index());
        if let Some(items) = items.filter(|items| !items.position.is_empty()) {
            for (to, place) in to.iter().zip(&items.position) {
                to.set(i64::from(*place));
            }
            return;
        }
        let lanes = self.warm.spaces.get(into.space);
        let parents = lanes.map(|lanes| lanes.parent.as_slice());
        let (mut last, mut place) = (None, 0_i64);
        for (to, parent) in to.iter().zip(parents.unwrap_or_default()) {
            place = if last == Some(*parent) {
                place.wrapping_add(1)
            } else {
                1
            };
            last = Some(*parent);
            to.set(place);
        }
    }

    pub(super) fn fold(&self, instr: &Instr, fold: Fold, below: Below<'_>) {
        let to = self.column(instr.into);
        if below.is_one_each && below.keep.is_none() {
            match (fold, below.value) {
                (Fold::Count, _) => to.iter().for_each(|to| to.set(1)),
                (_, Some(value)) => kernel::map(to, value, |word| word),
                (_, None) => to.iter().for_each(|to| to.set(0)),
            }
            return;
        }
        if fold != Fold::Sum || instr.watch == Watch::Never {
            kernel::fold(fold, to, below);
            return;
        }
        to.iter().for_each(|to| to.set(0));
        for (lane, over) in below.kept() {
            let Some(total) = to.get(over) else { continue };
            match (total.get().checked_add(below.value(lane)), instr.watch) {
                (Some(sum), _) => total.set(sum),
                (None, Watch::Note(noted)) => {
                    if let Some(noted) = self.column(noted).get(over) {
                        noted.set(1);
                    }
                }
                (None, _) => self.mark(instr.into.space, over),
            }
        }
    }

    pub(super) fn below(&self, climb: u32, value: Option<Reg>, keep: Option<Reg>) -> Below<'_> {
        Below {
            above: self.climb(climb),
            is_one_each: self.is_one_each(climb),
            value: value.map(|reg| self.column(reg)),
            keep: keep.map(|reg| self.column(reg)),
        }
    }

    /// Whether a climb leads from each lane to its only one above.
    pub(super) fn is_one_each(&self, number: u32) -> bool {
        let climb = self.program.climbs.get(number as usize);
        let climb = climb.filter(|climb| climb.is_to_parent);
        let lanes = climb.and_then(|climb| self.warm.spaces.get(climb.from));
        lanes.is_some_and(|lanes| lanes.each == Some(1))
    }

    /// The lane above of each lane.
    pub(super) fn climb(&self, number: u32) -> &[u32] {
        self.warm.spaces.climb(self.program, number)
    }
}
