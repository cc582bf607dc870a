//! What is made and read by nobody, and what two instructions do that one can.

use crate::fast::program::{Factor, Instr, Op, Place, Program, Reg, Watch};
use std::collections::{BTreeMap, BTreeSet};

/// How many factors are multiplied by one instruction.
const LONGEST_CHAIN: usize = 32;

impl Program {
    pub(super) fn prune(&mut self) {
        self.shorten();
        self.number_anew();
    }

    /// The same instructions as [`Program::prune`] leaves, over the columns as they were.
    pub(super) fn shorten(&mut self) {
        self.fuse();
        self.drop_unread();
        self.chain();
        self.drop_unread();
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

    /// Rounded products of which each is read by the next alone are one instruction.
    fn chain(&mut self) {
        let mut readers: BTreeMap<Reg, usize> = BTreeMap::new();
        for reg in self.roots() {
            readers.insert(reg, 2);
        }
        for instr in &mut self.instrs {
            instr.op.each_operand(|reg| {
                let count = readers.entry(*reg).or_default();
                *count = count.saturating_add(1);
            });
        }
        let mut chains: BTreeMap<Reg, (Reg, Vec<Factor>)> = BTreeMap::new();
        for instr in &mut self.instrs {
            let (a, b, divisor, condition) = match (&instr.op, instr.watch) {
                (Op::Product(a, b, divisor, 1), Watch::Never) => (*a, *b, *divisor, None),
                (Op::ProductIf(a, b, divisor, c), Watch::Never) => (*a, *b, *divisor, Some(*c)),
                _ => continue,
            };
            let goes_on = |from: &Reg| {
                let chain = chains.get(from);
                let short = chain.is_some_and(|(_, factors)| factors.len() < LONGEST_CHAIN);
                short && readers.get(from).copied() == Some(1)
            };
            let (from, factor) = if condition.is_none() && !goes_on(&a) && goes_on(&b) {
                (b, a)
            } else {
                (a, b)
            };
            let before = goes_on(&from).then(|| chains.remove(&from)).flatten();
            let (start, mut factors) = before.unwrap_or((from, Vec::new()));
            factors.push(Factor {
                factor,
                divisor,
                condition,
            });
            if factors.len() > 1 {
                instr.op = Op::Chain(start, factors.clone().into());
            }
            chains.insert(instr.into, (start, factors));
        }
    }

    /// The columns that are read from outside.
    fn roots(&mut self) -> Vec<Reg> {
        let mut held: Vec<Place> = Vec::new();
        let each = &mut |reg: &mut Reg| held.push(Place::Reg(*reg));
        self.output.each_column(each);
        self.page.each_column(each);
        let ends = self.ends.values().flat_map(|(from, to, _)| [*from, *to]);
        let owners = self.owners.values().copied();
        let places = held.into_iter().chain(ends).chain(owners);
        let columns = places.filter_map(|place| match place {
            Place::Reg(reg) => Some(reg),
            Place::Const(_) => None,
        });
        columns.collect()
    }

    fn drop_unread(&mut self) {
        let mut read: BTreeSet<Reg> = self.roots().into_iter().collect();
        let mut kept: Vec<Instr> = Vec::with_capacity(self.instrs.len());
        for mut instr in std::mem::take(&mut self.instrs).into_iter().rev() {
            let is_noted = match instr.watch {
                Watch::Never => false,
                Watch::Mark => true,
                Watch::Note(noted) => read.contains(&noted),
            };
            let acts = !instr.op.has_column() || matches!(instr.op, Op::Input(..)) || is_noted;
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
        let mut seen: BTreeSet<Reg> = self.roots().into_iter().collect();
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
        self.output.each_column(&mut { anew });
        self.page.each_column(&mut { anew });
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
