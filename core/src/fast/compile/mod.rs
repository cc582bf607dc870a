//! From a graph to a program.
//!
//! Nodes are gone through in order. Each comes to a [`Val`]: where its words stand, at which scale, in which range. The same operation on the
//! same columns is one column. What is made and read by nobody is taken away at the end.

mod columns;
mod dates;
mod lists;
mod logic;
mod numbers;
mod prune;
mod spaces;
mod tables;
mod val;
mod words;

use super::demand::{Asked, Demand, Path};
use super::input::Texts;
use super::program::{Climb, Held, Op, Place, Program, Reg, Watch};
use crate::batch::{Batch, Items};
use crate::column::Values;
use crate::execute::{Execution, Plan};
use crate::graph::{Graph, Node, NodeId, Op as GraphOp, RISK, Shape, SpaceId, TableId, Ty, UNIT};
use crate::verify::{MostLanes, most_lanes};
pub(super) use numbers::decimal;
use std::collections::{BTreeMap, HashMap};
use tables::Cells;
use thiserror::Error;
pub(super) use val::{Made, Val};
use words::{MOST_PLACES, USUAL_AMOUNT, USUAL_NUMBER, USUAL_PLACES, whole};

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
    climbs: HashMap<Climb, u32>,
    look_ups: HashMap<(TableId, Vec<(Ty, u32)>), u32>,
    /// Columns of cells; nothing where these are no words.
    cells: HashMap<(TableId, u32), Option<Cells>>,
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
        if graph.nodes.len() > MOST_NODES {
            return Err(Unplanned {
                node: NodeId(0),
                reason: "a rulebook of very many operations",
            });
        }
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
                climbs_from: vec![Vec::new(); spaces],
                lookups: Vec::new(),
                cells: Vec::new(),
                texts: Vec::new(),
                held: BTreeMap::new(),
                reads_texts: false,
                ends: BTreeMap::new(),
                owners: BTreeMap::new(),
            },
            texts: Texts::default(),
            made: HashMap::new(),
            held_constants: HashMap::new(),
            climbs: HashMap::new(),
            look_ups: HashMap::new(),
            cells: HashMap::new(),
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

/// How many operations a rulebook may have that is computed in integers: several times those of the largest known. Beyond, making the plan takes
/// longer than the answers that it is for.
const MOST_NODES: usize = 1 << 16;

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
            match self.val(*node).place {
                Place::Reg(reg) => columns.push((reg, *wanted)),
                Place::Const(word) if (word != 0) == *wanted => {}
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
