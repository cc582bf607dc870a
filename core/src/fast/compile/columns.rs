//! Columns, and the instructions that fill them: each operation on the same columns once.

use super::{At, Compiler};
use crate::fast::demand::Path;
use crate::fast::program::{Climb, Instr, Op, Place, Reg, Watch};
use crate::graph::{Space, SpaceId};

impl Compiler<'_> {
    /// A column for a place.
    pub(super) fn reg(&mut self, place: Place, space: SpaceId) -> Reg {
        match place {
            Place::Reg(reg) => reg,
            Place::Const(value) => {
                if let Some(reg) = self.held_constants.get(&(space, value)) {
                    return *reg;
                }
                let reg = self.column(space);
                self.held_constants.insert((space, value), reg);
                if let Some(constants) = self.program.constants.get_mut(space.index()) {
                    constants.push((reg.slot, value));
                }
                reg
            }
        }
    }

    fn column(&mut self, space: SpaceId) -> Reg {
        let slot = self
            .program
            .columns
            .get_mut(space.index())
            .map_or(0, |count| {
                let slot = *count;
                *count = count.saturating_add(1);
                slot
            });
        Reg { space, slot }
    }

    /// The column of an operation that can always be done.
    pub(super) fn make(&mut self, space: SpaceId, op: Op) -> Reg {
        let path = Path::ALWAYS;
        self.watched(At { space, path }, op, false)
    }

    /// The column of an operation, and where it cannot be done is noted.
    pub(super) fn watched(&mut self, at: At, op: Op, can_fail: bool) -> Reg {
        let watch = match (can_fail, at.path) {
            (false, _) => Watch::Never,
            (true, Path::ALWAYS) => Watch::Mark,
            (true, path) => Watch::Note(self.note(at.space, path)),
        };
        let key = (at.space, op, watch);
        if let Some(reg) = self.made.get(&key) {
            return *reg;
        }
        let into = self.column(at.space);
        self.program.instrs.push(Instr {
            op: key.1.clone(),
            into,
            watch,
        });
        self.made.insert(key, into);
        into
    }

    fn note(&mut self, space: SpaceId, path: Path) -> Reg {
        let key = (space, path, self.turn);
        if let Some(reg) = self.notes.get(&key) {
            return *reg;
        }
        let reg = self.column(space);
        self.notes.insert(key, reg);
        reg
    }

    /// The number of the way from a space up to another.
    pub(super) fn climb(&mut self, from: SpaceId, to: SpaceId) -> u32 {
        let parent = self.graph.space(from).and_then(Space::parent);
        let climb = Climb {
            from,
            to,
            is_to_parent: parent == Some(to),
        };
        if let Some(number) = self.climbs.get(&climb) {
            return *number;
        }
        let number = u32::try_from(self.program.climbs.len()).unwrap_or(u32::MAX);
        self.climbs.insert(climb, number);
        self.program.climbs.push(climb);
        if let Some(climbs) = self.program.climbs_from.get_mut(from.index()) {
            climbs.push(number);
        }
        number
    }
}
