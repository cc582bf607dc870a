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
        for mut instr in std::mem::take(&mut self.instrs).into_iter().rev() {
            let acts = !instr.op.has_column()
                || matches!(instr.op, Op::Input(..))
                || instr.watch != Watch::Never;
            if acts || read.contains(&instr.into) {
                instr.op.each_operand(|reg| _ = read.insert(*reg));
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
        for instr in &mut self.instrs {
            instr.each_column(|reg| _ = seen.insert(*reg));
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
            instr.each_column(anew);
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

impl Instr {
    /// Goes through the columns that it reads, fills and notes in.
    fn each_column(&mut self, mut each: impl FnMut(&mut Reg)) {
        self.op.each_operand(&mut each);
        if self.op.has_column() {
            each(&mut self.into);
        }
        if let Watch::Note(noted) = &mut self.watch {
            each(noted);
        }
    }
}
