//! From a graph to a program.
//!
//! Nodes are gone through in order. Each comes to a [`Val`]: where its words stand, at which scale, in which range. The same operation on the
//! same columns is one column. What is made and read by nobody is taken away at the end.

mod dates;
mod lists;
mod logic;
mod numbers;
mod prune;
mod tables;
mod val;

use super::demand::{Asked, Demand, Path};
use super::input::Texts;
use super::lanes::{is_known, made_of, sized_by};
use super::program::{Climb, Held, Instr, Op, Place, Program, Reg, Watch};
use super::range::Range;
use crate::batch::{Batch, Items};
use crate::column::Values;
use crate::execute::{Execution, Plan};
use crate::graph::{
    Constant, Each, Graph, Node, NodeId, Op as GraphOp, RISK, Shape, Space, SpaceId, Ty, UNIT,
};
use crate::table::WholeGrid;
use crate::verify::{MostLanes, most_lanes};
pub(super) use numbers::decimal;
use std::collections::{BTreeMap, HashMap};
use thiserror::Error;
pub(super) use val::{Made, Val};

/// Why a rulebook has no fast plan: an operation that every risk needs is not computed in integers.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{reason}")]
pub struct Unplanned {
    /// The operation.
    pub node: NodeId,
    /// Why it has none, in the words of a reader of graphs.
    pub reason: &'static str,
}

/// A program that is being made.
pub(super) struct Compiler<'g> {
    plan: &'g Plan,
    graph: &'g Graph,
    demand: Demand<'g>,
    most: MostLanes,
    /// The values of nodes, in their order.
    vals: Vec<Val>,
    program: Program,
    texts: Texts,
    /// What each operation in each space has been made into.
    made: HashMap<(SpaceId, Op, Watch), Reg>,
    held_constants: HashMap<(SpaceId, i64), Reg>,
    /// Whether a space can be laid out; nothing as long as nobody has asked.
    entered: BTreeMap<SpaceId, bool>,
    /// Where it is noted that a lane could not be computed, by the conditions under which it is looked at.
    notes: BTreeMap<(SpaceId, Path), Reg>,
    /// What is not computed here, where, and under which conditions it is looked at.
    missing: Vec<(Unplanned, SpaceId, Path)>,
}

impl Program {
    /// Compiles the graph of a plan.
    ///
    /// # Errors
    /// [`Unplanned`] where something that every risk needs is not computed in words.
    pub(crate) fn compile(plan: &Plan) -> Result<Self, Unplanned> {
        let graph = &plan.graph;
        let spaces = graph.spaces.len();
        let mut compiler = Compiler {
            plan,
            graph,
            demand: Demand::new(plan),
            most: most_lanes(graph),
            vals: Vec::with_capacity(graph.nodes.len()),
            program: Self {
                instrs: Vec::new(),
                columns: vec![0; spaces],
                constants: vec![Vec::new(); spaces],
                climbs: Vec::new(),
                lookups: Vec::new(),
                cells: Vec::new(),
                texts: Vec::new(),
                held: BTreeMap::new(),
                output: graph.output.clone(),
                ranges: BTreeMap::new(),
                reads_texts: false,
                ends: BTreeMap::new(),
                owners: BTreeMap::new(),
            },
            texts: Texts::default(),
            made: HashMap::new(),
            held_constants: HashMap::new(),
            entered: BTreeMap::new(),
            notes: BTreeMap::new(),
            missing: Vec::new(),
        };
        let nothing = Batch {
            risks: 0,
            inputs: graph
                .schema
                .inputs
                .iter()
                .map(|input| Values::empty(input.ty))
                .collect(),
            given: vec![Vec::new(); graph.schema.inputs.len()],
            items: vec![Items::default(); spaces],
            segments: vec![Vec::new(); graph.lists.len()],
        };
        compiler.compile(&Execution::run(plan, &nothing))?;
        let mut program = compiler.program;
        program.texts = compiler.texts.all;
        program.prune();
        Ok(program)
    }
}

/// Of what is not there, in a graph that has been verified, nothing is said.
const NO_OPERANDS: &str = "an operation without its operands";
const OTHER_LIST: &str = "a list of this kind";

impl<'g> Compiler<'g> {
    /// `constants`: the columns of the rulebook itself, computed without any risk.
    fn compile(&mut self, constants: &Execution<'_>) -> Result<(), Unplanned> {
        self.enter(RISK);
        for (id, node) in (0..).map(NodeId).zip(&self.graph.nodes) {
            let made = match self.demand.of(id) {
                Asked { path: None, .. } => Ok(Val::constant(0)),
                Asked { bare: false, .. } if matches!(node.op, GraphOp::Mul | GraphOp::Div) => {
                    Ok(Val::constant(0))
                }
                Asked {
                    path: Some(path), ..
                } => self.node(constants, id, node, path),
            };
            let val = made.unwrap_or_else(|reason| {
                let path = self.demand.of(id).path.unwrap_or(Path::ALWAYS);
                let unplanned = Unplanned { node: id, reason };
                self.missing.push((unplanned, node.space, path));
                Val::constant(0)
            });
            self.vals.push(val);
        }
        for requirement in &self.graph.requirements {
            if !self.enter(requirement.space) {
                let node = requirement.condition;
                return Err(Unplanned {
                    node,
                    reason: OTHER_LIST,
                });
            }
            let condition = self.reg(self.val(requirement.condition).place, requirement.space);
            self.make(requirement.space, Op::Require(condition));
        }
        for field in &self.graph.output {
            self.hold(&field.shape)?;
        }
        self.look_after_notes()
    }

