//! Running a program over a batch.

use super::input::Texts;
use super::kernel::{self, Below};
use super::lanes::Spaces;
use super::lookup::BLANK;
use super::program::{Fold, Instr, Op, Place, Program, Reg, Watch};
use crate::batch::Batch;
use crate::execute::Plan;
use crate::graph::{RISK, Space, SpaceId};
use std::cell::{Cell, RefCell};

/// What runs one program, again and again: its columns stay, so that nothing is allocated once they are large enough.
#[derive(Debug)]
pub(crate) struct Machine<'p> {
    pub(super) plan: &'p Plan,
    pub(super) program: &'p Program,
    pub(super) spaces: Spaces,
    pub(super) texts: RefCell<Texts>,
    troubled: Vec<Cell<bool>>,
    any_trouble: Cell<bool>,
}

impl<'p> Machine<'p> {
    pub(crate) fn new(plan: &'p Plan, program: &'p Program) -> Self {
        Self {
            plan,
            program,
            spaces: Spaces::new(program),
            texts: RefCell::new(Texts::new(&program.texts)),
            troubled: Vec::new(),
            any_trouble: Cell::new(false),
        }
    }

    /// Computes the risks of a batch.
    pub(crate) fn run(&mut self, batch: &Batch) {
        let risks = batch.risks as usize;
        self.troubled.clear();
        self.troubled.resize(risks, Cell::new(false));
        self.any_trouble.set(false);
        if self.program.reads_texts {
            self.texts.borrow_mut().start();
        }
        let program = self.program;
        for instr in &program.instrs {
            match &instr.op {
                Op::Layout(space) => {
                    let graph = &self.plan.graph;
                    let failed = self.spaces.lay_out(graph, program, batch, *space);
                    if let Some(parent) = graph.space(*space).and_then(Space::parent) {
                        for lane in failed {
                            self.mark(parent, lane);
                        }
                    }
                }
                _ => self.step(instr, batch),
            }
        }
    }

    /// Whether none of the risk's answer may be taken from here.
    #[inline]
    pub(crate) fn is_troubled(&self, risk: u32) -> bool {
        self.any_trouble.get() && self.troubled.get(risk as usize).is_none_or(Cell::get)
    }

    /// The most lanes that a space has.
    pub(crate) fn most_lanes(&self) -> usize {
        let counts = self.spaces.all.iter().map(|lanes| lanes.count);
        counts.max().unwrap_or(0)
    }

    /// Marks the risk of a lane as troubled.
    #[cold]
    pub(super) fn mark(&self, space: SpaceId, lane: usize) {
        self.any_trouble.set(true);
        let risk = self.spaces.above(&self.plan.graph, (space, lane), RISK);
        if let Some(risk) = self.troubled.get(risk) {
            risk.set(true);
        }
    }

    #[inline]
    pub(super) fn column(&self, reg: Reg) -> &[Cell<i64>] {
        let Some(lanes) = self.spaces.get(reg.space) else {
            return &[];
        };
        let start = (reg.slot as usize).wrapping_mul(lanes.count);
        let end = start.wrapping_add(lanes.count);
        lanes.words.get(start..end).unwrap_or_default()
    }

    /// Fills a column lane by lane with what may not be there.
    #[inline]
    fn watched(&self, instr: &Instr, word: impl Fn(usize) -> Option<i64>) {
        let to = self.column(instr.into);
        match instr.watch {
            Watch::Never => {
                for (lane, to) in to.iter().enumerate() {
                    to.set(word(lane).unwrap_or(0));
                }
            }
            Watch::Mark => {
                for (lane, to) in to.iter().enumerate() {
                    match word(lane) {
                        Some(word) => to.set(word),
                        None => {
                            to.set(0);
                            self.mark(instr.into.space, lane);
                        }
                    }
                }
            }
            Watch::Note(noted) => {
                for (lane, (to, noted)) in to.iter().zip(self.column(noted)).enumerate() {
                    match word(lane) {
                        Some(word) => to.set(word),
                        None => {
                            to.set(0);
                            noted.set(1);
                        }
                    }
                }
            }
        }
    }

