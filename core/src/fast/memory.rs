//! Where columns stand: one behind the other in one piece of memory, so that an instruction knows where its own begin.
//!
//! Each space has *room* for some lanes; the columns of a space lie so far apart. The places of all columns are written into the
//! instructions when room is made, not when they run: that is, once, as long as no batch is much larger or smaller than those before.

use super::program::{Instr, Place, Program, Reg, Watch};
use crate::graph::SpaceId;
use std::cell::Cell;

/// The columns of a run.
#[derive(Debug, Default)]
pub(super) struct Memory {
    words: Vec<Cell<i64>>,
    /// By space: how many lanes it has, for how many there is room, and where its columns begin.
    counts: Vec<usize>,
    room: Vec<usize>,
    begin: Vec<usize>,
}

/// There is not enough room for the lanes of a space.
#[derive(Debug, Clone, Copy)]
pub(super) struct Full;

/// How much larger than what is needed room may be before it is made anew, if it is not small: columns that lie far apart are slow.
const LOOSE: usize = 8;
const SMALL: usize = 64;

impl Memory {
    pub fn new(spaces: usize) -> Self {
        Self {
            words: Vec::new(),
            counts: vec![0; spaces],
            room: vec![0; spaces],
            begin: vec![0; spaces],
        }
    }

    /// How many lanes a space has.
    #[inline]
    pub fn count(&self, space: SpaceId) -> usize {
        self.counts.get(space.index()).copied().unwrap_or(0)
    }

    pub fn most_lanes(&self) -> usize {
        self.counts.iter().copied().max().unwrap_or(0)
    }

    /// Says how many lanes a space has.
    ///
    /// # Errors
    /// [`Full`] where there is no room for them, or far too much: then room is made with [`Memory::bind`], and all begins anew.
    pub fn set_count(&mut self, space: SpaceId, count: usize) -> Result<(), Full> {
        let (Some(own), Some(room)) = (
            self.counts.get_mut(space.index()),
            self.room.get_mut(space.index()),
        ) else {
            return Ok(());
        };
        *own = count;
        let is_loose = *room > count.saturating_mul(LOOSE).max(SMALL);
        if count <= *room && !is_loose {
            return Ok(());
        }
        // Odd, so that columns do not fall into the same places of a cache.
        *room = if count < SMALL { count } else { count | 1 };
        Err(Full)
    }

    /// Lays the columns out as room has been made, and gives the instructions with the places of their columns in the slots.
    pub fn bind(&mut self, program: &Program) -> Vec<Instr> {
        let mut end = 0_usize;
        for ((columns, room), begin) in program.columns.iter().zip(&self.room).zip(&mut self.begin)
        {
            *begin = end;
            end = end.saturating_add((*columns as usize).saturating_mul(*room));
        }
        self.words.clear();
        self.words.resize(end, Cell::new(0));
        for (space, constants) in (0..).map(SpaceId).zip(&program.constants) {
            let room = self.room.get(space.index()).copied().unwrap_or(0);
            for (slot, value) in constants {
                let start = self.place(Reg { space, slot: *slot });
                let column = self.words.get(start..start.saturating_add(room));
                for word in column.unwrap_or_default() {
                    word.set(*value);
                }
            }
        }
        let mut bound = program.instrs.clone();
        for instr in &mut bound {
            let place = |reg: &mut Reg| {
                reg.slot = u32::try_from(self.place(*reg)).unwrap_or(u32::MAX);
            };
            instr.op.each_operand(place);
            place(&mut instr.into);
            if let Watch::Note(noted) = &mut instr.watch {
                place(noted);
            }
        }
        bound
    }

    /// Where a column of the program begins.
    fn place(&self, reg: Reg) -> usize {
        let begin = self.begin.get(reg.space.index()).copied().unwrap_or(0);
        let room = self.room.get(reg.space.index()).copied().unwrap_or(0);
        begin.saturating_add((reg.slot as usize).saturating_mul(room))
    }

    /// All words, for instructions that know their places.
    #[inline]
    pub fn words(&self) -> &[Cell<i64>] {
        &self.words
    }

    /// The columns of a space, for instructions that know their places.
    #[inline]
    pub fn columns(&self, space: SpaceId) -> Columns<'_> {
        Columns {
            words: &self.words,
            count: self.count(space),
        }
    }

    /// A column of the program.
    pub fn column(&self, reg: Reg) -> &[Cell<i64>] {
        let from = self.words.get(self.place(reg)..);
        let column = from.and_then(|from| from.get(..self.count(reg.space)));
        column.unwrap_or_default()
    }

    /// A lane, of which many words will be read.
    pub fn lane(&self, space: SpaceId, lane: usize) -> Lane {
        let begin = self.begin.get(space.index()).copied().unwrap_or(0);
        Lane {
            first: begin.saturating_add(lane),
            room: self.room.get(space.index()).copied().unwrap_or(0),
        }
    }

    /// The word of a column of the program in a lane.
    #[inline]
    pub fn of_lane(&self, lane: Lane, slot: u32) -> i64 {
        let before = (slot as usize).wrapping_mul(lane.room);
        let word = self.words.get(lane.first.wrapping_add(before));
        word.map_or(0, Cell::get)
    }

    /// The word of a place of the program, for a lane of its space.
    pub fn word(&self, place: Place, lane: usize) -> i64 {
        match place {
            Place::Const(value) => value,
            Place::Reg(reg) => {
                let at = self.place(reg).saturating_add(lane);
                self.words.get(at).map_or(0, Cell::get)
            }
        }
    }
}

/// A lane of a space: where its word in the first column is, and how far apart columns are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Lane {
    first: usize,
    room: usize,
}

/// The columns of a space.
#[derive(Clone, Copy)]
pub(super) struct Columns<'m> {
    words: &'m [Cell<i64>],
    count: usize,
}

impl<'m> Columns<'m> {
    #[inline]
    pub fn of(self, reg: Reg) -> &'m [Cell<i64>] {
        let from = self.words.get(reg.slot as usize..);
        let column = from.and_then(|from| from.get(..self.count));
        column.unwrap_or_default()
    }
}
