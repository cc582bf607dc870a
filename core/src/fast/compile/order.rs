//! The order of instructions: those of one space together as far as what they read allows, so that it is asked seldom how many lanes there are.

use crate::fast::lanes::made_of;
use crate::fast::program::{Climb, Instr, Op, Place, Program, Reg, Watch};
use crate::graph::{Graph, SpaceId};
use std::collections::{BTreeMap, BTreeSet};

/// What an instruction waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Column(Reg),
    /// That a space is laid out.
    Space(SpaceId),
}

impl Program {
    /// Puts the instructions into order, and notes the stretches of one space.
    pub(super) fn order(&mut self, graph: &Graph) {
        let climbs = &self.climbs;
        let read = |instr: &mut Instr| read(instr, graph, climbs);
        let waits: Vec<BTreeSet<Thing>> = self.instrs.iter_mut().map(read).collect();
        let made = self.made_of_columns(graph);
        let mut writers: BTreeMap<Thing, Vec<usize>> = BTreeMap::new();
        for (place, instr) in self.instrs.iter().enumerate() {
            for thing in written(instr) {
                writers.entry(thing).or_default().push(place);
            }
        }
        // Each waits for those before it that write what it reads, and a layout for what it is made of.
        let mut before: Vec<usize> = Vec::with_capacity(waits.len());
        let mut behind: Vec<Vec<usize>> = vec![Vec::new(); waits.len()];
        for (place, (waits, instr)) in waits.iter().zip(&self.instrs).enumerate() {
            let own = match instr.op {
                Op::Layout(space) => made.get(&space),
                _ => None,
            };
            let things = waits.iter().chain(own.into_iter().flatten());
            let needed = things.filter_map(|thing| writers.get(thing)).flatten();
            let needed: BTreeSet<usize> = needed.copied().filter(|other| *other < place).collect();
            before.push(needed.len());
            for other in needed {
                if let Some(behind) = behind.get_mut(other) {
                    behind.push(place);
                }
            }
        }
        self.arrange(before, &behind);
        self.find_stretches();
    }

    /// What a space must be laid out behind.
    fn made_of_columns(&self, graph: &Graph) -> BTreeMap<SpaceId, Vec<Thing>> {
        let mut made: BTreeMap<SpaceId, Vec<Thing>> = BTreeMap::new();
        for (id, space) in (0..).map(SpaceId).zip(&graph.spaces) {
            let spaces = made_of(graph, space).into_iter().map(Thing::Space);
            let ends = self.ends.get(&id).into_iter();
            let ends = ends.flat_map(|(from, to, _)| [*from, *to]);
            let places = ends.chain(self.owners.get(&id).copied());
            let columns = places.filter_map(|place| match place {
                Place::Reg(reg) => Some(Thing::Column(reg)),
                Place::Const(_) => None,
            });
            made.insert(id, spaces.chain(columns).collect());
        }
        made
    }

    /// Takes the instructions whose turn it is, as long as there are any those of the space at hand.
    fn arrange(&mut self, mut before: Vec<usize>, behind: &[Vec<usize>]) {
        let mut ready: BTreeMap<Option<SpaceId>, BTreeSet<usize>> = BTreeMap::new();
        let space_of = |instrs: &[Instr], place: usize| {
            let instr = instrs.get(place);
            let instr = instr.filter(|instr| !matches!(instr.op, Op::Layout(_)));
            instr.map(|instr| instr.into.space)
        };
        for (place, _) in before.iter().enumerate().filter(|(_, count)| **count == 0) {
            let space = space_of(&self.instrs, place);
            ready.entry(space).or_default().insert(place);
        }
        let mut order: Vec<usize> = Vec::with_capacity(before.len());
        let mut space = None;
        loop {
            if ready.get(&space).is_none_or(BTreeSet::is_empty) {
                // Where something has waited longest.
                let waiting = ready
                    .iter()
                    .filter_map(|(space, set)| Some((*set.first()?, *space)));
                let Some((_, next)) = waiting.min() else {
                    break;
                };
                space = next;
            }
            let Some(place) = ready.get_mut(&space).and_then(BTreeSet::pop_first) else {
                break;
            };
            order.push(place);
            for other in behind.get(place).into_iter().flatten() {
                let Some(count) = before.get_mut(*other) else {
                    continue;
                };
                *count = count.saturating_sub(1);
                if *count == 0 {
                    let space = space_of(&self.instrs, *other);
                    ready.entry(space).or_default().insert(*other);
                }
            }
        }
        let mut instrs: Vec<Option<Instr>> = std::mem::take(&mut self.instrs)
            .into_iter()
            .map(Some)
            .collect();
        let ordered = order
            .into_iter()
            .filter_map(|place| instrs.get_mut(place)?.take());
        self.instrs = ordered.collect();
    }

    fn find_stretches(&mut self) {
        let mut start = 0;
        let together = |one: &Instr, next: &Instr| {
            let layout = [one, next]
                .iter()
                .any(|instr| matches!(instr.op, Op::Layout(_)));
            !layout && one.into.space == next.into.space
        };
        for stretch in self.instrs.chunk_by(together) {
            let end = stretch.len().saturating_add(start);
            self.stretches.push(start..end);
            start = end;
        }
    }
}

/// What an instruction reads; the space of a column counts as read with it.
fn read(instr: &mut Instr, graph: &Graph, climbs: &[Climb]) -> BTreeSet<Thing> {
    let mut things = BTreeSet::new();
    let mut each = |reg: &mut Reg| {
        things.insert(Thing::Column(*reg));
        things.insert(Thing::Space(reg.space));
    };
    instr.op.each_operand(&mut each);
    if !matches!(instr.op, Op::Layout(_)) {
        things.insert(Thing::Space(instr.into.space));
    }
    let lanes = match &instr.op {
        Op::Fold(_, climb, ..) | Op::Pick(_, climb, ..) => {
            climbs.get(*climb as usize).map(|climb| climb.from)
        }
        Op::At(list, ..) | Op::AtMember(list, ..) => graph.list(*list).map(|list| list.items),
        _ => None,
    };
    things.extend(lanes.map(Thing::Space));
    things
}

/// What an instruction writes.
fn written(instr: &Instr) -> Vec<Thing> {
    match (&instr.op, instr.watch) {
        (Op::Layout(space), _) => vec![Thing::Space(*space)],
        (op, watch) => {
            let noted = match watch {
                Watch::Note(noted) => Some(Thing::Column(noted)),
                Watch::Never | Watch::Mark => None,
            };
            let column = op.has_column().then_some(Thing::Column(instr.into));
            column.into_iter().chain(noted).collect()
        }
    }
}
