//! What is made and read by nobody, and what two instructions do that one can.

use crate::fast::program::{Instr, Op, Place, Program, Reg, Watch};
use std::collections::{BTreeMap, BTreeSet};

impl Program {
    pub(super) fn prune(&mut self) {
        self.fuse();
        self.drop_unread();
        self.number_anew();
    }

    /// A product that is taken where a condition holds, and else its first factor, is one instruction.
    fn fuse(&mut self) {
        let products: BTreeMap<Reg, Op> = self
            .instrs
            .iter()
            .filter(|instr| instr.watch == Watch::Never)
            .filter(|instr| matches!(instr.op, Op::Product(_, _, _, 1)))
            .map(|instr| (instr.into, instr.op.clone()))
            .collect();
        for instr in &mut self.instrs {
            let Op::Select(c, a, b) = &instr.op else {
                continue;
            };
            if let Some(Op::Product(first, second, divisor, _)) = products.get(a)
                && first == b
            {
                instr.op = Op::ProductIf(*b, *second, *divisor, *c);
            }
        }
    }

    /// The columns that are read from outside.
    fn roots(&self) -> impl Iterator<Item = Reg> + '_ {
        let held = self.held.values().map(|held| held.at);
        let ends = self.ends.values().flat_map(|(from, to, _)| [*from, *to]);
        let owners = self.owners.values().copied();
        held.chain(ends)
            .chain(owners)
            .filter_map(|place| match place {
                Place::Reg(reg) => Some(reg),
                Place::Const(_) => None,
            })
    }

    fn drop_unread(&mut self) {
        let mut read: BTreeSet<Reg> = self.roots().collect();
        let mut kept: Vec<Instr> = Vec::with_capacity(self.instrs.len());
        for instr in std::mem::take(&mut self.instrs).into_iter().rev() {
            let acts = matches!(
                instr.op,
                Op::Layout(_) | Op::Require(_) | Op::Trouble(..) | Op::Input(..)
            ) || instr.watch != Watch::Never;
            if acts || read.contains(&instr.into) {
                read.extend(instr.op.reads());
                kept.push(instr);
            }
        }
        kept.reverse();
        self.instrs = kept;
    }

    /// Gives the columns that are left places one behind the other.
    fn number_anew(&mut self) {
        let mut places: BTreeMap<Reg, u32> = BTreeMap::new();
        let mut counts = vec![0_u32; self.columns.len()];
        let mut seen: BTreeSet<Reg> = self.roots().collect();
        for instr in &self.instrs {
            seen.extend(instr.op.reads());
            if has_column(&instr.op) {
                seen.insert(instr.into);
            }
            if let Watch::Note(noted) = instr.watch {
                seen.insert(noted);
            }
        }
        for reg in seen {
            if let Some(count) = counts.get_mut(reg.space.index()) {
                places.insert(reg, *count);
                *count = count.saturating_add(1);
            }
        }
        let anew = |reg: &mut Reg| {
            reg.slot = places.get(reg).copied().unwrap_or(0);
        };
        let anew_place = |place: &mut Place| {
            if let Place::Reg(reg) = place {
                anew(reg);
            }
        };
        for instr in &mut self.instrs {
            instr.op.renumber(&anew);
            if has_column(&instr.op) {
                anew(&mut instr.into);
            }
            if let Watch::Note(noted) = &mut instr.watch {
                anew(noted);
            }
        }
        self.held
            .values_mut()
            .for_each(|held| anew_place(&mut held.at));
        self.owners.values_mut().for_each(anew_place);
        for (from, to, _) in self.ends.values_mut() {
            anew_place(from);
            anew_place(to);
        }
        for (space, constants) in (0..).map(crate::graph::SpaceId).zip(&mut self.constants) {
            constants.retain_mut(|(slot, _)| {
                let reg = Reg { space, slot: *slot };
                let place = places.get(&reg);
                *slot = place.copied().unwrap_or(0);
                place.is_some()
            });
        }
        self.columns = counts;
    }
}

impl Op {
    fn renumber(&mut self, anew: &impl Fn(&mut Reg)) {
        match self {
            Self::Layout(_)
            | Self::Input(..)
            | Self::Given(_)
            | Self::Position
            | Self::Own
            | Self::Key
            | Self::Item => {}
            Self::Trouble(noted, conditions) => {
                noted.iter_mut().for_each(anew);
                conditions
                    .iter_mut()
                    .for_each(|(condition, _)| anew(condition));
            }
            Self::Require(a)
            | Self::Up(a, _)
            | Self::One(_, a)
            | Self::Scale(a, _)
            | Self::Round(a, ..)
            | Self::In(a, _)
            | Self::Within(a, _)
            | Self::Cell(_, a)
            | Self::Blank(_, a) => anew(a),
            Self::Gather(a, b)
            | Self::At(_, a, b)
            | Self::AtMember(_, a, b)
            | Self::Two(_, a, b)
            | Self::Product(a, b, ..)
            | Self::Quotient(a, b, ..) => [a, b].into_iter().for_each(anew),
            Self::Select(a, b, c) | Self::ProductIf(a, b, _, c) => {
                [a, b, c].into_iter().for_each(anew);
            }
            Self::Shift(a, by) => {
                anew(a);
                by.iter_mut().for_each(anew);
            }
            Self::Merge(parts) | Self::Row(_, parts) => parts.iter_mut().for_each(anew),
            Self::Fold(_, _, a, b) | Self::Pick(_, _, a, b) => {
                a.iter_mut().chain(b).for_each(anew);
            }
        }
    }
}

/// Whether an operation fills a column.
const fn has_column(op: &Op) -> bool {
    !matches!(op, Op::Layout(_) | Op::Require(_) | Op::Trouble(..))
}