    #[inline]
    fn step(&self, instr: &Instr, batch: &Batch) {
        let column = |reg: &Reg| self.column(*reg);
        let to = self.column(instr.into);
        let watched = instr.watch != Watch::Never;
        match &instr.op {
            Op::Layout(_) => {}
            Op::Require(condition) => {
                for (lane, condition) in column(condition).iter().enumerate() {
                    if condition.get() == 0 {
                        self.mark(instr.into.space, lane);
                    }
                }
            }
            Op::Trouble(noted, conditions) => {
                let noted = noted.as_ref().map(column);
                if noted.is_none_or(|noted| noted.iter().any(|lane| lane.get() != 0)) {
                    self.look_at(instr.into.space, noted, conditions);
                }
            }
            Op::Input(input, scale, range) => {
                self.read_input(batch, *input, (*scale, *range), instr.into);
            }
            Op::Given(input) => {
                let given = batch.given.get(input.index());
                let given = given.map(Vec::as_slice).unwrap_or_default();
                for (to, given) in to.iter().zip(given) {
                    to.set(i64::from(*given));
                }
            }
            Op::Position => self.positions(batch, instr.into),
            Op::Own => {
                for (lane, to) in (0..).zip(to) {
                    to.set(lane);
                }
            }
            Op::Key | Op::Item | Op::Merge(_) => self.placed(&instr.op, instr.into),
            Op::Up(from, climb) => {
                let above = self.climb(*climb).iter();
                kernel::gather(to, column(from), above.map(|lane| *lane as usize));
            }
            Op::Gather(reference, from) => {
                let lanes = column(reference).iter();
                let lanes = lanes.map(|lane| usize::try_from(lane.get()).unwrap_or(usize::MAX));
                kernel::gather(to, column(from), lanes);
            }
            Op::At(..) | Op::AtMember(..) => self.found(instr, batch),
            Op::One(one, a) => kernel::one(*one, to, column(a)),
            Op::Two(two, a, b) => {
                let (a, b) = (column(a), column(b));
                if watched {
                    self.watched(instr, |lane| {
                        kernel::checked(*two, kernel::at(a, lane), kernel::at(b, lane))
                    });
                } else {
                    kernel::two(*two, to, a, b);
                }
            }
            Op::Scale(a, factor) => {
                let a = column(a);
                self.watched(instr, |lane| kernel::at(a, lane).checked_mul(*factor));
            }
            Op::Select(c, a, b) => kernel::select(to, column(c), column(a), column(b)),
            Op::Round(a, divisor, units) => {
                let a = column(a);
                if watched || *units != 1 {
                    self.watched(instr, |lane| {
                        divisor.steps(kernel::at(a, lane)).checked_mul(*units)
                    });
                } else {
                    kernel::rounded(to, a, *divisor);
                }
            }
            Op::Product(a, b, divisor, units) => {
                let (a, b) = (column(a), column(b));
                if watched || *units != 1 {
                    self.watched(instr, |lane| {
                        let (a, b) = (kernel::at(a, lane), kernel::at(b, lane));
                        kernel::rounded_product(a, b, *divisor)?.checked_mul(*units)
                    });
                } else {
                    kernel::product(to, a, b, *divisor);
                }
            }
            Op::ProductIf(a, b, divisor, c) => {
                kernel::product_if(to, column(c), column(a), column(b), *divisor);
            }
            Op::Shift(date, by) => {
                let (date, [years, months, days]) = (column(date), by.map(|reg| self.column(reg)));
                self.watched(instr, |lane| {
                    let by = [years, months, days].map(|column| kernel::at(column, lane));
                    kernel::shifted(kernel::at(date, lane), by)
                });
            }
            Op::Quotient(a, b, quotient, units) => {
                let (a, b) = (column(a), column(b));
                self.watched(instr, |lane| {
                    let steps = quotient.steps(kernel::at(a, lane), kernel::at(b, lane))?;
                    steps.checked_mul(*units)
                });
            }
            Op::In(a, set) => kernel::contained(to, column(a), set),
            Op::Within(a, set) => {
                let a = column(a);
                self.watched(instr, |lane| {
                    let word = kernel::at(a, lane);
                    kernel::is_in(word, set).then_some(word)
                });
            }
            Op::Row(look_up, keys) => self.look_up(instr, *look_up, keys),
            Op::Cell(cells, row) => {
                let cells = self.cells(*cells);
                if watched {
                    let row = column(row);
                    self.watched(instr, |lane| {
                        let word = kernel::cell(cells, kernel::at(row, lane));
                        (word != BLANK).then_some(word)
                    });
                } else {
                    kernel::cells(to, cells, column(row));
                }
            }
            Op::Blank(cells, row) => {
                let cells = self.cells(*cells);
                kernel::map(to, column(row), |row| {
                    i64::from(kernel::cell(cells, row) == BLANK)
                });
            }
            Op::Fold(fold, climb, value, keep) => {
                self.fold(instr, *fold, self.below(*climb, *value, *keep));
            }
            Op::Pick(choice, climb, by, keep) => {
                kernel::pick(*choice, to, self.below(*climb, *by, *keep));
            }
        }
    }

