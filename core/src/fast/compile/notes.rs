//! What could not be computed, and who looks at it.

use super::{At, Compiler, Made, Unplanned, Val};
use crate::fast::demand::Path;
use crate::fast::program::{Op, Place, Reg, Watch};
use crate::graph::{NodeId, SpaceId, UNIT};
use std::collections::{BTreeMap, HashMap};

/// Conditions as columns, and whether each is to hold.
pub(super) type Conditions = Box<[(Reg, bool)]>;

impl Compiler<'_> {
    /// A value, or in its place any, and a note of what is missing.
    pub(super) fn or_missing(&mut self, made: Made, node: NodeId, at: At) -> Val {
        made.unwrap_or_else(|reason| {
            let unplanned = Unplanned { node, reason };
            self.missing.push((unplanned, at, self.turn));
            Val::constant(0)
        })
    }

    /// What is noted is trouble where somebody looks at it.
    pub(super) fn look_after_watches(&mut self) {
        // Where nobody ever looks, or everybody always does, nothing has to be noted; where they look under the same conditions, it is
        // noted in one place.
        let mut known: HashMap<Reg, Watch> = HashMap::new();
        let mut alike: BTreeMap<(SpaceId, Conditions), Reg> = BTreeMap::new();
        for ((space, path, turn), noted) in std::mem::take(&mut self.notes) {
            self.turn = turn;
            let watch = match self.conditions(space, path) {
                None => Watch::Never,
                Some(conditions) if conditions.is_empty() => Watch::Mark,
                Some(conditions) => {
                    let first = alike.entry((space, conditions)).or_insert(noted);
                    Watch::Note(*first)
                }
            };
            known.insert(noted, watch);
        }
        for ((space, conditions), noted) in alike {
            self.make(space, Op::Trouble(Some(noted), conditions));
        }
        for instr in &mut self.program.instrs {
            if let Watch::Note(noted) = instr.watch
                && let Some(watch) = known.get(&noted)
            {
                instr.watch = *watch;
            }
        }
    }

    /// What is missing is trouble where somebody looks at it.
    pub(super) fn look_after_missing(&mut self) -> Result<(), Unplanned> {
        for (unplanned, At { space, path }, turn) in std::mem::take(&mut self.missing) {
            self.turn = turn;
            match self.conditions(space, path) {
                None => {}
                // What is in a list that is not laid out is missed by whoever reads the list.
                Some(_) if space != UNIT && !self.enter(space) => {}
                Some(conditions) if conditions.is_empty() || space == UNIT => {
                    return Err(unplanned);
                }
                Some(conditions) => {
                    self.make(space, Op::Trouble(None, conditions));
                }
            }
        }
        Ok(())
    }

    /// The conditions of a path as columns; nothing where one of them never holds. What stands in lanes that cannot be seen from the space is left
    /// out: then more is trouble than need be.
    pub(super) fn conditions(&mut self, space: SpaceId, path: Path) -> Option<Conditions> {
        let mut columns = Vec::new();
        for (node, wanted) in self.demand.conditions(path).to_vec() {
            match self.val(node).place {
                Place::Reg(reg) if self.plan.distance(space, reg.space).is_none() => {}
                Place::Reg(reg) => columns.push((reg, wanted)),
                Place::Const(word) if (word != 0) == wanted => {}
                Place::Const(_) => return None,
            }
        }
        columns.sort_unstable();
        columns.dedup();
        Some(columns.into())
    }
}
