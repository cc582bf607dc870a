//! Which lists are laid out, and when.

use super::{Compiler, Val};
use crate::fast::lanes::{is_known, made_of};
use crate::fast::program::{Instr, Op, Reg, Watch};
use crate::graph::{Each, NodeId, Space, SpaceId, UNIT};

impl Compiler<'_> {
    /// Whether a space can be laid out; then its columns can be filled from now on.
    pub(super) fn enter(&mut self, space: SpaceId) -> bool {
        if let Some(entered) = self.entered.get(&space) {
            return *entered;
        }
        let Some(known) = self.graph.space(space) else {
            return false;
        };
        let made_of = made_of(self.graph, known).into_iter();
        let mut can = is_known(known);
        for below in made_of.filter(|below| *below != UNIT) {
            can = can && self.enter(below);
        }
        can = can && self.size(space, known);
        if can {
            let into = Reg { space, slot: 0 };
            self.program.instrs.push(Instr {
                op: Op::Layout(space),
                into,
                watch: Watch::Never,
            });
        }
        self.entered.insert(space, can);
        can
    }

    /// Notes what says how many lanes a space has; false where that is not computed here.
    fn size(&mut self, space: SpaceId, known: &Space) -> bool {
        let sizing = known.sized_by();
        let vals: Vec<Val> = sizing.iter().map(|id| self.val(*id)).collect();
        // They are noted in the order of nodes.
        let is_missing = |id: &NodeId| {
            let found = self
                .missing
                .binary_search_by_key(id, |(missing, ..)| missing.node);
            found.is_ok()
        };
        if sizing.iter().any(is_missing) || vals.iter().any(|val| val.scale != 0) {
            return false;
        }
        match (known, vals.as_slice()) {
            (
                Space::Made {
                    each: Each::Numbers { max, .. },
                    ..
                },
                [from, to],
            ) => {
                self.program
                    .ends
                    .insert(space, (from.place, to.place, *max));
            }
            (Space::Pairs { .. }, [owner]) => {
                self.program.owners.insert(space, owner.place);
            }
            _ => {}
        }
        true
    }
}