    /// What is noted is trouble where somebody looks at it.
    fn look_after_notes(&mut self) -> Result<(), Unplanned> {
        for ((space, path), noted) in std::mem::take(&mut self.notes) {
            if let Some(conditions) = self.conditions(path) {
                self.make(space, Op::Trouble(Some(noted), conditions));
            }
        }
        for (unplanned, space, path) in std::mem::take(&mut self.missing) {
            match self.conditions(path) {
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

    /// The conditions of a path as columns; nothing where one of them never holds.
    fn conditions(&self, path: Path) -> Option<Box<[(Reg, bool)]>> {
        let mut columns = Vec::new();
        for (node, wanted) in self.demand.conditions(path) {
            match self.val(node).place {
                Place::Reg(reg) => columns.push((reg, wanted)),
                Place::Const(word) if (word != 0) == wanted => {}
                Place::Const(_) => return None,
            }
        }
        Some(columns.into())
    }

    pub(super) fn val(&self, id: NodeId) -> Val {
        let val = self.vals.get(id.index()).copied();
        val.unwrap_or(Val::constant(0))
    }

    /// The type of a node's operand.
    pub(super) fn type_of(&self, node: &Node, place: usize) -> Option<Ty> {
        let operand = self.graph.node(*node.args.get(place)?)?;
        Some(operand.ty)
    }

    /// The value of a node of the rulebook itself.
    fn known(&mut self, constants: &Execution<'_>, id: NodeId) -> Made {
        let column = constants.column(id).ok_or(NO_OPERANDS)?;
        if column.failure(0).is_some() {
            return Err("a constant in error");
        }
        match (column.values.constant(0), column.values.lanes().first()) {
            (Some(constant), _) => self.constant(&constant),
            (None, Some(&Values::NO_ROW)) => Ok(Val::constant(WholeGrid::NONE)),
            (None, Some(lane)) => Ok(Val::constant(i64::from(*lane))),
            (None, None) => Err(NO_OPERANDS),
        }
    }

    fn constant(&mut self, constant: &Constant) -> Made {
        Ok(match constant {
            Constant::Bool(value) => Val::constant(i64::from(*value)),
            Constant::Number(number) => {
                let scale = number.scale();
                let word = number.at_scale(scale).filter(|_| scale <= MOST_PLACES);
                let word = word.ok_or("a number of many digits")?;
                Val {
                    scale,
                    ..Val::constant(word)
                }
            }
            Constant::Text(text) => Val::constant(self.texts.number(text)),
            Constant::Date(date) => Val::constant(i64::from(date.days())),
            Constant::Enum(ordinal) => Val::constant(i64::from(*ordinal)),
        })
    }

    /// Whether a space can be laid out; then its columns can be filled from now on.
    fn enter(&mut self, space: SpaceId) -> bool {
        if let Some(entered) = self.entered.get(&space) {
            return *entered;
        }
        let Some(known) = self.graph.space(space) else {
            return false;
        };
        let made_of = made_of(self.graph, known).into_iter();
        let mut can = is_known(self.graph, space);
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
        let sizing = sized_by(known);
        let is_missing = |id: &NodeId| self.missing.iter().any(|(missing, ..)| missing.node == *id);
        let vals: Vec<Val> = sizing.iter().map(|id| self.val(*id)).collect();
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

    fn node(&mut self, constants: &Execution<'_>, id: NodeId, node: &Node, path: Path) -> Made {
        if node.space == UNIT {
            return self.known(constants, id);
        }
        if !self.enter(node.space) {
            return Err(OTHER_LIST);
        }
        let args: Vec<Val> = node.args.iter().map(|arg| self.val(*arg)).collect();
        let at = At {
            space: node.space,
            path,
        };
        match &node.op {
            GraphOp::Input(_) | GraphOp::InputGiven(_) => self.input(at, node),
            GraphOp::Add
            | GraphOp::Sub
            | GraphOp::Mul
            | GraphOp::Rem
            | GraphOp::Neg
            | GraphOp::Abs
            | GraphOp::Min
            | GraphOp::Max => self.arithmetic(at, &node.op, &args),
            GraphOp::Round(mode) => self.round(at, *mode, node, &args),
            GraphOp::Years
            | GraphOp::YearsByFebruary28
            | GraphOp::Months
            | GraphOp::Days
            | GraphOp::DatePart(_)
            | GraphOp::Shift => self.date(at, &node.op, &args),
            GraphOp::Compare(comparison) => self.compare(at, *comparison, node, &args),
            GraphOp::Not
            | GraphOp::And
            | GraphOp::Or
            | GraphOp::Select
            | GraphOp::In(_)
            | GraphOp::Check(_) => self.logic(at, node, &args),
            GraphOp::Known
            | GraphOp::Guard
            | GraphOp::Failed
            | GraphOp::Recover
            | GraphOp::CodeOf => self.stands(&node.op, &args),
            GraphOp::Row(_) | GraphOp::Cell(..) | GraphOp::CellGiven(..) => {
                self.table(at, node, &args)
            }
            GraphOp::Position
            | GraphOp::Key
            | GraphOp::Own
            | GraphOp::Item
            | GraphOp::Up
            | GraphOp::Gather
            | GraphOp::At(_)
            | GraphOp::AtKey(_)
            | GraphOp::Merge
            | GraphOp::Reduce { .. }
            | GraphOp::Pick { .. } => self.lists(at, node, &args),
            GraphOp::Constant(_) => Err(NO_OPERANDS),
            GraphOp::Div => Err("a quotient that is not rounded"),
            GraphOp::Maths(_) | GraphOp::Power => Err("a root, a power or a logarithm"),
            GraphOp::Format(_) | GraphOp::Joined { .. } => Err("a text made of values"),
            GraphOp::FirstOfItsValue { .. } => Err("values told apart"),
            GraphOp::Carried => Err("a carried value"),
            GraphOp::DayCount(_) => Err("a part of a year"),
            GraphOp::RowAbove(_) | GraphOp::Interpolated(..) => Err("an interpolation"),
            GraphOp::Allocate => Err("a share of a total"),
        }
    }

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
        if let Some(reg) = self.notes.get(&(space, path)) {
            return *reg;
        }
        let reg = self.column(space);
        self.notes.insert((space, path), reg);
        reg
    }

    /// The number of the way from a space up to another.
    pub(super) fn climb(&mut self, from: SpaceId, to: SpaceId) -> u32 {
        let climb = Climb { from, to };
        let known = self.program.climbs.iter().position(|known| *known == climb);
        let place = known.unwrap_or_else(|| {
            self.program.climbs.push(climb);
            self.program.climbs.len().saturating_sub(1)
        });
        u32::try_from(place).unwrap_or(u32::MAX)
    }

    /// Keeps what an answer reads.
    fn hold(&mut self, shape: &Shape) -> Result<(), Unplanned> {
        if let Shape::List { space, item, .. } = shape
            && !self.enter(*space)
        {
            let node = item.nodes().first().copied().unwrap_or(NodeId(0));
            return Err(Unplanned {
                node,
                reason: OTHER_LIST,
            });
        }
        match shape {
            Shape::One(id) => {
                let Val {
                    place: at, scale, ..
                } = self.val(*id);
                self.program.held.insert(*id, Held { at, scale });
            }
            Shape::Optional { given, value } => {
                self.hold(&Shape::One(*given))?;
                self.hold(value)?;
            }
            Shape::Record(fields) => {
                for field in fields {
                    self.hold(&field.shape)?;
                }
            }
            Shape::List { keep, item, .. } => {
                if let Some(keep) = keep {
                    self.hold(&Shape::One(*keep))?;
                }
                self.hold(item)?;
            }
        }
        Ok(())
    }
}

/// Where an operation stands, and under which conditions somebody looks at what it gives.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub space: SpaceId,
    pub path: Path,
}

/// The most decimal places that a word is held with.
const MOST_PLACES: u32 = 18;

/// What is assumed of a decimal that says nothing of its places; what has more is trouble.
const USUAL_PLACES: u32 = 9;

/// What is assumed of the size of amounts, and of other numbers, that say nothing of it.
const USUAL_AMOUNT: i64 = 1_000_000_000_000;
const USUAL_NUMBER: i64 = 1_000_000_000;

/// The range of a word that a type brings along.
pub(super) fn whole(graph: &Graph, ty: Ty) -> Range {
    let below = |count: usize| Range {
        low: 0,
        high: i64::try_from(count).unwrap_or(i64::MAX),
    };
    match ty {
        Ty::Bool => Range::BOOL,
        Ty::Enum(id) => {
            let members = graph.enumerations.get(id.index());
            below(members.map_or(0, |own| own.members.len().saturating_sub(1)))
        }
        Ty::Date => Range {
            low: i64::from(crate::date::Date::MIN.days()),
            high: i64::from(crate::date::Date::MAX.days()),
        },
        Ty::Ref(_) | Ty::Text => below(u32::MAX as usize),
        Ty::Row(id) => Range {
            low: WholeGrid::SEVERAL,
            high: below(graph.table(id).map_or(0, |table| table.rows.len())).high,
        },
        Ty::Int | Ty::Decimal | Ty::Money(_) | Ty::Unrounded(_) => Range::ALL,
    }
}