    /// Marks the risks of the lanes that are noted, or of all, and looked at.
    #[cold]
    fn look_at(&self, space: SpaceId, noted: Option<&[Cell<i64>]>, conditions: &[(Reg, bool)]) {
        let graph = &self.plan.graph;
        for lane in 0..self.spaces.count(space) {
            if let Some(noted) = noted.and_then(|noted| noted.get(lane))
                && noted.replace(0) == 0
            {
                continue;
            }
            let holds = |(condition, wanted): &(Reg, bool)| {
                let above = self.spaces.above(graph, (space, lane), condition.space);
                let word = self.spaces.word(Place::Reg(*condition), above);
                (word != 0) == *wanted
            };
            if conditions.iter().all(holds) {
                self.mark(space, lane);
            }
        }
    }

    fn cells(&self, number: u32) -> &[i64] {
        let cells = self.program.cells.get(number as usize);
        cells.map(Vec::as_slice).unwrap_or_default()
    }

    fn look_up(&self, instr: &Instr, number: u32, keys: &[Reg]) {
        let Some(look_up) = self.program.lookups.get(number as usize) else {
            return;
        };
        let row = |row: i64| (row != crate::table::WholeGrid::SEVERAL).then_some(row);
        match (&look_up.grid, keys) {
            (Some(grid), [a]) => {
                let a = self.column(*a);
                self.watched(instr, |lane| {
                    row(grid.find([kernel::at(a, lane)].into_iter()))
                });
            }
            (Some(grid), [a, b]) => {
                let (a, b) = (self.column(*a), self.column(*b));
                self.watched(instr, |lane| {
                    row(grid.find([kernel::at(a, lane), kernel::at(b, lane)].into_iter()))
                });
            }
            _ => {
                let texts = self.texts.borrow();
                self.watched(instr, |lane| {
                    let words = keys.iter().map(|key| kernel::at(self.column(*key), lane));
                    row(look_up.find(&self.plan.tables, &texts.all, words))
                });
            }
        }
    }

    /// What the lanes of a space bring along.
    fn placed(&self, op: &Op, into: Reg) {
        let Some(lanes) = self.spaces.get(into.space) else {
            return;
        };
        let to = self.column(into);
        match op {
            Op::Key => {
                for (to, key) in to.iter().zip(&lanes.keys) {
                    to.set(*key);
                }
            }
            Op::Merge(parts) => {
                let columns: Vec<_> = parts.iter().map(|part| self.column(*part)).collect();
                let sources = lanes.parts.iter().zip(&lanes.items);
                for (to, (part, lane)) in to.iter().zip(sources) {
                    let column = columns.get(*part as usize);
                    let word = column.and_then(|column| column.get(*lane as usize));
                    to.set(word.map_or(0, Cell::get));
                }
            }
            _ => {
                for (to, item) in to.iter().zip(&lanes.items) {
                    to.set(i64::from(*item));
                }
            }
        }
    }

    fn positions(&self, batch: &Batch, into: Reg) {
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
        let lanes = self.spaces.get(into.space);
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

    /// Items of lists: by their place, or by what they were made for.
    fn found(&self, instr: &Instr, batch: &Batch) {
        let graph = &self.plan.graph;
        let items = |list, owner: i64| {
            let owner = u32::try_from(owner).unwrap_or(u32::MAX);
            self.spaces.items(graph, batch, list, owner)
        };
        match &instr.op {
            Op::At(list, owner, place) => {
                let (owner, place) = (self.column(*owner), self.column(*place));
                self.watched(instr, |lane| {
                    let segment = items(*list, kernel::at(owner, lane));
                    let before = kernel::at(place, lane).checked_sub(1)?;
                    let before = u32::try_from(before).ok()?;
                    let item = segment.start.wrapping_add(before);
                    (before < segment.len).then_some(i64::from(item))
                });
            }
            Op::AtMember(list, owner, key) => {
                let (owner, key) = (self.column(*owner), self.column(*key));
                let known = graph.list(*list);
                let made = known.and_then(|list| self.spaces.get(list.items));
                let keys = made.map(|lanes| lanes.keys.as_slice()).unwrap_or_default();
                self.watched(instr, |lane| {
                    let segment = items(*list, kernel::at(owner, lane));
                    let key = kernel::at(key, lane);
                    let mut own = (0..segment.len).map(|n| segment.start.wrapping_add(n));
                    let item = own.find(|item| keys.get(*item as usize) == Some(&key));
                    item.map(i64::from)
                });
            }
            _ => {}
        }
    }

    fn fold(&self, instr: &Instr, fold: Fold, below: Below<'_>) {
        let to = self.column(instr.into);
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

    fn below(&self, climb: u32, value: Option<Reg>, keep: Option<Reg>) -> Below<'_> {
        Below {
            above: self.climb(climb),
            value: value.map(|reg| self.column(reg)),
            keep: keep.map(|reg| self.column(reg)),
        }
    }

    /// The lane above of each lane.
    fn climb(&self, number: u32) -> &[u32] {
        let climb = self.spaces.climbs.get(number as usize);
        climb.map(Vec::as_slice).unwrap_or_default()
    }
}
