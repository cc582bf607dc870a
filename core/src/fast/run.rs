//! Running a program over a batch.

use super::input::Texts;
use super::lanes::Spaces;
use super::memory::Full;
use super::output::Output;
use super::program::{Instr, Op, Program, Reg};
use crate::batch::Batch;
use crate::decode::Reading;
use crate::execute::Plan;
use crate::graph::{RISK, Space, SpaceId};
use std::cell::{Cell, RefCell};

/// What runs one program, again and again.
#[derive(Debug)]
pub(crate) struct Machine<'p> {
    pub(super) plan: &'p Plan,
    pub(super) program: &'p Program,
    pub(super) warm: Box<Warm>,
    any_trouble: Cell<bool>,
}

/// What a machine leaves to the next one of the same program: its columns, which are large enough then, and instructions that know their
/// places. So nothing is allocated once a program has run.
#[derive(Debug)]
pub(super) struct Warm {
    /// The instructions, with the places of their columns in memory.
    code: Vec<Instr>,
    pub(super) spaces: Spaces,
    pub(super) texts: RefCell<Texts>,
    troubled: Vec<Cell<bool>>,
    /// What risks are read into.
    reading: Reading,
    /// How long the longest worksheet was.
    pub(super) longest: Cell<usize>,
}

impl Warm {
    fn new(program: &Program) -> Self {
        Self {
            code: Vec::new(),
            spaces: Spaces::new(program),
            texts: RefCell::new(Texts::new(&program.texts)),
            troubled: Vec::new(),
            reading: Reading::default(),
            longest: Cell::new(0),
        }
    }

    /// How many words it holds.
    pub fn words(&self) -> usize {
        let columns = self.spaces.memory.words().len();
        columns.saturating_add(self.reading.room())
    }
}

impl<'p> Machine<'p> {
    pub(super) fn new(plan: &'p Plan, program: &'p Program, warm: Option<Box<Warm>>) -> Self {
        Self {
            plan,
            program,
            warm: warm.unwrap_or_else(|| Box::new(Warm::new(program))),
            any_trouble: Cell::new(false),
        }
    }

    /// What its answers are made of.
    pub(crate) const fn output(&self) -> &Output {
        &self.program.output
    }

    /// What risks are read into before they are computed; to be given back.
    pub(crate) fn take_reading(&mut self) -> Reading {
        std::mem::take(&mut self.warm.reading)
    }

    pub(crate) fn give_back(&mut self, reading: Reading) {
        self.warm.reading = reading;
    }

    /// Computes the risks of a batch.
    pub(crate) fn run(&mut self, batch: &Batch) {
        let risks = batch.risks as usize;
        self.warm.troubled.clear();
        self.warm.troubled.resize(risks, Cell::new(false));
        self.any_trouble.set(false);
        if self.program.reads_texts {
            self.warm.texts.borrow_mut().start();
        }
        let mut code = std::mem::take(&mut self.warm.code);
        if code.is_empty() {
            code = self.warm.spaces.memory.bind(self.program);
        }
        // Each time there is room for one space more.
        let mut is_done = false;
        for _ in 0..=self.program.columns.len() {
            is_done = self.go_through(&code, batch).is_ok();
            if is_done {
                break;
            }
            code = self.warm.spaces.memory.bind(self.program);
        }
        if !is_done {
            self.any_trouble.set(true);
            self.warm.troubled.iter().for_each(|risk| risk.set(true));
        }
        self.warm.code = code;
    }

    fn go_through(&mut self, code: &[Instr], batch: &Batch) -> Result<(), Full> {
        for stretch in &self.program.stretches {
            let instrs = code.get(stretch.clone()).unwrap_or_default();
            match instrs.first() {
                Some(Instr {
                    op: Op::Layout(space),
                    ..
                }) => self.lay_out(*space, batch)?,
                Some(first) if self.warm.spaces.count(first.into.space) == 1 => {
                    self.go_through_one(instrs, batch);
                }
                _ => instrs.iter().for_each(|instr| self.step(instr, batch)),
            }
        }
        Ok(())
    }

    fn lay_out(&mut self, space: SpaceId, batch: &Batch) -> Result<(), Full> {
        let (graph, program) = (&self.plan.graph, self.program);
        let failed = self.warm.spaces.lay_out(graph, program, batch, space)?;
        if let Some(parent) = graph.space(space).and_then(Space::parent) {
            for lane in failed {
                self.mark(parent, lane);
            }
        }
        Ok(())
    }

    /// Whether none of the risk's answer may be taken from here.
    #[inline]
    pub(crate) fn is_troubled(&self, risk: u32) -> bool {
        self.any_trouble.get() && self.warm.troubled.get(risk as usize).is_none_or(Cell::get)
    }

    /// The most lanes that a space has.
    pub(crate) fn most_lanes(&self) -> usize {
        self.warm.spaces.memory.most_lanes()
    }

    /// Marks the risk of a lane as troubled.
    #[cold]
    pub(super) fn mark(&self, space: SpaceId, lane: usize) {
        self.any_trouble.set(true);
        let risk = self
            .warm
            .spaces
            .above(&self.plan.graph, (space, lane), RISK);
        if let Some(risk) = self.warm.troubled.get(risk) {
            risk.set(true);
        }
    }

    #[inline]
    pub(super) fn column(&self, reg: Reg) -> &[Cell<i64>] {
        self.warm.spaces.memory.columns(reg.space).of(reg)
    }

    /// Marks the risks of the lanes that are noted, or of all, and looked at.
    #[cold]
    pub(super) fn look_at(
        &self,
        space: SpaceId,
        noted: Option<&[Cell<i64>]>,
        conditions: &[(Reg, bool)],
    ) {
        let graph = &self.plan.graph;
        for lane in 0..self.warm.spaces.count(space) {
            if let Some(noted) = noted.and_then(|noted| noted.get(lane))
                && noted.replace(0) == 0
            {
                continue;
            }
            let holds = |(condition, wanted): &(Reg, bool)| {
                let above = self
                    .warm
                    .spaces
                    .above(graph, (space, lane), condition.space);
                let word = self.column(*condition).get(above);
                (word.map_or(0, Cell::get) != 0) == *wanted
            };
            if conditions.iter().all(holds) {
                self.mark(space, lane);
            }
        }
    }
}
